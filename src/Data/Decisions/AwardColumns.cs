using System.Text;
using RightsEngine.Data.Duck;
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

    public void GrantedOn(DuckRows rows, int column, BatchDecider decided, int from, int count) =>
        Dates(rows, column, decided, from, count, (layout, _) => layout.Check!.Value.DayNumber, award => award.GrantedOn);

    public void RunsUntil(DuckRows rows, int column, BatchDecider decided, int from, int count) =>
        Dates(rows, column, decided, from, count, (_, until) => until, award => award.RunsUntil);

    public void Statuses(DuckRows rows, int column, BatchDecider decided, int from, int count) => Texts(rows, column, decided, from, count,
        row => Status(decided.Decisions.Step[row], decided.Decisions.Shown[row]), whole => whole.ParameterStatus);

    /// <param name="rows">Where they go.</param>
    /// <param name="column">The column.</param>
    /// <param name="decided">The decisions.</param>
    /// <param name="from">The first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="isLoose">Whether decisions on a right name their conditions.</param>
    public void Conditions(DuckRows rows, int column, BatchDecider decided, int from, int count, Func<string, bool> isLoose)
    {
        DecisionBatch decisions = decided.Decisions;
        Texts(rows, column, decided, from, count, row => ConditionsOf(decisions.Step[row], decisions.Shown[row], decisions.True[row], decisions.False[row]),
            whole => isLoose(whole.Right) ? DecisionText.Of(whole.Conditions) : null);
    }

    private byte[] Status(short step, short shown)
    {
        if (!_statuses.TryGetValue((step, shown), out byte[]? text)) _statuses[(step, shown)] = text = Encoding.UTF8.GetBytes(steps[step].Layouts[shown].ParameterStatus);
        return text;
    }

    private byte[] ConditionsOf(short step, short shown, ulong holds, ulong fails)
    {
        if (!_conditions.TryGetValue((step, shown, holds, fails), out byte[]? text))
            _conditions[(step, shown, holds, fails)] = text = Encoding.UTF8.GetBytes(DecisionText.Of(DecisionReader.Conditions(steps[step], steps[step].Layouts[shown], holds, fails)));
        return text;
    }

    private void Dates(DuckRows rows, int column, BatchDecider decided, int from, int count, Func<ConditionLayout, int, int> day, Func<Award, DateOnly?> other)
    {
        DecisionBatch decisions = decided.Decisions;
        Span<ulong> present = rows.NonePresent(column);
        Span<int> days = rows.Values<int>(column);
        for (int row = from; row < from + count; row++)
        {
            if (decisions.Outcomes[row] != Outcome.Granted) continue;
            int number;
            if (decisions.Others.Count > 0 && decisions.Others.TryGetValue(row, out Decision? whole)) number = whole.Award is { } award && other(award) is { } date ? date.DayNumber : -1;
            else if (_hasMemory[decisions.Step[row]]) number = day(steps[decisions.Step[row]].Layouts[decisions.Shown[row]], decisions.Until[row]);
            else continue;
            if (number < 0) continue;
            DuckRows.SetPresent(present, row - from);
            days[row - from] = number - Epoch;
        }
    }

    private void Texts(DuckRows rows, int column, BatchDecider decided, int from, int count, Func<int, byte[]> text, Func<Decision, string?> other)
    {
        DecisionBatch decisions = decided.Decisions;
        Span<ulong> present = rows.NonePresent(column);
        DuckTexts texts = rows.Texts(column);
        for (int row = from; row < from + count; row++)
        {
            byte[]? found;
            if (decisions.Others.Count > 0 && decisions.Others.TryGetValue(row, out Decision? whole)) found = other(whole) is { } value ? Encoding.UTF8.GetBytes(value) : null;
            else found = _hasMemory[decisions.Step[row]] ? text(row) : null;
            if (found is null) continue;
            DuckRows.SetPresent(present, row - from);
            texts.Set(row - from, found);
        }
    }
}
