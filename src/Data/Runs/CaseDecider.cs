using RightsEngine.Concepts.Batches;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Runs;

/// <summary>Decides batches of cases for one thread.</summary>
internal abstract class CaseDecider
{
    /// <summary>The batch that is filled and then decided.</summary>
    public abstract CaseBatch Batch { get; }

    /// <summary>The rights that have no kernel, with the construct that lacks one.</summary>
    public abstract IReadOnlyDictionary<string, string> NotCompiled { get; }

    /// <summary>How often the reference evaluator decided a right of a case although there is a compiled evaluator.</summary>
    public abstract long HandedBack { get; }

    /// <summary>The decisions on the cases of the batch, by case, right, period and holder.</summary>
    public abstract IEnumerable<Decision> Decide();

    public static CaseDecider Create(EvaluatorKind kind, Rulebook rulebook, EvaluationOptions options) =>
        kind == EvaluatorKind.Reference ? new ReferenceDecider(rulebook, options) : new CompiledDecider(rulebook, options);

    private sealed class CompiledDecider : CaseDecider
    {
        private readonly BatchEvaluator _evaluator;
        private readonly KernelContext _context;

        public CompiledDecider(Rulebook rulebook, EvaluationOptions options)
        {
            _evaluator = new BatchEvaluator(rulebook, options);
            _context = _evaluator.NewContext();
        }

        public override CaseBatch Batch => _context.Batch;

        public override IReadOnlyDictionary<string, string> NotCompiled => _evaluator.NotCompiled;

        public override long HandedBack => _context.HandedBack;

        public override IEnumerable<Decision> Decide() => _evaluator.Evaluate(_context);
    }

    private sealed class ReferenceDecider(Rulebook rulebook, EvaluationOptions options) : CaseDecider
    {
        private readonly CaseEvaluator _evaluator = new(rulebook, options);

        public override CaseBatch Batch { get; } = new(new BatchLayout());

        public override IReadOnlyDictionary<string, string> NotCompiled { get; } = new Dictionary<string, string>();

        public override long HandedBack => 0;

        public override IEnumerable<Decision> Decide() => Enumerable.Range(0, Batch.Count).SelectMany(i => _evaluator.Evaluate(Batch.Source(i)));
    }
}

/// <summary>Which of the two evaluators decides.</summary>
internal enum EvaluatorKind
{
    Compiled,
    Reference,
}
