using System.Text;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>A source could not tell about a record of a person.</summary>
/// <param name="Record">The record.</param>
/// <param name="Person">The person, by number.</param>
/// <param name="Key">The year, quarter or month as the columns of a batch have it; 0 for all of the record.</param>
internal readonly record struct UnknownMark(RecordDefinition Record, int Person, int Key);

/// <summary>
/// One case as rows of several tables. It only looks for what is plainly good: who the persons are, in which order rows and
/// links go, whether anything is told twice. Any doubt is for the careful reader.
/// </summary>
internal sealed class CaseAssembly(TableWindow[] windows, CaseVocabulary vocabulary)
{
    private const int MaximumLinks = 64;

    private readonly DuckText[] _persons = new DuckText[CaseBatch.MaximumPersons];
    private readonly int[] _ranks = new int[CaseBatch.MaximumPersons];
    private readonly int[] _byRank = new int[CaseBatch.MaximumPersons];
    private readonly int[] _orders = new int[windows.Length];
    private readonly List<UnknownMark> _marks = [];
    private int _hint;

    /// <summary>Of each table the first row of the case, and the row after its last.</summary>
    public (int Start, int End)[] Rows { get; } = new (int, int)[windows.Length];

    public int PersonCount { get; private set; }

    /// <summary>The day of the request as a day number, or -1.</summary>
    public int RequestedOn { get; private set; }

    /// <summary>What a source could not tell, by person in their order.</summary>
    public IReadOnlyList<UnknownMark> Marks => _marks;

    public DuckText Id { get; private set; }

    /// <summary>The id of a person by rank.</summary>
    public ref readonly DuckText Person(int rank) => ref _persons[_byRank[rank]];

    /// <summary>Finds the rows of the next case; false when there is none.</summary>
    public bool Next()
    {
        int least = -1;
        for (int w = 0; w < windows.Length; w++)
            if (windows[w].HasNext() && (least < 0 || IsBefore(w, least))) least = w;
        if (least < 0) return false;
        DuckText id = windows[least].Case.Values[windows[least].Next];
        for (int w = 0; w < windows.Length; w++)
        {
            TableWindow window = windows[w];
            int start = window.Next;
            if (w == least || (w > least && start < window.Count && DuckText.Equal(in window.Case.Values[start], in id))) window.Next = window.EndOfCase();
            Rows[w] = (start, window.Next);
        }
        Id = id;
        return true;
    }

    /// <summary>Puts the rows of the case in order; false when the careful reader has to.</summary>
    public bool TryOrder()
    {
        for (int w = 0; w < windows.Length; w++) _orders[w] = windows[w].Order.Count;
        DuckText id = Id;
        if (TextRule.IsIdentifier(id.Span) && FindPersons() && FindMarks() && OrderRows() && AreMarksFree()) return true;
        for (int w = 0; w < windows.Length; w++) windows[w].Order.RemoveRange(_orders[w], windows[w].Order.Count - _orders[w]);
        return false;
    }

    /// <summary>Gives the rows their places in the batch.</summary>
    /// <param name="index">The number of the case.</param>
    /// <param name="firstPerson">The number of its first person.</param>
    public void Place(int index, int firstPerson)
    {
        for (int w = 0; w < windows.Length; w++)
        {
            TableWindow window = windows[w];
            if (window.Target is RecordTarget)
                for (int row = Rows[w].Start; row < Rows[w].End; row++) window.Owners[row] += firstPerson;
            else if (window.Target is RelationTarget)
                for (int row = Rows[w].Start; row < Rows[w].End; row++) window.Owners[row] = index;
        }
    }

    private bool IsBefore(int w, int other) =>
        IsBefore(in windows[w].Case.Values[windows[w].Next], in windows[other].Case.Values[windows[other].Next]);

    private static bool IsBefore(ref readonly DuckText a, ref readonly DuckText b) => !DuckText.Equal(in a, in b) && DuckText.Compare(in a, in b) < 0;

