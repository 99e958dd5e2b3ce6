using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests;

/// <summary>What readers of tables need and JSON cannot say.</summary>
public sealed class CaseBuilderTests
{
    private static readonly CaseVocabulary Vocabulary = new(Village.Catalogue);
    private static readonly RecordDefinition Payslip = Village.Catalogue.Records["payslip"];
    private static readonly RecordDefinition Home = Village.Catalogue.Records["home"];

    [Fact]
    public void A_key_given_twice_is_a_mistake_of_the_later_row()
    {
        CaseBuilder builder = Start();
        builder.AddEntry("p", Payslip, "2023", [Cell("wages", "1.00")], Row(3));
        builder.AddEntry("p", Payslip, "2023", [Cell("wages", "0.00")], Row(9));
        Assert.Equal(new CaseProblem("RE5016", "c", "t.csv", 9, "", null, "2023", "`p` has two entries of `payslip` for 2023"), Assert.Single(builder.Build().Problems));
    }

    [Fact]
    public void An_unknown_field_completes_the_entry_or_stands_for_all_of_it()
    {
        CaseBuilder builder = Start();
        builder.AddUnknown("p", Payslip, "2022", "wages", Row(2));
        builder.AddUnknown("p", Payslip, "2023", "wages", Row(3));
        builder.AddEntry("p", Payslip, "2023", [Cell("wages", ""), Cell("hours", "38")], Row(4));
        builder.AddUnknown("p", Home, null, "address", Row(5));
        Assert.Equal("""
            c requested 
            0 p
              home unknown
              payslip unknown(2022)
                p 2023 .. hours=38 wages=unknown<p.payslip(2023).wages>

            """.ReplaceLineEndings("\n"), CaseDump.Of(builder.Build().Case!));
    }

    [Fact]
    public void What_is_given_cannot_be_unknown()
    {
        CaseBuilder builder = Start();
        builder.AddEntry("p", Payslip, "2023", [Cell("wages", "1")], Row(4));
        builder.AddUnknown("p", Payslip, "2023", "wages", Row(5));
        builder.AddUnknown("p", Payslip, "2023", null, Row(6));
        builder.AddUnknown("p", Payslip, "2023", "wagse", Row(7));
        Assert.Equal(
            [
                new CaseProblem("RE5006", "c", "t.csv", 7, "", "wagse", null, "unknown key `wagse` in `payslip`: did you mean `wages`?"),
                new CaseProblem("RE5025", "c", "t.csv", 5, "", "wages", null, "`payslip(2023).wages` is given and said to be unknown"),
                new CaseProblem("RE5025", "c", "t.csv", 6, "", null, null, "`payslip(2023)` is given and said to be unknown"),
            ],
            builder.Build().Problems);
    }

    [Fact]
    public void A_record_without_keys_cannot_have_one()
    {
        CaseBuilder builder = Start();
        builder.AddEntry("p", Home, "2023", [], Row(4));
        Assert.Equal(new CaseProblem("RE5015", "c", "t.csv", 4, "", null, "2023", "`home` has no years, quarters or months: `2023` cannot be its key"), Assert.Single(builder.Build().Problems));
    }

    [Theory]
    [InlineData("wages", "1_000", "RE5010")]
    [InlineData("wages", "abc", "RE5010")]
    [InlineData("wages", "1e3", "RE5010")]
    [InlineData("wages", "+1", "RE5010")]
    [InlineData("wages", " 1", "RE5010")]
    [InlineData("wages", "1.", "RE5010")]
    [InlineData("wages", "007", "RE5010")]
    [InlineData("full_time", "yes", "RE5007")]
    [InlineData("seniority", "P", "RE5012")]
    public void Cells_are_read_as_strictly_as_JSON(string field, string text, string code)
    {
        CaseBuilder builder = Start();
        builder.AddEntry("p", Payslip, "2023", [Cell(field, text)], Row(4));
        Assert.Equal(code, Assert.Single(builder.Build().Problems).Code);
    }

    private static CaseBuilder Start()
    {
        var builder = new CaseBuilder(Vocabulary, Row(2));
        builder.SetId(new CaseScalar("c", ScalarKind.Text), Row(2));
        builder.AddPerson("p", Row(2));
        return builder;
    }

    private static CasePlace Row(int row) => new("t.csv", row, CasePath.Root);

    private static CaseMember Cell(string field, string text) => new(field, CaseScalar.FromCell(text, Payslip.Fields[field].Type));
}
