using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>Collects the problems of one case, up to a limit; beyond it they are counted.</summary>
internal sealed class CaseProblems
{
    public const int Maximum = 50;

    private readonly List<CaseProblem> _items = [];
    private int _count;

    public bool Any => _count > 0;

    /// <summary>Whether a problem rejects the case.</summary>
    public bool Rejects { get; private set; }

    /// <summary>What was collected so far.</summary>
    public IReadOnlyList<CaseProblem> Items => _items;

    public void Add(CaseProblem problem)
    {
        _count++;
        Rejects |= problem.Severity == Severity.Error;
        if (_items.Count < Maximum) _items.Add(problem);
    }

    /// <summary>The problems with the id of the case; the last says how many are not listed, if any.</summary>
    public IReadOnlyList<CaseProblem> For(string caseId, CasePlace at)
    {
        if (_count > Maximum) _items[^1] = DataErrors.MoreProblems(at, _count - Maximum + 1) with { Severity = Rejects ? Severity.Error : Severity.Warning };
        return [.. _items.Select(p => p with { Case = caseId })];
    }
}
