using RightsEngine.Data.Cases;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Tests;

public sealed class CaseNodeTests
{
    [Fact]
    public void YAML_gives_the_same_case_as_JSON()
    {
        CaseNode yaml = Yaml("""
            case: c
            requested_on: 2024-01-02
            persons:
              anna: {birth: {birth_date: 1985-02-03, name: "12"}, payslip: {2023: {wages: 25000.50, full_time: true, hours: unknown}}, home: ~, partners: [ben]}
              ben:
            """);
        CaseResult fromYaml = new CaseTreeReader(Village.Catalogue).Read(yaml, "t.yaml", null);
        CaseResult fromJson = Reading.Json(Reading.Quoted("""
            {'case': 'c', 'requested_on': '2024-01-02', 'persons': {'anna': {'birth': {'birth_date': '1985-02-03', 'name': '12'},
             'payslip': {'2023': {'wages': 25000.50, 'full_time': true, 'hours': 'unknown'}}, 'partners': ['ben']}, 'ben': null}}
            """));
        Assert.Empty(fromYaml.Problems);
        Assert.Equal(CaseDump.Of(fromJson.Case!), CaseDump.Of(fromYaml.Case!));
    }

    [Fact]
    public void Problems_in_YAML_have_their_line_and_nodes_their_place()
    {
        CaseNode yaml = Yaml("case: c\npersons:\n  anna:\n    birth:\n      birth_date: 1985-02-30\n");
        CaseProblem problem = Assert.Single(new CaseTreeReader(Village.Catalogue).Read(yaml, "t.yaml", null).Problems);
        Assert.Equal(5, problem.Row);
        Assert.Equal("c", ((CaseMap)yaml).Members[0].Value.Location!.Value.Text);
    }

    [Theory]
    [InlineData("x", "Text")]
    [InlineData("12", "Number")]
    [InlineData("-12.50", "Number")]
    [InlineData("007", "Text")]
    [InlineData("1_000", "Text")]
    [InlineData("1e3", "Text")]
    [InlineData("'12'", "Text")]
    [InlineData("\"true\"", "Text")]
    [InlineData("true", "Boolean")]
    [InlineData("yes", "Text")]
    [InlineData("null", "Null")]
    [InlineData("", "Null")]
    public void YAML_scalars_are_what_they_look_like(string written, string expected) =>
        Assert.Equal(expected, ((CaseScalar)((CaseMap)Yaml($"k: {written}")).Members[0].Value).ScalarKind.ToString());

    [Fact]
    public void Merging_goes_into_maps_and_replaces_the_rest()
    {
        CaseNode merged = CaseNode.Merge(Yaml("{a: {x: 1, y: [1, 2]}, b: 1}"), Yaml("{a: {y: [3], z: 4}, c: {d: 5}, b: ~}"));
        Assert.Equal("{a:{x:1,y:[3],z:4},b:~,c:{d:5}}", Flat(merged));
    }

    private static CaseNode Yaml(string text)
    {
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<YamlNode> documents = YamlReader.Read(new SourceFile("t.yaml", text), diagnostics);
        Assert.Empty(diagnostics.Sorted);
        return CaseNode.FromYaml(Assert.Single(documents));
    }

    private static string Flat(CaseNode node) => node switch
    {
        CaseMap map => $"{{{string.Join(',', map.Members.Select(m => $"{m.Name}:{Flat(m.Value)}"))}}}",
        CaseList list => $"[{string.Join(',', list.Items.Select(Flat))}]",
        _ => ((CaseScalar)node).Text,
    };
}
