using System.Text.Encodings.Web;
using System.Text.Json;
using RightsEngine.Data.Cases;
using RightsEngine.Source;

namespace RightsEngine.Data.Rejects;

/// <summary>A problem as one line of JSON.</summary>
internal static class ProblemLine
{
    // Messages are for people: é stays é. Nothing here is put into HTML.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MaximumValueLength = 100;

    /// <summary>Writes the line, without its end, and makes the writer ready for another.</summary>
    public static void Write(Utf8JsonWriter json, CaseProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("case", problem.Case);
        json.WriteString("file", problem.File);
        if (problem.Row is { } row) json.WriteNumber("row", row);
        else json.WriteNull("row");
        json.WriteString("path", problem.Path);
        json.WriteString("field", problem.Field);
        json.WriteString("value", problem.Value is null ? null : Shown.Cut(problem.Value, MaximumValueLength));
        json.WriteString("code", problem.Code);
        json.WriteString("severity", problem.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("message", problem.Message);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
    }
}
