using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Translating;

/// <summary>FEEL contexts with fixed keys as values of the language. Names are those of the model.</summary>
internal static class Records
{
    /// <summary>The type with these members, or null when the type of one is open.</summary>
    public static RightsType? TypeOf(IEnumerable<(string Name, RightsType? Type)> members) =>
        throw new OutsideException(Outside.NotTranslated, $"contexts ({string.Join(", ", members.Select(m => m.Name))})");

    /// <summary>The type of a member, or null when the type is none of a context or has no such member.</summary>
    public static RightsType? MemberType(RightsType? type, string name) => null;

    /// <summary>The value with these members; members of the type that are not given are unknown.</summary>
    public static Value Of(IEnumerable<(string Name, Value Value)> members, RightsType type) =>
        throw new OutsideException(Outside.NotTranslated, $"contexts ({string.Join(", ", members.Select(m => m.Name))})");

    public static CoreExpression Make(IEnumerable<(string Name, CoreExpression Value)> members, Location at) =>
        throw new OutsideException(Outside.NotTranslated, $"contexts ({string.Join(", ", members.Select(m => m.Name))})");

    /// <summary>The members of a context value by word, or null when it is none.</summary>
    public static IReadOnlyDictionary<string, Value>? MembersOf(Value value) => null;
}
