using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reading;

/// <summary>
/// Reads one right in two steps: <see cref="Declare"/> what it is called and who holds it, so that other
/// rights can ask for it; <see cref="Bind"/> its expressions.
/// </summary>
internal sealed class RightReader(ReadingContext context, RightsScope rights, YamlMap map)
{
    private readonly MapReader _reader = new(map, $"right `{(map.Entries[0].Value as YamlScalar)?.Text}`", context.Diagnostics);
    private RightScope _scope = null!;
    private RightDefinition _right = null!;
    private IReadOnlyList<DefinitionSymbol> _definitions = [];
    private Needs? _needs;

    private DiagnosticBag Diagnostics => context.Diagnostics;

    private ConceptCatalogue Catalogue => rights.Catalogue;

    public RightDefinition? Declare()
    {
        if (_reader.RequiredScalar("right") is not { } nameScalar) return null;
        string name = context.Name(nameScalar, dotted: true);
        LocalizedText title = context.Texts(_reader.Required("title"), _reader.Owner);
        LocalizedText? authority = _reader.Optional("authority") is { } a ? context.SomeTexts(a, "authority") : null;
        // A right without a good holder is read on as if a person held it, so that its other mistakes are found in the same run.
        (HolderKind kind, RelationDefinition? relation, HouseholdDefinition? household, IReadOnlyList<LocalSymbol> locals) =
            Holder() ?? (HolderKind.Person, null, null, [new LocalSymbol("person", RightsType.Person, Language.Core.Needs.PersonalData)]);
        RightPeriod period = _reader.OptionalChoice("period", "day", "month", "quarter", "year", "once") switch
        {
            "day" => RightPeriod.Day,
            "quarter" => RightPeriod.Quarter,
            "year" => RightPeriod.Year,
            "once" => RightPeriod.Once,
            _ => RightPeriod.Month,
        };
        DecideOn decideOn = _reader.OptionalChoice("decide_on", "first day", "last day", "day before") switch
        {
            "last day" => DecideOn.LastDay,
            "day before" => DecideOn.DayBefore,
            _ => DecideOn.FirstDay,
        };
        (int, int) yearStarts = YearStarts(_reader.OptionalScalar("year_starts"));
        GrantMode grant = Mode(_reader.OptionalChoice("grant", "automatic", "on request", "inform"), GrantMode.OnRequest);
        bool refusesAutomatically = _reader.OptionalChoice("refuse", "automatic", "manual") == "automatic";
        DateSpan inForce = context.InForce(_reader.OptionalMap("in_force"));
        bool isInternal = _reader.OptionalBoolean("internal");
        Dictionary<string, LegalBasis> legalBasis = ReadLegalBasis(_reader.OptionalMap("legal_basis"));

        _scope = new RightScope(rights);
        foreach (LocalSymbol local in locals)
            _scope.Declare(local);
        var parameters = new SortedDictionary<string, ParameterDefinition>(StringComparer.Ordinal);
        var parameterReader = new ParameterReader(context, _scope);
        string folder = Path.GetDirectoryName(map.Location.File.Path) ?? "";
        foreach (YamlEntry entry in _reader.OptionalMap("parameters")?.Entries ?? [])
        {
            string parameterName = context.Name(entry.Key);
            if (entry.Value is not YamlMap parameterMap)
            {
                Diagnostics.Add(SourceErrors.WrongShape(entry.Value, parameterName, "{type: …, values: …}"));
                continue;
            }
            if (parameterReader.Read(parameterName, parameterMap, name, entry.Key.Location, folder) is not { } parameter) continue;
            parameters[parameterName] = parameter;
            _scope.ParameterColumns[parameter.FullName] = parameter.Columns;
            if (rights.Find(parameterName) is { } shadowed) Diagnostics.Add(ConceptErrors.Shadowing(entry.Key.Location, parameterName, shadowed));
            else if (!_scope.Declare(new ParameterSymbol(parameter))) Diagnostics.Add(ConceptErrors.Shadowing(entry.Key.Location, parameterName, _scope.Own[parameterName]));
        }
        Dictionary<string, ParameterDefinition> visible = new(Catalogue.Parameters, StringComparer.Ordinal);
        foreach (ParameterDefinition own in parameters.Values) visible[own.Name] = own;
        new ParameterIndexing(Diagnostics).Complete(parameters.Values, visible);
        _right = new RightDefinition(name, title, nameScalar.Location)
        {
            Authority = authority,
            Holder = kind,
            Relation = relation,
            Household = household,
            HolderLocals = locals,
            Period = period,
            DecideOn = decideOn,
            YearStarts = yearStarts,
            Grant = grant,
            RefusesAutomatically = refusesAutomatically,
            InForce = inForce,
            IsInternal = isInternal,
            LegalBasis = legalBasis,
            Parameters = parameters,
            Amendments = map.Amendments,
            WritesAmount = map.Find("amount") is not null,
        };
        rights.Add(_right, () => Needs());
        return _right;
    }

    /// <summary>Checks every expression of the right.</summary>
    public void Bind() => _ = Needs();

