using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>Reads what a declaration says apart from its expressions: code lists, records, relations, statuses.</summary>
internal sealed class DeclarationReader(ReadingContext context, CatalogueScope scope)
{
    private readonly List<(StatusDefinition Status, IReadOnlyList<YamlScalar> AnyOf)> _unions = [];

    /// <summary>The <c>absent_record</c> of records, to be checked when all names are known.</summary>
    public List<(RecordDefinition Record, YamlNode Rules)> AbsentRules { get; } = [];

    private ConceptCatalogue Catalogue => scope.Catalogue;

    private DiagnosticBag Diagnostics => context.Diagnostics;

    public void Read(string kind, YamlMap map)
    {
        if (map.Entries[0].Value is not YamlScalar { IsNull: false } nameScalar)
        {
            Diagnostics.Add(SourceErrors.WrongShape(map.Entries[0].Value, kind, "a name"));
            return;
        }
        string name = context.Name(nameScalar);
        var reader = new MapReader(map, $"{kind} `{name}`", Diagnostics);
        reader.RequiredScalar(kind);
        LocalizedText title = context.Texts(reader.Required("title"), $"{kind} `{name}`");
        switch (kind)
        {
            case "codes": Keep(Catalogue.CodeLists, Codes(reader, name, title, nameScalar.Location)); break;
            case "record": Record(reader, name, title, nameScalar.Location); break;
            case "relation": Relation(reader, name, title, nameScalar.Location); break;
            default: Status(reader, name, title, nameScalar.Location); break;
        }
        reader.Finish();
    }

    /// <summary>Resolves the statuses that are unions of others, and reports a union that contains itself.</summary>
    public void FinishStatuses()
    {
        foreach ((StatusDefinition status, IReadOnlyList<YamlScalar> anyOf) in _unions)
            status.AnyOf = [.. anyOf.Select(Resolve).OfType<StatusDefinition>()];
        foreach (StatusDefinition status in Catalogue.Statuses.Values)
        {
            if (Circle(status, []) is { } path)
            {
                Diagnostics.Add(ConceptErrors.Cycle(status.Location, path, []));
                status.AnyOf = [];
            }
            Declare(new StatusSymbol(status, StatusForm.Now), "status", status.Location);
        }
    }

