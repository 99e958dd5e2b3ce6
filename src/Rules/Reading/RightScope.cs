using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Reading;

/// <summary>The names of a right: its holder, period, parameters, definitions and conditions, over those of the catalogue.</summary>
internal sealed class RightScope : LocalScope
{
    public static readonly LocalSymbol Period = new("period", new RangeType(RightsType.Date));
    public static readonly LocalSymbol RequestedOn = new("requested_on", RightsType.Date, Needs.PersonalData);

    /// <summary>The check date on which the conditions held; only <c>runs_until:</c> knows it.</summary>
    public static readonly LocalSymbol GrantedOn = new("granted_on", RightsType.Date);

    private readonly Dictionary<string, ConditionSymbol> _conditions = new(StringComparer.Ordinal);
    private readonly RightsScope _rights;

    public RightScope(RightsScope outer)
        : base(outer)
    {
        _rights = outer;
        Declare(Period);
        Declare(RequestedOn);
    }

    public Dictionary<string, IReadOnlyDictionary<string, MemberSymbol>> ParameterColumns { get; } = new(StringComparer.Ordinal);

    public override IEnumerable<string> ConditionIds => _conditions.Keys;

    /// <summary>The names of the right with <c>granted_on</c>.</summary>
    public LocalScope ForAward()
    {
        var scope = new LocalScope(this);
        scope.Declare(GrantedOn);
        return scope;
    }

    /// <summary>Adds a condition; one of the same id, which then stands for all its versions, takes its place.</summary>
    public void Add(ConditionSymbol condition) => _conditions[condition.Name] = condition;

    public override CallableSymbol? FindCondition(string id) => _conditions.GetValueOrDefault(id);

    protected override IReadOnlyDictionary<string, MemberSymbol>? Columns(string parameter) =>
        ParameterColumns.GetValueOrDefault(parameter) ?? _rights.ColumnsOf(parameter);
}

/// <summary>The catalogue's names with the rights that <c>granted(…)</c> may ask for.</summary>
internal sealed class RightsScope(CatalogueScope outer) : LocalScope(outer)
{
    private readonly Dictionary<string, (RightDefinition Right, Func<Needs> Check)> _rights = new(StringComparer.Ordinal);

    public override IEnumerable<string> RightNames => _rights.Keys;

    /// <summary>Adds a right, or a further version of one.</summary>
    public void Add(RightDefinition right, Func<Needs> check)
    {
        if (_rights.TryAdd(right.Name, (right, check))) return;
        (RightDefinition first, Func<Needs> checkFirst) = _rights[right.Name];
        first.OtherVersions = [.. first.OtherVersions, right];
        _rights[right.Name] = (first, () => checkFirst() | check());
    }

    public override CallableSymbol? FindRight(string name, bool amount) =>
        _rights.TryGetValue(name, out var found) ? new GrantedSymbol(found.Right, amount, found.Check) : null;

    protected override IReadOnlyDictionary<string, MemberSymbol>? Columns(string parameter) => Outer.ColumnsOf(parameter);
}
