using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A right of a rulebook that is decided together with another one. The records and relations that both declare are alike.</summary>
/// <param name="Rulebook">The rulebook that it belongs to.</param>
/// <param name="Right">The right.</param>
/// <param name="On">The only date for which it is decided; null for all dates of the run.</param>
internal readonly record struct RightBeside(Rulebook Rulebook, RightDefinition Right, DateOnly? On = null);

/// <summary>
/// Decides batches of cases with compiled kernels. Decisions are those of <see cref="CaseEvaluator"/>; what has no kernel,
/// and what a kernel hands back, is decided by the reference evaluator and counted. Several threads may decide at once, each with
/// a context of its own.
/// </summary>
internal sealed class BatchEvaluator
{
    private readonly EvaluationOptions _options;
    private readonly KernelPlan _plan;
    private readonly DecisionStep[] _steps;
    private readonly Dictionary<string, string> _notCompiled = new(StringComparer.Ordinal);
    private readonly DecisionReader _reader;

    /// <param name="rulebook">The rulebook.</param>
    /// <param name="options">What to decide.</param>
    /// <param name="compile">Whether to make kernels; without, everything goes to the reference evaluator. Null: unless <see cref="EvaluatorChoice"/> says otherwise.</param>
    /// <param name="beside">Further rights that are decided on the same batches, after those of the rulebook: of a variant of it, or measures.</param>
    public BatchEvaluator(Rulebook rulebook, EvaluationOptions options, bool? compile = null, IReadOnlyList<RightBeside>? beside = null)
    {
        compile ??= EvaluatorChoice.IsCompiled ?? true;
        _options = options;
        _plan = new KernelPlan(rulebook.Catalogue);
        _plan.AddRoles();
        KindSets = new KindSets(_plan.Kinds);
        var compiler = new RightCompiler(_plan, new UnitCompiler(_plan));
        var steps = new List<DecisionStep>();
        IEnumerable<RightBeside> asked = rulebook.Rights.Where(r => options.Rights is { } wanted ? wanted.Contains(r.Name) : !r.IsInternal).Select(r => new RightBeside(rulebook, r));
        foreach ((Rulebook owner, RightDefinition right, DateOnly? on) in asked.Concat(beside ?? []))
            foreach (DateOnly date in (on is { } only ? [only] : options.Dates).DistinctBy(d => PeriodOf.Right(right, d).Start))
                steps.Add(new DecisionStep(right, date, compile.Value ? Compile(compiler, right, date) : null) { Rulebook = owner });
        _steps = [.. steps];
        _reader = new DecisionReader(_steps, _plan.Kinds);
    }

    /// <summary>What is constant per right and period, in the order of the decisions of a case.</summary>
    public IReadOnlyList<DecisionStep> Steps => _steps;

    /// <summary>The sets of kinds of missing facts that decisions name by number.</summary>
    public KindSets KindSets { get; }

    /// <summary>The rights that the reference evaluator decides, with the construct that has no kernel.</summary>
    public IReadOnlyDictionary<string, string> NotCompiled => _notCompiled;

    /// <summary>What one thread needs to fill batches and have them decided.</summary>
    public KernelContext NewContext() => new(_plan, _steps, KindSets, _options.RequestedOn);

    /// <summary>Decides the cases in a context's batch; the columns are cleared first.</summary>
    public void Decide(KernelContext context, DecisionBatch into)
    {
        into.Clear();
        context.StartBatch();
        for (int index = 0; index < context.Batch.Count; index++)
        {
            context.StartCase(index);
            bool isExotic = context.IsExotic;
            for (int number = 0; number < _steps.Length; number++)
                if (isExotic || !DecideByKernel(context, number, into)) DecideByReference(context, number, into);
        }
    }

    /// <summary>A decision with all it says.</summary>
    public Decision Read(KernelContext context, DecisionBatch decisions, int row) => _reader.Read(context.Batch, decisions, row);

    /// <summary>The decisions of the cases in a context's batch as objects, in the order of <see cref="CaseEvaluator"/>.</summary>
    public IReadOnlyList<Decision> Evaluate(KernelContext context)
    {
        var decisions = new DecisionBatch();
        Decide(context, decisions);
        return [.. Enumerable.Range(0, decisions.Count).Select(row => Read(context, decisions, row))];
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

    /// <summary>Whether the kernel of a step decided the case.</summary>
    private bool DecideByKernel(KernelContext context, int number, DecisionBatch into)
    {
        if (context.Runs[number] is not { } run) return false;
        DecisionStep step = _steps[number];
        int before = into.Count;
        context.Bail = false;
        run.Find();
        for (int candidate = 0; candidate < run.Candidates.Count && !context.Bail; candidate++)
            if (run.Decide(candidate) && !context.Bail && !context.Written.Add(into, (short)number, step, run, candidate)) context.Bail = true;
        run.Finish();
        if (!context.Bail) return true;
        into.Cut(before);
        return false;
    }

    private void DecideByReference(KernelContext context, int number, DecisionBatch into)
    {
        DecisionStep step = _steps[number];
        if (!step.InForce) return;
        context.HandedBack++;
        Case subject = context.Batch.Source(context.Case);
        foreach (TracedDecision decision in new RightEvaluator(step.Rulebook, subject, _options.RequestedOn, trace: false).Decide(step.Right, step.Date))
            context.Written.Add(into, context.Case, (short)number, step, decision.Decision, subject);
    }
}
