using RightsEngine.Concepts;
using RightsEngine.Concepts.Reading;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Tables;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Populations;

/// <summary>Reads the description of a synthetic population and checks it against the catalogue.</summary>
internal sealed class PopulationReader(CaseVocabulary vocabulary, DiagnosticBag diagnostics)
{
    /// <summary>What <c>source:</c> says of a figure that was read nowhere.</summary>
    public const string Assumed = "assumed";

    private readonly PopulationNames _names = new(diagnostics);

    /// <summary>The population, or null with findings.</summary>
    public PopulationDefinition? Read(YamlMap map)
    {
        int before = diagnostics.Count;
        var context = new ReadingContext(diagnostics);
        var reader = new MapReader(map, "population", diagnostics);
        YamlScalar? name = reader.RequiredScalar("population");
        context.SomeTexts(reader.Required("title"), "title");
        DateOnly? day = context.Date(reader.RequiredScalar("day"));
        ReadSources(reader.OptionalMap("sources"));

        List<(HouseholdType Type, decimal Weight)> types = [.. reader.Maps("households", reader.RequiredList("households"), "a type of household such as {type: …, weight: …, persons: […]}").Select(Household)];
        if (types.Count == 0 && map.Find("households") is { Value: YamlList } none) diagnostics.Add(SourceErrors.InvalidValue(none.Value, "`households` is empty", "add a type of household"));
        List<TraitDraw> traits = [];
        foreach (YamlMap draw in reader.Maps("draws", reader.OptionalList("draws"), "a draw such as {draw: …, of: person, among: {…}}")) ReadTrait(draw, traits);
        var fills = new FillReader(vocabulary, _names, traits, day ?? default, diagnostics);
        RecordRule?[] records = [.. reader.Maps("records", reader.RequiredList("records"), "a record such as {record: …, fields: {…}}").Select(fills.Record)];
        RelationRule?[] relations = [.. reader.Maps("relations", reader.OptionalList("relations"), "a relation such as {relation: …, person: …, other: …}").Select(fills.Relation)];
        TableLayout[] empty = [.. reader.Scalars("nothing", reader.OptionalList("nothing")).Select(fills.Table).OfType<TableLayout>()];
        reader.Finish();
        _names.CheckNumbers(map);
        if (diagnostics.Count > before && diagnostics.HasErrors) return null;
        return new PopulationDefinition(name!.Text, day!.Value)
        {
            Types = [.. types.Select(t => t.Type)],
            TypeWeights = new Weights([.. types.Select(t => t.Weight)]),
            Roles = _names.Roles,
            Traits = traits,
            Records = [.. records.OfType<RecordRule>()],
            Relations = [.. relations.OfType<RelationRule>()],
            Empty = empty,
        };
    }

    private void ReadSources(YamlMap? sources)
    {
        foreach (YamlEntry entry in sources?.Entries ?? [])
        {
            _names.Sources.Add(entry.Key.Text);
            if (entry.Value is not YamlMap map)
            {
                diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a mapping with `title` and `url`"));
                continue;
            }
            var source = new MapReader(map, $"source `{entry.Key.Text}`", diagnostics);
            source.RequiredScalar("title");
            source.OptionalScalar("url");
            source.OptionalScalar("says");
            source.Finish();
        }
    }

    private (HouseholdType Type, decimal Weight) Household(YamlMap map)
    {
        var reader = new MapReader(map, "type of household", diagnostics);
        YamlScalar? name = reader.RequiredScalar("type");
        decimal weight = _names.Number(reader.RequiredScalar("weight"), 0) ?? 0;
        _names.Source(reader);
        if (name is not null && !_names.AddType(name.Text)) diagnostics.Add(SourceErrors.InvalidValue(name, $"the type `{name.Text}` is given twice", "give each type a name of its own"));
        List<MemberRule> members = [];
        foreach (YamlMap person in reader.Maps("persons", reader.RequiredList("persons"), "a member such as {role: …, age: {…}}"))
            if (Member(person, members) is { } member) members.Add(member);
        reader.Finish();
        // Without anyone a case has no row, and so would not be there.
        if (members.Count > 0 && members.Sum(m => m.Count.Smallest) == 0) diagnostics.Add(SourceErrors.InvalidValue(map, "this household may have no one in it", "give one of its roles a count of at least 1"));
        return (new HouseholdType(name?.Text ?? "", members), weight);
    }

