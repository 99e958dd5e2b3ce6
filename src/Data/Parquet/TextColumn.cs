using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Encoding = System.Text.Encoding;
using ParquetSharp;
using ParquetSharp.Schema;

namespace RightsEngine.Data.Parquet;

/// <summary>A text for the file writer: where its bytes are. They must stay there until the rows are written.</summary>
internal static unsafe class PinnedText
{
    /// <summary>Bytes that stay in their place.</summary>
    public static byte[] Of(string text)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(text), pinned: true);
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    // INVARIANT: the bytes are in pinned memory, as those of a Utf8Column and of PinnedText.Of are.
    public static ByteArray Place(ReadOnlySpan<byte> pinned) => new((IntPtr)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned)), pinned.Length);
}

/// <summary>A column in which every row has a text. Texts are given row by row.</summary>
internal sealed class TextColumn(string name) : OutputColumn(name)
{
    private readonly List<byte[]> _kept = [];
    private ByteArray[] _values = [];
    private int _count;

    /// <summary>Starts with the first of some rows.</summary>
    public void Start(int rows)
    {
        if (_values.Length < rows) _values = new ByteArray[Math.Max(rows, _values.Length * 2)];
        _count = 0;
        _kept.Clear();
    }

    /// <summary>The text of the next row, from pinned memory.</summary>
    public void Add(ReadOnlySpan<byte> pinned) => _values[_count++] = PinnedText.Place(pinned);

    /// <summary>The next row has the text of the row before.</summary>
    public void Repeat() => _values[_count] = _values[_count++ - 1];

    public void Add(string text)
    {
        _kept.Add(PinnedText.Of(text));
        Add(_kept[^1]);
    }

    internal override Node Node() => new PrimitiveNode(Name, Repetition.Required, LogicalType.String(), PhysicalType.ByteArray);

    internal override void Write(ColumnWriter writer, int count) => ((ColumnWriter<ByteArray>)writer).WriteBatch(_values.AsSpan(0, count));
}

/// <summary>A column in which every row has one of few texts, given by number.</summary>
internal sealed class WordColumn : OutputColumn
{
    private readonly byte[][] _words;
    private readonly ByteArray[] _places;
    private ByteArray[] _values = [];

    public WordColumn(string name, IEnumerable<string> words)
        : base(name)
    {
        _words = [.. words.Select(PinnedText.Of)];
        _places = [.. _words.Select(w => PinnedText.Place(w))];
        HasFewValues = true;
    }

    /// <summary>Fills in some rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="numberOf">The number of the text of a row.</param>
    public void Fill(int rows, Func<int, int> numberOf)
    {
        if (_values.Length < rows) _values = new ByteArray[Math.Max(rows, _values.Length * 2)];
        for (int row = 0; row < rows; row++) _values[row] = _places[numberOf(row)];
    }

    internal override Node Node() => new PrimitiveNode(Name, Repetition.Required, LogicalType.String(), PhysicalType.ByteArray);

    internal override void Write(ColumnWriter writer, int count)
    {
        ((ColumnWriter<ByteArray>)writer).WriteBatch(_values.AsSpan(0, count));
        GC.KeepAlive(_words);
    }
}

/// <summary>A column in which a row may have a text.</summary>
internal sealed class SparseTextColumn(string name) : SparseColumn<ByteArray>(name, LogicalType.String(), PhysicalType.ByteArray)
{
    private readonly List<byte[]> _kept = [];

    public override void Start(int rows)
    {
        base.Start(rows);
        _kept.Clear();
    }

    /// <summary>The text of the next row, from pinned memory.</summary>
    public void Add(ReadOnlySpan<byte> pinned) => Add(PinnedText.Place(pinned));

    public void Add(string text)
    {
        _kept.Add(PinnedText.Of(text));
        Add(_kept[^1]);
    }
}

/// <summary>A column in which a row may have a list of texts, at least one.</summary>
internal sealed class TextListColumn(string name) : OutputColumn(name)
{
    // How much of the way from the row to a text is there.
    private const short NoList = 0;
    private const short Text = 2;

    private readonly List<byte[]> _kept = [];
    private ByteArray[] _values = new ByteArray[1024];
    private short[] _levels = new short[1024];
    private short[] _repetitions = new short[1024];
    private int _count, _places;

    public override string Path => $"{Name}.list.element";

    public void Start()
    {
        (_count, _places) = (0, 0);
        _kept.Clear();
    }

    public void AddNone() => AddPlace(NoList, 0);

    /// <summary>A text of a row, from pinned memory.</summary>
    /// <param name="pinned">The text.</param>
    /// <param name="isFirst">Whether the row starts with it.</param>
    public void Add(ReadOnlySpan<byte> pinned, bool isFirst)
    {
        if (_count == _values.Length) Array.Resize(ref _values, _count * 2);
        _values[_count++] = PinnedText.Place(pinned);
        AddPlace(Text, (short)(isFirst ? 0 : 1));
    }

    public void Add(string text, bool isFirst)
    {
        _kept.Add(PinnedText.Of(text));
        Add(_kept[^1], isFirst);
    }

    internal override Node Node() => new GroupNode(Name, Repetition.Optional,
        [new GroupNode("list", Repetition.Repeated, [new PrimitiveNode("element", Repetition.Required, LogicalType.String(), PhysicalType.ByteArray)])], LogicalType.List());

    internal override void Write(ColumnWriter writer, int count) =>
        ((ColumnWriter<ByteArray>)writer).WriteBatch(_places, _levels.AsSpan(0, _places), _repetitions.AsSpan(0, _places), _values.AsSpan(0, _count));

    private void AddPlace(short level, short repetition)
    {
        if (_places == _levels.Length)
        {
            Array.Resize(ref _levels, _places * 2);
            Array.Resize(ref _repetitions, _places * 2);
        }
        (_levels[_places], _repetitions[_places++]) = (level, repetition);
    }
}