    private StatusDefinition? Resolve(YamlScalar name)
    {
        if (Catalogue.Statuses.TryGetValue(name.Text, out StatusDefinition? status)) return status;
        Diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "status", name.Text, Catalogue.Statuses.Keys));
        return null;
    }

    private static List<string>? Circle(StatusDefinition status, List<StatusDefinition> path)
    {
        int start = path.IndexOf(status);
        if (start >= 0) return start == 0 ? [.. path.Select(p => p.Name), status.Name] : null;
        path.Add(status);
        foreach (StatusDefinition part in status.AnyOf)
            if (Circle(part, path) is { } found) return found;
        path.RemoveAt(path.Count - 1);
        return null;
    }

    private void Keep<T>(SortedDictionary<string, T> kept, T declaration)
        where T : Declaration
    {
        Declaration? first = kept.GetValueOrDefault(declaration.Name) ?? (declaration is StatusDefinition ? null : TypeNamed(declaration.Name));
        kept.TryAdd(declaration.Name, declaration);
        if (first is not null) Diagnostics.Add(ConceptErrors.DuplicateName(declaration.Location, declaration.Kind, declaration.Name, first.Location));
    }

    /// <summary>The code list, record or relation that is the type of this name.</summary>
    private Declaration? TypeNamed(string name) =>
        Catalogue.CodeLists.GetValueOrDefault(name) ?? Catalogue.Records.GetValueOrDefault(name) ?? (Declaration?)Catalogue.Relations.GetValueOrDefault(name);

    private CodeList Codes(MapReader reader, string name, LocalizedText title, Location at)
    {
        var codes = new List<Code>();
        foreach (YamlEntry entry in reader.RequiredMap("values")?.Entries ?? [])
        {
            if (entry.Value is not YamlMap map)
            {
                Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "{title: {nl: …, en: …}}"));
                continue;
            }
            var code = new MapReader(map, $"code `{entry.Key.Text}`", Diagnostics);
            LocalizedText codeTitle = context.Texts(code.Required("title"), $"code `{entry.Key.Text}`");
            codes.Add(new Code(entry.Key.Text, codeTitle, code.OptionalScalar("source_code")?.Text));
            code.Optional("maps_to");
            code.Finish();
        }
        return new CodeList(name, title, at, reader.Map.DigestText) { Codes = codes, MapsTo = MapsTo(reader) };
    }

    private void Record(MapReader reader, string name, LocalizedText title, Location at)
    {
        RecordSource source = Source(reader) ?? new RecordSource("", null, false);
        reader.OptionalChoice("of", "person");
        RecordPeriod per = reader.OptionalChoice("per", "once", "year", "quarter", "month", "span") switch
        {
            "year" => RecordPeriod.Year,
            "quarter" => RecordPeriod.Quarter,
            "month" => RecordPeriod.Month,
            "span" => RecordPeriod.Span,
            _ => RecordPeriod.Once,
        };
        bool many = reader.OptionalBoolean("many");
        YamlNode? absent = reader.Optional("absent_record");
        string? sensitivity = reader.OptionalScalar("sensitivity")?.Text;
        IReadOnlyList<string> mapsTo = MapsTo(reader);
        // The record is a type for its own fields' scope only after this, so fields name code lists and basic types.
        Dictionary<string, FieldDefinition> fields = Fields(reader.RequiredMap("fields"), $"record `{name}`");
        var record = new RecordDefinition(name, title, at, reader.Map.DigestText)
        {
            Source = source,
            Per = per,
            Many = many,
            Fields = fields,
            Sensitivity = sensitivity,
            MapsTo = mapsTo,
            MayBeNone = absent is null || MeansNone(absent),
        };
        Keep(Catalogue.Records, record);
        Declare(new RecordSymbol(record), "record", at);
        if (absent is not null) AbsentRules.Add((record, absent));
    }

    private static bool MeansNone(YamlNode absent) => absent switch
    {
        YamlScalar scalar => scalar.Text == "none",
        YamlList list => list.Items.OfType<YamlMap>().Any(m => m.Find("means")?.Value is YamlScalar { Text: "none" }),
        _ => true,
    };

    private RecordSource? Source(MapReader reader)
    {
        if (reader.OptionalMap("source") is not { } map) return null;
        var source = new MapReader(map, "`source`", Diagnostics);
        string authority = source.RequiredScalar("authority")?.Text ?? "";
        string? service = source.OptionalScalar("service")?.Text;
        bool human = source.OptionalBoolean("human");
        source.Finish();
        return new RecordSource(authority, service, human);
    }

    private Dictionary<string, FieldDefinition> Fields(YamlMap? map, string owner)
    {
        var fields = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            string name = context.Name(entry.Key);
            if (entry.Value is not YamlMap fieldMap)
            {
                Diagnostics.Add(SourceErrors.WrongShape(entry.Value, name, "{type: …, title: …}"));
                continue;
            }
            var reader = new MapReader(fieldMap, $"field `{name}` of {owner}", Diagnostics);
            YamlScalar? typeScalar = reader.RequiredScalar("type");
            RightsType type = typeScalar is null ? RightsType.Error : ExpressionReader.Type(typeScalar, scope, Diagnostics);
            LocalizedText title = context.Texts(reader.Optional("title"), $"field `{name}`");
            YamlScalar? absentScalar = reader.OptionalScalar("absent");
            Value? absent = absentScalar is null
                ? type.IsOptional ? AbsentValue.Instance : null
                : absentScalar.Text == "unknown" ? null : context.Constant(absentScalar, type, Catalogue);
            FieldRole role = Role(reader, fields.Values);
            reader.OptionalScalar("sensitivity");
            MapsTo(reader);
            reader.Finish();
            fields[name] = new FieldDefinition(name, type, title, absent, entry.Key.Location) { Role = role };
        }
        return fields;
    }

    /// <summary>The role of a field; a role that a field of this or another record has already is reported.</summary>
    private FieldRole Role(MapReader reader, IEnumerable<FieldDefinition> sameRecord)
    {
        string? word = reader.OptionalChoice("role", "birth_date", "death_date");
        FieldRole role = word switch
        {
            "birth_date" => FieldRole.BirthDate,
            "death_date" => FieldRole.DeathDate,
            _ => FieldRole.None,
        };
        if (role == FieldRole.None) return role;
        FieldDefinition? first = (role == FieldRole.BirthDate ? Catalogue.BirthDate : Catalogue.DeathDate)?.Field ?? sameRecord.FirstOrDefault(f => f.Role == role);
        if (first is not null) Diagnostics.Add(ConceptErrors.SecondRole(reader.Map.Find("role")!.Value.Location, word!, first.Location));
        return role;
    }

    private void Relation(MapReader reader, string name, LocalizedText title, Location at)
    {
        (string fromRole, _) = Role(reader.RequiredMap("from"), "from");
        YamlMap? to = reader.RequiredMap("to");
        (string toRole, _) = Role(to, "to");
        if (to is { Entries.Count: 1 } && toRole == fromRole)
            Diagnostics.Add(ConceptErrors.DuplicateName(to.Entries[0].Key.Location, "role", toRole, reader.Map.Find("from")!.Value.Location));
        YamlScalar? forward = null, inverse = null, link = null;
        if (reader.RequiredMap("names") is { } names)
        {
            var n = new MapReader(names, "`names`", Diagnostics);
            forward = n.RequiredScalar("forward");
            inverse = n.OptionalScalar("inverse");
            link = n.OptionalScalar("link");
            n.Finish();
            foreach (YamlScalar path in new[] { forward, inverse, link }.OfType<YamlScalar>()) context.Name(path);
        }
        var kinds = new SortedDictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (YamlEntry entry in reader.OptionalMap("kinds")?.Entries ?? [])
            kinds[entry.Key.Text] = context.Texts(entry.Value is YamlMap { } m && m.Find("title") is { } t ? t.Value : entry.Value, $"kind `{entry.Key.Text}`");
        bool symmetric = reader.OptionalBoolean("symmetric");
        int? max = Maximum(reader.OptionalScalar("max"));
        bool span = reader.OptionalChoice("per", "once", "span") == "span";
        bool silence = reader.OptionalChoice("absent", "none", "unknown") == "unknown";
        var relation = new RelationDefinition(name, title, at, reader.Map.DigestText)
        {
            FromRole = fromRole,
            ToRole = toRole,
            Forward = forward?.Text ?? name,
            Inverse = inverse?.Text,
            LinkName = link?.Text,
            Kinds = kinds,
            Symmetric = symmetric,
            Max = max,
            HasSpan = span,
            SilenceIsUnknown = silence,
            Source = Source(reader),
            Fields = Fields(reader.OptionalMap("fields"), $"relation `{name}`"),
            MapsTo = MapsTo(reader),
        };
        Keep(Catalogue.Relations, relation);
        Declare(new RelationSymbol(relation, RelationPath.Forward, relation.Forward), "path", forward?.Location ?? at);
        if (relation.Inverse is not null) Declare(new RelationSymbol(relation, RelationPath.Inverse, relation.Inverse), "path", inverse!.Location);
        if (relation.LinkName is not null) Declare(new RelationSymbol(relation, RelationPath.Links, relation.LinkName), "path", link!.Location);
    }

    /// <summary>Makes a name known; one that stands for something else already is reported.</summary>
    private void Declare(CallableSymbol symbol, string kind, Location at)
    {
        if (scope.Add(symbol) is { } first) Diagnostics.Add(ConceptErrors.DuplicateName(at, kind, symbol.Name, first.Declared ?? at));
    }

    private int? Maximum(YamlScalar? scalar)
    {
        if (scalar is null) return null;
        if (int.TryParse(scalar.Text, System.Globalization.NumberStyles.None, null, out int maximum) && maximum > 0) return maximum;
        Diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`max` is `{scalar.Text}`: expected a whole number from 1"));
        return null;
    }

    private (string Role, string Of) Role(YamlMap? map, string key)
    {
        if (map is { Entries.Count: 1 } && map.Entries[0].Value is YamlScalar { Text: "person" }) return (context.Name(map.Entries[0].Key), "person");
        if (map is not null) Diagnostics.Add(SourceErrors.WrongShape(map, key, "a role and `person`, such as {parent: person}"));
        return (key, "person");
    }

    private void Status(MapReader reader, string name, LocalizedText title, Location at)
    {
        YamlScalar? from = reader.OptionalScalar("from_record");
        YamlScalar? code = reader.OptionalScalar("code");
        YamlList? anyOf = reader.OptionalList("any_of");
        bool silence = reader.OptionalChoice("absent_record", "none", "unknown") == "unknown";
        RecordDefinition? record = null;
        if (anyOf is null && from is null) Diagnostics.Add(SourceErrors.MissingKey(reader.Map, reader.Owner, "from_record"));
        if (from is not null && !Catalogue.Records.TryGetValue(from.Text, out record))
            Diagnostics.Add(ConceptErrors.UnknownReference(from.Location, "record", from.Text, Catalogue.Records.Keys));
        if (record is not null) CheckStatusRecord(record, from!, code, reader);
        var status = new StatusDefinition(name, title, at, reader.Map.DigestText)
        {
            FromRecord = record,
            Code = code?.Text,
            SilenceIsUnknown = silence,
            MapsTo = MapsTo(reader),
            Sensitivity = reader.OptionalScalar("sensitivity")?.Text,
        };
        Keep(Catalogue.Statuses, status);
        if (anyOf is not null) _unions.Add((status, reader.Scalars("any_of", anyOf)));
    }

    private void CheckStatusRecord(RecordDefinition record, YamlScalar from, YamlScalar? code, MapReader reader)
    {
        if (record.Per != RecordPeriod.Span || !record.Fields.TryGetValue("code", out FieldDefinition? field))
        {
            Diagnostics.Add(SourceErrors.InvalidValue(from, $"record `{record.Name}` cannot carry a status", "a status needs a record with `per: span` and a field `code`"));
            return;
        }
        if (code is null) Diagnostics.Add(SourceErrors.MissingKey(reader.Map, reader.Owner, "code"));
        else context.Constant(code, field.Type, Catalogue);
    }

    private static IReadOnlyList<string> MapsTo(MapReader reader) => reader.Optional("maps_to") switch
    {
        YamlScalar one => [one.Text],
        YamlList several => [.. reader.Scalars("maps_to", several).Select(s => s.Text)],
        _ => [],
    };
}
