using System.Collections.Concurrent;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Translating;

/// <summary>
/// FEEL contexts with fixed keys. What the language has with named members and without a person is the row of a keyed
/// parameter, so that is what they become. The name of the type says its members, so that equal types are equal.
/// </summary>
internal static class Records
{
    private static readonly Location Nowhere = MappedText.Alone("context").Whole;

    private static readonly ParameterVersion Version = new(DateOnly.MinValue, null, [], ParameterStatus.Verified, null, Nowhere);

    private static readonly ParameterDefinition Definition = new("context", new LocalizedText(new Dictionary<string, string>()), Nowhere, "")
    {
        Type = RightsType.Nothing,
        Versions = [Version],
    };

    // Only a memory of what each name means: the same name always has the same members.
    private static readonly ConcurrentDictionary<string, IReadOnlyList<MemberSymbol>> Members = new(StringComparer.Ordinal);

    /// <summary>The type with these members, or null when the type of one is open.</summary>
    public static RightsType? TypeOf(IEnumerable<(string Name, RightsType? Type)> members)
    {
        var words = members.Select(m => (Word: FeelText.Word(m.Name), m.Type)).OrderBy(m => m.Word, StringComparer.Ordinal).ToList();
        if (words.Exists(m => m.Type is null)) return null;
        string name = $"{{{string.Join(", ", words.Select(m => $"{m.Word}: {m.Type}"))}}}";
        Members.TryAdd(name, [.. words.Select(m => new MemberSymbol(m.Word, m.Type!))]);
        return new StructType(StructKind.Row, name);
    }

    public static IReadOnlyList<MemberSymbol> Of(StructType type) => Members.GetValueOrDefault(type.Name, []);

    /// <summary>The type of a member, or null when the type is none of a context or has no such member.</summary>
    public static RightsType? MemberType(RightsType? type, string name) =>
        type is StructType record ? Of(record).FirstOrDefault(m => m.Name == FeelText.Word(name))?.Type : null;

    /// <summary>The value with these members; members of the type that are not given are unknown.</summary>
    public static Value Of(IEnumerable<(string Name, Value Value)> members, RightsType type)
    {
        var columns = new Dictionary<string, Value?>(StringComparer.Ordinal);
        if (type is StructType record)
            foreach (MemberSymbol member in Of(record)) columns[member.Name] = null;
        foreach ((string name, Value value) in members) columns[FeelText.Word(name)] = value;
        return new RowValue(Definition, Version, new ParameterRow([], columns, ParameterStatus.Verified, null, Nowhere));
    }

    /// <summary>The expression that makes a context of its members.</summary>
    public static CoreExpression Make(IEnumerable<(string Name, CoreExpression Value)> members, Location at)
    {
        var parts = members.ToList();
        RightsType type = parts.Exists(p => p.Value.Type.IsError) ? RightsType.Error : TypeOf(parts.Select(p => (p.Name, (RightsType?)p.Value.Type)))!;
        var make = new Builtin("context", "", "", "", _ => type, values => Of(parts.Zip(values, (p, v) => (p.Name, v)), type));
        return new BuiltinCall(make, [.. parts.Select(p => p.Value)], type, at);
    }

    /// <summary>The members of a context value by word, or null when it is none.</summary>
    public static IReadOnlyDictionary<string, Value>? MembersOf(Value value) => value is RowValue row
        ? row.Row.Columns.ToDictionary(c => c.Key, c => c.Value ?? TestValues.Unknown(c.Key)) : null;
}
