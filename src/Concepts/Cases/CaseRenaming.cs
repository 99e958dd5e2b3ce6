using RightsEngine.Language.Values;

namespace RightsEngine.Concepts.Cases;

/// <summary>
/// The same case under other names. The order of persons stays that of their own ids (see decision 003), so that a case is
/// decided alike under any names.
/// </summary>
internal static class CaseRenaming
{
    public static Case Rename(Case subject, Func<string, string> name)
    {
        Dictionary<Person, Person> persons = subject.Persons.ToDictionary(p => p, p => new Person(name(p.Id)));
        foreach ((Person old, Person renamed) in persons)
            foreach ((string record, RecordData data) in old.Records) renamed.Records[record] = Rename(data, persons, name);
        IEnumerable<Link> links = subject.Links.Values.SelectMany(l => l)
            .Select(l => l with { From = persons[l.From], To = persons[l.To], Fields = Rename(l.Fields, fact => fact with { Subject = Name(fact.Subject, name), Key = Name(fact.Key, name) }) });
        return new Case(name(subject.Id), subject.Persons.Select(p => persons[p]), links,
            subject.UnknownRelations.Select(u => u with { Person = name(u.Person) }), subject.RequestedOn, subject.KnownFrom, isOrdered: true);
    }

    private static RecordData Rename(RecordData data, Dictionary<Person, Person> persons, Func<string, string> name)
    {
        var renamed = new RecordData { IsUnknown = data.IsUnknown };
        renamed.UnknownKeys.UnionWith(data.UnknownKeys);
        renamed.Entries.AddRange(data.Entries.Select(e => e with { Owner = persons[e.Owner], Fields = Rename(e.Fields, fact => fact with { Subject = Name(fact.Subject, name) }) }));
        return renamed;
    }

    // A field that is not known names the person in its fact.
    private static Dictionary<string, Value> Rename(IReadOnlyDictionary<string, Value> fields, Func<Fact, Fact> name) =>
        fields.ToDictionary(f => f.Key, f => f.Value is UnknownValue u ? u with { Facts = u.Facts.Aggregate(FactSet.Empty, (set, fact) => set.Union(FactSet.Of(name(fact)))) } : f.Value);

    private static string? Name(string? id, Func<string, string> name) => id is null ? null : name(id);
}
