using RightsEngine.Concepts.Reading;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reading;

/// <summary>What <c>rulebook.yaml</c> says.</summary>
internal sealed record RulebookHead(string Name, string Version, string Currency, IReadOnlyList<string> Languages, IReadOnlyDictionary<string, PublishedSource> Sources)
{
    /// <summary>How serious the checks of the rules are taken.</summary>
    public IReadOnlyList<CheckSetting> Checks { get; init; } = [];

    /// <summary>What a population is measured by; read when the catalogue is known.</summary>
    public YamlMap? Analysis { get; init; }

    public static RulebookHead Read(SourceFile? file, ReadingContext context)
    {
        var empty = new RulebookHead("", "", "EUR", ["en"], new Dictionary<string, PublishedSource>());
        if (file is null) return empty;
        IReadOnlyList<YamlNode> documents = YamlReader.Read(file, context.Diagnostics);
        if (documents is not [YamlMap map, ..])
        {
            if (documents is [var other, ..]) context.Diagnostics.Add(SourceErrors.WrongShape(other, "rulebook", "a mapping that starts with `rulebook: name`"));
            return empty;
        }
        var reader = new MapReader(map, "rulebook", context.Diagnostics);
        string name = reader.RequiredScalar("rulebook")?.Text ?? "";
        string version = reader.RequiredScalar("version")?.Text ?? "";
        string[] languages = [.. reader.Scalars("languages", reader.RequiredList("languages")).Select(s => s.Text)];
        string currency = reader.RequiredScalar("currency")?.Text ?? "EUR";
        reader.Optional("title");
        reader.OptionalMap("jurisdictions");
        var sources = new SortedDictionary<string, PublishedSource>(StringComparer.Ordinal);
        foreach (YamlEntry entry in reader.OptionalMap("sources")?.Entries ?? [])
        {
            if (entry.Value is not YamlMap sourceMap)
            {
                context.Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "{title: …, url: …}"));
                continue;
            }
            var source = new MapReader(sourceMap, $"source `{entry.Key.Text}`", context.Diagnostics);
            string title = source.RequiredScalar("title")?.Text ?? "";
            string? url = source.OptionalScalar("url")?.Text;
            source.OptionalScalar("note");
            source.Finish();
            sources[entry.Key.Text] = new PublishedSource(entry.Key.Text, title, url);
        }
        CheckSetting[] checks = [.. reader.Maps("checks", reader.OptionalList("checks"), "{check: RE43…, severity: …}").Select(m => ReadCheck(m, context))];
        YamlMap? analysis = reader.OptionalMap("analysis");
        reader.Finish();
        return new RulebookHead(name, version, currency, languages, sources) { Checks = checks, Analysis = analysis };
    }

    private static CheckSetting ReadCheck(YamlMap map, ReadingContext context)
    {
        var reader = new MapReader(map, "check", context.Diagnostics);
        string code = reader.RequiredScalar("check")?.Text ?? "";
        string? place = reader.OptionalScalar("in")?.Text;
        reader.Required("severity");
        Severity? severity = reader.OptionalChoice("severity", "off", "information", "warning", "error") switch
        {
            "information" => Severity.Information,
            "warning" => Severity.Warning,
            "error" => Severity.Error,
            _ => null,
        };
        // Whoever takes something less seriously says why, to the next person.
        if (severity is null || place is not null) reader.RequiredScalar("reason");
        else reader.OptionalScalar("reason");
        reader.Finish();
        return new CheckSetting(code, place, severity, map.Location);
    }
}
