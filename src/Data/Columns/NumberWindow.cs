using System.Numerics;
using DuckDB.NET.Native;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Duck;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Columns;

/// <summary>What the numbers of a column stand for.</summary>
internal enum NumberKind
{
    Money,
    Number,
    Date,
    Boolean,
    Duration,
    Year,
    Quarter,
    Month,
    YearAndQuarter,
    YearAndMonth,
}

/// <summary>A column whose values are 64-bit numbers: scaled decimals, day numbers, 0 and 1, months, parts of keys.</summary>
internal sealed class NumberWindow(int column, DuckColumnType stored, NumberKind kind) : ColumnWindow(column)
{
    private const int DaysBefore1970 = 719162;
    private const int LastDay = 3652058;

    // Beyond this the columns of a batch may not hold the value.
    private const long MaximumNumber = 99_999_999_999_999_999;
    private const long MaximumMoney = 99_999_999_999_999;

    public long[] Values = [];

    /// <summary>Whether every value that the column can store is good.</summary>
    public bool IsAlwaysGood => kind switch
    {
        NumberKind.Boolean => stored.IsBoolean,
        NumberKind.Money => stored.IsDecimal ? stored.Scale <= BatchLayout.MoneyScale && stored.Width - stored.Scale <= 12 : IsSmall,
        NumberKind.Number => stored.IsDecimal ? stored.Scale <= 12 && stored.Width - stored.Scale <= 15 : IsSmall,
        _ => false,
    };

    private bool IsSmall => stored.Type is DuckDBType.TinyInt or DuckDBType.SmallInt or DuckDBType.Integer or DuckDBType.UnsignedTinyInt or DuckDBType.UnsignedSmallInt or DuckDBType.UnsignedInteger;

    private Int128 Most => kind == NumberKind.Money ? MaximumMoney : MaximumNumber;

    private int Scale => kind == NumberKind.Money ? BatchLayout.MoneyScale : BatchLayout.NumberScale;

    /// <summary>The kind for a type of the catalogue, or null when its values are no numbers.</summary>
    public static NumberKind? KindOf(RightsType type)
    {
        RightsType required = type.Required();
        return required.IsMoney ? NumberKind.Money
            : required.Equals(RightsType.Number) ? NumberKind.Number
            : required.Equals(RightsType.Date) ? NumberKind.Date
            : required.Equals(RightsType.Boolean) ? NumberKind.Boolean
            : required.Equals(RightsType.Duration) ? NumberKind.Duration
            : null;
    }

    public override void Resize(int rows)
    {
        base.Resize(rows);
        Array.Resize(ref Values, rows);
    }

    public override void Shift(int from, int count)
    {
        base.Shift(from, count);
        Array.Copy(Values, from, Values, 0, count);
    }

    public override void Load(DuckVector cells, int at, bool[] flaws)
    {
        if (stored.IsText)
        {
            LoadTexts(cells, at, flaws);
            return;
        }
        Span<CellState> states = States.AsSpan(at, cells.Count);
        if (cells.HasAll) states.Clear();
        else
            for (int i = 0; i < states.Length; i++) states[i] = cells.IsNull(i) ? CellState.NotDelivered : CellState.Known;
        switch (stored.Stored)
        {
            case DuckDBType.Boolean: Load(cells.Values<byte>(), at, flaws, 0, 1, 0, 1); break;
            case DuckDBType.Date: Load(cells.Values<int>(), at, flaws, -DaysBefore1970, LastDay - DaysBefore1970, DaysBefore1970, 1); break;
            case DuckDBType.TinyInt: LoadWhole(cells.Values<sbyte>(), at, flaws); break;
            case DuckDBType.SmallInt: LoadWhole(cells.Values<short>(), at, flaws); break;
            case DuckDBType.Integer: LoadWhole(cells.Values<int>(), at, flaws); break;
            case DuckDBType.BigInt: LoadWhole(cells.Values<long>(), at, flaws); break;
            case DuckDBType.UnsignedTinyInt: LoadWhole(cells.Values<byte>(), at, flaws); break;
            case DuckDBType.UnsignedSmallInt: LoadWhole(cells.Values<ushort>(), at, flaws); break;
            case DuckDBType.UnsignedInteger: LoadWhole(cells.Values<uint>(), at, flaws); break;
            case DuckDBType.UnsignedBigInt: LoadWhole(cells.Values<ulong>(), at, flaws); break;
            case DuckDBType.HugeInt: LoadWhole(cells.Values<Int128>(), at, flaws); break;
            default: throw new NotSupportedException($"a number cannot be stored as {stored}");
        }
    }

