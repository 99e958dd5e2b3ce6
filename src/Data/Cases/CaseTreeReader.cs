using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Data.Cases;

/// <summary>Walks the tree of one case and hands what it finds to the builder.</summary>
internal sealed class CaseTreeReader(CaseVocabulary vocabulary)
{
    public CaseTreeReader(ConceptCatalogue catalogue)
        : this(new CaseVocabulary(catalogue))
    {
    }

    /// <summary>The case of a tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="file">The file, as the user named it.</param>
    /// <param name="row">The line of a file with one case per line; null to use the lines of the nodes.</param>
    public CaseResult Read(CaseNode root, string file, int? row)
    {
        var at = new CasePlace(file, row ?? root.Line, CasePath.Root);
        if (root is not CaseMap map) return new CaseResult("", file, at.Row, null, [DataErrors.WrongKind(at, null, root, "an object")]);
        return new CaseTreePass(vocabulary, new CaseBuilder(vocabulary, at)).Read(map, at);
    }
}

/// <summary>One pass over the tree of one case.</summary>
internal sealed class CaseTreePass(CaseVocabulary vocabulary, CaseBuilder builder)
{
    private static readonly string[] CaseKeys = ["case", "requested_on", "known_from", "persons"];

    public CaseResult Read(CaseMap map, CasePlace at)
    {
        foreach ((string name, CaseNode value) in Unique(map, at))
        {
            CasePlace place = at.Member(name, value);
            if (name == "case") builder.SetId(value, place);
            else if (name == "requested_on") builder.SetRequestedOn(value);
            else if (name == "known_from") builder.SetKnownFrom(value);
            else if (name == "persons") ReadPersons(value, place);
            else builder.Report(DataErrors.UnknownKey(place, name, "the case", CaseKeys));
        }
        return builder.Build();
    }

    private void ReadPersons(CaseNode node, CasePlace at)
    {
        if (node.IsNothing || Map(node, at, null) is not { } persons) return;
        foreach ((string id, CaseNode value) in Unique(persons, at))
        {
            CasePlace place = at.Member(id, value);
            if (builder.AddPerson(id, place) && !value.IsNothing && Map(value, place, null) is { } person) ReadPerson(id, person, place);
        }
    }

    private void ReadPerson(string person, CaseMap map, CasePlace at)
    {
        foreach ((string name, CaseNode value) in Unique(map, at))
        {
            CasePlace place = at.Member(name, value);
            if (vocabulary.Find(name) is not { } key) builder.Report(DataErrors.UnknownKey(place, name, "a person", vocabulary.PersonKeys));
            else if (value.IsNothing) continue;
            else if (key.Record is { } record) ReadRecord(person, record, value, place);
            else ReadRelation(person, key.Relation!, key.Forward, value, place);
        }
    }

    private void ReadRecord(string person, RecordDefinition record, CaseNode node, CasePlace at)
    {
        if (node is CaseScalar { SaysUnknown: true }) builder.AddUnknown(person, record, null, null, at);
        else if (!RecordKeys.IsKeyed(record.Per)) ReadEntries(person, record, null, node, at);
        else if (Map(node, at, $"an object with {RecordKeys.Expected(record.Per)} as key") is { } keys)
            foreach ((string key, CaseNode value) in Unique(keys, at))
                if (!value.IsNothing) ReadEntries(person, record, key, value, at.Member(key, value));
    }

    private void ReadEntries(string person, RecordDefinition record, string? key, CaseNode node, CasePlace at)
    {
        // A record over time may be given as a list although only one entry holds at a time.
        if (node is not CaseList list || !(record.Many || record.Per == RecordPeriod.Span))
        {
            ReadEntry(person, record, key, node, at);
            return;
        }
        for (int i = 0; i < list.Items.Count; i++)
            if (!list.Items[i].IsNothing) ReadEntry(person, record, key, list.Items[i], at.Item(i, list.Items[i]));
    }

    private void ReadEntry(string person, RecordDefinition record, string? key, CaseNode node, CasePlace at)
    {
        if (node is CaseScalar { SaysUnknown: true }) builder.AddUnknown(person, record, key, null, at);
        else if (Map(node, at, null) is { } map) builder.AddEntry(person, record, key, Unique(map, at), at);
    }

    private void ReadRelation(string person, RelationDefinition relation, bool forward, CaseNode node, CasePlace at)
    {
        if (node is not CaseList list)
        {
            ReadLink(person, relation, forward, node, at);
            return;
        }
        for (int i = 0; i < list.Items.Count; i++)
            if (!list.Items[i].IsNothing) ReadLink(person, relation, forward, list.Items[i], at.Item(i, list.Items[i]));
    }

    private void ReadLink(string person, RelationDefinition relation, bool forward, CaseNode node, CasePlace at)
    {
        switch (node)
        {
            case CaseScalar { SaysUnknown: true }:
                builder.AddUnknown(person, relation, forward);
                break;
            case CaseScalar { ScalarKind: ScalarKind.Text } other:
                builder.AddLink(person, relation, forward, other.Text, [], at);
                break;
            case CaseMap map:
                ReadLinkObject(person, relation, forward, map, at);
                break;
            default:
                builder.Report(DataErrors.WrongKind(at, null, node, "the id of a person, or an object with `person`"));
                break;
        }
    }

    private void ReadLinkObject(string person, RelationDefinition relation, bool forward, CaseMap map, CasePlace at)
    {
        List<CaseMember> members = Unique(map, at);
        int index = members.FindIndex(m => m.Name == "person");
        if (index < 0 || members[index].Value.IsNothing) builder.Report(DataErrors.MissingKey(at, $"a link `{relation.Name}`", "person"));
        else if (members[index].Value is not CaseScalar { ScalarKind: ScalarKind.Text } other)
            builder.Report(DataErrors.WrongKind(at.Member("person", members[index].Value), "person", members[index].Value, "the id of a person"));
        else builder.AddLink(person, relation, forward, other.Text, members.Where((_, i) => i != index), at);
    }

    private CaseMap? Map(CaseNode node, CasePlace at, string? expected)
    {
        if (node is CaseMap map) return map;
        builder.Report(DataErrors.WrongKind(at, null, node, expected ?? "an object"));
        return null;
    }

    /// <summary>The members of a map, each name once; names written twice are reported.</summary>
    private List<CaseMember> Unique(CaseMap map, CasePlace at)
    {
        List<CaseMember> members = new(map.Members.Count);
        HashSet<string>? seen = map.Members.Count > 8 ? new HashSet<string>(StringComparer.Ordinal) : null;
        foreach (CaseMember member in map.Members)
        {
            bool isNew = seen?.Add(member.Name) ?? !members.Exists(m => m.Name == member.Name);
            if (isNew) members.Add(member);
            else builder.Report(DataErrors.DuplicateKey(at.Member(member.Name, member.Value), member.Name));
        }
        return members;
    }
}