    private MemberRule? Member(YamlMap map, List<MemberRule> earlier)
    {
        var reader = new MapReader(map, "member", diagnostics);
        YamlScalar? role = reader.RequiredScalar("role");
        YamlNode? count = reader.Optional("count");
        YamlMap? age = reader.OptionalMap("age"), younger = reader.OptionalMap("younger");
        YamlScalar? than = reader.OptionalScalar("than");
        if (!reader.Finish()) return null;
        if ((age is null) == (younger is null)) diagnostics.Add(SourceErrors.InvalidValue(map, "a member has either `age` or `younger`", "`younger` says by how many years a member is younger than the one named in `than`"));
        else if ((younger is null) != (than is null)) diagnostics.Add(SourceErrors.InvalidValue(map, "`younger` and `than` go together", "write {younger: {20 to 35: 1}, than: head}"));
        int? elder = than is null ? null : earlier.Find(m => _names.Roles[m.Role] == than.Text)?.Role;
        if (than is not null && elder is null) diagnostics.Add(ConceptErrors.UnknownReference(than.Location, "earlier member", than.Text, earlier.Select(m => _names.Roles[m.Role])));
        Ranges? ages = _names.Ranges(age ?? younger, 0, younger is null ? 0 : -120, 120);
        Ranges? counts = count is YamlScalar one ? _names.Exactly(one, 1, 50) : count is YamlMap many ? _names.Ranges(many, 0, 0, 50) : new Ranges([(1, 1, 1)]);
        if (role is null || ages is null || counts is null) return null;
        return new MemberRule(_names.Role(role.Text), counts, ages, elder, _names.NextSite());
    }

    private void ReadTrait(YamlMap map, List<TraitDraw> traits)
    {
        var reader = new MapReader(map, "draw", diagnostics);
        YamlScalar? name = reader.RequiredScalar("draw");
        string? of = reader.OptionalChoice("of", "person", "household");
        _names.Source(reader);
        var conditions = new ConditionReader(_names, traits, diagnostics);
        List<string> values = [];
        List<(Condition? When, List<(string Value, decimal Weight)> Among)> cases = [];
        if (reader.OptionalMap("among") is { } among) cases.Add((null, Among(among)));
        foreach (YamlMap one in reader.Maps("cases", reader.OptionalList("cases"), "a case such as {when: {…}, among: {…}}"))
        {
            var item = new MapReader(one, "case", diagnostics);
            Condition? when = conditions.Read(item.OptionalMap("when"), ofPersons: of != "household");
            cases.Add((when, Among(item.RequiredMap("among"))));
            item.Finish();
        }
        reader.Finish();
        if (cases.Count == 0) diagnostics.Add(SourceErrors.MissingKey(map, "draw", "among"));
        foreach ((_, List<(string Value, decimal)> list) in cases)
            foreach ((string value, _) in list)
                if (!values.Contains(value)) values.Add(value);
        if (values.Count > 64) diagnostics.Add(SourceErrors.InvalidValue(map, $"a draw has {values.Count} values: at most 64 are possible"));
        if (name is null) return;
        if (PopulationNames.Reserved.Contains(name.Text) || traits.Exists(t => t.Name == name.Text))
            diagnostics.Add(SourceErrors.InvalidValue(name, $"the name `{name.Text}` is taken", "give the draw another name"));
        traits.Add(new TraitDraw(name.Text, of == "household", values,
            [.. cases.Select(c => new TraitCase(c.When, new Weights([.. values.Select(v => c.Among.Where(a => a.Value == v).Sum(a => a.Weight))])))], _names.NextSite()));
    }

    private List<(string Value, decimal Weight)> Among(YamlMap? map)
    {
        List<(string, decimal)> among = [];
        foreach (YamlEntry entry in map?.Entries ?? [])
            if (_names.Weight(entry) is { } weight) among.Add((entry.Key.Text, weight));
        if (map is not null) _names.CheckTotal(map, [.. among.Select(a => a.Item2)]);
        return among;
    }
}
