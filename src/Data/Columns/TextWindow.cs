using System.Text;
using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Columns;

/// <summary>A column whose values are texts.</summary>
/// <param name="column">The number of the column in the query.</param>
/// <param name="rule">Which texts are good; null for ids of cases and persons, which are judged when they are new.</param>
internal sealed class TextWindow(int column, TextRule? rule) : ColumnWindow(column)
{
    private DuckText _last;
    private long _lastNumber;
    private bool _hasLast;

    public DuckText[] Values = [];

    public override void Resize(int rows)
    {
        base.Resize(rows);
        Array.Resize(ref Values, rows);
    }

    public override void Shift(int from, int count)
    {
        base.Shift(from, count);
        Array.Copy(Values, from, Values, 0, count);
        Forget();
    }

    /// <summary>Forgets numbers of texts; those of an emptied pool do not count any more.</summary>
    public void Forget() => _hasLast = false;

    public override void Load(DuckVector cells, int at, bool[] flaws)
    {
        ReadOnlySpan<DuckText> texts = cells.Values<DuckText>();
        texts.CopyTo(Values.AsSpan(at));
        int good = -1;
        for (int i = 0; i < texts.Length; i++)
        {
            ref readonly DuckText text = ref texts[i];
            if (cells.IsNull(i) || text.Length == 0)
            {
                // Where a cell is NULL its value says nothing.
                (States[at + i], Values[at + i]) = (CellState.NotDelivered, default);
                continue;
            }
            States[at + i] = CellState.Known;
            if (rule is null || (good >= 0 && DuckText.Equal(in text, in texts[good]))) continue;
            if (text.Span.SequenceEqual("unknown"u8)) States[at + i] = CellState.Unknown;
            else if (rule.IsGood(text.Span)) good = i;
            else flaws[at + i] = true;
        }
    }

    /// <summary>The number of a text in a pool; the pool may change only after <see cref="Forget"/>.</summary>
    public long NumberOf(int row, TextPool pool)
    {
        ref DuckText text = ref Values[row];
        if (_hasLast && DuckText.Equal(in text, in _last)) return _lastNumber;
        (_last, _lastNumber, _hasLast) = (text, pool.NumberOf(text.Span), true);
        return _lastNumber;
    }
}

/// <summary>Which texts a column takes.</summary>
internal sealed class TextRule
{
    public static readonly TextRule Any = new(null, false);
    public static readonly TextRule Identifier = new(null, true);

    private readonly Dictionary<int, List<byte[]>>? _words;
    private readonly bool _isIdentifier;

    private TextRule(IEnumerable<string>? words, bool isIdentifier)
    {
        _words = words?.Select(Encoding.UTF8.GetBytes).GroupBy(w => w.Length).ToDictionary(g => g.Key, g => g.ToList());
        _isIdentifier = isIdentifier;
    }

    public static TextRule OneOf(IEnumerable<string> words) => new(words, false);

    public bool IsGood(ReadOnlySpan<byte> text)
    {
        if (_isIdentifier) return IsIdentifier(text);
        if (_words is null) return true;
        if (!_words.TryGetValue(text.Length, out List<byte[]>? words)) return false;
        foreach (byte[] word in words)
            if (text.SequenceEqual(word)) return true;
        return false;
    }

    /// <summary>Whether a text can be an id: no blank around it, no control character in it.</summary>
    public static bool IsIdentifier(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        if (!text.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return true;
        string characters = Encoding.UTF8.GetString(text);
        return !char.IsWhiteSpace(characters[0]) && !char.IsWhiteSpace(characters[^1]) && !characters.Any(char.IsControl);
    }

    /// <summary>Whether the order of bytes is the ordinal order of C# for a text: no character beyond U+FFFF.</summary>
    public static bool IsOrdinal(ReadOnlySpan<byte> text) => !text.ContainsAnyInRange((byte)0xF0, (byte)0xFF);
}
