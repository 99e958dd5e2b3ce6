using RightsEngine.Data.Parquet;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Data.Decisions;

/// <summary>What only decisions on rights with memory have of their own: the grant, and conditions of another date than the one decided. For one thread.</summary>
/// <param name="steps">What was decided.</param>
internal sealed class AwardColumns(IReadOnlyList<DecisionStep> steps)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly bool[] _hasMemory = [.. steps.Select(s => s.Layouts.Count > 0)];

    // Conditions come out in few ways, and millions of times.
    private readonly Dictionary<(short Step, short Shown, ulong True, ulong False), byte[]> _conditions = [];
    private readonly Dictionary<(short Step, short Shown), byte[]> _statuses = [];

    public void GrantedOn(SparseDayColumn column, BatchDecider decided) => Days(column, decided, (layout, _) => layout.Check!.Value.DayNumber, award => award.GrantedOn);

    public void RunsUntil(SparseDayColumn column, BatchDecider decided) => Days(column, decided, (_, until) => until, award => award.RunsUntil);

    public void Statuses(SparseTextColumn column, BatchDecider decided) =>
        Texts(column, decided, row => Status(decided.Decisions.Step[row], decided.Decisions.Shown[row]), whole => whole.ParameterStatus);

    /// <param name="column">The column.</param>
    /// <param name="decided">The decisions.</param>
    /// <param name="isLoose">Whether decisions on a right name their conditions.</param>
    public void Conditions(SparseTextColumn column, BatchDecider decided, Func<string, bool> isLoose)
    {
        DecisionBatch decisions = decided.Decisions;
        Texts(column, decided, row => ConditionsOf(decisions.Step[row], decisions.Shown[row], decisions.True[row], decisions.False[row]),
            whole => isLoose(whole.Right) ? DecisionText.Of(whole.Conditions) : null);
    }

    private byte[] Status(short step, short shown)
    {
        if (!_statuses.TryGetValue((step, shown), out byte[]? text)) _statuses[(step, shown)] = text = PinnedText.Of(steps[step].Layouts[shown].ParameterStatus);
        return text;
    }

    private byte[] ConditionsOf(short step, short shown, ulong holds, ulong fails)
    {
        if (!_conditions.TryGetValue((step, shown, holds, fails), out byte[]? text))
            _conditions[(step, shown, holds, fails)] = text = PinnedText.Of(DecisionText.Of(DecisionReader.Conditions(steps[step], steps[step].Layouts[shown], holds, fails)));
        return text;
    }

    private void Days(SparseDayColumn column, BatchDecider decided, Func<ConditionLayout, int, int> day, Func<Award, DateOnly?> other)
    {
        DecisionBatch decisions = decided.Decisions;
        column.Start(decisions.Count);
        for (int row = 0; row < decisions.Count; row++)
        {
            int number = -1;
            if (decisions.Others.Count > 0 && decisions.Others.TryGetValue(row, out Decision? whole)) number = whole.Award is { } award && other(award) is { } date ? date.DayNumber : -1;
            else if (decisions.Outcomes[row] == Outcome.Granted && _hasMemory[decisions.Step[row]]) number = day(steps[decisions.Step[row]].Layouts[decisions.Shown[row]], decisions.Until[row]);
            if (number < 0) column.AddNone(1);
            else column.Add(number - Epoch);
        }
    }

    private void Texts(SparseTextColumn column, BatchDecider decided, Func<int, byte[]> text, Func<Decision, string?> other)
    {
        DecisionBatch decisions = decided.Decisions;
        column.Start(decisions.Count);
        for (int row = 0; row < decisions.Count; row++)
        {
            if (decisions.Others.Count > 0 && decisions.Others.TryGetValue(row, out Decision? whole))
            {
                if (other(whole) is { } value) column.Add(value);
                else column.AddNone(1);
            }
            else if (_hasMemory[decisions.Step[row]]) column.Add(text(row).AsSpan());
            else column.AddNone(1);
        }
    }
}
