using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RightsEngine.Data.Cases;

/// <summary>Why bytes are not a JSON document.</summary>
internal enum JsonMistake
{
    Invalid,
    Incomplete,
    InvalidUtf8,
    TooDeep,
}

/// <summary>A JSON document that cannot be read, and where.</summary>
internal sealed class JsonMistakeException(JsonMistake mistake, int line, int column) : Exception
{
    public JsonMistake Mistake { get; } = mistake;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public CaseProblem At(string file)
    {
        var at = new CasePlace(file, Line, CasePath.Root);
        return Mistake switch
        {
            JsonMistake.InvalidUtf8 => DataErrors.InvalidUtf8(at, Column),
            JsonMistake.TooDeep => DataErrors.TooDeep(at, Column, CaseJson.MaximumDepth),
            JsonMistake.Incomplete => DataErrors.IncompleteJson(at, Column),
            _ => DataErrors.InvalidJson(at, Column),
        };
    }
}

/// <summary>Reads strict JSON into a tree. Numbers keep their text; a name written twice is kept twice.</summary>
internal static class CaseJson
{
    public const int MaximumDepth = 64;

    /// <summary>The tree of a document.</summary>
    /// <param name="json">The whole document.</param>
    /// <param name="firstLine">The 1-based line on which it starts.</param>
    /// <exception cref="JsonMistakeException">It is not one valid JSON document.</exception>
    public static CaseNode Parse(ReadOnlySpan<byte> json, int firstLine)
    {
        if (!Utf8.IsValid(json)) throw MistakeAt(JsonMistake.InvalidUtf8, json, FirstInvalid(json), firstLine);
        // One level more than allowed, so that depth has its own message.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth + 1 });
        var pass = new JsonPass(json, firstLine);
        try
        {
            reader.Read();
            CaseNode root = pass.Node(ref reader);
            reader.Read(); // throws when something follows
            return root;
        }
        catch (JsonException problem)
        {
            int at = Offset(json, problem);
            bool brokenOff = json[Math.Min(at, json.Length)..].Trim(" \t\r\n"u8).IsEmpty;
            throw MistakeAt(brokenOff ? JsonMistake.Incomplete : JsonMistake.Invalid, json, at, firstLine);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written with \u escapes.
            throw MistakeAt(JsonMistake.Invalid, json, (int)reader.TokenStartIndex, firstLine);
        }
    }

    internal static JsonMistakeException MistakeAt(JsonMistake mistake, ReadOnlySpan<byte> json, int offset, int firstLine)
    {
        ReadOnlySpan<byte> before = json[..Math.Min(offset, json.Length)];
        ReadOnlySpan<byte> line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new JsonMistakeException(mistake, firstLine + before.Count((byte)'\n'), Encoding.UTF8.GetCharCount(line) + 1);
    }

    private static int Offset(ReadOnlySpan<byte> json, JsonException problem)
    {
        int offset = 0;
        for (long line = problem.LineNumber ?? 0; line > 0; line--)
        {
            int end = json[offset..].IndexOf((byte)'\n');
            if (end < 0) break;
            offset += end + 1;
        }
        return (int)Math.Min(offset + (problem.BytePositionInLine ?? 0), json.Length);
    }

    internal static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (offset < bytes.Length && Rune.DecodeFromUtf8(bytes[offset..], out _, out int width) == OperationStatus.Done) offset += width;
        return offset;
    }
}

/// <summary>One pass over a document.</summary>
internal ref struct JsonPass(ReadOnlySpan<byte> json, int firstLine)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly int _firstLine = firstLine;
    private int _line = firstLine;
    private int _counted;

    /// <summary>The node at the current token; afterwards the reader is at its last token.</summary>
    public CaseNode Node(ref Utf8JsonReader reader)
    {
        int line = LineOf(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                CheckDepth(ref reader);
                List<CaseMember> members = [];
                while (Next(ref reader) != JsonTokenType.EndObject)
                {
                    string name = reader.GetString()!;
                    Next(ref reader);
                    members.Add(new CaseMember(name, Node(ref reader)));
                }
                return new CaseMap(members, line);
            case JsonTokenType.StartArray:
                CheckDepth(ref reader);
                List<CaseNode> items = [];
                while (Next(ref reader) != JsonTokenType.EndArray) items.Add(Node(ref reader));
                return new CaseList(items, line);
            case JsonTokenType.String:
                return new CaseScalar(reader.GetString()!, ScalarKind.Text, line);
            case JsonTokenType.Number:
                return new CaseScalar(Encoding.UTF8.GetString(reader.ValueSpan), ScalarKind.Number, line);
            case JsonTokenType.True or JsonTokenType.False:
                return new CaseScalar(reader.TokenType == JsonTokenType.True ? "true" : "false", ScalarKind.Boolean, line);
            case JsonTokenType.Null:
                return new CaseScalar("null", ScalarKind.Null, line);
            default:
                throw new InvalidOperationException($"unexpected JSON token {reader.TokenType}");
        }
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }

    private readonly void CheckDepth(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth >= CaseJson.MaximumDepth)
            throw CaseJson.MistakeAt(JsonMistake.TooDeep, _json, (int)reader.TokenStartIndex, _firstLine);
    }

    // Tokens come in order, so each line break is counted once.
    private int LineOf(long offset)
    {
        _line += _json[_counted..(int)offset].Count((byte)'\n');
        _counted = (int)offset;
        return _line;
    }
}
