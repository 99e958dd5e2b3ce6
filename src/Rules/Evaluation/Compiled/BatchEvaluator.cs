using System.Runtime.InteropServices;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled.Lean;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A right of a rulebook that is decided together with another one. The records and relations that both declare are alike.</summary>
/// <param name="Rulebook">The rulebook that it belongs to.</param>
/// <param name="Right">The right.</param>
/// <param name="On">The only date for which it is decided; null for all dates of the run.</param>
internal readonly record struct RightBeside(Rulebook Rulebook, RightDefinition Right, DateOnly? On = null);

/// <summary>
/// Decides batches of cases with compiled kernels. Decisions are those of <see cref="CaseEvaluator"/>. The lean lane goes first, right
/// by right over the whole batch; what it leaves open the general lane decides, case by case; what has no kernel,
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
    private readonly LeanPlan? _lean;
    private readonly LeanRight?[] _leanOf;
    private readonly Dictionary<string, string> _notLean = new(StringComparer.Ordinal);

    /// <param name="rulebook">The rulebook.</param>
    /// <param name="options">What to decide.</param>
    /// <param name="compile">Whether to make kernels; without, everything goes to the reference evaluator. Null: unless <see cref="EvaluatorChoice"/> says otherwise.</param>
    /// <param name="beside">Further rights that are decided on the same batches, after those of the rulebook: of a variant of it, or measures.</param>
    /// <param name="lean">Whether there is a lean lane. Null: unless <see cref="EvaluatorChoice"/> says otherwise.</param>
    /// <param name="interpreted">Whether kernels are interpreted, and shared by dates: ready sooner and slower to run, for a few cases.</param>
    public BatchEvaluator(Rulebook rulebook, EvaluationOptions options, bool? compile = null, IReadOnlyList<RightBeside>? beside = null, bool? lean = null, bool interpreted = false)
    {
        compile ??= EvaluatorChoice.IsCompiled ?? true;
        _options = options;
        _plan = new KernelPlan(rulebook.Catalogue) { IsInterpreted = interpreted };
        _plan.AddRoles();
        KindSets = new KindSets(_plan.Kinds);
        var compiler = new RightCompiler(_plan, new UnitCompiler(_plan));
        var steps = new List<DecisionStep>();
        IEnumerable<RightBeside> asked = rulebook.Rights.Where(r => options.Rights is { } wanted ? wanted.Contains(r.Name) : !r.IsInternal).Select(r => new RightBeside(rulebook, r));
        foreach ((Rulebook owner, RightDefinition right, DateOnly? on) in asked.Concat(beside ?? []))
            foreach (DateOnly date in (on is { } only ? [only] : options.Dates).DistinctBy(d => PeriodOf.Right(right, d).Start))
                steps.Add(new DecisionStep(right, date, compile.Value ? Compile(compiler, right, date) : null) { Rulebook = owner });
        _steps = [.. steps];
        _leanOf = new LeanRight?[_steps.Length];
        if (compile.Value && (lean ?? EvaluatorChoice.HasLeanLane)) _lean = PlanLean(compiler);
        _reader = new DecisionReader(_steps, _plan.Kinds);
    }

    /// <summary>What is constant per right and period, in the order of the decisions of a case.</summary>
    public IReadOnlyList<DecisionStep> Steps => _steps;

    /// <summary>The sets of kinds of missing facts that decisions name by number.</summary>
    public KindSets KindSets { get; }

    /// <summary>The rights that the reference evaluator decides, with the construct that has no kernel.</summary>
    public IReadOnlyDictionary<string, string> NotCompiled => _notCompiled;

    /// <summary>Of rights with kernels, what of them has no code: whoever comes to it is handed to the reference evaluator.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> LeftOut => _steps.Where(s => s.Kernel is { LeftOut.Count: > 0 })
        .GroupBy(s => s.Right.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, IReadOnlyCollection<string> (g) => [.. g.SelectMany(s => s.Kernel!.LeftOut).Distinct().Order(StringComparer.Ordinal)], StringComparer.Ordinal);

    /// <summary>The rights that the general lane decides, with the construct that has no code in the lean lane.</summary>
    public IReadOnlyDictionary<string, string> NotLean => _notLean;

    /// <summary>How each right and period is decided, as far as nothing about a case forbids it.</summary>
    public IReadOnlyList<Lane> Lanes => [.. _steps.Select((step, number) => _leanOf[number] is not null ? Lane.Lean : step.Kernel is not null ? Lane.General : Lane.Reference)];

    /// <summary>How many kernels of the general lane have trees of their own.</summary>
    public int Kernels => _plan.Kernels;

    /// <summary>A batch to fill for a context to take.</summary>
    public CaseBatch NewBatch() => new(_plan.Layout);

    /// <summary>What one thread needs to fill batches and have them decided.</summary>
    public KernelContext NewContext() => new(_plan, _steps, KindSets, _options.RequestedOn, _lean);

    /// <summary>Decides the cases in a context's batch; the columns are cleared first, and filled in the order of cases.</summary>
    public void Decide(KernelContext context, DecisionBatch into)
    {
        DecideInAnyOrder(context, into);
        into.PutInCaseOrder(context.Batch.Count, _steps.Length);
    }

    /// <summary>The same for whoever does not care for the order: decisions on a right come together as far as that was quickest.</summary>
    public void DecideInAnyOrder(KernelContext context, DecisionBatch into)
    {
        into.Clear();
        context.StartBatch();
        context.Lean?.Run(into);
        if (!HasOpen(context)) return;
        for (int index = 0; index < context.Batch.Count; index++)
        {
            bool isStarted = false, isExotic = false;
            for (int number = 0; number < _steps.Length; number++)
            {
                if (!IsOpen(context, number, index)) continue;
                if (!isStarted)
                {
                    context.StartCase(index);
                    (isStarted, isExotic) = (true, context.IsExotic);
                }
                context.InGeneral++;
                string? cause = isExotic ? "a case that columns cannot hold" : _steps[number].Kernel is null ? "no kernel" : null;
                if (cause is not null || !DecideByKernel(context, number, into)) DecideByReference(context, number, cause ?? context.Cause, into);
            }
        }
    }

    /// <summary>Whether there is anything that the lean lane did not decide.</summary>
    private bool HasOpen(KernelContext context)
    {
        for (int number = 0; number < _steps.Length; number++)
            if (_leanOf[number] is not { } lean ? _steps[number].InForce : context.Lean!.Answers[lean.Number]!.HasOpen) return true;
        return false;
    }

    private bool IsOpen(KernelContext context, int number, int index)
    {
        if (_leanOf[number] is not { } lean) return _steps[number].InForce;
        LeanAnswers answers = context.Lean!.Answers[lean.Number]!;
        return answers.HasOpen && answers.Open[index];
    }

    private LeanPlan PlanLean(RightCompiler compiler)
    {
        var plan = new LeanPlan(_plan);
        var rights = new LeanRightCompiler(plan, compiler);
        for (int number = 0; number < _steps.Length; number++)
        {
            DecisionStep step = _steps[number];
            if (step.Kernel is null) continue;
            try
            {
                _leanOf[number] = rights.Compile(step.Right, step.Period);
                _leanOf[number]!.Step = number;
            }
            catch (NotEmittableException missing)
            {
                _notLean[step.Right.Name] = missing.Message;
            }
        }
        plan.Finish(_leanOf.OfType<LeanRight>());
        return plan;
    }

    /// <summary>A decision with all it says.</summary>
    public Decision Read(KernelContext context, DecisionBatch decisions, int row) => _reader.Read(context.Batch, decisions, row);

    /// <summary>The amount of a decision, or null.</summary>
    public decimal? AmountOf(DecisionBatch decisions, int row)
    {
        if (decisions.Others.Count > 0 && decisions.Others.TryGetValue(row, out Decision? whole)) return whole.Amount;
        return decisions.Flags[row].HasFlag(DecisionFlags.HasAmount) ? Scaled.ToDecimal(decisions.Amounts[row], Steps[decisions.Step[row]].AmountScale) : null;
    }

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

    /// <summary>Whether the kernel of a step decided the case that the context is at.</summary>
    public bool DecideByKernel(KernelContext context, int number, DecisionBatch into)
    {
        if (context.Runs[number] is not { } run) return false;
        DecisionStep step = _steps[number];
        int before = into.Count;
        context.Bail = false;
        run.Find();
        for (int candidate = 0; candidate < run.Candidates.Count && !context.Bail; candidate++)
            if (run.Decide(candidate) && !context.Bail && !context.Written.Add(into, (short)number, step, run, candidate)) context.GiveUp("a decision that columns cannot hold");
        run.Finish();
        if (!context.Bail) return true;
        into.Cut(before);
        return false;
    }

    private void DecideByReference(KernelContext context, int number, string cause, DecisionBatch into)
    {
        DecisionStep step = _steps[number];
        if (!step.InForce) return;
        context.HandedBack++;
        CollectionsMarshal.GetValueRefOrAddDefault(context.HandedBackBy, (number, cause), out _)++;
        Case subject = context.Batch.Source(context.Case);
        foreach (TracedDecision decision in new RightEvaluator(step.Rulebook, subject, _options.RequestedOn, trace: false).Decide(step.Right, step.Date))
            context.Written.Add(into, context.Case, (short)number, step, decision.Decision, subject);
    }
}
