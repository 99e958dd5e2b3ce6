using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Generation;

/// <summary>A case that lets tests see what none saw before.</summary>
/// <param name="From">The test that it was made from.</param>
/// <param name="Changes">What is otherwise.</param>
/// <param name="Tree">The case as it is written.</param>
/// <param name="RequestedOn">The day of the request, or null.</param>
/// <param name="Right">The right that is decided.</param>
/// <param name="Date">On which date.</param>
/// <param name="Holders">Whose decision the test was about.</param>
/// <param name="Decisions">What is decided now, for everybody.</param>
/// <param name="Goals">What the case lets tests see.</param>
internal sealed record GeneratedCase(RuleTest From, IReadOnlyList<CaseChange> Changes, CaseMap Tree, DateOnly? RequestedOn, RightDefinition Right, DateOnly Date,
    IReadOnlyList<HolderPattern> Holders, IReadOnlyList<Decision> Decisions, IReadOnlyList<CoverageGoal> Goals);
