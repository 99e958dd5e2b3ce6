using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reforms;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reading;

/// <summary>
/// Reads <c>analysis:</c> of the rulebook, with what a command puts in its place. Each measure becomes a right of the household, so that
/// its expression is checked and decided as all others are.
/// </summary>
internal sealed class AnalysisReader(ReadingContext context, CatalogueScope scope, AnalysisRequest request)
{
    private const string Money = "money per year";
    private const string Number = "number";

    // A measure below zero is a measure all the same.
    private const string Lowest = "-999999999999";

    private ConceptCatalogue Catalogue => scope.Catalogue;

    private DiagnosticBag Diagnostics => context.Diagnostics;

    /// <summary>What is measured; null when neither the rulebook nor the command names a household.</summary>
    public AnalysisDefinition? Read(YamlMap? map)
    {
        if (map is null && request == new AnalysisRequest()) return null;
        var reader = new MapReader(map ?? new YamlMap(Written("analysis", ""), []), "`analysis`", Diagnostics);
        YamlScalar? household = Asked("--household", request.Household) ?? reader.OptionalScalar("household");
        YamlScalar? year = reader.OptionalScalar("income_year");
        YamlScalar? income = Income(Asked("--income", request.Income) ?? reader.OptionalScalar("income"), year);
        YamlScalar? disposable = Income(Asked("--disposable", request.Disposable) ?? reader.OptionalScalar("disposable_income"), year);
        foreach (string key in new[] { "household", "income", "disposable_income" }) reader.Optional(key);
        YamlScalar? equivalence = reader.OptionalScalar("equivalence"), children = reader.OptionalScalar("children"), age = reader.OptionalScalar("age");
        int[] groups = Groups(reader.Scalars("age_groups", reader.OptionalList("age_groups")));
        IReadOnlyList<YamlMap> types = reader.Maps("household_types", reader.OptionalList("household_types"), "{id: …, title: …, when: …}");
        YamlScalar? poverty = reader.OptionalScalar("poverty_share");
        reader.Finish();
        if (household is null)
        {
            Diagnostics.Add(SourceErrors.MissingKey(reader.Map, "`analysis`", "household"));
            return null;
        }
        if (!Catalogue.Households.TryGetValue(household.Text, out HouseholdDefinition? definition) || !definition.Partition)
        {
            Diagnostics.Add(RuleErrors.UnknownHolder(household.Location, household.Text, Catalogue.Households.Values.Where(h => h.Partition).Select(h => h.Name)));
            return null;
        }
        (IReadOnlyList<HouseholdType> known, RightDefinition? sorted) = Types(types, household);
        return new AnalysisDefinition
        {
            Household = definition,
            Size = Measure("persons", YamlEdits.Scalar("count(members)", household.Location), Number, household)!,
            Income = Measure("income", income, Money, household),
            Disposable = Measure("disposable_income", disposable, Money, household),
            Equivalence = Measure("equivalence", equivalence, Number, household),
            Children = Measure("children", children, Number, household),
            Age = Measure("age", age, Number, household),
            AgeGroups = groups,
            HouseholdTypes = known,
            Types = sorted,
            Weight = Weight(Asked("--weights", request.Weights), household),
            WeightField = request.Weights,
            PovertyShare = poverty is not null && context.Constant(poverty, RightsType.Number, Catalogue) is Language.Values.NumberValue { Value: > 0 } share ? share.Value : 0.6m,
        };
    }

    /// <summary>The name of an income or of a concept of a person is the sum over the members; anything else is an expression.</summary>
    private YamlScalar? Income(YamlScalar? asked, YamlScalar? year)
    {
        if (asked is null) return null;
        string of = Catalogue.Incomes.ContainsKey(asked.Text) ? $"{asked.Text}(m, {(year is null ? "reference_date.year" : $"({year.Text})")})" : Catalogue.Concepts.ContainsKey(asked.Text) ? $"m.{asked.Text}" : "";
        return of.Length == 0 ? asked : YamlEdits.Scalar($"sum(for m in members return {of})", asked.Location);
    }