    private void LoadWhole<T>(ReadOnlySpan<T> from, int at, bool[] flaws)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (kind == NumberKind.Year) Load(from, at, flaws, 1000, 9999, 0, 1);
        else if (kind == NumberKind.Quarter) Load(from, at, flaws, 1, 4, 0, 1);
        else if (kind == NumberKind.Month) Load(from, at, flaws, 1, 12, 0, 1);
        else if (stored.Scale > Scale) LoadDivided(from, at, flaws, Power(stored.Scale - Scale));
        else
        {
            Int128 times = Power(Scale - stored.Scale);
            Load(from, at, flaws, -Most / times, Most / times, 0, (long)times);
        }
    }

    private void Load<T>(ReadOnlySpan<T> from, int at, bool[] flaws, Int128 least, Int128 most, long plus, long times)
        where T : unmanaged, IBinaryInteger<T>
    {
        T low = T.CreateSaturating(least), high = T.CreateSaturating(most);
        Span<long> values = Values.AsSpan(at, from.Length);
        for (int i = 0; i < from.Length; i++)
        {
            T value = from[i];
            if (value < low || value > high)
            {
                // Where a cell is NULL its value says nothing.
                flaws[at + i] |= States[at + i] == CellState.Known;
                value = T.Zero;
            }
            values[i] = long.CreateTruncating(value) * times + plus;
        }
    }

    private void LoadDivided<T>(ReadOnlySpan<T> from, int at, bool[] flaws, Int128 divisor)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0; i < from.Length; i++)
        {
            (Int128 value, Int128 remainder) = Int128.DivRem(Int128.CreateTruncating(from[i]), divisor);
            if (remainder != 0 || Int128.Abs(value) > Most) flaws[at + i] |= States[at + i] == CellState.Known;
            Values[at + i] = long.CreateTruncating(value);
        }
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    private void LoadTexts(DuckVector cells, int at, bool[] flaws)
    {
        ReadOnlySpan<DuckText> texts = cells.Values<DuckText>();
        for (int i = 0; i < texts.Length; i++)
        {
            CellState state = cells.IsNull(i) || texts[i].Length == 0 ? CellState.NotDelivered : CellState.Known;
            if (state == CellState.Known && !Parse(texts[i].Span, out Values[at + i]))
            {
                if (texts[i].Span.SequenceEqual("unknown"u8)) state = CellState.Unknown;
                else flaws[at + i] = true;
            }
            States[at + i] = state;
        }
    }

    private bool Parse(ReadOnlySpan<byte> text, out long value) => kind switch
    {
        NumberKind.Money => CellNumbers.TryAmount(text, BatchLayout.MoneyScale, 12, out value),
        NumberKind.Number => CellNumbers.TryAmount(text, BatchLayout.NumberScale, 13, out value),
        NumberKind.Date => CellNumbers.TryDate(text, out value),
        NumberKind.Boolean => CellNumbers.TryBoolean(text, out value),
        NumberKind.Duration => CellNumbers.TryDuration(text, out value),
        NumberKind.Year => CellNumbers.TryWhole(text, 4, 4, out value) && value >= 1000,
        NumberKind.Quarter => CellNumbers.TryWhole(text, 1, 1, out value) && value is >= 1 and <= 4,
        NumberKind.Month => CellNumbers.TryWhole(text, 1, 2, out value) && value is >= 1 and <= 12,
        _ => CellNumbers.TryKey(text, kind == NumberKind.YearAndQuarter ? RecordPeriod.Quarter : RecordPeriod.Month, out value),
    };
}
