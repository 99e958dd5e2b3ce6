using ParquetSharp;
using ParquetSharp.Schema;

namespace RightsEngine.Data.Parquet;

/// <summary>A column of a Parquet file, with the values of the rows that are written next.</summary>
/// <param name="name">Its name.</param>
internal abstract class OutputColumn(string name)
{
    public string Name => name;

    /// <summary>The column that holds the values; of a list another than the list.</summary>
    public virtual string Path => name;

    /// <summary>Whether values come again and again, so that they are written once and then by number.</summary>
    public bool HasFewValues { get; init; }

    /// <summary>Whether the file tells the least and greatest value of each group of rows, so that readers may leave groups out.</summary>
    public bool IsOrdered { get; init; }

    internal abstract Node Node();

    internal abstract void Write(ColumnWriter writer, int count);
}

/// <summary>A column in which every row has a number.</summary>
/// <typeparam name="T">As what it is stored.</typeparam>
internal abstract class FullColumn<T>(string name, LogicalType type, PhysicalType stored) : OutputColumn(name)
    where T : unmanaged
{
    private T[] _values = [];

    /// <summary>Room for the values of some rows.</summary>
    public Span<T> Room(int count)
    {
        if (_values.Length < count) _values = new T[Math.Max(count, _values.Length * 2)];
        return _values.AsSpan(0, count);
    }

    internal override Node Node() => new PrimitiveNode(Name, Repetition.Required, type, stored);

    internal override void Write(ColumnWriter writer, int count) => ((ColumnWriter<T>)writer).WriteBatch(_values.AsSpan(0, count));
}

/// <summary>Days, as days since 1 January 1970.</summary>
internal sealed class DayColumn(string name) : FullColumn<int>(name, LogicalType.Date(), PhysicalType.Int32);

/// <summary>True or false.</summary>
internal sealed class FlagColumn(string name) : FullColumn<bool>(name, LogicalType.None(), PhysicalType.Boolean);

/// <summary>Sixty-four bits.</summary>
internal sealed class BitsColumn(string name) : FullColumn<long>(name, LogicalType.Int(64, isSigned: false), PhysicalType.Int64);

/// <summary>A column in which a row may have no value. Values are given row by row, each row once.</summary>
/// <typeparam name="T">As what a value is stored.</typeparam>
internal abstract class SparseColumn<T>(string name, LogicalType type, PhysicalType stored, int length = -1) : OutputColumn(name)
    where T : unmanaged
{
    private readonly LogicalType _type = type;
    private short[] _levels = [];
    private int _rows, _count;

    /// <summary>The values of the rows that have one.</summary>
    protected T[] Values { get; private set; } = [];

    /// <summary>How many rows have a value so far.</summary>
    protected int Count => _count;

    /// <summary>Starts with the first of some rows.</summary>
    public virtual void Start(int rows)
    {
        if (_levels.Length < rows) _levels = new short[Math.Max(rows, _levels.Length * 2)];
        if (Values.Length < rows) Values = new T[_levels.Length];
        (_rows, _count) = (0, 0);
    }

    /// <summary>The next row has no value.</summary>
    public void AddNone() => _levels[_rows++] = 0;

    /// <summary>The next rows have no values.</summary>
    public void AddNone(int rows)
    {
        _levels.AsSpan(_rows, rows).Clear();
        _rows += rows;
    }

    /// <summary>The value of the next row.</summary>
    public void Add(T value)
    {
        Values[_count++] = value;
        _levels[_rows++] = 1;
    }

    internal override Node Node() => new PrimitiveNode(Name, Repetition.Optional, _type, stored, length);

    internal override void Write(ColumnWriter writer, int count) => ((ColumnWriter<T>)writer).WriteBatch(count, _levels.AsSpan(0, count), [], Values.AsSpan(0, _count));
}

/// <summary>Days of which some are missing, as days since 1 January 1970.</summary>
internal sealed class SparseDayColumn(string name) : SparseColumn<int>(name, LogicalType.Date(), PhysicalType.Int32);

/// <summary>Decimals of at most eighteen digits.</summary>
internal sealed class DecimalColumn(string name, int digits, int scale) : SparseColumn<long>(name, LogicalType.Decimal(digits, scale), PhysicalType.Int64);
