using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Tests.Mapping;

/// <summary>Values on their way from a source to the catalogue.</summary>
public sealed class ValueMappingTests
{
    private static readonly ConceptCatalogue Catalogue = Village.Catalogue;
    private static readonly RightsType Gender = new CodeType("gender");

    [Theory]
    [InlineData("{take: a, recode: {'1': m, '2': f, '9': unknown, '': nothing}}", "1", "m")]
    [InlineData("{take: a, recode: {'1': m, '9': unknown}}", "9", "unknown")]
    [InlineData("{take: a, recode: {'1': m, '8': nothing}}", "8", null)]
    [InlineData("{take: a, starts_with: {'2': m, '21': f}}", "2104", "f")]
    [InlineData("{take: a, starts_with: {'2': m, '21': f}}", "2404", "m")]
    [InlineData("a", "  m\n ", "m")]
    [InlineData("a", "", null)]
    [InlineData("{constant: x}", null, "x")]
    public void Codes(string mapping, string? written, string? expected) => Assert.Equal((expected, MappingMistake.None), Apply(mapping, Gender, written));

    [Theory]
    [InlineData("{take: a, divide: 100}", "3758645", "37586.45")]
    [InlineData("{take: a, divide: 100}", "0", "0")]
    [InlineData("{take: a, divide: 100}", "0000500", "5")]
    [InlineData("{take: a, divide: 100, decimal_comma: true}", "-12,5", "-0.125")]
    [InlineData("{take: a, decimal_comma: true}", "12,50", "12.50")]
    [InlineData("{take: a, round: half up to 0.01}", "0.30000000000000004", "0.3")]
    [InlineData("{take: a, round: half up to 0.01}", "2.675", "2.68")]
    public void Numbers(string mapping, string written, string expected) => Assert.Equal((expected, MappingMistake.None), Apply(mapping, RightsType.Number, written));

    [Theory]
    [InlineData("{take: a, date: yyyyMMdd}", "20240229", "2024-02-29")]
    [InlineData("{take: a, date: dd/MM/yyyy}", "01/02/2024", "2024-02-01")]
    [InlineData("{take: a, recode: {'9999-12-31': nothing, '2024-01-01': 2024-01-02}}", "2024-01-01", "2024-01-02")]
    [InlineData("{take: a, date: yyyy-MM-dd}", "1960-00-00", "1960-00-00")]
    public void Dates(string mapping, string written, string expected) => Assert.Equal((expected, MappingMistake.None), Apply(mapping, RightsType.Date, written));

    [Theory]
    [InlineData("{take: a, recode: {'1': m}}", "3", MappingMistake.NotListed)]
    [InlineData("{take: a, starts_with: {'1': m}}", "3", MappingMistake.NotListed)]
    public void A_code_that_is_not_listed_is_not_known(string mapping, string written, object mistake) => Assert.Equal(("unknown", (MappingMistake)mistake), Apply(mapping, Gender, written));

    [Theory]
    [InlineData("{take: a, divide: 100}", "12x")]
    [InlineData("{take: a, divide: 100}", "1e3")]
    [InlineData("{take: a, divide: 100}", "1234567890123456789012345")]
    [InlineData("{take: a, decimal_comma: true}", "1.000,5")]
    [InlineData("{take: a, round: half up to 0.01}", "NaN")]
    public void A_number_in_another_form_is_not_known(string mapping, string written) => Assert.Equal(("unknown", MappingMistake.NotConvertible), Apply(mapping, RightsType.Number, written));

    [Fact]
    public void A_date_that_does_not_exist_is_not_known() => Assert.Equal(("unknown", MappingMistake.NotConvertible), Apply("{take: a, date: yyyyMMdd}", RightsType.Date, "20221131"));

    [Theory]
    [InlineData("Gent", "Street", "7", "", "Gent/Street/7/")]
    [InlineData("Gent", "Street", "7", "b", "Gent/Street/7/b")]
    [InlineData("Gent", "", "7", "", null)]
    [InlineData("", "", "", "", null)]
    public void Parts_are_joined_when_those_that_count_are_there(string town, string street, string number, string box, string? expected)
    {
        ValueMapping mapping = Read("{take: [town, [code, street], number, box], join: /, may_be_empty: [box]}", RightsType.Identifier);
        var cells = new Dictionary<string, string> { ["town"] = town, ["street"] = street, ["number"] = number, ["box"] = box };
        CaseScalar value = mapping.Apply(n => cells.GetValueOrDefault(n), null).Scalar;
        Assert.Equal(expected, value.IsNothing ? null : value.Text);
    }

    [Theory]
    [InlineData("{take: a, recode: {'1': male}}", "RE4006", "`male` is not a value of type gender", "male")]
    [InlineData("{take: a, recoed: {'1': m}}", "RE1004", "unknown key `recoed` in field `f`", "recoed")]
    [InlineData("{take: a, divide: 7}", "RE1010", "`divide` is `7`: expected 10, 100, 1000 or 10000", "7")]
    [InlineData("{take: [a, b]}", "RE1010", "`take` has several names, and nothing says how to join them", "[a, b]")]
    [InlineData("{join: x}", "RE1005", "field `f` has no `take`", "join")]
    [InlineData("{take: a, constant: m}", "RE1010", "`constant` is given beside `take`", "m")]
    [InlineData("{take: a, round: to 0.01}", "RE1010", "`round` is `to 0.01`: expected `half up to 0.01`", "to 0.01")]
    public void Mistakes_of_a_mapping_have_a_place(string yaml, string code, string message, string place)
    {
        var diagnostics = new DiagnosticBag();
        new ValueMappingReader(Catalogue, diagnostics).Read(Node(yaml), Gender, "field `f`");
        Assert.Contains(diagnostics.Sorted, d => d.Code == code && d.Message == message && d.Location!.Value.Text == place);
    }

    private static (string? Text, MappingMistake Mistake) Apply(string yaml, RightsType type, string? written)
    {
        MappedValue value = Read(yaml, type).Apply(n => n == "a" ? written : null, 3);
        return (value.Scalar.IsNothing ? null : value.Scalar.Text, value.Mistake);
    }

    private static ValueMapping Read(string yaml, RightsType type)
    {
        var diagnostics = new DiagnosticBag();
        ValueMapping mapping = new ValueMappingReader(Catalogue, diagnostics).Read(Node(yaml), type, "field `f`")!;
        Assert.Empty(diagnostics.Sorted);
        return mapping;
    }

    private static YamlNode Node(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        var file = new SourceFile("m.mapping.yaml", $"v: {yaml}\n");
        return ((YamlMap)Assert.Single(YamlReader.Read(file, diagnostics))).Entries[0].Value;
    }
}
