using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// Decides batches of cases with compiled kernels. Decisions are those of <see cref="CaseEvaluator"/>; what has no kernel,
/// and what a kernel hands back, is decided by it and counted.
/// </summary>
internal sealed class BatchEvaluator
{
    private readonly Rulebook _rulebook;
    private readonly EvaluationOptions _options;
    private readonly KernelPlan _plan;
    private readonly List<(RightDefinition Right, DateOnly Date, RightKernel? Kernel)> _steps = [];
    private readonly Dictionary<string, string> _notCompiled = new(StringComparer.Ordinal);

    public BatchEvaluator(Rulebook rulebook, EvaluationOptions options)
    {
        (_rulebook, _options) = (rulebook, options);
        _plan = new KernelPlan(rulebook.Catalogue);
        _plan.AddRoles();
        var compiler = new RightCompiler(_plan, new UnitCompiler(_plan));
        foreach (RightDefinition right in rulebook.Rights)
        {
            if (options.Rights is { } wanted ? !wanted.Contains(right.Name) : right.IsInternal) continue;
            foreach (DateOnly date in options.Dates.DistinctBy(d => PeriodOf.Right(right, d).Start)) _steps.Add((right, date, Compile(compiler, right, date)));
        }
    }

    /// <summary>The rights that the reference evaluator decides, with the construct that has no kernel.</summary>
    public IReadOnlyDictionary<string, string> NotCompiled => _notCompiled;

    /// <summary>How often a kernel handed a case back.</summary>
    public long HandedBack { get; private set; }

    /// <summary>What one thread needs to fill batches and have them decided.</summary>
    public KernelContext NewContext() => new(_plan);

    /// <summary>The decisions of the cases in a context's batch, in the order of <see cref="CaseEvaluator"/>.</summary>
    public IEnumerable<Decision> Evaluate(KernelContext context)
    {
        for (int index = 0; index < context.Batch.Count; index++)
        {
            context.StartCase(index);
            foreach ((RightDefinition right, DateOnly date, RightKernel? kernel) in _steps)
                foreach (Decision decision in Decide(context, index, right, date, kernel)) yield return decision;
        }
    }

    private RightKernel? Compile(RightCompiler compiler, RightDefinition right, DateOnly date)
    {
        PeriodOf period = PeriodOf.Right(right, date);
        if (!right.InForce.Contains(period.ReferenceDate)) return null;
        try
        {
            return compiler.Compile(right, period);
        }
        catch (NotEmittableException missing)
        {
            _notCompiled[right.Name] = missing.Message;
            return null;
        }
    }

    private IReadOnlyList<Decision> Decide(KernelContext context, int index, RightDefinition right, DateOnly date, RightKernel? kernel)
    {
        if (kernel is not null && !context.Batch.IsExotic(index))
        {
            context.Bail = false;
            var run = new RightRun(context, kernel, _plan);
            List<Decision> decisions = run.Decisions();
            if (!context.Bail) return decisions;
            HandedBack++;
        }
        else if (!right.InForce.Contains(PeriodOf.Right(right, date).ReferenceDate))
        {
            return [];
        }
        else
        {
            HandedBack++;
        }
        Case subject = context.Batch.Source(index);
        return [.. new RightEvaluator(_rulebook, subject, _options.RequestedOn, trace: false).Decide(right, date).Select(d => d.Decision)];
    }
}
