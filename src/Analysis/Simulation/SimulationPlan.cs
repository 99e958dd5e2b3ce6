using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Simulation;

/// <summary>What is asked of each household besides the rights.</summary>
internal enum Measure
{
    None,
    Size,
    Income,
    Disposable,
    Equivalence,
    Children,
    Age,
    Types,
    LeastWeight,
    GreatestWeight,
}

/// <summary>What the decisions of a step of the evaluator are for.</summary>
/// <param name="Right">The number of the right, or -1 for a measure.</param>
/// <param name="Before">Whether they hold by the rules of today.</param>
/// <param name="After">Whether they hold by the reform.</param>
/// <param name="Measure">The measure, for a step that is none of a right.</param>
/// <param name="Factor">What an amount is multiplied by, so that the amounts of all periods add up to those of a year times <see cref="SimulationPlan.Divisor"/>; less than 0 for what holders pay, 0 for a right without money.</param>
internal readonly record struct StepUse(int Right, bool Before, bool After, Measure Measure, decimal Factor);

/// <summary>A right in a simulation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">The right of today; null when the reform adds it.</param>
/// <param name="After">The right of the reform; null when the reform removes it.</param>
/// <param name="IsChanged">Whether the reform reaches it; else it is decided once for both.</param>
/// <param name="Periods">For how many periods it is decided.</param>
internal sealed record SimulatedRight(string Name, RightDefinition? Before, RightDefinition? After, bool IsChanged, int Periods)
{
    public RightDefinition Any => After ?? Before!;

    /// <summary>Whether it gives or takes money, so that it costs something or brings it in.</summary>
    public bool HasCost => new[] { Before, After }.Any(r => r is not null && YearlyAmount.Times(r) != 0);
}

/// <summary>Decides the rights of a rulebook and of its reform, and the measures, over the same cases in one pass: what the reform leaves alone is decided once.</summary>
internal sealed class SimulationPlan
{
    /// <param name="baseline">The rulebook of today, with what is measured.</param>
    /// <param name="reform">The rulebook as the reforms make it.</param>
    /// <param name="options">The dates and the rights.</param>
    /// <param name="compile">Whether to make kernels; null for what is usual.</param>
    public SimulationPlan(Rulebook baseline, Rulebook reform, EvaluationOptions options, bool? compile = null)
    {
        (Baseline, Reform) = (baseline, reform);
        Analysis = baseline.Analysis ?? throw new ArgumentException("the rulebook says nothing about what is measured", nameof(baseline));
        ILookup<string, RightDefinition> was = Asked(baseline, options).ToLookup(r => r.Name), becomes = Asked(reform, options).ToLookup(r => r.Name);
        HashSet<string> changed = [.. was.Concat(becomes).Select(g => g.Key).Distinct().Where(n => !was[n].Select(r => r.Version).SequenceEqual(becomes[n].Select(r => r.Version)))];
        Evaluator = new BatchEvaluator(baseline, options, compile,
        [
            .. becomes.Where(g => changed.Contains(g.Key)).SelectMany(g => g).Select(r => new RightBeside(reform, r)),
            .. Analysis.Measures.Select(m => new RightBeside(baseline, m, options.Dates[0])),
        ]);
        int Periods(string name) => was[name].Concat(becomes[name]).Max(r => options.Dates.Select(d => PeriodOf.Right(r, d).Start).Distinct().Count());
        Rights = [.. was.Concat(becomes).Select(g => g.Key).Distinct().Order(StringComparer.Ordinal).Select(n => new SimulatedRight(n, was[n].LastOrDefault(), becomes[n].LastOrDefault(), changed.Contains(n), Periods(n)))];
        Divisor = Rights.Aggregate(1L, (all, r) => LeastCommonMultiple(all, r.Periods));
        Dictionary<string, int> numbers = Rights.Index().ToDictionary(r => r.Item.Name, r => r.Index);
        Dictionary<RightDefinition, Measure> measures = Measures(Analysis);
        Steps = [.. Evaluator.Steps.Select(step => measures.TryGetValue(step.Right, out Measure measure) ? new StepUse(-1, false, false, measure, 0)
            : new StepUse(numbers[step.Right.Name], step.Rulebook == baseline, step.Rulebook == reform || !changed.Contains(step.Right.Name), Measure.None, Factor(step.Right, Rights[numbers[step.Right.Name]].Periods)))];
    }

    public Rulebook Baseline { get; }

    public Rulebook Reform { get; }

    public AnalysisDefinition Analysis { get; }

    public BatchEvaluator Evaluator { get; }

    /// <summary>The rights, in the order of their names.</summary>
    public IReadOnlyList<SimulatedRight> Rights { get; }

    /// <summary>What the steps of the evaluator are for.</summary>
    public StepUse[] Steps { get; }

    /// <summary>What sums of amounts are divided by to be those of a year, so that sums are exact until the end.</summary>
    public long Divisor { get; }

    private static IEnumerable<RightDefinition> Asked(Rulebook rulebook, EvaluationOptions options) =>
        rulebook.Rights.Where(r => options.Rights is { } wanted ? wanted.Contains(r.Name) : !r.IsInternal);

    /// <summary>What an amount is multiplied by, so that the amounts of all periods add up to those of a year times <see cref="Divisor"/>.</summary>
    private decimal Factor(RightDefinition right, int periods) => YearlyAmount.Times(right) * (Divisor / periods);

    private static Dictionary<RightDefinition, Measure> Measures(AnalysisDefinition analysis)
    {
        (RightDefinition?, Measure)[] all =
        [
            (analysis.Size, Measure.Size), (analysis.Income, Measure.Income), (analysis.Disposable, Measure.Disposable), (analysis.Equivalence, Measure.Equivalence), (analysis.Children, Measure.Children),
            (analysis.Age, Measure.Age), (analysis.Types, Measure.Types), (analysis.Weight?.Least, Measure.LeastWeight), (analysis.Weight?.Greatest, Measure.GreatestWeight),
        ];
        return all.Where(m => m.Item1 is not null).ToDictionary(m => m.Item1!, m => m.Item2);
    }

    private static long LeastCommonMultiple(long a, long b)
    {
        (long x, long y) = (a, b);
        while (y != 0) (x, y) = (y, x % y);
        return a / x * b;
    }
}
