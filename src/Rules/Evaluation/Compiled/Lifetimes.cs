using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Births and deaths of all persons of a batch as day numbers: every right asks who is alive.</summary>
internal sealed class Lifetimes
{
    /// <summary>A day that is not known, or about which the record has to be asked.</summary>
    private const int Open = int.MinValue;

    /// <summary>Before every day: nobody says when.</summary>
    private const int Always = -1;

    private int[] _born = [];
    private int[] _died = [];

    /// <summary>Reads the days of all persons of a batch.</summary>
    public void Read(KernelContext x, RoleColumn? birth, RoleColumn? death)
    {
        int persons = x.Batch.Persons;
        if (_born.Length < persons) (_born, _died) = (new int[persons * 2], new int[persons * 2]);
        Read(x, birth, _born.AsSpan(0, persons), Always);
        Read(x, death, _died.AsSpan(0, persons), int.MaxValue);
    }

    /// <summary>Whether the lifetime of a person of the batch is known; then whether it touches a span.</summary>
    public bool IsKnown(int person, int from, int to, out int alive)
    {
        int born = _born[person], died = _died[person];
        alive = born <= to && died >= from ? 1 : 0;
        return born != Open && died != Open;
    }

    /// <summary>The day of birth of a person of the batch; negative when the record has to be asked.</summary>
    public int Born(int person) => _born[person];

    private static void Read(KernelContext x, RoleColumn? role, Span<int> days, int none)
    {
        if (role is null)
        {
            days.Fill(none);
            return;
        }
        (RecordColumns record, FieldColumn field) = x.ColumnsOf(role);
        int[] starts = record.RowStart;
        for (int p = 0; p < days.Length; p++)
        {
            int row = starts[p];
            if (record.WhollyUnknown[p] || starts[p + 1] - row > 1) days[p] = Open;
            else if (row == starts[p + 1]) days[p] = role.MayBeLeftOut ? none : Open;
            else if (record.Kinds[row] != RowKind.Entry || record.Keys[row] != 0) days[p] = Open;
            else
            {
                days[p] = field.States[row] switch
                {
                    CellState.Known => (int)field.Values[row],
                    CellState.Absent => none,
                    CellState.NotDelivered when role.AbsentState == 1 => none,
                    _ => Open,
                };
            }
        }
    }
}
