using System.Buffers;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Runs;

/// <summary>What a run was about and what came of it, as JSON: <c>run.json</c>, and the manifest by which it can be resumed.</summary>
/// <param name="settings">What the run was to do.</param>
/// <param name="inputs">What it read.</param>
internal sealed class RunReport(RunSettings settings, IReadOnlyList<InputFile> inputs)
{
    private static readonly string Engine = typeof(RunReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static readonly JsonWriterOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Page = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>Everything on which the bytes of the output depend, in one line.</summary>
    public string Manifest() => System.Text.Encoding.UTF8.GetString(Write(Line, json =>
    {
        WriteSubject(json);
        json.WriteString("rejects", settings.Rejects);
        // Not the key, but whether it is the same one.
        json.WriteString("pseudonyms", settings.Pseudonyms?.Of("resume"));
    }));

    /// <summary>The contents of <c>run.json</c>. All but <c>took</c> is the same whenever the same run is made.</summary>
    /// <param name="tally">What was counted.</param>
    /// <param name="notCompiled">The rights that have no kernel.</param>
    /// <param name="resumedParts">How many parts an interrupted run had done.</param>
    /// <param name="duration">How long it took since it was started or resumed.</param>
    public byte[] Contents(RunTally tally, IReadOnlyDictionary<string, string> notCompiled, int resumedParts, TimeSpan duration) => [.. Write(Page, json =>
    {
        WriteSubject(json);
        json.WriteStartObject("cases");
        json.WriteNumber("read", tally.Read);
        json.WriteNumber("accepted", tally.Accepted);
        json.WriteNumber("rejected", tally.Rejected);
        json.WriteEndObject();
        if (tally.Rows > 0)
        {
            json.WriteStartObject("rows");
            json.WriteNumber("read", tally.Rows);
            json.WriteNumber("used", tally.Rows - tally.RowsRejected);
            json.WriteNumber("rejected", tally.RowsRejected);
            json.WriteNumber("of_no_case", tally.RowsWithoutCase);
            json.WriteEndObject();
        }
        json.WriteNumber("warnings", tally.Warnings);
        WriteDecisions(json, tally);
        json.WriteStartObject("reference_evaluator");
        json.WriteNumber("handed_back", tally.HandedBack);
        json.WriteStartObject("causes");
        foreach ((string right, SortedDictionary<string, long> causes) in tally.Causes)
        {
            json.WriteStartObject(right);
            foreach ((string cause, long number) in causes.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)) json.WriteNumber(cause, number);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("not_compiled");
        foreach ((string right, string construct) in notCompiled.OrderBy(n => n.Key, StringComparer.Ordinal)) json.WriteString(right, construct);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("took");
        json.WriteNumber("seconds", Math.Round(duration.TotalSeconds, 3));
        json.WriteNumber("threads", settings.Threads);
        json.WriteNumber("resumed_parts", resumedParts);
        json.WriteEndObject();
    }), (byte)'\n'];

    private void WriteSubject(Utf8JsonWriter json)
    {
        json.WriteString("engine", Engine);
        json.WriteString("evaluator", settings.HasKernels ? "compiled" : "reference");
        json.WriteStartObject("rulebook");
        json.WriteString("name", settings.Rulebook.Name);
        json.WriteString("version", settings.Rulebook.Version);
        json.WriteString("hash", settings.Rulebook.Hash);
        json.WriteEndObject();
        json.WriteStartArray("inputs");
        foreach (InputFile input in inputs)
        {
            json.WriteStartObject();
            json.WriteString("path", input.Path);
            json.WriteNumber("bytes", input.Bytes);
            json.WriteString("fingerprint", input.Fingerprint);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteRights(json);
        json.WriteString("requested_on", settings.Options.RequestedOn is { } day ? DecisionText.Of(day) : null);
        json.WriteString("format", settings.Format);
        json.WriteString("output", settings.Output);
    }

    /// <summary>Each right with its periods and the dates on which they are decided.</summary>
    private void WriteRights(Utf8JsonWriter json)
    {
        json.WriteStartArray("rights");
        foreach (RightDefinition right in settings.Rulebook.Rights.Where(r => settings.Options.Rights is { } wanted ? wanted.Contains(r.Name) : !r.IsInternal))
        {
            json.WriteStartObject();
            json.WriteString("right", right.Name);
            json.WriteString("version", right.Version);
            json.WriteStartArray("reference_dates");
            foreach (PeriodOf period in settings.Options.Dates.Select(d => PeriodOf.Right(right, d)).DistinctBy(p => p.Start))
                if (right.InForce.Contains(period.ReferenceDate)) json.WriteStringValue(DecisionText.Of(period.ReferenceDate));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteDecisions(Utf8JsonWriter json, RunTally tally)
    {
        json.WriteStartObject("decisions");
        json.WriteNumber("all", tally.Decisions.Values.Sum(o => o.Sum()));
        foreach (Outcome outcome in Enum.GetValues<Outcome>()) json.WriteNumber(DecisionText.Of(outcome), tally.Of(outcome));
        json.WriteStartObject("by_right");
        foreach ((string right, long[] outcomes) in tally.Decisions)
        {
            json.WriteStartObject(right);
            for (int i = 0; i < outcomes.Length; i++) json.WriteNumber(DecisionText.Of((Outcome)i), outcomes[i]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Write(JsonWriterOptions options, Action<Utf8JsonWriter> contents)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            contents(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan;
    }
}
