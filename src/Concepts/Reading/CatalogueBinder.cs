using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>Checks the expressions of the catalogue: absence rules, households, incomes, concepts.</summary>
internal sealed class CatalogueBinder(ReadingContext context, CatalogueScope scope)
{
    private readonly List<Action> _pending = [];
    private readonly Dictionary<string, (ConceptSymbol Symbol, List<YamlMap> Versions)> _concepts = [];
    private readonly Dictionary<string, List<YamlMap>> _households = [];
    private readonly Dictionary<string, List<YamlMap>> _incomes = [];
    private readonly Dictionary<(string Kind, string Name), List<Location>> _versionPlaces = [];

    private ConceptCatalogue Catalogue => scope.Catalogue;

    private DiagnosticBag Diagnostics => context.Diagnostics;

    /// <summary>What is being checked now.</summary>
    public BindingStack Stack => context.Stack;

    public void Declare(string kind, YamlMap map)
    {
        if (map.Entries[0].Value is not YamlScalar { IsNull: false } nameScalar)
        {
            Diagnostics.Add(SourceErrors.WrongShape(map.Entries[0].Value, kind, "a name"));
            return;
        }
        string name = context.Name(nameScalar);
        if (scope.Find(name) is { } other && !IsVersion(kind, name))
        {
            Diagnostics.Add(ConceptErrors.DuplicateName(nameScalar.Location, kind, name, other.Declared ?? nameScalar.Location));
            return;
        }
        switch (kind)
        {
            case "concept": DeclareConcept(name, nameScalar, map); break;
            case "household": DeclareHousehold(name, nameScalar, map); break;
            default: DeclareIncome(name, nameScalar, map); break;
        }
    }

    /// <summary>Checks <c>absent_record</c> once all names are known.</summary>
    public void AbsentRules(RecordDefinition record, YamlNode node) => _pending.Add(() =>
    {
        var rules = new List<AbsentRule>();
        var local = new LocalScope(scope);
        local.Declare(record.PersonLocal);
        if (record.Per is RecordPeriod.Year or RecordPeriod.Quarter or RecordPeriod.Month) local.Declare(record.YearLocal);
        if (node is YamlScalar scalar)
        {
            rules.Add(new AbsentRule(null, Meaning(scalar)));
        }
        else if (node is YamlList list)
        {
            foreach (YamlNode item in list.Items)
            {
                if (item is not YamlMap map)
                {
                    Diagnostics.Add(SourceErrors.WrongShape(item, "absent_record", "{when: …, means: unknown | none | nil}"));
                    continue;
                }
                var reader = new MapReader(map, "`absent_record`", Diagnostics);
                YamlScalar? when = reader.OptionalScalar("when");
                YamlScalar? means = reader.RequiredScalar("means");
                reader.Finish();
                if (means is null) continue;
                rules.Add(new AbsentRule(when is null ? null : ExpressionReader.Check(when, local, RightsType.Boolean, Diagnostics), Meaning(means)));
            }
            if (rules.Count == 0 || rules[^1].When is not null)
                Diagnostics.Add(SourceErrors.InvalidValue(node, "`absent_record` does not say what holds otherwise", "end the list with {means: unknown}"));
        }
        else
        {
            Diagnostics.Add(SourceErrors.WrongShape(node, "absent_record", "unknown, none, nil or a list of {when, means}"));
        }
        record.AbsentRules = rules;
    });

    public void BindAll()
    {
        foreach (Action bind in _pending.ToList()) bind();
    }

