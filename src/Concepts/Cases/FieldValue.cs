using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;

namespace RightsEngine.Concepts.Cases;

/// <summary>Another value for a field of a person.</summary>
/// <param name="Person">The id of the person.</param>
/// <param name="Record">The record; not one of which there may be many.</param>
/// <param name="Field">Its field, an amount or a number.</param>
/// <param name="Key">The year, quarter or month of a record that has one; else null.</param>
/// <param name="Value">What it is to be.</param>
internal sealed record FieldValue(string Person, RecordDefinition Record, FieldDefinition Field, string? Key, decimal Value);

/// <summary>Fields of a case that stand for what somebody has, and may be asked about and given other values.</summary>
internal static class FieldValues
{
    /// <summary>What the case knows of a field of a person on a date; null when it is not known, absent or not there.</summary>
    public static decimal? Of(Person person, RecordDefinition record, FieldDefinition field, string? key, DateOnly on) =>
        person.Records.TryGetValue(record.Name, out RecordData? data)
            && data.Entries.Find(e => IsMeant(e, key, on)) is { } entry && entry.Fields.GetValueOrDefault(field.Name) is NumberValue number ? number.Value : null;

    /// <summary>The same case with other values; what the sources said besides stays. An entry that is not there is made.</summary>
    /// <param name="subject">The case; it is not changed.</param>
    /// <param name="values">The values.</param>
    /// <param name="on">The date on which an entry without a key holds.</param>
    public static Case With(Case subject, IReadOnlyList<FieldValue> values, DateOnly on)
    {
        Dictionary<Person, Person> persons = subject.Persons.ToDictionary(p => p, p => new Person(p.Id));
        foreach ((Person old, Person copy) in persons)
            foreach ((string record, RecordData data) in old.Records) copy.Records[record] = Copy(data, copy);
        foreach (FieldValue value in values)
            if (persons.Values.FirstOrDefault(p => p.Id == value.Person) is { } person) Set(person, value, on);
        IEnumerable<Link> links = subject.Links.Values.SelectMany(l => l).Select(l => l with { From = persons[l.From], To = persons[l.To] });
        return new Case(subject.Id, subject.Persons.Select(p => persons[p]), links, subject.UnknownRelations, subject.RequestedOn, subject.KnownFrom, isOrdered: true);
    }

    private static RecordData Copy(RecordData data, Person owner)
    {
        var copy = new RecordData { IsUnknown = data.IsUnknown };
        copy.UnknownKeys.UnionWith(data.UnknownKeys);
        copy.Entries.AddRange(data.Entries.Select(e => e with { Owner = owner }));
        return copy;
    }

    private static void Set(Person person, FieldValue value, DateOnly on)
    {
        if (!person.Records.TryGetValue(value.Record.Name, out RecordData? data)) person.Records[value.Record.Name] = data = new RecordData();
        if (value.Key is not null) data.UnknownKeys.Remove(value.Key);
        int at = data.Entries.FindIndex(e => IsMeant(e, value.Key, on));
        if (at < 0)
        {
            at = data.Entries.FindIndex(e => string.CompareOrdinal(e.Key, value.Key) > 0);
            if (at < 0) at = data.Entries.Count;
            data.Entries.Insert(at, new RecordEntry(value.Record, person, value.Key, default, new Dictionary<string, Value>()));
        }
        data.Entries[at] = data.Entries[at] with { Fields = new Dictionary<string, Value>(data.Entries[at].Fields) { [value.Field.Name] = new NumberValue(value.Value) } };
    }

    private static bool IsMeant(RecordEntry entry, string? key, DateOnly on) => key is not null ? entry.Key == key : entry.Held && entry.Span.Contains(on) == true;
}
