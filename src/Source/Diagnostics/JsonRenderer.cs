using System.Text.Encodings.Web;
using System.Text.Json;

namespace RightsEngine.Source;

/// <summary>Writes findings as a JSON array, for editors and scripts.</summary>
internal static class JsonRenderer
{
    internal static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, not a part of a web page: quotes stay readable
    };

    /// <summary>Writes the array in UTF-8, ending in a line break.</summary>
    public static void Write(Stream stream, IEnumerable<Diagnostic> diagnostics)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartArray();
            foreach (Diagnostic diagnostic in diagnostics) WriteOne(json, diagnostic);
            json.WriteEndArray();
        }
        stream.WriteByte((byte)'\n');
    }

    /// <summary>The word for a severity in machine-readable output.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "information",
    };

    private static void WriteOne(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", Word(diagnostic.Severity));
        json.WriteString("message", WellFormed(diagnostic.Message));
        WritePlace(json, diagnostic.Location);
        json.WriteString("help", WellFormed(diagnostic.Help));
        json.WriteStartArray("labels");
        foreach (Label label in diagnostic.Labels)
        {
            json.WriteStartObject();
            json.WriteString("text", WellFormed(label.Text));
            WritePlace(json, label.Location);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, Location? location)
    {
        if (location is not { } at)
        {
            foreach (string name in (ReadOnlySpan<string>)["file", "line", "column", "endLine", "endColumn"]) json.WriteNull(name);
            return;
        }
        LinePosition end = at.File.Locate(at.Span.End);
        json.WriteString("file", WellFormed(at.File.Path));
        json.WriteNumber("line", at.Position.Line);
        json.WriteNumber("column", at.Position.Column);
        json.WriteNumber("endLine", end.Line);
        json.WriteNumber("endColumn", end.Column);
    }

    /// <summary>Escapes in a rule file can make half characters, which JSON cannot hold.</summary>
    internal static string? WellFormed(string? text) =>
        text is null ? null : string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
