using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Reads one test.</summary>
internal sealed class RuleTestReader(Rulebook rulebook, TestCases cases, DiagnosticBag diagnostics)
{
    /// <summary>The test, or null after a finding that leaves nothing to run.</summary>
    public RuleTest? Read(YamlMap map)
    {
        var reader = new MapReader(map, "test", diagnostics);
        YamlScalar? name = reader.RequiredScalar("name");
        string title = name?.Text ?? "";
        YamlScalar? source = reader.OptionalScalar("source");
        bool isConfirmed = reader.OptionalBoolean("confirmed", otherwise: true);
        DateOnly? date = Date(reader.OptionalScalar("reference_date"), monthToo: false);
        DateOnly? requestedOn = Date(reader.OptionalScalar("requested_on"), monthToo: false);
        YamlMap? inline = reader.OptionalMap("persons");
        YamlNode? caseNode = inline is null ? reader.Required("case") : null;
        YamlMap? expect = reader.OptionalMap("expect");
        YamlMap? concepts = reader.OptionalMap("expect_concepts");
        YamlMap? dated = reader.OptionalMap("expect_at");
        reader.Finish();
        Location at = name?.Location ?? map.Location;

        if (expect is null && concepts is null && dated is null) diagnostics.Add(TestErrors.NothingExpected(at, title));
        if (date is null && (expect ?? concepts) is not null && map.Find("reference_date") is null) diagnostics.Add(TestErrors.NoDate(at, title));
        if (inline is not null) caseNode = new YamlMap(map.Location, [map.Find("persons")!]);
        if (caseNode is null || cases.Read(caseNode, title.Length > 0 ? title : "test") is not var (tree, subject)) return null;
        if (requestedOn is { } request) subject = subject.RequestedBy(request);

        var expectations = new List<Expectation>();
        var rights = new ExpectationReader(rulebook, subject, diagnostics);
        if (expect is not null) expectations.AddRange(rights.Read(expect, date ?? default));
        foreach (YamlEntry entry in concepts?.Entries ?? [])
            if (Checked(subject, entry.Key, out IReadOnlyList<LocalSymbol> persons) is { } core)
                expectations.Add(new ConceptExpectation(date ?? default, entry.Key.Location, entry.Key.Text, core, persons, entry.Value));
        foreach (YamlEntry entry in dated?.Entries ?? [])
        {
            DateOnly? day = Date(entry.Key, monthToo: true);
            if (entry.Value is not YamlMap then) diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a mapping of rights"));
            else expectations.AddRange(rights.Read(then, day ?? default));
        }
        return new RuleTest(title, at, source?.Text, subject, expectations) { Tree = tree, IsConfirmed = isConfirmed };
    }

    private CoreExpression? Checked(Case subject, YamlScalar expression, out IReadOnlyList<LocalSymbol> persons)
    {
        // Names of the catalogue are bound one at a time, and files are read side by side.
        lock (rulebook) return ExpressionEvaluator.Check(rulebook, subject, expression.Content, diagnostics, out persons);
    }

    private DateOnly? Date(YamlScalar? scalar, bool monthToo)
    {
        if (scalar is null) return null;
        DateOnly? date = DateBuiltins.ParseDate(scalar.Text);
        if (date is null && monthToo) date = DateBuiltins.ParseDate(scalar.Text + "-01");
        if (date is null)
            diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not a date", $"write year-month-day: 2019-01-01{(monthToo ? ", or a month: 2019-01" : "")}"));
        return date;
    }
}
