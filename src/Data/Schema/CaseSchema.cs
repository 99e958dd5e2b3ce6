using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Schema;

/// <summary>JSON Schema of the JSON form of a case, for editors and for those who deliver cases.</summary>
internal static class CaseSchema
{
    /// <summary>The schema (2020-12) of the cases of a catalogue; the same catalogue gives the same text.</summary>
    public static string ForCases(ConceptCatalogue catalogue)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options)) new SchemaPass(json, catalogue, new CaseVocabulary(catalogue)).Write();
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}

/// <summary>Writes one schema.</summary>
internal sealed class SchemaPass(Utf8JsonWriter json, ConceptCatalogue catalogue, CaseVocabulary vocabulary)
{
    private const string Blankless = @"^\S(.*\S)?$";

    public void Write()
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "Case");
        json.WriteString("description", "The persons whose facts are needed to decide the rights of the persons in the case");
        ObjectOf(["case", "persons"], () =>
        {
            Member("case", () => Text(Blankless, "The id given by the administration"));
            Member("requested_on", () => Nullable(() => OrUnknown("The day of a request", () => Ref("date"))));
            Member("known_from", () => Nullable(() => Ref("date")));
            Member("persons", () =>
            {
                json.WriteString("type", "object");
                json.WriteNumber("minProperties", 1);
                Member("propertyNames", () =>
                {
                    json.WriteString("pattern", Blankless);
                    Member("not", () => Enum(["unknown"]));
                });
                Member("additionalProperties", () => Nullable(() => Ref("person")));
            });
        });
        json.WriteStartObject("$defs");
        Member("unknown", () =>
        {
            json.WriteString("description", "The source could not tell");
            Enum(["unknown"]);
        });
        Member("date", () =>
        {
            json.WriteString("type", "string");
            json.WriteString("format", "date");
            json.WriteString("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        });
        Member("date_in_part", () => Text("^[0-9]{4}-(0[0-9]|1[0-2])-00$", "A date of which only the year, or the year and the month, is known"));
        Member("person", Person);
        foreach (CodeList list in catalogue.CodeLists.Values) Member($"codes_{list.Name}", () => Codes(list));
        foreach (RecordDefinition record in catalogue.Records.Values) Member($"record_{record.Name}", () => Record(record));
        foreach (RelationDefinition relation in catalogue.Relations.Values) Member($"link_{relation.Name}", () => Link(relation));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Person() => ObjectOf([], () =>
    {
        foreach (string name in vocabulary.PersonKeys.Order(StringComparer.Ordinal))
        {
            PersonKey key = vocabulary.Find(name)!.Value;
            if (key.Record is { } record) Member(name, () => Nullable(() => RecordOfPerson(record)));
            else Member(name, () => Nullable(() => OneOrMore($"link_{key.Relation!.Name}", key.Relation.Title.In("en"))));
        }
    });

    private void RecordOfPerson(RecordDefinition record)
    {
        string title = record.Title.In("en"), entry = $"record_{record.Name}";
        if (!RecordKeys.IsKeyed(record.Per))
        {
            if (record.Many || record.Per == RecordPeriod.Span) OneOrMore(entry, title);
            else OrUnknown(title, () => Ref(entry));
            return;
        }
        OrUnknown(title, () =>
        {
            json.WriteString("type", "object");
            json.WriteStartObject("patternProperties");
            Member(RecordKeys.Pattern(record.Per), () => Nullable(() =>
            {
                if (record.Many) OneOrMore(entry, null);
                else OrUnknown(null, () => Ref(entry));
            }));
            json.WriteEndObject();
            json.WriteBoolean("additionalProperties", false);
        });
    }

    private void Record(RecordDefinition record)
    {
        json.WriteString("description", record.Title.In("en"));
        ObjectOf([], () =>
        {
            Fields(record.Fields);
            if (record.Per == RecordPeriod.Span) Span();
            if (!vocabulary.IsOfStatus(record)) return;
            Member("held", () =>
            {
                Types("boolean");
                json.WriteString("description", "false: the status is known not to be held");
            });
            Member("on", () =>
            {
                json.WriteString("description", "The day on which the status is not held");
                AnyOf(() => Ref("date"), () => json.WriteString("type", "null"));
            });
        });
    }

    private void Link(RelationDefinition relation)
    {
        json.WriteString("description", relation.Title.In("en"));
        AnyOf(
            () => Text(Blankless, "The id of a person of the case"),
            () => ObjectOf(["person"], () =>
            {
                Member("person", () => Text(Blankless, "The id of a person of the case"));
                Fields(relation.Fields);
                if (relation.HasSpan) Span();
                if (relation.Kinds.Count > 0) Member("kind", () => Nullable(() => Enum(relation.Kinds.Keys.Order(StringComparer.Ordinal))));
            }));
    }

    private void Fields(IReadOnlyDictionary<string, FieldDefinition> fields)
    {
        foreach (FieldDefinition field in fields.Values.OrderBy(f => f.Name, StringComparer.Ordinal))
            Member(field.Name, () => Nullable(() => OrUnknown(field.Title.In("en"), () => Type(field.Type.Required()))));
    }

    private void Span()
    {
        Member("from", () => Nullable(() => BoundaryOrUnknown("The first day; left out when open")));
        Member("to", () => Nullable(() => BoundaryOrUnknown("The last day; left out when open")));
    }

    private void Type(RightsType type)
    {
        switch (type)
        {
            case CodeType codes:
                Ref($"codes_{codes.Name}");
                break;
            case ListType list:
                json.WriteString("type", "array");
                Member("items", () => OrUnknown(null, () => Type(list.Item)));
                break;
            case MoneyType:
                Number(1_000_000_000_000m);
                break;
            case var _ when type.Equals(RightsType.Number):
                Number(1_000_000_000_000_000m);
                break;
            case var _ when type.Equals(RightsType.Boolean):
                json.WriteString("type", "boolean");
                break;
            case var _ when type.Equals(RightsType.Date):
                AnyOf(() => Ref("date"), () => Ref("date_in_part"));
                break;
            case var _ when type.Equals(RightsType.Duration):
                Text("^-?P(?=[0-9])([0-9]{1,4}Y)?([0-9]{1,5}M)?$", null);
                break;
            case var _ when type.Equals(RightsType.Identifier):
                Text(Blankless, null);
                break;
            default:
                json.WriteString("type", "string");
                json.WriteNumber("minLength", 1);
                break;
        }
    }

    private void Number(decimal limit)
    {
        json.WriteString("type", "number");
        json.WriteNumber("exclusiveMinimum", -limit);
        json.WriteNumber("exclusiveMaximum", limit);
    }

    private void Codes(CodeList list)
    {
        json.WriteString("description", list.Title.In("en"));
        AnyOf([.. list.Codes.Select(code => (Action)(() =>
        {
            json.WriteString("description", code.Title.In("en"));
            Enum([code.Name]);
        }))]);
    }

    private void OneOrMore(string definition, string? title)
    {
        if (title is not null) json.WriteString("description", title);
        AnyOf(
            () => Ref("unknown"),
            () => Ref(definition),
            () =>
            {
                json.WriteString("type", "array");
                Member("items", () => AnyOf(() => Ref("unknown"), () => Ref(definition), () => json.WriteString("type", "null")));
            });
    }

    private void BoundaryOrUnknown(string description)
    {
        json.WriteString("description", description);
        AnyOf(() => Ref("unknown"), () => Ref("date"), () => Ref("date_in_part"));
    }

    private void OrUnknown(string? description, Action known)
    {
        if (description is not null) json.WriteString("description", description);
        AnyOf(() => Ref("unknown"), known);
    }

    // Null and an empty list say nothing, wherever something may be left out.
    private void Nullable(Action schema) => AnyOf(schema, () =>
    {
        json.WriteStartArray("enum");
        json.WriteNullValue();
        json.WriteStartArray();
        json.WriteEndArray();
        json.WriteEndArray();
    });

    private void AnyOf(params Action[] schemas)
    {
        json.WriteStartArray("anyOf");
        foreach (Action schema in schemas)
        {
            json.WriteStartObject();
            schema();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void ObjectOf(string[] required, Action properties)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        properties();
        json.WriteEndObject();
        if (required.Length > 0)
        {
            json.WriteStartArray("required");
            foreach (string name in required) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        json.WriteBoolean("additionalProperties", false);
    }

    private void Member(string name, Action schema)
    {
        json.WriteStartObject(name);
        schema();
        json.WriteEndObject();
    }

    private void Enum(IEnumerable<string> values)
    {
        json.WriteStartArray("enum");
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private void Types(string type)
    {
        json.WriteStartArray("type");
        json.WriteStringValue(type);
        json.WriteStringValue("null");
        json.WriteEndArray();
    }

    private void Text(string pattern, string? description)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", pattern);
        if (description is not null) json.WriteString("description", description);
    }

    private void Ref(string definition) => json.WriteString("$ref", $"#/$defs/{definition}");
}
