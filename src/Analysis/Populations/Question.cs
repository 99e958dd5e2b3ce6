using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Populations;

/// <summary>
/// Makes rights that nobody wrote, to have the evaluators compute something for everyone: an amount, or a truth. What is
/// asked of the holders of a right has the candidates of that right, so the answers go with its decisions row by row.
/// </summary>
internal static class Question
{
    private static readonly LocalizedText NoTitle = new(new Dictionary<string, string>());

    /// <summary>An amount for every holder of a right.</summary>
    public static RightDefinition Amount(string name, RightDefinition like, CoreExpression value) =>
        Like(like, name, right => right.Amount = new AmountDefinition { Value = value, Type = value.Type, ZeroGranted = true, Location = like.Location });

    /// <summary>A right with other conditions, and perhaps another amount, for the same holders.</summary>
    public static RightDefinition Changed(string name, RightDefinition right, Func<CoreExpression, CoreExpression> change, AmountDefinition? amount) => Like(right, name, copy =>
    {
        copy.Conditions = [.. right.Conditions.Select(c => Changed(c, change))];
        copy.Amount = amount;
    });

    /// <summary>An amount for every person.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="value">The amount, given the person.</param>
    /// <param name="at">Where messages about it point.</param>
    public static RightDefinition OfPerson(string name, Location at, Func<CoreExpression, CoreExpression> value)
    {
        var person = new LocalSymbol("person", RightsType.Person, Needs.PersonalData);
        CoreExpression amount = value(new Local(person, at).WithNeeds());
        return new RightDefinition(name, NoTitle, at)
        {
            Holder = HolderKind.Person,
            HolderLocals = [person],
            Period = RightPeriod.Day,
            DecideOn = DecideOn.FirstDay,
            Grant = GrantMode.Automatic,
            RefusesAutomatically = true,
            LegalBasis = new Dictionary<string, LegalBasis>(),
            Parameters = new Dictionary<string, ParameterDefinition>(),
            Amount = new AmountDefinition { Value = amount, Type = amount.Type, ZeroGranted = true, Location = at },
        };
    }

    /// <summary>A plain number in a question.</summary>
    public static Literal Number(decimal value, RightsType type, Location at) => new(new NumberValue(value), type, at);

    private static RightDefinition Like(RightDefinition right, string name, Action<RightDefinition> fill)
    {
        var copy = new RightDefinition(name, right.Title, right.Location)
        {
            Holder = right.Holder,
            Relation = right.Relation,
            Household = right.Household,
            HolderLocals = right.HolderLocals,
            Period = right.Period,
            DecideOn = right.DecideOn,
            YearStarts = right.YearStarts,
            Grant = right.Grant,
            RefusesAutomatically = right.RefusesAutomatically,
            InForce = right.InForce,
            LegalBasis = right.LegalBasis,
            Parameters = right.Parameters,
            Definitions = right.Definitions,
            Candidates = right.Candidates,
            OnePer = right.OnePer,
            FirstBy = right.FirstBy,
        };
        fill(copy);
        return copy;
    }

    private static ConditionDefinition Changed(ConditionDefinition condition, Func<CoreExpression, CoreExpression> change) => new(condition.Id, condition.Kind, condition.Location)
    {
        Text = condition.Text,
        Basis = condition.Basis,
        InForce = condition.InForce,
        Grant = condition.Grant,
        Children = [.. condition.Children.Select(c => Changed(c, change))],
        Require = condition.Require is { } require ? change(require) : null,
    };
}
