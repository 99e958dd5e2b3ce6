using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Rules.Model;

/// <summary><c>met(id)</c>: the outcome of a condition of the same right.</summary>
internal sealed class ConditionSymbol(ConditionDefinition condition, BindingStack stack, Func<ConditionDefinition, Needs> check) : CallableSymbol(condition.Id, condition.Location)
{
    private Needs? _needs;

    public ConditionDefinition Condition { get; } = condition;

    public override string Description => $"condition `{Name}`";

    public override IReadOnlyList<LocalSymbol> Parameters => [];

    public override RightsType ResultType => RightsType.Boolean;

    public override Needs Needs
    {
        get
        {
            stack.Run(this, Declared, () => _needs = check(Condition));
            return _needs ?? Needs.Nothing;
        }
    }
}

/// <summary><c>granted(right, holder)</c> and <c>amount_of(right, holder)</c>.</summary>
internal sealed class GrantedSymbol(RightDefinition right, bool amount, Func<Needs> check) : CallableSymbol(right.Name, right.Location)
{
    private Needs? _checked;

    public RightDefinition Right { get; } = right;

    public bool Amount { get; } = amount;

    public override string Description => $"right `{Name}`";

    public override IReadOnlyList<LocalSymbol> Parameters { get; } =
        [new("holder", right.Holder switch
        {
            HolderKind.Person => RightsType.Person,
            HolderKind.Relation => right.Relation!.Struct,
            _ => new ListType(RightsType.Person),
        })];

    /// <summary>The type of an amount is known once the right is checked; in a circle, which is reported, it is not.</summary>
    public override RightsType ResultType
    {
        get
        {
            if (!Amount) return RightsType.Boolean;
            _ = Checked;
            return Right.Amount?.Type ?? RightsType.Error;
        }
    }

    public override Needs Needs => Needs.PersonalData | Needs.OtherRight | Checked;

    public override Diagnostic? RefusalAt(Location at)
    {
        if (!Amount) return null;
        RightDefinition[] versions = [Right, .. Right.OtherVersions];
        if (versions.FirstOrDefault(v => !v.WritesAmount) is { } without)
            return TypeErrors.NoAmount(at, Name, versions.Any(v => v.WritesAmount) ? without.Location : null);
        _ = Checked;
        RightsType[] types = [.. versions.Select(v => v.Amount?.Type ?? RightsType.Error).Where(t => !t.IsError)];
        return types.All(t => t.Equals(types[0])) ? null : ConceptErrors.DifferentVersions(at, Name);
    }

    private Needs Checked => _checked ??= check();
}
