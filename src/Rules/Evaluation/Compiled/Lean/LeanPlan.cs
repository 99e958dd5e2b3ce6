using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>The steps of the lean lane of one run, each once, in an order in which they can be done.</summary>
internal sealed class LeanPlan(KernelPlan plan)
{
    private readonly Dictionary<object, LeanStep> _known = [];
    private readonly List<LeanStep> _steps = [];
    private readonly Dictionary<Declaration, int> _declarations = new(ReferenceEqualityComparer.Instance);

    public KernelPlan Kernels { get; } = plan;

    public IReadOnlyList<LeanStep> Steps => _steps;

    /// <summary>The steps that the rights to decide need, in order; filled by <see cref="Finish"/>.</summary>
    public IReadOnlyList<LeanStep> Needed { get; private set; } = [];

    /// <summary>Tells declarations of several rulebooks apart.</summary>
    public int NumberOf(Declaration declaration)
    {
        if (!_declarations.TryGetValue(declaration, out int number)) _declarations[declaration] = number = _declarations.Count;
        return number;
    }

    /// <summary>A step by what tells it apart; made when there is none.</summary>
    public T Get<T>(object key, Func<T> make) where T : LeanStep
    {
        if (_known.TryGetValue(key, out LeanStep? step)) return (T)step;
        return (T)(_known[key] = Add(make()));
    }

    /// <summary>Leaves out what only rights read that did not make it into this lane.</summary>
    public void Finish(IEnumerable<LeanRight> rights)
    {
        var needed = new SortedSet<int>();
        var open = new Stack<int>(rights.Select(r => r.Number));
        while (open.TryPop(out int number))
            if (needed.Add(number))
                foreach (int input in _steps[number].Inputs) open.Push(input);
        Needed = [.. needed.Select(n => _steps[n])];
    }

    private T Add<T>(T step) where T : LeanStep
    {
        step.Number = _steps.Count;
        _steps.Add(step);
        return step;
    }
}
