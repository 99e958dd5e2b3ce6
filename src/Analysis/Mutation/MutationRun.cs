using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Mutation;

/// <summary>What became of a mutant.</summary>
/// <param name="Mutant">The change.</param>
/// <param name="Reached">How many tests compute the part that was changed.</param>
/// <param name="KilledBy">The first test that noticed, or null when none did.</param>
internal sealed record MutantResult(Mutant Mutant, int Reached, RuleTest? KilledBy);

/// <summary>
/// Makes each small wrong change in turn and runs the tests that reach it until one fails. The rules are read and checked
/// once: a mutant is an evaluation with one expression or one figure in another's place.
/// </summary>
internal static class MutationRun
{
    /// <summary>The results in the order of the mutants; the tests must pass without any change.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="probes">What each test saw.</param>
    /// <param name="only">What the tests are about, or null for all rules.</param>
    /// <param name="done">Called after each mutant with the number of all, from any thread.</param>
    public static IReadOnlyList<MutantResult> Of(Rulebook rulebook, IReadOnlyList<RuleTest> tests, IReadOnlyList<CoverageProbe> probes, TestedParts? only, Action<int> done)
    {
        var reaching = new Dictionary<object, List<int>>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < tests.Count; i++)
        {
            foreach ((object part, _) in probes[i].Seen.Where(s => s.Aspect == Aspect.Computed))
            {
                if (!reaching.TryGetValue(part, out List<int>? list)) reaching[part] = list = [];
                list.Add(i);
            }
        }
        IReadOnlyList<Mutant> mutants = [.. Mutants.Of(rulebook).Where(m => only is null || only.Include(m.Owner, m.Part))];
        var results = new MutantResult[mutants.Count];
        Parallel.For(0, mutants.Count, i =>
        {
            IReadOnlyList<int> candidates = reaching.TryGetValue(mutants[i].Part, out List<int>? list) ? list : [];
            RuleTest? killer = candidates.Select(t => tests[t]).FirstOrDefault(t => Notices(rulebook, t, mutants[i]));
            results[i] = new MutantResult(mutants[i], candidates.Count, killer);
            done(mutants.Count);
        });
        return results;
    }

    // A change may take a guard away that the checked types rely on; a test that this brings down has noticed it.
    private static bool Notices(Rulebook rulebook, RuleTest test, Mutant mutant)
    {
        try
        {
            return !RuleTestRunner.Run(rulebook, test, mutant.Probe()).Passed;
        }
        catch (InvalidCastException)
        {
            return true;
        }
    }
}