    /// <summary>What the persons of a household say that it weighs; where only some say, they count.</summary>
    private (RightDefinition, RightDefinition)? Weight(YamlScalar? field, YamlScalar household)
    {
        if (field is null) return null;
        string[] parts = field.Text.Split('.');
        if (parts is not [var name, var fieldName] || !Catalogue.Records.TryGetValue(name, out RecordDefinition? record))
        {
            Diagnostics.Add(ConceptErrors.UnknownReference(field.Location, "record with a weight", parts[0], Catalogue.Records.Values.Where(r => r.Per == RecordPeriod.Once && r.Fields.Values.Any(IsWeight)).Select(r => $"{r.Name}.{r.Fields.Values.First(IsWeight).Name}")));
            return null;
        }
        if (!record.Fields.TryGetValue(fieldName, out FieldDefinition? weight) || !IsWeight(weight) || record.Per != RecordPeriod.Once || record.Many)
        {
            Diagnostics.Add(SourceErrors.InvalidValue(field, $"`{field.Text}` cannot be a weight: expected a number of a record that a person has once", Suggestions.DidYouMeanOrOneOf(fieldName, record.Fields.Values.Where(IsWeight).Select(f => f.Name), "its numbers are")));
            return null;
        }
        string of = record.MayBeNone ? $"members[is present(item.{name})]" : "members";
        string value = weight.Type.IsOptional || record.MayBeNone ? $"default(m.{field.Text}, 0)" : $"m.{field.Text}";
        RightDefinition? Found(string id, string function) => Measure(id, YamlEdits.Scalar($"{function}(for m in {of} return {value})", field.Location), Number, household);
        return Found("weight_least", "min") is { } least && Found("weight_greatest", "max") is { } greatest ? (least, greatest) : null;
    }

    private static bool IsWeight(FieldDefinition field) => field.Type.Required().Equals(RightsType.Number);

    private (IReadOnlyList<HouseholdType>, RightDefinition?) Types(IReadOnlyList<YamlMap> types, YamlScalar household)
    {
        var known = new List<HouseholdType>();
        var conditions = new List<YamlNode>();
        foreach (YamlMap type in types)
        {
            var reader = new MapReader(type, "household type", Diagnostics);
            YamlScalar? id = reader.RequiredScalar("id"), when = reader.RequiredScalar("when");
            LocalizedText title = context.Texts(reader.Required("title"), "household type");
            reader.Finish();
            if (id is null || when is null) continue;
            known.Add(new HouseholdType(context.Name(id), title));
            conditions.Add(YamlEdits.Map(type.Location, ("id", id), ("require", when)));
        }
        if (conditions.Count == 0) return ([], null);
        return (known, Right("household_types", household, ("conditions", new YamlList(types[0].Location, conditions))));
    }

    private int[] Groups(IReadOnlyList<YamlScalar> ages)
    {
        var groups = new List<int>();
        foreach (YamlScalar age in ages)
            if (int.TryParse(age.Text, out int first) && first > 0 && first < 200 && (groups.Count == 0 || first > groups[^1])) groups.Add(first);
            else Diagnostics.Add(SourceErrors.InvalidValue(age, $"`age_groups` has `{age.Text}`: expected whole ages, each above the one before"));
        return [.. groups];
    }

    private RightDefinition? Measure(string id, YamlScalar? value, string type, YamlScalar household) => value is null ? null
        : Right(id, household, ("amount", YamlEdits.Map(value.Location, ("type", YamlEdits.Scalar(type, value.Location)), ("value", value), ("zero", YamlEdits.Scalar("granted", value.Location)), ("not_due_below", YamlEdits.Scalar(Lowest, value.Location)))));

    /// <summary>A right that every household holds, decided for a day.</summary>
    private RightDefinition? Right(string id, YamlScalar household, (string, YamlNode) what)
    {
        Location at = what.Item2.Location;
        YamlMap title = YamlEdits.Map(at, [.. context.Languages.Select(l => (l, (YamlNode)YamlEdits.Scalar(id, at)))]);
        YamlMap map = YamlEdits.Map(at, ("right", YamlEdits.Scalar($"analysis.{id}", at)), ("title", title), ("holder", household), ("period", YamlEdits.Scalar("day", at)), what);
        var reader = new RightReader(context, new RightsScope(scope), map);
        RightDefinition? right = reader.Declare();
        if (right is not null) reader.Bind();
        return right;
    }

    /// <summary>What stands in an option: a finding about it names the option as its file.</summary>
    private static YamlScalar? Asked(string option, string? text)
    {
        if (text is null) return null;
        Location at = Written(option, text);
        return new YamlScalar(at, MappedText.Verbatim(at.File, 0, text.Length), ScalarStyle.Plain);
    }

    private static Location Written(string option, string text)
    {
        var file = new SourceFile(option, text);
        return new Location(file, new TextSpan(0, text.Length));
    }
}
