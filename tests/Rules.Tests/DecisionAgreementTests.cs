using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Rules.Tests;

/// <summary>What compares the evaluators sees everything that a decision says.</summary>
public sealed class DecisionAgreementTests
{
    private static readonly Decision Granted = TestRulebook.Decide(TestRulebook.Valid(TestRulebook.Right), """
        {"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"wage_sheet":{"2022":{"wages":8000}}}}}
        """, "2024-06-15")[0];

    public static TheoryData<string, Func<Decision, Decision>> Changes { get; } = new()
    {
        { "outcome", d => d with { Outcome = Outcome.Undetermined } },
        { "amount", d => d with { Amount = 99 } },
        { "range", d => d with { AmountRange = (1, 2) } },
        { "holder", d => d with { Holder = [new HolderRole("person", "b")] } },
        { "period", d => d with { PeriodEnd = d.PeriodEnd.AddDays(1) } },
        { "condition", d => d with { Conditions = [d.Conditions[0] with { Outcome = ConditionOutcome.Unknown }, .. d.Conditions.Skip(1)] } },
        { "missing fact", d => d with { Missing = [new Fact("a", "birth", null, "birth_date")] } },
        { "automatic", d => d with { Automatic = !d.Automatic } },
        { "award", d => d with { Award = new Award(d.PeriodStart, null) } },
        { "fault", d => d with { Fault = "division by zero" } },
        { "status", d => d with { ParameterStatus = "secondary" } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_is_not_alike_is_seen(string what, Func<Decision, Decision> change) =>
        Assert.True(DecisionAgreement.FirstDifference([Granted], [change(Granted)]) is not null, what);

    [Fact]
    public void A_decision_more_or_less_is_seen()
    {
        Assert.NotNull(DecisionAgreement.FirstDifference([Granted], []));
        Assert.NotNull(DecisionAgreement.FirstDifference([], [Granted]));
    }

    [Fact]
    public void Decimals_that_are_zero_are_no_difference() =>
        Assert.Null(DecisionAgreement.FirstDifference([Granted], [Granted with { Amount = Granted.Amount + 0.000m }]));
}