    private Needs Needs()
    {
        context.Stack.Run(_right, _right.Name, _right.Location, () => _needs = BindAll());
        return _needs ?? Language.Core.Needs.Nothing;
    }

    private Needs BindAll()
    {
        _definitions = new DefinitionReader(context, context.Stack).Read(_reader.OptionalMap("definitions"), _scope, rights);
        _right.Definitions = _definitions.ToDictionary(d => d.Name);
        var conditions = new ConditionReader(context, _right, _scope);
        _right.Conditions = conditions.Read(_reader.Optional("conditions"));
        if ((map.Find("candidates")?.Value is YamlVersions ? _reader.Optional("candidates") : _reader.OptionalScalar("candidates")) is { } candidates)
            _right.Candidates = new BodyReader(context).Read(candidates, _scope, RightsType.Boolean, "candidates", map.Location);
        _right.OnePer = [.. _reader.Scalars("one_per", _reader.OptionalList("one_per")).Select(s => ExpressionReader.Check(s, _scope, null, Diagnostics))];
        if (_reader.OptionalScalar("first_by") is { } firstBy)
            _right.FirstBy = ExpressionReader.Check(firstBy, _scope, null, Diagnostics);
        _right.Amount = new AmountReader(context, _scope).Read(_reader.OptionalMap("amount"), _right.Name);
        _right.Award = new AwardReader(context, _scope).Read(_reader.OptionalMap("award"), _right.Name, _right.InForce);
        foreach (DefinitionSymbol definition in _definitions) _ = definition.Body;
        conditions.BindAll();
        _reader.Finish();
        Needs needs = Language.Core.Needs.PersonalData;
        foreach (ConditionDefinition condition in _right.AllConditions) needs |= condition.Require?.Needs ?? 0;
        foreach (CoreExpression? e in new[] { _right.Candidates, _right.FirstBy, _right.Amount?.Value, _right.Award?.RunsUntil }.Concat(_right.OnePer)) needs |= e?.Needs ?? 0;
        return needs;
    }

    private (HolderKind, RelationDefinition?, HouseholdDefinition?, IReadOnlyList<LocalSymbol>)? Holder()
    {
        if (_reader.RequiredScalar("holder") is not { } holder) return null;
        const Needs personal = Language.Core.Needs.PersonalData;
        if (holder.Text == "person") return (HolderKind.Person, null, null, [new LocalSymbol("person", RightsType.Person, personal)]);
        if (Catalogue.Relations.TryGetValue(holder.Text, out RelationDefinition? relation))
            return (HolderKind.Relation, relation, null,
            [
                new LocalSymbol(relation.FromRole, RightsType.Person, personal),
                new LocalSymbol(relation.ToRole, RightsType.Person, personal),
                new LocalSymbol(relation.Name, relation.Struct, personal),
            ]);
        if (Catalogue.Households.TryGetValue(holder.Text, out HouseholdDefinition? household))
        {
            if (!household.Partition) Diagnostics.Add(RuleErrors.NotPartition(holder.Location, holder.Text));
            return (HolderKind.Household, null, household, [new LocalSymbol("members", new ListType(RightsType.Person), personal | Language.Core.Needs.Household)]);
        }
        Diagnostics.Add(RuleErrors.UnknownHolder(holder.Location, holder.Text,
            Catalogue.Relations.Keys.Concat(Catalogue.Households.Values.Where(h => h.Partition).Select(h => h.Name)).Append("person")));
        return null;
    }

    private (int, int) YearStarts(YamlScalar? scalar)
    {
        if (scalar is null) return (1, 1);
        string[] parts = scalar.Text.Split('-');
        if (parts.Length == 2 && int.TryParse(parts[0], out int month) && int.TryParse(parts[1], out int day) && month is >= 1 and <= 12 && day is >= 1 and <= 28) return (month, day);
        Diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`year_starts` is `{scalar.Text}`: expected month-day such as 09-01"));
        return (1, 1);
    }

    internal static GrantMode Mode(string? word, GrantMode otherwise) => word switch
    {
        "automatic" => GrantMode.Automatic,
        "on request" => GrantMode.OnRequest,
        "inform" => GrantMode.Inform,
        _ => otherwise,
    };

    private Dictionary<string, LegalBasis> ReadLegalBasis(YamlMap? legal)
    {
        var articles = new Dictionary<string, LegalBasis>(StringComparer.Ordinal);
        foreach (YamlEntry entry in legal?.Entries ?? [])
        {
            if (entry.Value is not YamlMap article)
            {
                Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "{cite: {nl: …}, eli: …}"));
                continue;
            }
            var reader = new MapReader(article, $"legal basis `{entry.Key.Text}`", Diagnostics);
            // A citation is in the language of the law; the other languages may repeat it.
            LocalizedText cite = context.SomeTexts(reader.RequiredMap("cite"), "cite");
            string? eli = reader.OptionalScalar("eli")?.Text;
            reader.OptionalScalar("note");
            reader.Finish();
            articles[entry.Key.Text] = new LegalBasis(entry.Key.Text, cite, eli);
        }
        return articles;
    }
}
