using RightsEngine.Concepts.Batches;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Data.Runs;

/// <summary>Decides batches of cases for one thread.</summary>
/// <param name="evaluator">Shared by all threads.</param>
internal sealed class BatchDecider(BatchEvaluator evaluator)
{
    private readonly KernelContext _context = evaluator.NewContext();

    /// <summary>The batch that is filled and then decided.</summary>
    public CaseBatch Cases => _context.Batch;

    /// <summary>The decisions on the batch, by case, right, period and holder.</summary>
    public DecisionBatch Decisions { get; } = new();

    /// <summary>How often the reference evaluator decided a right of a case although there is a compiled evaluator.</summary>
    public long HandedBack => _context.HandedBack;

    /// <summary>The same by right and cause, since this was last asked.</summary>
    public IEnumerable<(string Right, string Cause, long Count)> TakeHandedBack()
    {
        (string, string, long)[] taken = [.. _context.HandedBackBy.Select(h => (evaluator.Steps[h.Key.Step].Right.Name, h.Key.Cause, h.Value))];
        _context.HandedBackBy.Clear();
        return taken;
    }

    public void Decide() => evaluator.Decide(_context, Decisions);

    /// <summary>A decision with all it says.</summary>
    public Decision Read(int row) => evaluator.Read(_context, Decisions, row);

    /// <summary>The persons of a household that holds a measure or a right, by their numbers in the case.</summary>
    public IEnumerable<int> Members(int row)
    {
        if (Decisions.Others.Count == 0 || !Decisions.Others.TryGetValue(row, out Decision? whole))
        {
            for (long rest = Decisions.Members[row]; rest != 0; rest &= rest - 1) yield return Masks.Lowest(rest);
            yield break;
        }
        int first = Cases.FirstPerson(Decisions.Case[row]), count = Cases.PersonCount(Decisions.Case[row]);
        foreach (HolderRole holder in whole.Holder)
            for (int person = 0; person < count; person++)
                if (Cases.PersonIds.Text(first + person) == holder.Person) yield return person;
    }
}
