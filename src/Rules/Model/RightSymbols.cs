using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;

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

    public override RightsType ResultType => Amount ? Right.Amount?.Type ?? RightsType.Error : RightsType.Boolean;

    public override Needs Needs => Needs.PersonalData | Needs.OtherRight | check();
}