    private bool FindPersons()
    {
        PersonCount = 0;
        RequestedOn = -1;
        for (int w = 0; w < windows.Length; w++)
        {
            (int start, int end) = Rows[w];
            if (start == end) continue;
            TableWindow window = windows[w];
            if (window.Flaws.AsSpan(start, end - start).Contains(true)) return false;
            if (window.Target is CaseTarget && !IsAboutCase(window, start, end)) return false;
            if (window.Target is not (RecordTarget or PersonTarget or UnknownTarget)) continue;
            _hint = 0;
            for (int row = start; row < end; row++)
            {
                int person = PersonOf(window.Person!, row);
                if (person < 0 && !TryAdd(in window.Person!.Values[row])) return false;
                window.Owners[row] = person < 0 ? PersonCount - 1 : person;
            }
        }
        if (PersonCount == 0) return false;
        Rank();
        return true;
    }

    private bool IsAboutCase(TableWindow window, int start, int end)
    {
        if (end - start > 1 || window.KnownFrom?.States[start] is CellState.Known or CellState.Unknown) return false;
        if (window.RequestedOn?.States[start] == CellState.Known) RequestedOn = (int)window.RequestedOn.Values[start];
        return true;
    }

    /// <summary>The number of a person in the order of coming, or -1 when new or without id.</summary>
    private int PersonOf(TextWindow ids, int row)
    {
        ref readonly DuckText id = ref ids.Values[row];
        for (int i = 0; i < PersonCount; i++)
        {
            int person = _hint + i < PersonCount ? _hint + i : _hint + i - PersonCount;
            if (!DuckText.Equal(in _persons[person], in id)) continue;
            _hint = person;
            return person;
        }
        return -1;
    }

    private bool TryAdd(ref readonly DuckText id)
    {
        ReadOnlySpan<byte> text = id.Span;
        if (PersonCount == _persons.Length || !TextRule.IsIdentifier(text) || !TextRule.IsOrdinal(text) || text.SequenceEqual("unknown"u8)) return false;
        _hint = PersonCount;
        _persons[PersonCount++] = id;
        return true;
    }

    /// <summary>Numbers persons in the order of their ids.</summary>
    private void Rank()
    {
        for (int i = 0; i < PersonCount; i++)
        {
            int at = i;
            for (; at > 0 && DuckText.Compare(in _persons[_byRank[at - 1]], in _persons[i]) > 0; at--) _byRank[at] = _byRank[at - 1];
            _byRank[at] = i;
        }
        for (int i = 0; i < PersonCount; i++) _ranks[_byRank[i]] = i;
    }

    private bool FindMarks()
    {
        _marks.Clear();
        for (int w = 0; w < windows.Length; w++)
        {
            if (windows[w].Target is not UnknownTarget) continue;
            for (int row = Rows[w].Start; row < Rows[w].End; row++)
            {
                if (MarkOf(windows[w], row) is not { } mark) return false;
                if (_marks.Contains(mark)) continue;
                int at = _marks.FindLastIndex(m => m.Person <= mark.Person) + 1;
                _marks.Insert(at, mark);
            }
        }
        return true;
    }

    /// <summary>What a row says is not known: a record of a person or a key of it. Null for anything else.</summary>
    private UnknownMark? MarkOf(TableWindow window, int row)
    {
        if (window.UnknownField is { } field && field.States[row] != CellState.NotDelivered) return null;
        if (vocabulary.Find(Encoding.UTF8.GetString(window.UnknownRecord!.Values[row].Span)) is not { Record: { } record }) return null;
        int person = _ranks[window.Owners[row]];
        if (window.UnknownKey is not { } keys || keys.States[row] == CellState.NotDelivered) return new UnknownMark(record, person, 0);
        string key = Encoding.UTF8.GetString(keys.Values[row].Span);
        return RecordKeys.IsKeyed(record.Per) && RecordKeys.IsKey(record.Per, key) ? new UnknownMark(record, person, CaseBatch.KeyNumber(key)) : null;
    }

    /// <summary>Whether nothing is given that is said to be unknown.</summary>
    private bool AreMarksFree()
    {
        foreach (UnknownMark mark in _marks)
        {
            if (mark.Key == 0 || mark.Record.Many) continue;
            for (int w = 0; w < windows.Length; w++)
            {
                if (windows[w].Target is not RecordTarget target || target.Record != mark.Record) continue;
                for (int row = Rows[w].Start; row < Rows[w].End; row++)
                    if (windows[w].Owners[row] == mark.Person && windows[w].Keys[row] == mark.Key) return false;
            }
        }
        return true;
    }

