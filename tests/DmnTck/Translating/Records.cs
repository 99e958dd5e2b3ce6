using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Translating;

/// <summary>FEEL contexts with fixed keys: item definitions with components, boxed contexts, rows of relations.</summary>
internal static class Records
{
    /// <summary>The type with these members, or null when the type of one is open.</summary>
    public static RightsType? TypeOf(IEnumerable<(string Name, RightsType? Type)> members)
    {
        var words = members.Select(m => (Word: FeelText.Word(m.Name), m.Type)).ToList();
        return words.Exists(m => m.Type is null) ? null : new ContextType([.. words.Select(m => (m.Word, m.Type!))]);
    }

    /// <summary>The type of a member, or null when the type is none of a context or has no such member.</summary>
    public static RightsType? MemberType(RightsType? type, string name) => (type?.Required() as ContextType)?.Find(FeelText.Word(name));

    /// <summary>The value with these members; members of the type that are not given are unknown.</summary>
    public static Value Of(IEnumerable<(string Name, Value Value)> members, RightsType type)
    {
        var given = members.Select(m => (Name: FeelText.Word(m.Name), m.Value)).ToList();
        IEnumerable<(string, Value)> missing = type.Required() is ContextType context
            ? context.Entries.Where(e => !given.Exists(g => g.Name == e.Name)).Select(e => (e.Name, (Value)TestValues.Unknown(e.Name))) : [];
        return new ContextValue([.. given, .. missing]);
    }

    /// <summary>The expression that makes a context of its members.</summary>
    public static CoreExpression Make(IEnumerable<(string Name, CoreExpression Value)> members, Location at)
    {
        ContextEntry[] entries = [.. members.Select(m => new ContextEntry(new LocalSymbol(FeelText.Word(m.Name), m.Value.Type), m.Value))];
        RightsType type = entries.Any(e => e.Value.Type.IsError) ? RightsType.Error : new ContextType([.. entries.Select(e => (e.Symbol.Name, e.Value.Type))]);
        return new ContextOf(entries, type, at).WithNeeds();
    }

    /// <summary>The members of a context value by word, or null when it is none.</summary>
    public static IReadOnlyDictionary<string, Value>? MembersOf(Value value) => (value as ContextValue)?.Entries.ToDictionary(e => e.Name, e => e.Value);
}
