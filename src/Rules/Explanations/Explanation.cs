using System.Text.Encodings.Web;
using System.Text.Json;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Explanations;

/// <summary>Explains decisions: as a page a case worker can send on, and as JSON.</summary>
internal static class Explanation
{
    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line that says why.</summary>
    public static string Reason(TracedDecision decision, Rulebook rulebook, string language) =>
        new ExplanationBuilder(decision, rulebook, language).Reason();

    public static void WriteText(TextWriter writer, TracedDecision traced, Rulebook rulebook, string language)
    {
        ExplanationModel model = new ExplanationBuilder(traced, rulebook, language).Build();
        Decision decision = traced.Decision;
        string Word(string key) => ExplanationWords.In(language, key);
        string holders = string.Join(", ", decision.Holder.Select(h => $"{h.Person} ({h.Role})"));
        writer.WriteLine(model.Title);
        writer.WriteLine(new string('=', model.Title.Length));
        writer.WriteLine($"{Word("for")} {holders}, {Word("case")} {decision.Case}");
        writer.WriteLine($"{Word("period")}: {model.Period} ({Word("reference_date")} {decision.ReferenceDate:yyyy-MM-dd})");
        if (model.Authority is not null) writer.WriteLine($"{Word("authority")}: {model.Authority}");
        writer.WriteLine();
        writer.WriteLine($"{Word("decision")}: {model.Outcome.ToUpperInvariant()}{(model.Amount is null ? "" : $" – {model.Amount}")}");
        if (decision.Award is { } award)
            writer.WriteLine($"{Word("granted_on")} {award.GrantedOn:yyyy-MM-dd}{(award.RunsUntil is { } until ? $", {Word("runs_until")} {until:yyyy-MM-dd}" : "")}");
        if (decision.Outcome is Outcome.Granted or Outcome.Refused) writer.WriteLine($"  ({Word(decision.Automatic ? "automatic" : "manual")})");
        if (decision.Fault is not null) writer.WriteLine($"{Word("fault")}: {decision.Fault}");
        Missing(writer, model, Word);
        Section(writer, Word("conditions"), model.Conditions, c =>
            $"{new string(' ', c.Depth * 2)}[{c.Outcome}] {c.Text}{(c.Basis is null ? "" : $" ({c.Basis})")}");
        Section(writer, Word("figures"), model.Figures, f => $"{f.Name} = {f.Value}");
        Section(writer, Word("parameters"), model.Parameters, p =>
            $"{p.Title}: {p.Value}, {Word("since")} {p.From:yyyy-MM-dd}, {p.Status}{(p.Source is null ? "" : $"; {Word("source")}: {p.Source}")}{(p.Url is null ? "" : $" <{p.Url}>")}");
        Section(writer, Word("facts"), model.Facts, f => $"{f.Person} – {f.Text} = {f.Value}{(f.Source is null ? "" : $" [{f.Source}]")}");
        Section(writer, Word("legal_basis"), model.LegalBasis, b => $"{b.Cite}{(b.Eli is null ? "" : $" <{b.Eli}>")}");
        writer.WriteLine();
        writer.WriteLine($"{Word("version")}: {decision.Right} {decision.RightVersion} ({rulebook.Name} {rulebook.Version}); {Word("weakest")}: {Word(decision.ParameterStatus)}");
    }

    public static void WriteJson(Stream stream, TracedDecision traced, Rulebook rulebook, string language)
    {
        ExplanationModel model = new ExplanationBuilder(traced, rulebook, language).Build();
        Decision decision = traced.Decision;
        using var json = new Utf8JsonWriter(stream, JsonOptions);
        json.WriteStartObject();
        json.WriteString("case", decision.Case);
        json.WriteString("right", decision.Right);
        json.WriteString("right_version", decision.RightVersion);
        json.WriteString("title", model.Title);
        json.WriteStartObject("holder");
        foreach (HolderRole role in decision.Holder.DistinctBy(h => h.Role)) json.WriteString(role.Role, string.Join(",", decision.Holder.Where(h => h.Role == role.Role).Select(h => h.Person)));
        json.WriteEndObject();
        json.WriteString("period_start", $"{decision.PeriodStart:yyyy-MM-dd}");
        json.WriteString("period_end", $"{decision.PeriodEnd:yyyy-MM-dd}");
        json.WriteString("reference_date", $"{decision.ReferenceDate:yyyy-MM-dd}");
        json.WriteString("outcome", decision.Outcome.ToString().ToLowerInvariant());
        if (decision.Award is { } award)
        {
            json.WriteString("granted_on", $"{award.GrantedOn:yyyy-MM-dd}");
            if (award.RunsUntil is { } until) json.WriteString("runs_until", $"{until:yyyy-MM-dd}");
        }
        if (decision.Amount is { } amount) json.WriteNumber("amount", amount);
        if (decision.AmountRange is var (low, high))
        {
            json.WriteNumber("amount_low", low);
            json.WriteNumber("amount_high", high);
        }
        if (decision.AmountUnit is not null) json.WriteString("unit", decision.AmountUnit);
        json.WriteString("currency", rulebook.Currency);
        if (decision.AmountDirection is { } direction) json.WriteString("direction", direction.ToString().ToLowerInvariant());
        json.WriteBoolean("automatic", decision.Automatic);
        json.WriteString("parameter_status", decision.ParameterStatus);
        if (decision.Fault is not null) json.WriteString("fault", decision.Fault);
        List(json, "conditions", model.Conditions, c => [("id", c.Id), ("text", c.Text), ("outcome", decision.Conditions.First(d => d.Id == c.Id).Outcome.ToString().ToLowerInvariant()), ("basis", c.Basis)]);
        List(json, "definitions", model.Figures, f => [("name", f.Name), ("value", f.Value)]);
        List(json, "parameters", model.Parameters, p => [("name", p.Name), ("title", p.Title), ("value", p.Value), ("from", $"{p.From:yyyy-MM-dd}"), ("status", p.Status), ("source", p.Source), ("url", p.Url)]);
        List(json, "facts", model.Facts, f => [("person", f.Person), ("fact", f.Text), ("value", f.Value), ("source", f.Source)]);
        List(json, "missing", model.Missing, m => [("fact", m.Fact), ("text", m.Text), ("kind", m.Kind), ("source", m.Source)]);
        List(json, "legal_basis", model.LegalBasis, b => [("id", b.Id), ("cite", b.Cite), ("eli", b.Eli)]);
        json.WriteEndObject();
    }

    private static void Missing(TextWriter writer, ExplanationModel model, Func<string, string> word)
    {
        foreach ((string kind, string heading) in new[] { ("fetch", "fetch"), ("judge", "judge"), ("rule", "missing_rule") })
            Section(writer, word(heading), [.. model.Missing.Where(m => m.Kind == kind)], m => $"{m.Text}{(m.Source is null ? "" : $" – {word("from_source")} {m.Source}")} [{m.Fact}]");
    }

    private static void Section<T>(TextWriter writer, string heading, IReadOnlyList<T> items, Func<T, string> line)
    {
        if (items.Count == 0) return;
        writer.WriteLine();
        writer.WriteLine(heading);
        foreach (T item in items) writer.WriteLine("  " + line(item));
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Func<T, (string Key, string? Value)[]> fields)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            foreach ((string key, string? value) in fields(item))
                if (value is not null) json.WriteString(key, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
