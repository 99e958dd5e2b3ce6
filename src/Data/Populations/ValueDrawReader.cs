using System.Text;
using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Populations;

/// <summary>
/// Reads where the value of a column comes from: a constant, <c>{among: …}</c>, <c>{amounts: …}</c>, <c>{numbers: …}</c>, <c>{days: …}</c>,
/// <c>{take: …}</c>, or a list of these with <c>when:</c>, of which the first that fits counts.
/// </summary>
internal sealed class ValueDrawReader(ConceptCatalogue catalogue, PopulationNames names, IReadOnlyList<TraitDraw> traits, DateOnly day, DiagnosticBag diagnostics)
{
    private const string Nothing = "nothing";
    private const long LargestAmount = 99_999_999_999;
    private const int FarDays = 100_000;

    private static readonly string[] Forms = ["among", "amounts", "numbers", "days", "take"];

    private readonly ConditionReader _conditions = new(names, traits, diagnostics);

    /// <summary>The value, or null with a finding.</summary>
    /// <param name="node">What the file says.</param>
    /// <param name="type">The type of the column.</param>
    /// <param name="owner">The name of the field, for messages.</param>
    /// <param name="words">The only texts that are allowed, or null.</param>
    public ValueDraw? Read(YamlNode node, RightsType type, string owner, IReadOnlyCollection<string>? words)
    {
        if (ColumnKinds.Of(type) is null)
        {
            diagnostics.Add(SourceErrors.InvalidValue(node, $"`{owner}` is of type {type}, which cannot be drawn", "leave the field out"));
            return null;
        }
        return node switch
        {
            YamlScalar scalar => Constant(scalar, type, words),
            YamlList list => Cases(list, type, owner, words),
            YamlMap map => Form(new MapReader(map, $"`{owner}`", diagnostics), map, type, owner, words),
            _ => null,
        };
    }

    private ValueDraw? Cases(YamlList list, RightsType type, string owner, IReadOnlyCollection<string>? words)
    {
        List<(Condition?, ValueDraw)> cases = [];
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlMap map)
            {
                diagnostics.Add(SourceErrors.WrongShape(item, owner, "a case such as {when: {…}, value: …}"));
                continue;
            }
            var reader = new MapReader(map, $"`{owner}`", diagnostics);
            Condition? when = _conditions.Read(reader.OptionalMap("when"), ofPersons: true);
            ValueDraw? value = reader.OptionalScalar("value") is { } constant ? Constant(constant, type, words) : null;
            if (value is not null) reader.Finish();
            else value = Form(reader, map, type, owner, words);
            if (value is not null) cases.Add((when, value));
        }
        return cases.Count == 0 ? null : new ConditionalDraw(cases);
    }

    private ValueDraw? Form(MapReader reader, YamlMap map, RightsType type, string owner, IReadOnlyCollection<string>? words)
    {
        YamlMap? among = reader.OptionalMap("among"), amounts = reader.OptionalMap("amounts"), numbers = reader.OptionalMap("numbers"), days = reader.OptionalMap("days");
        YamlScalar? take = reader.OptionalScalar("take");
        reader.Finish();
        if (Forms.Count(f => map.Find(f) is not null) != 1)
        {
            diagnostics.Add(SourceErrors.InvalidValue(map, $"`{owner}` says not once where its value comes from", $"write one of {string.Join(", ", Forms.Select(f => $"`{f}`"))}, or a value"));
            return null;
        }
        if (among is not null) return Among(among, type, words);
        if (take is not null) return Take(take, type, words);
        ColumnKind kind = ColumnKinds.Of(type)!.Value;
        (YamlMap? ranges, string form, ColumnKind wanted) = amounts is not null ? (amounts, "amounts", ColumnKind.Money) : numbers is not null ? (numbers, "numbers", ColumnKind.Number) : (days, "days", ColumnKind.Date);
        if (ranges is null) return null;
        if (kind != wanted)
        {
            diagnostics.Add(SourceErrors.InvalidValue(ranges, $"`{form}` does not go with a value of type {type}", kind switch { ColumnKind.Money => "write `amounts`", ColumnKind.Number => "write `numbers`", ColumnKind.Date => "write `days`", _ => "write `among`" }));
            return null;
        }
        bool isDay = wanted == ColumnKind.Date;
        // Amounts are drawn to the cent, numbers are whole.
        Ranges? read = names.Ranges(ranges, wanted == ColumnKind.Money ? ColumnKinds.Decimals(kind) : 0, isDay ? -FarDays : -LargestAmount, isDay ? FarDays : LargestAmount);
        return read is null ? null : new RangeDraw(read, wanted == ColumnKind.Number ? ColumnKinds.Scaled(1, kind)!.Value : 1, isDay ? day.DayNumber : 0, names.NextSite());
    }

    private ChoiceDraw? Among(YamlMap map, RightsType type, IReadOnlyCollection<string>? words)
    {
        List<ValueDraw> values = [];
        List<decimal> weights = [];
        foreach (YamlEntry entry in map.Entries)
            if (Constant(entry.Key, type, words) is { } value && names.Weight(entry) is { } weight)
            {
                values.Add(value);
                weights.Add(weight);
            }
        names.CheckTotal(map, weights);
        return weights.Sum() <= 0 ? null : new ChoiceDraw(new Weights(weights), [.. values], names.NextSite());
    }

    private ValueDraw? Take(YamlScalar name, RightsType type, IReadOnlyCollection<string>? words)
    {
        ColumnKind kind = ColumnKinds.Of(type)!.Value;
        if (name.Text == "born" && kind == ColumnKind.Date) return new BirthDayValue();
        if (name.Text == "household" && (type.Required().Equals(RightsType.Identifier) || type.Required().Equals(RightsType.Text))) return new HouseholdValue();
        int trait = traits.Select((t, i) => (t, i)).Where(p => p.t.Name == name.Text).Select(p => p.i).DefaultIfEmpty(-1).First();
        if (trait < 0)
        {
            diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "draw of this type", name.Text, traits.Select(t => t.Name).Concat(["born", "household"])));
            return null;
        }
        ValueDraw?[] values = [.. traits[trait].Values.Select(v => Constant(v, name, type, words))];
        return values.Contains(null) ? null : new TraitValue(trait, values!);
    }

    private ValueDraw? Constant(YamlScalar scalar, RightsType type, IReadOnlyCollection<string>? words) => Constant(scalar.Text, scalar, type, words);

    private ValueDraw? Constant(string text, YamlScalar at, RightsType type, IReadOnlyCollection<string>? words)
    {
        if (text == Nothing) return new NothingDraw();
        if (words is not null && !words.Contains(text))
        {
            diagnostics.Add(ConceptErrors.UnknownReference(at.Location, "kind", text, words));
            return null;
        }
        RightsType required = type.Required();
        Value? value = ReadingContext.ParseConstant(text, required, catalogue);
        long? number = value switch
        {
            NumberValue n => ColumnKinds.Scaled(n.Value, ColumnKinds.Of(required)!.Value),
            BooleanValue b => b.Value ? 1 : 0,
            DateValue d => d.Value.DayNumber,
            null => null,
            _ => 0,
        };
        if (number is not null) return new ConstantDraw(Encoding.UTF8.GetBytes(text), number.Value);
        diagnostics.Add(ConceptErrors.ParameterValue(at.Location, $"`{text}` is not a value of type {type}", ReadingContext.HelpForConstant(text, required, catalogue)));
        return null;
    }
}
