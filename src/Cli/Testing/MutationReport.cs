using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Mutation;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Testing;

/// <summary>What <c>rights test --mutate</c> shows.</summary>
internal sealed class MutationReport
{
    private readonly decimal? _maxSurvivors;

    /// <param name="maxSurvivors">The share of survivors in percent above which the command fails, or null.</param>
    /// <exception cref="UsageException">The share is none.</exception>
    public MutationReport(decimal? maxSurvivors)
    {
        if (maxSurvivors is < 0 or > 100) throw new UsageException($"--max-survivors {maxSurvivors}: a share is between 0 and 100 percent");
        _maxSurvivors = maxSurvivors;
    }

    /// <summary>Changes the rules in every small wrong way and shows what no test noticed; false when that is more than was allowed.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests, with what is accepted.</param>
    /// <param name="probes">What each test saw.</param>
    /// <param name="only">What the tests are about, or null for all rules.</param>
    public bool Write(Terminal terminal, Rulebook rulebook, RuleTestSet tests, IReadOnlyList<CoverageProbe> probes, TestedParts? only)
    {
        IReadOnlyList<MutantResult> results = Run(terminal, rulebook, tests.Tests, probes, only);
        ILookup<bool, MutantResult> survived = results.Where(r => r.KilledBy is null).ToLookup(r => tests.Accepted.For(r.Mutant) is not null);
        MutantResult[] survivors = [.. survived[false]], accepted = [.. survived[true]];
        foreach (MutantResult survivor in survivors)
        {
            terminal.Out.WriteLine($"{survivor.Mutant.Location}: survived: {survivor.Mutant.Text} ({survivor.Mutant.Owner}; {(survivor.Reached == 0 ? "no test reaches it" : $"{survivor.Reached} tests reach it")})");
            foreach (string line in MutantDiff.Of(survivor.Mutant)) terminal.Out.WriteLine(line);
        }
        AcceptedReport.Write(terminal, accepted.Select(a => tests.Accepted.For(a.Mutant)!), tests.Accepted.Closed(results), noticed: true);
        int count = results.Count - accepted.Length;
        decimal percent = count == 0 ? 0 : Math.Ceiling(1000m * survivors.Length / count) / 10;
        bool enough = percent <= (_maxSurvivors ?? 100);
        string apart = accepted.Length == 0 ? "" : $", {accepted.Length} more accepted with a reason";
        terminal.Out.WriteLine($"{count} mutants: {count - survivors.Length} killed, {survivors.Length} survived ({percent} %){apart}{(enough ? "" : $": more than the {_maxSurvivors} % allowed")}");
        return enough;
    }

    private static IReadOnlyList<MutantResult> Run(Terminal terminal, Rulebook rulebook, IReadOnlyList<RuleTest> tests, IReadOnlyList<CoverageProbe> probes, TestedParts? only) =>
        WorkProgress.Run(terminal, "mutants", onMutant => MutationRun.Of(rulebook, tests, probes, only, onMutant));
}
