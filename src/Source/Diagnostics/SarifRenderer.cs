using System.Text.Json;

namespace RightsEngine.Source;

/// <summary>Writes findings as SARIF 2.1.0, which code hosts show next to the lines of a change.</summary>
internal static class SarifRenderer
{
    /// <summary>Writes one run in UTF-8, ending in a line break.</summary>
    public static void Write(Stream stream, IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] all = [.. diagnostics];
        using (var json = new Utf8JsonWriter(stream, JsonRenderer.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, all);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (Diagnostic diagnostic in all) WriteResult(json, diagnostic);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    private static void WriteTool(Utf8JsonWriter json, Diagnostic[] diagnostics)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "rights");
        json.WriteStartArray("rules");
        foreach (string code in diagnostics.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Code);
        json.WriteString("level", diagnostic.Severity == Severity.Information ? "note" : JsonRenderer.Word(diagnostic.Severity));
        WriteMessage(json, diagnostic.Help is null ? diagnostic.Message : $"{diagnostic.Message}\nhelp: {diagnostic.Help}");
        if (diagnostic.Location is { } at)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            WritePhysical(json, at);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (diagnostic.Labels.Count > 0)
        {
            json.WriteStartArray("relatedLocations");
            foreach (Label label in diagnostic.Labels)
            {
                json.WriteStartObject();
                WritePhysical(json, label.Location);
                WriteMessage(json, label.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("message");
        json.WriteString("text", JsonRenderer.WellFormed(text));
        json.WriteEndObject();
    }

    private static void WritePhysical(Utf8JsonWriter json, Location at)
    {
        LinePosition end = at.File.Locate(at.Span.End);
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(at.File.Path));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", at.Position.Line);
        json.WriteNumber("startColumn", at.Position.Column);
        json.WriteNumber("endLine", end.Line);
        json.WriteNumber("endColumn", end.Column);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A relative path stays relative, so that the reader resolves it against the checkout.</summary>
    private static string UriOf(string path)
    {
        string escaped = string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return escaped.StartsWith('/') ? "file://" + escaped : escaped;
    }
}
