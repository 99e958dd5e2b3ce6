using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace RightsEngine.Data.Duck;

/// <summary>Some thousand rows of a result, column by column, in the engine's memory until they are let go.</summary>
internal sealed class DuckChunk : IDisposable
{
    private readonly DuckDBDataChunk _chunk;

    internal DuckChunk(DuckDBDataChunk chunk, int count) => (_chunk, Count) = (chunk, count);

    public int Count { get; }

    public unsafe DuckVector Column(int index)
    {
        IntPtr vector = DataChunks.DuckDBDataChunkGetVector(_chunk, index);
        return new DuckVector(Vectors.DuckDBVectorGetData(vector), Vectors.DuckDBVectorGetValidity(vector), Count);
    }

    public void Dispose() => _chunk.Dispose();
}
