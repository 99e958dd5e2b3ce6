using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tables;

/// <summary>What the rows of a table are about.</summary>
internal enum TableKind
{
    /// <summary>The case itself: when it was requested, from when its data are known.</summary>
    Case,

    /// <summary>A person, of whom no record needs to be there.</summary>
    Person,

    Record,

    Relation,

    /// <summary>What a source could not tell.</summary>
    Unknown,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">The name in the first row.</param>
/// <param name="Member">The name that JSON uses for the same.</param>
/// <param name="Type">How the text of a cell is read.</param>
/// <param name="Title">What it is, in English.</param>
internal sealed record TableColumn(string Name, string Member, RightsType Type, string Title)
{
    /// <summary>Whether the table cannot be read without it.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Whether it is a field of the catalogue: without its column the field is not known.</summary>
    public bool IsField { get; init; }
}

/// <summary>A table as the engine wants it: one per record and per relation, and three of the cases themselves.</summary>
internal sealed record TableLayout(string Name, TableKind Kind, string Title, IReadOnlyList<TableColumn> Columns)
{
    public const string Case = "case_id";
    public const string Person = "person_id";
    public const string FromPerson = "from_person";
    public const string ToPerson = "to_person";

    public RecordDefinition? Record { get; private init; }

    public RelationDefinition? Relation { get; private init; }

    /// <summary>The columns that together are the key of a record: year, and quarter or month.</summary>
    public IReadOnlyList<string> KeyColumns => Record is null ? [] : Keys(Record.Per);

    /// <summary>All tables of a catalogue, those of the cases first.</summary>
    public static IReadOnlyList<TableLayout> Of(CaseVocabulary vocabulary)
    {
        List<TableLayout> tables =
        [
            new("case", TableKind.Case, "the case: the day of the request, and the first day that the data cover",
            [
                Id(Case),
                new TableColumn("requested_on", "requested_on", RightsType.Date, "the day of the request") { IsRequired = false },
                new TableColumn("known_from", "known_from", RightsType.Date, "the first day that the data cover") { IsRequired = false },
            ]),
            new("person", TableKind.Person, "persons of whom no other table may say anything", [Id(Case), Id(Person)]),
        ];
        foreach (RecordDefinition record in vocabulary.Catalogue.Records.Values)
            Add(tables, new TableLayout(record.Name, TableKind.Record, record.Title.In("en"), ColumnsOf(record, vocabulary)) { Record = record });
        foreach (RelationDefinition relation in vocabulary.Catalogue.Relations.Values)
            Add(tables, new TableLayout(relation.Name, TableKind.Relation, relation.Title.In("en"), ColumnsOf(relation)) { Relation = relation });
        Add(tables, new TableLayout("unknown", TableKind.Unknown, "what a source could not tell",
        [
            Id(Case),
            Id(Person),
            new TableColumn("record", "record", RightsType.Text, "a record, or a relation by the name that a person has it under"),
            new TableColumn("key", "key", RightsType.Text, "2023, 2023-Q2 or 2023-05; empty for the whole record") { IsRequired = false },
            new TableColumn("field", "field", RightsType.Text, "the field; empty for all of them") { IsRequired = false },
        ]));
        return tables;
    }

    public static IReadOnlyList<string> Keys(RecordPeriod per) => per switch
    {
        RecordPeriod.Year => ["year"],
        RecordPeriod.Quarter => ["year", "quarter"],
        RecordPeriod.Month => ["year", "month"],
        _ => [],
    };

    // A name that is taken already (a record called `case`) leaves the table to whoever had it first.
    private static void Add(List<TableLayout> tables, TableLayout table)
    {
        if (!tables.Exists(t => t.Name == table.Name)) tables.Add(table);
    }

    private static List<TableColumn> ColumnsOf(RecordDefinition record, CaseVocabulary vocabulary)
    {
        List<TableColumn> columns = [Id(Case), Id(Person)];
        foreach (string key in Keys(record.Per)) columns.Add(new TableColumn(key, key, RightsType.Text, key switch { "year" => "2023", "quarter" => "1 to 4", _ => "1 to 12" }));
        AddFields(columns, record.Fields);
        if (record.Per == RecordPeriod.Span) AddSpan(columns);
        if (!vocabulary.IsOfStatus(record)) return columns;
        columns.Add(new TableColumn("held", "held", RightsType.Boolean, "false: the status is known not to be held") { IsRequired = false });
        columns.Add(new TableColumn("on", "on", RightsType.Date, "the day on which it is not held") { IsRequired = false });
        return columns;
    }

    private static List<TableColumn> ColumnsOf(RelationDefinition relation)
    {
        List<TableColumn> columns = [Id(Case), Id(FromPerson), Id(ToPerson)];
        if (relation.Kinds.Count > 0) columns.Add(new TableColumn("kind", "kind", RightsType.Text, string.Join(", ", relation.Kinds.Keys.Order(StringComparer.Ordinal))));
        if (relation.HasSpan) AddSpan(columns);
        AddFields(columns, relation.Fields);
        return columns;
    }

    private static void AddFields(List<TableColumn> columns, IReadOnlyDictionary<string, FieldDefinition> fields)
    {
        string[] taken = [Case, Person, FromPerson, ToPerson, .. columns.Select(c => c.Name)];
        foreach (FieldDefinition field in fields.Values)
            columns.Add(new TableColumn(taken.Contains(field.Name) ? $"field_{field.Name}" : field.Name, field.Name, field.Type.Required(), field.Title.In("en")) { IsRequired = false, IsField = true });
    }

    // A table of what holds over time says when: without the column, an end that was never delivered would look like none.
    private static void AddSpan(List<TableColumn> columns)
    {
        columns.Add(new TableColumn("from", "from", RightsType.Date, "the first day; empty when open"));
        columns.Add(new TableColumn("to", "to", RightsType.Date, "the last day; empty when open"));
    }

    private static TableColumn Id(string name) => new(name, name, RightsType.Identifier, name == Case ? "the case" : "a person of the case");
}
