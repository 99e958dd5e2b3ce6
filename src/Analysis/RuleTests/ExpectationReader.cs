using System.Globalization;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Reads what a test expects of rights; every name is checked against the rulebook and the case.</summary>
internal sealed class ExpectationReader(Rulebook rulebook, Case subject, DiagnosticBag diagnostics)
{
    private static readonly string[] Outcomes = ["granted", "refused", "undetermined", "error", "no decision"];

    /// <summary>Reads <c>right: [{holder, …}]</c> and <c>right: {person: {…}}</c>.</summary>
    public IReadOnlyList<DecisionExpectation> Read(YamlMap rights, DateOnly date)
    {
        var expectations = new List<DecisionExpectation>();
        foreach (YamlEntry entry in rights.Entries)
        {
            if (rulebook.Find(entry.Key.Text) is not { } right)
            {
                diagnostics.Add(TestErrors.UnknownRight(entry.Key.Location, entry.Key.Text, rulebook.RightNames));
                continue;
            }
            if (entry.Value is YamlList list) expectations.AddRange(list.Items.Select(i => OfList(i, right, date)).OfType<DecisionExpectation>());
            else if (entry.Value is YamlMap persons) expectations.AddRange(persons.Entries.Select(p => OfPerson(p, right, date)).OfType<DecisionExpectation>());
            else diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a list of mappings with `holder:`, or a mapping from persons"));
        }
        return expectations;
    }

    private DecisionExpectation? OfList(YamlNode item, RightDefinition right, DateOnly date)
    {
        if (item is not YamlMap map)
        {
            diagnostics.Add(SourceErrors.WrongShape(item, right.Name, "a mapping with `holder:` and what is expected"));
            return null;
        }
        var reader = new MapReader(map, "expectation", diagnostics);
        YamlNode? holder = reader.Required("holder");
        HolderPattern? pattern = holder is null ? null : Holder(holder, right);
        DecisionExpectation read = Rest(reader, right, date, pattern ?? new HolderPattern([]), holder?.Location ?? map.Location);
        return pattern is null ? null : read;
    }

    private DecisionExpectation? OfPerson(YamlEntry entry, RightDefinition right, DateOnly date)
    {
        bool known = Person(entry.Key);
        if (entry.Value is YamlMap map)
        {
            DecisionExpectation read = Rest(new MapReader(map, "expectation", diagnostics), right, date, new HolderPattern([(null, entry.Key.Text)]), entry.Key.Location);
            return known ? read : null;
        }
        diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a mapping with what is expected"));
        return null;
    }

    private HolderPattern? Holder(YamlNode node, RightDefinition right)
    {
        var roles = new List<(string?, string)>();
        bool good = true;
        if (node is YamlScalar person)
        {
            good = Person(person);
            roles.Add((null, person.Text));
        }
        else if (node is YamlMap map)
        {
            foreach (YamlEntry entry in map.Entries)
            {
                string[] valid = Roles(right);
                if (!valid.Contains(entry.Key.Text)) diagnostics.Add(TestErrors.UnknownRole(entry.Key.Location, entry.Key.Text, right.Name, valid));
                good &= valid.Contains(entry.Key.Text);
                if (entry.Value is YamlScalar scalar) good &= Person(scalar);
                else diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "the id of a person"));
                if (entry.Value is YamlScalar id) roles.Add((entry.Key.Text, id.Text));
            }
        }
        else if (node is YamlList list)
        {
            foreach (YamlNode item in list.Items)
            {
                if (item is YamlScalar member) good &= Person(member);
                else diagnostics.Add(SourceErrors.WrongShape(item, "holder", "the id of a person"));
                if (item is YamlScalar id) roles.Add((null, id.Text));
            }
        }
        return good ? new HolderPattern(roles) : null;
    }

    private DecisionExpectation Rest(MapReader reader, RightDefinition right, DateOnly date, HolderPattern holder, Location at)
    {
        YamlScalar? amount = reader.OptionalScalar("amount");
        decimal? number = amount is null ? null : Number(amount);
        bool? undetermined = reader.Map.Find("amount_undetermined") is null ? null : true;
        bool value = reader.OptionalBoolean("amount_undetermined");
        var expectation = new DecisionExpectation(date, at, right.Name, holder)
        {
            Outcome = reader.OptionalChoice("outcome", Outcomes),
            Amount = number,
            AmountUndetermined = undetermined is null ? null : value,
            GrantedOn = Date(reader.OptionalScalar("granted_on")),
            RunsUntil = Date(reader.OptionalScalar("runs_until")),
            Conditions = Conditions(reader.OptionalMap("conditions"), right),
            Definitions = Definitions(reader.OptionalMap("definitions"), right),
            Missing = Missing(reader.OptionalList("missing")),
        };
        reader.Finish();
        return expectation;
    }

    private List<(string, string)> Conditions(YamlMap? map, RightDefinition right)
    {
        if (map is null) return [];
        string[] ids = [.. right.AllConditions.Select(c => c.Id), .. GeneratedConditions.Of(right)];
        var conditions = new List<(string, string)>();
        var reader = new MapReader(map, "`conditions`", diagnostics);
        foreach (YamlEntry entry in map.Entries)
        {
            string? outcome = reader.OptionalChoice(entry.Key.Text, "true", "false", "unknown", "error");
            if (!ids.Contains(entry.Key.Text)) diagnostics.Add(TestErrors.UnknownCondition(entry.Key.Location, entry.Key.Text, right.Name, ids));
            else if (outcome is not null) conditions.Add((entry.Key.Text, outcome));
        }
        return conditions;
    }

    private List<(string, YamlNode)> Definitions(YamlMap? map, RightDefinition right)
    {
        var definitions = new List<(string, YamlNode)>();
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            if (!right.Definitions.TryGetValue(entry.Key.Text, out DefinitionSymbol? symbol))
                diagnostics.Add(TestErrors.UnknownDefinition(entry.Key.Location, entry.Key.Text, right.Name, [.. right.Definitions.Keys]));
            else if (symbol.Parameters.Count > 0) diagnostics.Add(TestErrors.DefinitionWithArguments(entry.Key.Location, entry.Key.Text));
            else definitions.Add((entry.Key.Text, entry.Value));
        }
        return definitions;
    }

    private List<string>? Missing(YamlList? list)
    {
        if (list is null) return null;
        var facts = new List<string>();
        foreach (YamlNode item in list.Items)
        {
            if (item is YamlScalar { IsNull: false } fact) facts.Add(fact.Text);
            else diagnostics.Add(SourceErrors.WrongShape(item, "missing", "a fact such as anna.tax_assessment(2022)"));
        }
        return facts;
    }

    private bool Person(YamlScalar id)
    {
        if (subject.Find(id.Text) is not null) return true;
        diagnostics.Add(TestErrors.UnknownPerson(id.Location, id.Text, [.. subject.Persons.Select(p => p.Id)]));
        return false;
    }

    private decimal? Number(YamlScalar scalar)
    {
        if (decimal.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)) return number;
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not an amount", "write digits and a point: 81.60"));
        return null;
    }

    private DateOnly? Date(YamlScalar? scalar)
    {
        if (scalar is null) return null;
        if (DateBuiltins.ParseDate(scalar.Text) is { } date) return date;
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not a date", "write year-month-day: 2019-01-01"));
        return null;
    }

    private static string[] Roles(RightDefinition right) =>
        right.Relation is { } relation ? [relation.FromRole, relation.ToRole] : [.. right.HolderLocals.Select(l => l.Name)];
}
