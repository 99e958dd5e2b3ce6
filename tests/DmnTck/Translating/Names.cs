using RightsEngine.Language.Core;
using RightsEngine.Language.Types;

namespace RightsEngine.DmnTck.Translating;

/// <summary>The names an expression of a model may use; a nested expression sees those around it.</summary>
internal sealed class Names(Names? outer = null) : IScope
{
    /// <summary>What <c>null</c> in an expression stands for.</summary>
    public static readonly LocalSymbol Null = new(FeelText.NullWord, RightsType.Nothing);

    private readonly Dictionary<string, Symbol> _own = new(StringComparer.Ordinal);
    private readonly List<string> _written = [];

    /// <summary>The names as the model writes them, with those of members.</summary>
    public IEnumerable<string> Written => outer is null ? _written : _written.Concat(outer.Written);

    /// <summary>Makes a name of the model known; the nearest one counts.</summary>
    public void Declare(string written, Symbol symbol)
    {
        _written.Add(written);
        _own[symbol.Name] = symbol;
    }

    /// <summary>Names of members, which need no symbol but may need another spelling.</summary>
    public void AddMembers(IEnumerable<string> members) => _written.AddRange(members);

    public Symbol? Find(string name) => _own.GetValueOrDefault(name) ?? outer?.Find(name) ?? (name == FeelText.NullWord ? Null : null);

    IEnumerable<string> IScope.Names => outer is null ? _own.Keys : _own.Keys.Concat(((IScope)outer).Names);

    public MemberSymbol? FindMember(StructType type, string name) => null;

    public IEnumerable<string> MemberNames(StructType type) => [];

    public CallableSymbol? FindOnPerson(string name) => null;

    public IEnumerable<string> PersonMemberNames => [];

    public IReadOnlyList<string>? CodesOf(string listName) => null;

    public RightsType? FindType(string name) => null;

    public IEnumerable<string> TypeNames => [];

    public CallableSymbol? FindCondition(string id) => null;

    public IEnumerable<string> ConditionIds => [];

    public CallableSymbol? FindRight(string name, bool amount) => null;

    public IEnumerable<string> RightNames => [];

    public CallableSymbol? FindStatusForm(string form, string status) => null;

    public CallableSymbol? AgeOn => null;
}
