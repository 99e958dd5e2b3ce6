using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Decisions;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>A rule test: a case, and what must be decided for it.</summary>
internal sealed record RuleTest(string Name, Location Location, string? Source, Case Case, IReadOnlyList<Expectation> Expectations)
{
    /// <summary>The case as it is written, for cases that are made from it.</summary>
    public CaseMap Tree { get; init; } = new([]);

    /// <summary>Whether somebody says that this is what the law wants; without, it is only what the rules give.</summary>
    public bool IsConfirmed { get; init; } = true;
}

/// <summary>Something a test expects on a date.</summary>
/// <param name="Date">A date in the period that is decided.</param>
/// <param name="Location">Where it is written.</param>
internal abstract record Expectation(DateOnly Date, Location Location);

/// <summary>What an expression must give; the names of persons are in scope.</summary>
internal sealed record ConceptExpectation(DateOnly Date, Location Location, string Expression, CoreExpression Core, IReadOnlyList<LocalSymbol> Persons, YamlNode Expected) : Expectation(Date, Location);

/// <summary>What must be decided about one right and one holder; what is null or empty is not expected.</summary>
internal sealed record DecisionExpectation(DateOnly Date, Location Location, string Right, HolderPattern Holder) : Expectation(Date, Location)
{
    /// <summary>The word for the outcome, <c>no decision</c> included.</summary>
    public string? Outcome { get; init; }

    public decimal? Amount { get; init; }

    public bool? AmountUndetermined { get; init; }

    /// <summary>The check date on which a right with memory was granted.</summary>
    public DateOnly? GrantedOn { get; init; }

    /// <summary>The last day of that grant.</summary>
    public DateOnly? RunsUntil { get; init; }

    public IReadOnlyList<(string Id, string Outcome)> Conditions { get; init; } = [];

    public IReadOnlyList<(string Name, YamlNode Expected)> Definitions { get; init; } = [];

    /// <summary>All missing facts, in any order.</summary>
    public IReadOnlyList<string>? Missing { get; init; }
}

/// <summary>Whom an expectation is about.</summary>
/// <param name="Roles">Role and person; a role that is null stands for any.</param>
internal sealed record HolderPattern(IReadOnlyList<(string? Role, string Person)> Roles)
{
    public bool Fits(Decision decision) =>
        Roles.All(r => decision.Holder.Any(h => h.Person == r.Person && (r.Role is null || h.Role == r.Role)));

    public override string ToString() => string.Join(", ", Roles.Select(r => r.Role is null ? r.Person : $"{r.Role} {r.Person}"));
}
