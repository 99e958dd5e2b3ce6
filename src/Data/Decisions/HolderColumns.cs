using System.Numerics;
using System.Text;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Decisions;

/// <summary>The columns of Parquet that say which case and which persons a decision is about. Ids go from file to file as the bytes they are.</summary>
internal static class HolderColumns
{
    public static void Cases(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        DuckTexts texts = rows.Texts(column);
        ReadOnlySpan<int> cases = decided.Decisions.Case.AsSpan(from, count);
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && cases[i] == cases[i - 1]) texts.Repeat(i, i - 1);
            else texts.Set(i, decided.Cases.CaseIds[cases[i]]);
        }
    }

    /// <summary>The person, the first of a relation, or the first member of a household.</summary>
    public static void First(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        DuckTexts texts = rows.Texts(column);
        DecisionBatch decisions = decided.Decisions;
        int last = -1;
        for (int i = 0; i < count; i++)
        {
            int row = from + i, person = decisions.First[row];
            if (person < 0) person = decisions.Members[row] == 0 ? -1 : BitOperations.TrailingZeroCount(decisions.Members[row]);
            if (person < 0)
            {
                texts.Set(i, Encoding.UTF8.GetBytes(decisions.Others[row].Holder[0].Person));
                last = -1;
                continue;
            }
            person += decided.Cases.FirstPerson(decisions.Case[row]);
            if (person == last) texts.Repeat(i, i - 1);
            else texts.Set(i, decided.Cases.PersonIds[person]);
            last = person;
        }
    }

    /// <summary>The second of a relation.</summary>
    public static void Second(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        DuckTexts texts = rows.Texts(column);
        Span<ulong> present = rows.NonePresent(column);
        DecisionBatch decisions = decided.Decisions;
        for (int i = 0; i < count; i++)
        {
            int second = decisions.Second[from + i];
            if (second < 0) continue;
            DuckRows.SetPresent(present, i);
            texts.Set(i, decided.Cases.PersonIds[decided.Cases.FirstPerson(decisions.Case[from + i]) + second]);
        }
    }

    /// <summary>All members of a household.</summary>
    public static void Members(DuckRows rows, int column, BatchDecider decided, int from, int count, IReadOnlyList<DecisionStep> steps)
    {
        DecisionBatch decisions = decided.Decisions;
        int all = 0;
        for (int row = from; row < from + count; row++) all += MembersOf(decisions, row, steps);
        DuckTexts texts = rows.TextsOfLists(column, all);
        Span<DuckList> lists = rows.Values<DuckList>(column);
        Span<ulong> present = rows.NonePresent(column);
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            int row = from + i, size = MembersOf(decisions, row, steps), first = decided.Cases.FirstPerson(decisions.Case[row]);
            lists[i] = new DuckList((ulong)next, (ulong)size);
            if (size == 0) continue;
            DuckRows.SetPresent(present, i);
            for (ulong left = (ulong)decisions.Members[row]; left != 0; left &= left - 1) texts.Set(next++, decided.Cases.PersonIds[first + BitOperations.TrailingZeroCount(left)]);
            if (decisions.Members[row] == 0)
                foreach (HolderRole member in decisions.Others[row].Holder) texts.Set(next++, Encoding.UTF8.GetBytes(member.Person));
        }
    }

    private static int MembersOf(DecisionBatch decisions, int row, IReadOnlyList<DecisionStep> steps)
    {
        if (steps[decisions.Step[row]].Right.Holder != HolderKind.Household) return 0;
        return decisions.Members[row] == 0 ? decisions.Others[row].Holder.Count : BitOperations.PopCount((ulong)decisions.Members[row]);
    }
}
