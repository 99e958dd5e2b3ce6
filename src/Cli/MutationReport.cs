using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Mutation;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Model;
using Spectre.Console;

namespace RightsEngine.Cli;

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
    public bool Write(Terminal terminal, Rulebook rulebook, IReadOnlyList<RuleTest> tests, IReadOnlyList<CoverageProbe> probes, IReadOnlyList<AcceptedGap> accepted, bool allTests)
    {
        IReadOnlyList<MutantResult> results = Run(terminal, rulebook, tests, probes);
        AcceptedGap[] gaps = [.. accepted.Where(a => a.IsMutant)];
        MutantResult[] unnoticed = [.. results.Where(r => r.KilledBy is null)];
        MutantResult[] survivors = [.. unnoticed.Where(r => !gaps.Any(a => Fits(a, r.Mutant)))];
        foreach (MutantResult survivor in survivors)
        {
            terminal.Out.WriteLine($"{survivor.Mutant.Location}: survived: {survivor.Mutant.Text} ({survivor.Mutant.Owner}; {(survivor.Reached == 0 ? "no test reaches it" : $"{survivor.Reached} tests reach it")})");
            foreach (string line in MutantDiff.Of(survivor.Mutant)) terminal.Out.WriteLine(line);
        }
        decimal percent = results.Count == 0 ? 0 : Math.Ceiling(1000m * survivors.Length / results.Count) / 10;
        bool enough = percent <= (_maxSurvivors ?? 100);
        string apart = unnoticed.Length == survivors.Length ? "" : $"{unnoticed.Length - survivors.Length} equivalent with reasons, ";
        terminal.Out.WriteLine($"{results.Count} mutants: {results.Count - unnoticed.Length} killed, {apart}{survivors.Length} survived ({percent} %){(enough ? "" : $": more than the {_maxSurvivors} % allowed")}");
        // Some of the tests say nothing about what all of them notice.
        AcceptedGap[] stale = allTests ? [.. gaps.Where(a => !unnoticed.Any(r => Fits(a, r.Mutant)))] : [];
        foreach (AcceptedGap gap in stale) terminal.Out.WriteLine($"{gap.Location}: accepted as equivalent, but a test notices it or there is no such change: {gap.Text} ({gap.Owner})");
        return enough && stale.Length == 0;
    }

    private static bool Fits(AcceptedGap gap, Mutant mutant) => gap.Fits(mutant.Owner, mutant.Text, mutant.Location);

    private static IReadOnlyList<MutantResult> Run(Terminal terminal, Rulebook rulebook, IReadOnlyList<RuleTest> tests, IReadOnlyList<CoverageProbe> probes)
    {
        if (!terminal.ErrorIsTerminal) return MutationRun.Of(rulebook, tests, probes, _ => { });
        IReadOnlyList<MutantResult> results = [];
        terminal.Progress().Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask? task = null;
                results = MutationRun.Of(rulebook, tests, probes, all => { lock (context) (task ??= context.AddTask("mutants", maxValue: all)).Increment(1); });
            });
        return results;
    }
}