    private bool OrderRows()
    {
        for (int w = 0; w < windows.Length; w++)
        {
            (int start, int end) = Rows[w];
            if (start == end) continue;
            bool good = windows[w].Target switch
            {
                RecordTarget record => OrderEntries(windows[w], record.Record, start, end),
                RelationTarget relation => OrderLinks(windows[w], relation, start, end),
                _ => true,
            };
            if (!good) return false;
        }
        return true;
    }

    private bool OrderEntries(TableWindow window, RecordDefinition record, int start, int end)
    {
        List<int> order = window.Order;
        int first = order.Count;
        for (int row = start; row < end; row++)
        {
            if (window.Held is { } held && held.States[row] != CellState.NotDelivered && (held.States[row] == CellState.Unknown || held.Values[row] == 0)) return false;
            if (window.NotHeldOn is { } on && on.States[row] != CellState.NotDelivered) return false;
            window.Owners[row] = _ranks[window.Owners[row]];
            order.Add(row);
            for (int at = order.Count - 1; at > first; at--)
            {
                int compared = Compare(window, order[at - 1], row);
                // Entries that only their contents tell apart.
                if (compared == 0) return false;
                if (compared < 0) break;
                (order[at], order[at - 1]) = (order[at - 1], row);
            }
        }
        return record.Per != RecordPeriod.Span || record.Many || AreApart(window, first);
    }

    private static int Compare(TableWindow window, int a, int b)
    {
        int c = window.Owners[a].CompareTo(window.Owners[b]);
        if (c == 0) c = window.Keys[a].CompareTo(window.Keys[b]);
        if (c == 0) c = window.From(a).CompareTo(window.From(b));
        return c != 0 ? c : window.To(a).CompareTo(window.To(b));
    }

    /// <summary>Whether no two spans of a person overlap.</summary>
    private static bool AreApart(TableWindow window, int first)
    {
        List<int> order = window.Order;
        for (int i = first + 1; i < order.Count; i++)
            if (window.Owners[order[i]] == window.Owners[order[i - 1]] && window.To(order[i - 1]) >= window.From(order[i])) return false;
        return true;
    }

    private bool OrderLinks(TableWindow window, RelationTarget target, int start, int end)
    {
        if (end - start > MaximumLinks) return false;
        RelationDefinition relation = target.Relation;
        List<int> order = window.Order;
        int first = order.Count;
        _hint = 0;
        for (int row = start; row < end; row++)
        {
            int one = PersonOf(window.Person!, row), other = PersonOf(window.Other!, row);
            if (one < 0 || other < 0 || one == other || window.Kind?.States[row] == CellState.Unknown) return false;
            (int from, int to) = (_ranks[one], _ranks[other]);
            if (relation.Symmetric ? from > to : !target.Forward) (from, to) = (to, from);
            (window.Ends[row], window.Others[row]) = (from, to);
            order.Add(row);
            for (int at = order.Count - 1; at > first; at--)
            {
                int compared = CompareLinks(window, order[at - 1], row);
                if (compared == 0) return false;
                if (compared < 0) break;
                (order[at], order[at - 1]) = (order[at - 1], row);
            }
        }
        return AreCompatible(window, relation, first);
    }

    private static int CompareLinks(TableWindow window, int a, int b)
    {
        int c = window.Ends[a].CompareTo(window.Ends[b]);
        if (c == 0) c = window.Others[a].CompareTo(window.Others[b]);
        if (c == 0) c = window.From(a).CompareTo(window.From(b));
        return c != 0 ? c : window.To(a).CompareTo(window.To(b));
    }

    /// <summary>Whether no link is told twice for a day, and nobody has more than the relation allows.</summary>
    private static bool AreCompatible(TableWindow window, RelationDefinition relation, int first)
    {
        List<int> order = window.Order;
        for (int i = first; i < order.Count; i++)
        {
            int a = order[i], meeting = 1;
            for (int j = first; j < order.Count; j++)
            {
                int b = order[j];
                if (i == j || window.From(a) > window.To(b) || window.From(b) > window.To(a)) continue;
                if (window.Ends[a] == window.Ends[b] && window.Others[a] == window.Others[b]) return false;
                if (window.Ends[a] == window.Ends[b] || (relation.Symmetric && (window.Ends[a] == window.Others[b] || window.Others[a] == window.Ends[b] || window.Others[a] == window.Others[b]))) meeting++;
            }
            // Those that meet one link may not meet each other; the careful reader tells.
            if (relation.Max is { } most && meeting > most) return false;
        }
        return true;
    }
}
