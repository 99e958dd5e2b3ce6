using RightsEngine.Analysis.Proofs;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>Rights whose conditions can be shown to decide for nobody, or for everybody; conditions that decide nothing.</summary>
internal static class ProofLint
{
    public static IEnumerable<(string Owner, Diagnostic Finding)> Find(Rulebook rulebook)
    {
        foreach (RightDefinition right in rulebook.Rights)
        {
            var proofs = new RightProofs(right, rulebook.Catalogue);
            if (proofs.NeverGranted() is { } never)
            {
                // What nobody can be granted has no condition that is not implied.
                yield return (right.Name, LintErrors.NeverGranted(right.Location, right.Name, never.Always ? null : never.From, Named(never.Conditions)));
                continue;
            }
            if (proofs.NeverPaid()) yield return (right.Name, LintErrors.NeverPaid(right.Amount!.Location, right.Name));
            if (proofs.NeverRefused())
            {
                yield return (right.Name, LintErrors.NeverRefused(right.Location, right.Name));
                continue;
            }
            foreach ((ConditionDefinition condition, IReadOnlyList<ConditionDefinition> by) in proofs.Implied())
                yield return (right.Name, LintErrors.Implied(condition.Location, condition.Id, right.Name, Named(by)));
            foreach ((ConditionDefinition alternative, IReadOnlyList<ConditionDefinition> by) in proofs.Covered())
                yield return (right.Name, LintErrors.Covered(alternative.Location, alternative.Id, right.Name, Named(by)));
        }
    }

    private static (string, Location)[] Named(IEnumerable<ConditionDefinition> conditions) => [.. conditions.Select(c => (c.Id, c.Location))];
}
