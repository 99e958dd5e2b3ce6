using RightsEngine.Concepts;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Magda;

/// <summary>Reads mapping files of messages: documents that start with <c>mapping: magda</c>.</summary>
internal sealed class MagdaMappingReader(CaseVocabulary vocabulary, DiagnosticBag diagnostics)
{
    public const string Format = "magda";

    private readonly MagdaMapping _mapping = new();
    private readonly TargetMappingReader _targets = new(vocabulary, diagnostics);

    public MagdaMapping Read(IEnumerable<MappingDocument> documents)
    {
        foreach (MappingDocument document in documents.Where(d => d.Format == Format))
        {
            var reader = new MapReader(document.Map, "mapping", diagnostics);
            reader.RequiredScalar("mapping");
            if (document.Map.Find("service") is null) ReadHead(reader);
            else _mapping.Services.Add(Service(reader));
            reader.Finish();
        }
        return _mapping;
    }

    private void ReadHead(MapReader reader)
    {
        foreach ((string code, ExceptionMeaning meaning) in Exceptions(reader)) _mapping.Exceptions[code] = meaning;
        if (reader.OptionalMap("person_number") is not { } map) return;
        var number = new MapReader(map, "`person_number`", diagnostics);
        _mapping.Number = new PersonNumber(Whole(number.RequiredScalar("digits")) ?? 0, Whole(number.OptionalScalar("modulus")), Texts(number.Optional("prefixes")),
            [.. Texts(number.Optional("months_plus")).Select(t => int.TryParse(t, out int plus) ? plus : 0)]);
        number.Finish();
    }

    private ServiceMapping Service(MapReader reader)
    {
        YamlScalar? name = reader.RequiredScalar("service"), version = reader.RequiredScalar("version");
        var rules = new List<MessageRule>();
        foreach (YamlNode node in reader.OptionalList("rules")?.Items ?? [])
            if (node is not YamlMap map) diagnostics.Add(SourceErrors.WrongShape(node, "rules", "a mapping"));
            else if (Rule(map) is { } rule) rules.Add(rule);
        return new ServiceMapping(name?.Text ?? "", version?.Text ?? "")
        {
            Subject = reader.OptionalScalar("subject")?.Text,
            ChangesOverTime = reader.OptionalBoolean("changes_over_time"),
            Exceptions = Exceptions(reader),
            NoData = Where(reader.OptionalMap("no_data")),
            Rules = rules,
            Answers = Answers(reader.Optional("answers")),
            Households = [.. (reader.OptionalList("households")?.Items ?? []).OfType<YamlMap>().Select(Household)],
        };
    }

    private MessageRule? Rule(YamlMap map)
    {
        var reader = new MapReader(map, "rule", diagnostics);
        string at = reader.OptionalScalar("at")?.Text ?? "";
        IReadOnlyList<WhereTest> where = Where(reader.OptionalMap("where"));
        string? person = reader.OptionalScalar("person")?.Text;
        TargetMapping? target = _targets.Read(reader);
        reader.Finish();
        return target is null ? null : new MessageRule(at, where, person, target);
    }

    private HouseholdRule Household(YamlMap map)
    {
        var reader = new MapReader(map, "household", diagnostics);
        var rule = new HouseholdRule(reader.RequiredScalar("at")?.Text ?? "", reader.RequiredScalar("person")?.Text ?? "",
            reader.OptionalChoice("kind", "members", "reference", "everyone") ?? "everyone", Where(reader.OptionalMap("reference")), Where(reader.OptionalMap("where")));
        reader.Finish();
        return rule;
    }

    private Dictionary<string, ExceptionMeaning> Exceptions(MapReader reader)
    {
        var meanings = new Dictionary<string, ExceptionMeaning>(StringComparer.Ordinal);
        if (reader.OptionalMap("exceptions") is not { } map) return meanings;
        var exceptions = new MapReader(map, "`exceptions`", diagnostics);
        foreach ((string key, ExceptionMeaning meaning) in new[]
        {
            ("nothing", ExceptionMeaning.Nothing), ("unknown", ExceptionMeaning.Unknown), ("usable", ExceptionMeaning.Usable), ("incomplete", ExceptionMeaning.Incomplete),
        })
            foreach (string code in Texts(exceptions.Optional(key))) meanings[code] = meaning;
        exceptions.Finish();
        return meanings;
    }

    private List<AnsweredTarget> Answers(YamlNode? node)
    {
        List<AnsweredTarget> answers = [];
        foreach (YamlNode item in (node as YamlList)?.Items ?? [])
        {
            (YamlScalar? name, string? path) = item switch
            {
                YamlScalar scalar => (scalar, null),
                YamlMap { Entries: [{ Value: YamlScalar value } entry] } => (entry.Key, value.Text),
                _ => ((YamlScalar?)null, (string?)null),
            };
            if (name is null) diagnostics.Add(SourceErrors.WrongShape(item, "answers", "a record or relation, or {name: path that must be there}"));
            else if (vocabulary.Find(name.Text) is { } key) answers.Add(new AnsweredTarget(key, path));
            else diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "record or relation", name.Text, vocabulary.PersonKeys));
        }
        return answers;
    }

    private List<WhereTest> Where(YamlMap? map) =>
        [.. (map?.Entries ?? []).Select(e => new WhereTest(e.Key.Text, [.. Texts(e.Value).Where(t => t != "nothing")], Texts(e.Value) is ["nothing"]))];

    private List<string> Texts(YamlNode? node)
    {
        if (node is YamlScalar one) return [one.Text];
        if (node is YamlList list && list.Items.All(i => i is YamlScalar)) return [.. list.Items.OfType<YamlScalar>().Select(s => s.Text)];
        if (node is not null) diagnostics.Add(SourceErrors.WrongShape(node, "value", "a text or a list of texts"));
        return [];
    }

    private int? Whole(YamlScalar? scalar)
    {
        if (scalar is null) return null;
        if (int.TryParse(scalar.Text, out int number) && number > 0) return number;
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not a whole number above 0"));
        return null;
    }
}
