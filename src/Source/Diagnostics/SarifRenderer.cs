using System.Text.Json;

namespace RightsEngine.Source;

/// <summary>What code hosts show about a code besides its findings.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Meaning">A paragraph.</param>
/// <param name="Page">Where the page is, from the root of the repository.</param>
internal sealed record CodeText(string Title, string Meaning, string Page);

/// <summary>Writes findings as SARIF 2.1.0, which code hosts show next to the lines of a change.</summary>
internal static class SarifRenderer
{
    /// <summary>Writes one run in UTF-8, ending in a line break.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="diagnostics">The findings.</param>
    /// <param name="describe">What is known about a code.</param>
    public static void Write(Stream stream, IEnumerable<Diagnostic> diagnostics, Func<string, CodeText?>? describe = null)
    {
        Diagnostic[] all = [.. diagnostics];
        Diagnostic[] codes = [.. all.DistinctBy(d => d.Code).OrderBy(d => d.Code, StringComparer.Ordinal)];
        Dictionary<string, int> indexes = codes.Select((d, i) => (d.Code, i)).ToDictionary(c => c.Code, c => c.i);
        using (var json = new Utf8JsonWriter(stream, JsonRenderer.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, codes, describe);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (Diagnostic diagnostic in all) WriteResult(json, diagnostic, indexes[diagnostic.Code]);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    private static void WriteTool(Utf8JsonWriter json, Diagnostic[] codes, Func<string, CodeText?>? describe)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "rights");
        json.WriteStartArray("rules");
        foreach (Diagnostic one in codes)
        {
            json.WriteStartObject();
            json.WriteString("id", one.Code);
            if (describe?.Invoke(one.Code) is { } text)
            {
                WriteMessage(json, "shortDescription", text.Title);
                WriteMessage(json, "fullDescription", text.Meaning);
                // `helpUri` must be absolute (§3.49.12), and the engine does not know where its repository is published.
                WriteMessage(json, "help", $"see {text.Page}");
            }
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(one.Severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic, int ruleIndex)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Code);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Level(diagnostic.Severity));
        WriteMessage(json, "message", diagnostic.Help is null ? diagnostic.Message : $"{diagnostic.Message}\nhelp: {diagnostic.Help}");
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
                WriteMessage(json, "message", label.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity == Severity.Information ? "note" : JsonRenderer.Word(severity);

    /// <summary>A message; braces announce placeholders in SARIF, so those that are meant are doubled (§3.11.5).</summary>
    private static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", JsonRenderer.WellFormed(text)!.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
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
        string[] parts = path.Replace('\\', '/').Split('/');
        bool drive = parts[0].Length == 2 && char.IsAsciiLetter(parts[0][0]) && parts[0][1] == ':';
        string escaped = string.Join('/', parts.Select((p, i) => drive && i == 0 ? p : Uri.EscapeDataString(JsonRenderer.WellFormed(p)!)));
        return drive ? "file:///" + escaped : escaped.StartsWith('/') ? "file://" + escaped : escaped;
    }
}