    private AbsentMeaning Meaning(YamlScalar scalar)
    {
        switch (scalar.Text)
        {
            case "unknown": return AbsentMeaning.Unknown;
            case "none": return AbsentMeaning.None;
            case "nil": return AbsentMeaning.Nil;
            default:
                Diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not a meaning: expected unknown, none or nil",
                    Suggestions.DidYouMean(scalar.Text, ["unknown", "none", "nil"])));
                return AbsentMeaning.Unknown;
        }
    }

    private bool IsVersion(string kind, string name) => kind switch
    {
        "concept" => _concepts.ContainsKey(name),
        "household" => _households.ContainsKey(name),
        _ => _incomes.ContainsKey(name),
    };

    private MapReader Open(string kind, string name, YamlMap map, out LocalizedText title, out DateSpan inForce)
    {
        var reader = new MapReader(map, $"{kind} `{name}`", Diagnostics);
        reader.RequiredScalar(kind);
        title = context.Texts(reader.Required("title"), $"{kind} `{name}`");
        inForce = context.InForce(reader.OptionalMap("in_force"));
        reader.Optional("maps_to");
        reader.OptionalScalar("sensitivity");
        reader.Optional("definition");
        return reader;
    }

    private void DeclareConcept(string name, YamlScalar at, YamlMap map)
    {
        if (_concepts.TryGetValue(name, out var known))
        {
            known.Versions.Add(map);
            Catalogue.Concepts[name].AddDigest(map.DigestText);
            return;
        }
        var definitions = new DefinitionReader(context, Stack);
        var person = new LocalSymbol("person", RightsType.Person, Needs.PersonalData);
        IReadOnlyList<LocalSymbol> with = map.Find("with")?.Value is YamlMap withMap ? definitions.With(withMap, scope) : [];
        RightsType type = map.Find("type")?.Value is YamlScalar { IsNull: false } typeScalar ? ExpressionReader.Type(typeScalar, scope, Diagnostics) : RightsType.Error;
        LocalizedText title = new ReadingContext(new DiagnosticBag()).Texts(map.Find("title")?.Value, name);
        var concept = new ConceptDefinition(name, title, at.Location, map.DigestText);
        var versions = new List<YamlMap> { map };
        var symbol = new ConceptSymbol(concept, [person, .. with], type, s => BindConcept(s, versions), Stack);
        _concepts[name] = (symbol, versions);
        Catalogue.Concepts[name] = concept;
        scope.Add(symbol);
        _pending.Add(symbol.EnsureBound);
    }

    private void BindConcept(ConceptSymbol symbol, List<YamlMap> versions)
    {
        foreach (YamlMap map in versions)
        {
            MapReader reader = Open("concept", symbol.Name, map, out _, out DateSpan inForce);
            reader.OptionalChoice("of", "person");
            // A value is checked against the type beside it, so that a version of another type is one mistake and not two.
            RightsType type = symbol.ResultType;
            if (reader.RequiredScalar("type") is { } typeScalar && !(type = ExpressionReader.Type(typeScalar, scope, Diagnostics)).Equals(symbol.ResultType))
                Diagnostics.Add(ConceptErrors.DifferentVersions(typeScalar.Location, symbol.Name));
            YamlMap? with = reader.OptionalMap("with");
            IReadOnlyList<LocalSymbol> parameters = symbol.Parameters;
            if (map != versions[0])
            {
                IReadOnlyList<LocalSymbol> own = [parameters[0], .. with is null ? [] : new DefinitionReader(context, Stack).With(with, scope)];
                if (!own.Select(p => (p.Name, p.Type)).SequenceEqual(parameters.Select(p => (p.Name, p.Type))))
                {
                    Diagnostics.Add(ConceptErrors.DifferentVersions((with ?? map.Entries[0].Value).Location, symbol.Name));
                    parameters = own;
                }
            }
            YamlMap? definitions = reader.OptionalMap("definitions");
            YamlNode? value = BodyReader.Of(reader);
            reader.OptionalMap("legal_basis");
            reader.OptionalScalar("basis");
            reader.Finish();
            var local = new LocalScope(scope);
            foreach (LocalSymbol parameter in parameters)
            {
                if (parameter.Name != "person" && scope.Find(parameter.Name) is { } shadowed)
                    Diagnostics.Add(ConceptErrors.Shadowing(parameter.Declared ?? map.Location, parameter.Name, shadowed));
                local.Declare(parameter);
            }
            IReadOnlyList<DefinitionSymbol> symbols = new DefinitionReader(context, Stack).Read(definitions, local, scope);
            CoreExpression body = new BodyReader(context).Read(value, local, type, symbol.Name, map.Location);
            foreach (DefinitionSymbol definition in symbols) _ = definition.Body;
            AddVersion(symbol.Concept.Versions, new ConceptVersion(inForce, body), "concept", symbol.Name, map);
        }
    }

    private void DeclareHousehold(string name, YamlScalar at, YamlMap map)
    {
        if (_households.TryGetValue(name, out List<YamlMap>? versions))
        {
            versions.Add(map);
            Catalogue.Households[name].AddDigest(map.DigestText);
            return;
        }
        versions = _households[name] = [map];
        LocalizedText title = new ReadingContext(new DiagnosticBag()).Texts(map.Find("title")?.Value, name);
        var household = new HouseholdDefinition(name, title, at.Location, map.DigestText);
        void Bind() => Stack.Run(household, name, at.Location, () =>
        {
            foreach (YamlMap version in versions) BindHousehold(household, version);
        });
        Catalogue.Households[name] = household;
        scope.Add(new HouseholdSymbol(household, Bind));
        _pending.Add(Bind);
    }

    private void BindHousehold(HouseholdDefinition household, YamlMap map)
    {
        MapReader reader = Open("household", household.Name, map, out _, out DateSpan inForce);
        household.Partition |= reader.OptionalBoolean("partition");
        reader.OptionalChoice("around", "person");
        YamlScalar? members = reader.RequiredScalar("members");
        reader.Finish();
        var local = new LocalScope(scope);
        local.Declare(household.PersonLocal);
        local.Declare(household.MemberLocal);
        if (members is not null)
            AddVersion(household.Versions, new HouseholdVersion(inForce, ExpressionReader.Check(members, local, RightsType.Boolean, Diagnostics)), "household", household.Name, map);
    }

    private void DeclareIncome(string name, YamlScalar at, YamlMap map)
    {
        if (_incomes.TryGetValue(name, out List<YamlMap>? versions))
        {
            versions.Add(map);
            Catalogue.Incomes[name].AddDigest(map.DigestText);
            AddMembers(Catalogue.Incomes[name], map);
            return;
        }
        versions = _incomes[name] = [map];
        LocalizedText title = new ReadingContext(new DiagnosticBag()).Texts(map.Find("title")?.Value, name);
        var income = new IncomeDefinition(name, title, at.Location, map.DigestText);
        AddMembers(income, map);
        income.Members[""] = new MemberSymbol("", new MoneyType(MoneyPeriod.Year), at.Location);
        Needs needs = Needs.PersonalData;
        void Bind() => Stack.Run(income, name, at.Location, () =>
        {
            foreach (YamlMap version in versions) needs |= BindIncome(income, version);
        });
        Catalogue.Incomes[name] = income;
        scope.Add(new IncomeSymbol(income, () =>
        {
            Bind();
            return needs;
        }));
        _pending.Add(Bind);
    }

    /// <summary>What may be asked of an income after a dot: the components and groups of any version.</summary>
    private static void AddMembers(IncomeDefinition income, YamlMap version)
    {
        foreach (YamlMap component in (version.Find("components")?.Value as YamlList)?.Items.OfType<YamlMap>() ?? [])
            foreach (string key in new[] { "id", "group" })
                if (component.Find(key)?.Value is YamlScalar part)
                    income.Members.TryAdd(part.Text, new MemberSymbol(part.Text, new MoneyType(MoneyPeriod.Year), part.Location));
    }

    private Needs BindIncome(IncomeDefinition income, YamlMap map)
    {
        MapReader reader = Open("income", income.Name, map, out _, out DateSpan inForce);
        reader.OptionalChoice("of", "person");
        reader.OptionalChoice("per", "year");
        reader.OptionalMap("legal_basis");
        IReadOnlyList<YamlMap> items = reader.Maps("components", reader.RequiredList("components"), "a component {id, take} in each item");
        reader.Finish();
        var components = new List<IncomeComponent>();
        var local = new IncomeScope(scope, income);
        foreach (YamlMap item in items)
        {
            if (Component(item, income, local) is not { } component) continue;
            if (components.Find(c => c.Id == component.Id && c.InForce.Overlaps(component.InForce)) is { } first)
                Diagnostics.Add(ConceptErrors.DuplicateName(item.Find("id")!.Value.Location, "component", component.Id, first.Location));
            components.Add(component);
        }
        foreach (YamlMap item in items)
            if (item.Find("group")?.Value is YamlScalar group && components.Find(c => c.Id == group.Text) is { } same)
                Diagnostics.Add(ConceptErrors.DuplicateName(group.Location, "group", group.Text, same.Location));
        AddVersion(income.Versions, new IncomeVersion(inForce, components), "income", income.Name, map);
        return components.Aggregate(Needs.PersonalData, (n, c) => n | c.Take.Needs);
    }

    private IncomeComponent? Component(YamlMap map, IncomeDefinition income, LocalScope local)
    {
        var reader = new MapReader(map, $"component of `{income.Name}`", Diagnostics);
        YamlScalar? id = reader.RequiredScalar("id");
        YamlScalar? take = reader.RequiredScalar("take");
        YamlScalar? times = reader.OptionalScalar("times");
        string? group = reader.OptionalScalar("group")?.Text;
        string? basis = reader.OptionalScalar("basis")?.Text;
        DateSpan inForce = context.InForce(reader.OptionalMap("in_force"));
        LocalizedText? title = reader.Optional("title") is { } node ? context.Texts(node, "component") : null;
        reader.Finish();
        if (id is null || take is null) return null;
        (decimal numerator, decimal denominator) = Weight(times);
        // In an income a record that does not exist (yet) means that the income is not known (yet): an income is never absent.
        CoreExpression expression = ExpressionReader.Check(take, local, new MoneyType(MoneyPeriod.Year).Optional(), Diagnostics);
        return new IncomeComponent(id.Text, title, expression, numerator, denominator, group, basis, inForce, map.Location);
    }

    private (decimal, decimal) Weight(YamlScalar? times)
    {
        if (times is null) return (1, 1);
        switch (Parser.ParseExpression(times.Content, Diagnostics))
        {
            case NumberSyntax n: return (n.Value, 1);
            case NegationSyntax { Operand: NumberSyntax n }: return (-n.Value, 1);
            case BinarySyntax { Operator: BinaryOperator.Divide, Left: NumberSyntax a, Right: NumberSyntax b } when b.Value != 0: return (a.Value, b.Value);
            default:
                Diagnostics.Add(SourceErrors.InvalidValue(times, $"`times` is `{times.Text}`: expected a number, a percentage or a fraction such as 100/80"));
                return (1, 1);
        }
    }

    private void AddVersion<T>(List<T> versions, T version, string kind, string name, YamlMap map)
        where T : IVersion
    {
        Location at = map.Entries[0].Value.Location;
        int other = versions.FindIndex(v => v.InForce.Overlaps(version.InForce));
        if (other >= 0) Diagnostics.Add(ConceptErrors.OverlappingVersions(at, kind, name, _versionPlaces[(kind, name)][other]));
        if (!_versionPlaces.TryGetValue((kind, name), out List<Location>? places)) places = _versionPlaces[(kind, name)] = [];
        places.Add(at);
        versions.Add(version);
    }

    /// <summary>In a component a record's name means the person's record of that year.</summary>
    private sealed class IncomeScope : LocalScope
    {
        private readonly IncomeDefinition _income;

        public IncomeScope(CatalogueScope outer, IncomeDefinition income)
            : base(outer)
        {
            _income = income;
            Declare(income.PersonLocal);
            Declare(income.YearLocal);
        }

        public override Symbol? Find(string name)
        {
            Symbol? found = base.Find(name);
            return found is RecordSymbol { Record.Per: RecordPeriod.Year } record ? new RecordOfYearSymbol(record, _income) : found;
        }
    }
}

/// <summary>A yearly record asked without arguments inside an income: the person's record of the income's year.</summary>
internal sealed class RecordOfYearSymbol(RecordSymbol record, IncomeDefinition income) : CallableSymbol(record.Name, record.Declared)
{
    public RecordDefinition Record => record.Record;

    public IncomeDefinition Income => income;

    public override string Description => record.Description;

    public override IReadOnlyList<LocalSymbol> Parameters => [];

    // Where there is none the income is not known (yet), so in an income the record is never absent.
    public override RightsType ResultType => record.ResultType.Required();

    public override Needs Needs => Needs.PersonalData;
}
