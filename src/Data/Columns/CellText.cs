using System.Globalization;
using System.Text;
using DuckDB.NET.Native;
using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Columns;

/// <summary>A stored value as the text that stands for it in a table of text.</summary>
internal static class CellText
{
    private const int DaysBefore1970 = 719162;
    private const int LastDay = 3652058;

    /// <summary>The text; empty for NULL.</summary>
    public static string Of(DuckVector column, DuckColumnType type, int row)
    {
        if (column.IsNull(row)) return "";
        if (type.IsText) return Encoding.UTF8.GetString(column.Text(row));
        if (type.IsBoolean) return column.Values<byte>()[row] != 0 ? "true" : "false";
        if (type.IsDate) return Date(column.Values<int>()[row]);
        return Decimal(Whole(column, type.Stored, row), type.Scale);
    }

    /// <summary>A whole number as it is stored.</summary>
    public static Int128 Whole(DuckVector column, DuckDBType stored, int row) => stored switch
    {
        DuckDBType.TinyInt => column.Values<sbyte>()[row],
        DuckDBType.SmallInt => column.Values<short>()[row],
        DuckDBType.Integer => column.Values<int>()[row],
        DuckDBType.BigInt => column.Values<long>()[row],
        DuckDBType.UnsignedTinyInt => column.Values<byte>()[row],
        DuckDBType.UnsignedSmallInt => column.Values<ushort>()[row],
        DuckDBType.UnsignedInteger => column.Values<uint>()[row],
        DuckDBType.UnsignedBigInt => column.Values<ulong>()[row],
        DuckDBType.HugeInt => column.Values<Int128>()[row],
        _ => throw new NotSupportedException($"a cell cannot be stored as {stored}"),
    };

    private static string Decimal(Int128 value, int scale)
    {
        string digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value < 0 ? "-" + text : text;
    }

    private static string Date(int days)
    {
        if (days == int.MaxValue) return "infinity";
        if (days == -int.MaxValue) return "-infinity";
        long number = (long)days + DaysBefore1970;
        if (number is >= 0 and <= LastDay) return DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // Days repeat after 400 years.
        const int cycle = 146097;
        long cycles = (long)Math.Floor((double)number / cycle);
        DateOnly within = DateOnly.FromDayNumber((int)(number - cycles * cycle));
        long year = within.Year + cycles * 400;
        return year > 0 ? $"{year:0000}-{within:MM-dd}" : $"{1 - year:0000}-{within:MM-dd} (BC)";
    }
}
