using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace RightsEngine.Data.Duck;

/// <summary>The result of a query, some thousand rows at a time, column by column, as they lie in the engine's memory.</summary>
internal sealed class DuckQuery : IDisposable
{
    private readonly DuckDBPreparedStatement _statement;
    private DuckDBResult _result;
    private DuckChunk? _chunk;

    private DuckQuery(DuckDBPreparedStatement statement, DuckDBResult result)
    {
        _statement = statement;
        _result = result;
    }

    /// <summary>The number of rows at hand.</summary>
    public int Count => _chunk?.Count ?? 0;

    internal static DuckQuery Run(DuckDBNativeConnection connection, string sql)
    {
        if (PreparedStatements.DuckDBPrepare(connection, sql, out DuckDBPreparedStatement statement) != DuckDBState.Success)
        {
            using (statement) throw new DuckException(PreparedStatements.DuckDBPrepareError(statement) ?? "", DuckDBErrorType.Parser);
        }
        if (PreparedStatements.DuckDBExecutePreparedStreaming(statement, out DuckDBResult result) == DuckDBState.Success) return new DuckQuery(statement, result);
        DuckException failure = Failure(ref result);
        Query.DuckDBDestroyResult(ref result);
        statement.Dispose();
        throw failure;
    }

    /// <summary>Goes to the next rows; what was taken of the ones before no longer counts.</summary>
    public bool Next()
    {
        _chunk?.Dispose();
        _chunk = Take();
        return _chunk is not null;
    }

    /// <summary>The next rows, for the caller to keep and to let go; null at the end.</summary>
    public DuckChunk? Take()
    {
        DuckDBDataChunk next = StreamingResult.DuckDBStreamFetchChunk(_result);
        if (!next.IsInvalid && (int)DataChunks.DuckDBDataChunkGetSize(next) is > 0 and var count) return new DuckChunk(next, count);
        next.Dispose();
        if (Query.DuckDBResultError(ref _result) is { Length: > 0 }) throw Failure(ref _result);
        return null;
    }

    /// <summary>A column of the rows at hand.</summary>
    public DuckVector Column(int index) => _chunk!.Column(index);

    public string NameOf(int index) => Query.DuckDBColumnName(ref _result, index);

    public int ColumnCount => (int)Query.DuckDBColumnCount(ref _result);

    internal DuckDBLogicalType LogicalTypeOf(int index) => Query.DuckDBColumnLogicalType(ref _result, index);

    public DuckColumnType TypeOf(int index)
    {
        using DuckDBLogicalType type = Query.DuckDBColumnLogicalType(ref _result, index);
        DuckDBType id = LogicalType.DuckDBGetTypeId(type);
        return id == DuckDBType.Decimal
            ? new DuckColumnType(id, LogicalType.DuckDBDecimalInternalType(type), LogicalType.DuckDBDecimalScale(type)) { Width = LogicalType.DuckDBDecimalWidth(type) }
            : new DuckColumnType(id, id, 0);
    }

    internal static DuckException Failure(ref DuckDBResult result) => new(Query.DuckDBResultError(ref result) ?? "", Query.DuckDBResultErrorType(ref result));

    public void Dispose()
    {
        _chunk?.Dispose();
        Query.DuckDBDestroyResult(ref _result);
        _statement.Dispose();
    }
}

/// <summary>The type of a column.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Stored">As what it is stored; of a DECIMAL an integer type.</param>
/// <param name="Scale">The decimals of a DECIMAL.</param>
internal readonly record struct DuckColumnType(DuckDBType Type, DuckDBType Stored, int Scale)
{
    public static readonly DuckColumnType Text = new(DuckDBType.Varchar, DuckDBType.Varchar, 0);

    /// <summary>The digits of a DECIMAL.</summary>
    public int Width { get; init; }

    public bool IsText => Type == DuckDBType.Varchar;

    public bool IsFloating => Type is DuckDBType.Float or DuckDBType.Double;

    public bool IsWhole => Type is DuckDBType.TinyInt or DuckDBType.SmallInt or DuckDBType.Integer or DuckDBType.BigInt or DuckDBType.HugeInt
        or DuckDBType.UnsignedTinyInt or DuckDBType.UnsignedSmallInt or DuckDBType.UnsignedInteger or DuckDBType.UnsignedBigInt;

    public bool IsDecimal => Type == DuckDBType.Decimal;

    public bool IsDate => Type == DuckDBType.Date;

    public bool IsBoolean => Type == DuckDBType.Boolean;

    public bool IsList => Type == DuckDBType.List;

    /// <summary>The word for it in a finding.</summary>
    public override string ToString() => Type.ToString().ToUpperInvariant();
}
