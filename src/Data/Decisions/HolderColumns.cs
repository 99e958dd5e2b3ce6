using System.Numerics;
using RightsEngine.Data.Parquet;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Data.Decisions;

/// <summary>The columns of Parquet that say which case and which persons a decision is about. Ids go from file to file as the bytes they are.</summary>
internal static class HolderColumns
{
    public static void Cases(TextColumn column, BatchDecider decided)
    {
        column.Start(decided.Decisions.Count);
        ReadOnlySpan<int> cases = decided.Decisions.Case.AsSpan(0, decided.Decisions.Count);
        int last = -1;
        foreach (int index in cases)
        {
            if (index == last) column.Repeat();
            else column.Add(decided.Cases.CaseIds[index]);
            last = index;
        }
    }

    /// <summary>The person, the first of a relation, or the first member of a household.</summary>
    public static void First(TextColumn column, BatchDecider decided)
    {
        DecisionBatch decisions = decided.Decisions;
        column.Start(decisions.Count);
        int last = -1;
        for (int row = 0; row < decisions.Count; row++)
        {
            int person = decisions.First[row];
            if (person < 0) person = decisions.Members[row] == 0 ? -1 : BitOperations.TrailingZeroCount(decisions.Members[row]);
            if (person < 0)
            {
                column.Add(decisions.Others[row].Holder[0].Person);
                last = -1;
                continue;
            }
            person += decided.Cases.FirstPerson(decisions.Case[row]);
            if (person == last) column.Repeat();
            else column.Add(decided.Cases.PersonIds[person]);
            last = person;
        }
    }

    /// <summary>The second of a relation.</summary>
    public static void Second(SparseTextColumn column, BatchDecider decided)
    {
        DecisionBatch decisions = decided.Decisions;
        column.Start(decisions.Count);
        for (int row = 0; row < decisions.Count; row++)
        {
            if (decisions.Second[row] is >= 0 and var second) column.Add(decided.Cases.PersonIds[decided.Cases.FirstPerson(decisions.Case[row]) + second]);
            else column.AddNone();
        }
    }

    /// <summary>All members of a household.</summary>
    public static void Members(TextListColumn column, BatchDecider decided, bool[] isHousehold)
    {
        DecisionBatch decisions = decided.Decisions;
        column.Start();
        for (int row = 0; row < decisions.Count; row++)
        {
            if (!isHousehold[decisions.Step[row]])
            {
                column.AddNone();
                continue;
            }
            int first = decided.Cases.FirstPerson(decisions.Case[row]);
            ulong members = (ulong)decisions.Members[row];
            for (ulong left = members; left != 0; left &= left - 1) column.Add(decided.Cases.PersonIds[first + BitOperations.TrailingZeroCount(left)], left == members);
            if (members != 0) continue;
            // Households that the columns of a batch cannot hold.
            bool isFirst = true;
            foreach (HolderRole member in decisions.Others[row].Holder)
            {
                column.Add(member.Person, isFirst);
                isFirst = false;
            }
        }
    }
}
