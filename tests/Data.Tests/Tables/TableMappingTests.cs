using System.Text;
using RightsEngine.Data.Cases;
using RightsEngine.Source;

namespace RightsEngine.Data.Tests.Tables;

public sealed class TableMappingTests
{
    private const string Register = """
        mapping: tables
        separator: ";"
        encoding: windows-1252
        decimal_comma: true
        date: dd/MM/yyyy
        tables:
          - file: "PERS_*.csv"
            case: DOSSIER
            person: {take: [LAND, NR], join: "-"}
            record: birth
            fields:
              birth_date: GEBOREN
              death_date: {take: DOOD, date: yyyyMMdd}
              gender: {take: GESLACHT, recode: {V: f, M: m, "?": unknown, "-": nothing}}
              name: NAAM
              languages: TALEN
          - file: LOON.csv
            case: DOSSIER
            person: {take: [LAND, NR], join: "-"}
            record: payslip
            key: JAAR
            fields: {wages: {take: BRUTO, divide: 100}, hours: UREN, full_time: {constant: true}}
          - file: LOON.csv
            case: DOSSIER
            person: {take: [LAND, NR], join: "-"}
            relation: raisers
            other: {take: OUDER, recode: {o1: BE-1}}
            from: {constant: 2020-01-01}

        """;

    private const string People = """
        DOSSIER;LAND;NR;GEBOREN;DOOD;GESLACHT;NAAM;TALEN;REST
        7;BE;1;03/02/1985;;V;Élodie;nl|fr;x
        7;BE;2;03/02/2015;20240131;?;Zoë;;x

        """;

    private const string Wages = """
        DOSSIER;LAND;NR;JAAR;BRUTO;UREN;OUDER
        7;BE;2;2022;2500010;38,5;o1

        """;

    private static VillageTables Tables()
    {
        var tables = new VillageTables();
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        foreach (string replaced in (string[])["birth.csv", "payslip.csv", "raises.csv"]) tables.Delete(replaced);
        tables.Write("PERS_2024.csv", encoding.GetBytes(People));
        tables.Write("LOON.csv", encoding.GetBytes(Wages));
        return tables;
    }

    [Fact]
    public void A_register_is_read_by_its_mapping()
    {
        using VillageTables tables = Tables();
        var input = new Data.Tables.TableInput { Rules = tables.Rules(Register, out IReadOnlyList<Diagnostic> findings) };
        Assert.Empty(findings);
        CaseResult result = Assert.Single(CaseReader.Read(tables.Path, null, Village.Catalogue, null, null, input));
        Assert.Empty(result.Problems);
        Assert.Equal("""
            7 requested 
            0 BE-1
              birth
                BE-1  .. birth_date=1985-02-03 gender='f' languages=['nl','fr'] name='Élodie'
            1 BE-2
              birth
                BE-2  .. birth_date=2015-02-03 death_date=2024-01-31 gender=unknown<BE-2.birth.gender> name='Zoë'
              payslip
                BE-2 2022 .. full_time=true hours=38.5 seniority=unknown<BE-2.payslip(2022).seniority> wages=25000.1
            raises BE-1 BE-2  2020-01-01.. share=unknown<BE-1.raises(BE-2).share>

            """.ReplaceLineEndings("\n"), CaseDump.Of(result.Case!));
        // A file that fills two things has its rows counted for each.
        Assert.Equal((4, 4), (input.RowsRead, input.RowsUsed));
    }

    [Theory]
    [InlineData("7;BE;1;03/02/1985;;V;", "7;BE;1;03/02/1985;;X;", "RE5030", "`X` is not among the values of `gender` that the mapping lists, so it is not known", "gender=unknown")]
    [InlineData("7;BE;1;03/02/1985;;V;", "7;BE;1;1985-02-03;;V;", "RE5031", "`1985-02-03` is not in the form that the mapping says for `birth_date`, so it is not known", "birth_date=unknown")]
    public void What_the_mapping_does_not_know_is_a_warning_and_not_known(string good, string bad, string code, string message, string dump)
    {
        using VillageTables tables = Tables();
        tables.Write("PERS_2024.csv", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(People.Replace(good, bad)));
        var input = new Data.Tables.TableInput { Rules = tables.Rules(Register, out _) };
        CaseResult result = Assert.Single(CaseReader.Read(tables.Path, null, Village.Catalogue, null, null, input));
        CaseProblem warning = Assert.Single(result.Problems);
        Assert.Equal((code, Severity.Warning, 2, message), (warning.Code, warning.Severity, warning.Row, warning.Message));
        Assert.Contains(dump, CaseDump.Of(result.Case!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_the_mapping_names_must_be_there()
    {
        using VillageTables tables = Tables();
        tables.Write("PERS_2024.csv", People.Replace("GESLACHT", "SEKSE").Replace("É", "E").Replace("ë", "e"));
        string message = Assert.Throws<InputException>(() => tables.Read(Register)).Message;
        Assert.Contains("PERS_2024.csv:1: there is no column `GESLACHT`: the columns are `DOSSIER`", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_breaks_in_cells_are_read_when_the_mapping_says_so()
    {
        using var tables = new VillageTables();
        tables.Delete("birth.csv");
        tables.Write("b.csv", "c,p,n\n1,a,\"two\n\nlines\"\n2,b,\"never closed\n3,c,read\n4,d,\"x\ny\"\n");
        string mapping = "mapping: tables\nline_breaks: true\ntables:\n  - {file: b.csv, case: c, person: p, record: birth, fields: {name: n}}\n";
        var input = new Data.Tables.TableInput { Rules = tables.Rules(mapping, out _) };
        List<CaseResult> results = [.. CaseReader.Read(tables.Path, null, Village.Catalogue, null, null, input)];
        Assert.Contains("name='two\n\nlines'", CaseDump.Of(results[0].Case!), StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4"], results.Select(r => r.CaseId));
        Assert.Equal([true, false, true, true], results.Select(r => r.Case is not null));
        Assert.Equal(("RE5064", 5), (Assert.Single(results[1].Problems).Code, results[1].Problems[0].Row));
    }

    [Theory]
    [InlineData("record: birth", "record: brith", "unknown record `brith`")]
    [InlineData("birth_date: GEBOREN", "birth_dat: GEBOREN", "unknown field of `birth` `birth_dat`")]
    [InlineData("V: f", "V: w", "`w` is not a value of type")]
    [InlineData("separator: \";\"", "separator: \"#\"", "`separator` is `#`")]
    [InlineData("encoding: windows-1252", "encoding: latin1", "`encoding` is `latin1`")]
    [InlineData("date: dd/MM/yyyy", "date: d/M/yy", "`date` is `d/M/yy`")]
    [InlineData("relation: raisers", "relation: raiser", "unknown relation `raiser`")]
    [InlineData("case: DOSSIER", "cas: DOSSIER", "has no `case`")]
    [InlineData("decimal_comma: true", "decimal_coma: true", "unknown key `decimal_coma`")]
    public void A_mapping_is_checked_against_the_catalogue(string good, string bad, string message)
    {
        using var tables = new VillageTables();
        tables.Rules(Register.Replace(good, bad), out IReadOnlyList<Diagnostic> findings);
        Assert.Contains(findings, f => f.Message.Contains(message, StringComparison.Ordinal) && f.Location is not null);
    }
}
