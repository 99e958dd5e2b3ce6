using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace RightsEngine.Data.Parquet;

/// <summary>
/// Writes a Parquet file from columns, some thousand rows at a time. The same rows in the same portions give the same bytes.
/// For one thread.
/// </summary>
internal sealed class ParquetOutput : IDisposable
{
    // Large enough for compression and for readers, small enough to be held in memory by every thread.
    private const int RowsPerGroup = 250_000;

    private readonly IReadOnlyList<OutputColumn> _columns;
    private readonly WatchedStream _stream;
    private readonly ManagedOutputStream _output;
    private readonly ParquetFileWriter _file;
    private ColumnWriter[] _writers = [];
    private RowGroupWriter? _group;
    private long _rowsInGroup;

    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="columns">The columns, in order. They may be used for one file after another.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public ParquetOutput(string path, IReadOnlyList<OutputColumn> columns)
    {
        _columns = columns;
        // What is written comes in whole pages, so there is nothing to gather.
        _stream = new WatchedStream(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));
        _output = new ManagedOutputStream(_stream);
        using GroupNode schema = new("schema", Repetition.Required, [.. columns.Select(c => c.Node())]);
        using WriterPropertiesBuilder builder = new();
        builder.Compression(Compression.Snappy).DisableStatistics();
        foreach (OutputColumn column in columns)
        {
            if (!column.HasFewValues) builder.DisableDictionary(column.Path);
            if (column.IsOrdered) builder.EnableStatistics(column.Path);
        }
        using WriterProperties properties = builder.Build();
        _file = new ParquetFileWriter(_output, schema, properties);
    }

    /// <summary>Writes the rows that the columns hold.</summary>
    /// <param name="count">How many they are.</param>
    public void Write(int count) => _stream.Watch(() =>
    {
        if (_group is null) OpenGroup();
        for (int i = 0; i < _columns.Count; i++) _columns[i].Write(_writers[i], count);
        _rowsInGroup += count;
        if (_rowsInGroup >= RowsPerGroup) CloseGroup();
    });

    /// <summary>Ends the file; without, it is none.</summary>
    public void Complete() => _stream.Watch(() =>
    {
        CloseGroup();
        _file.Close();
        _stream.Flush();
    });

    public void Dispose()
    {
        try
        {
            foreach (ColumnWriter writer in _writers) writer.Dispose();
            _group?.Dispose();
            _file.Dispose();
        }
        catch (ParquetException)
        {
            // A file that failed is not ended; whoever wrote it was told.
        }
        _output.Dispose();
        _stream.Dispose();
    }

    private void OpenGroup()
    {
        _group = _file.AppendBufferedRowGroup();
        _writers = [.. Enumerable.Range(0, _columns.Count).Select(_group.Column)];
        _rowsInGroup = 0;
    }

    private void CloseGroup()
    {
        if (_group is null) return;
        foreach (ColumnWriter writer in _writers) writer.Dispose();
        _writers = [];
        _group.Close();
        _group.Dispose();
        _group = null;
    }
}
