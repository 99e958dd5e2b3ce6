using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;
using RightsEngine.TestKit;

namespace RightsEngine.Concepts.Tests;

/// <summary>Declarations as they are read, and the mistakes in them.</summary>
public sealed class CatalogueReaderTests
{
    private const string Birth = """
        record: birth
        title: {en: birth}
        source: {authority: Register}
        per: once
        absent_record: unknown
        fields:
          birth_date: {type: date, title: {en: date of birth}, absent: unknown, role: birth_date}
          region: {type: region, title: {en: region}}
        ---
        codes: region
        title: {en: region}
        values:
          north: {title: {en: North}}
          south: {title: {en: South}}

        """;

    private static (ConceptCatalogue Catalogue, DiagnosticBag Findings) Read(string yaml, string folder = ".")
    {
        var findings = new DiagnosticBag();
        var context = new ReadingContext(findings) { Languages = ["en"] };
        var reader = new CatalogueReader(context);
        reader.Add(YamlReader.Read(new SourceFile(Path.Combine(folder, "test.concepts.yaml"), yaml), findings));
        reader.Read();
        return (reader.Catalogue, findings);
    }

    private static DiagnosticExpectation Only(string yaml) => DiagnosticAssert.Single(Read(yaml).Findings);

    [Fact]
    public void Declarations_may_stand_in_any_order()
    {
        (ConceptCatalogue catalogue, DiagnosticBag findings) = Read(Birth);
        DiagnosticAssert.None(findings);
        Assert.Equal("birth_date", catalogue.BirthDate?.Field.Name);
        Assert.Equal(["north", "south"], catalogue.CodeLists["region"].Codes.Select(c => c.Name));
    }

    [Fact]
    public void A_name_declared_twice_shows_both_places() =>
        Only(Birth + "---\ncodes: region\ntitle: {en: again}\nvalues: {a: {title: {en: A}}}\n")
            .HasCode("RE4001").HasMessage("codes `region` is declared twice").Underlines("region").HasLabel("region", "first declared here");

    [Fact]
    public void A_kind_of_declaration_that_does_not_exist() =>
        Only(Birth + "---\nconcpt: x\ntitle: {en: x}\n").HasCode("RE4003").HasMessage("a declaration cannot start with `concpt`").HasHelp("did you mean `concept`?");

    [Fact]
    public void A_status_of_a_record_that_does_not_exist() =>
        Only(Birth + "---\nstatus: poor\ntitle: {en: poor}\nfrom_record: brth\ncode: X\n")
            .HasCode("RE4004").HasMessage("unknown record `brth`").Underlines("brth").HasHelp("did you mean `birth`?");

    [Fact]
    public void A_status_that_contains_itself() =>
        Only(Birth + "---\nstatus: a\ntitle: {en: a}\nany_of: [b]\n---\nstatus: b\ntitle: {en: b}\nany_of: [a]\n")
            .HasCode("RE4002").HasMessage("`a` needs itself: `a` → `b` → `a`");

    [Fact]
    public void A_concept_that_needs_itself() =>
        Only(Birth + "---\nconcept: one\ntitle: {en: one}\ntype: number\nvalue: two(person) + 1\n---\nconcept: two\ntitle: {en: two}\ntype: number\nvalue: one(person) + 1\n")
            .HasCode("RE4002").HasMessage("`one` needs itself: `one` → `two` → `one`");

    [Fact]
    public void Two_versions_of_a_concept_on_the_same_day() =>
        Only(Birth + "---\nconcept: one\ntitle: {en: one}\ntype: number\nin_force: {to: 2020-12-31}\nvalue: 1\n---\nconcept: one\ntitle: {en: one}\ntype: number\nin_force: {from: 2020-12-31}\nvalue: 2\n")
            .HasCode("RE4005").HasMessage("two versions of concept `one` hold on the same day").StartsAt(22, 10).HasLabel("one", "the other version");

    [Fact]
    public void A_name_in_capitals() =>
        Only(Birth + "---\nconcept: Big\ntitle: {en: big}\ntype: number\nvalue: 1\n").HasCode("RE4007").HasMessage("`Big` is not a name");

    [Fact]
    public void A_text_missing_in_a_language_is_a_warning() =>
        Only(Birth + "---\nconcept: one\ntitle: {nl: een}\ntype: number\nvalue: 1\n").HasCode("RE4008").HasSeverity(Severity.Warning).HasMessage("concept `one` has no text in `en`");

    [Fact]
    public void A_second_date_of_birth() =>
        Only(Birth + "---\nrecord: other\ntitle: {en: other}\nsource: {authority: R}\nper: once\nfields:\n  d: {type: date, title: {en: d}, role: birth_date}\n")
            .HasCode("RE4009").HasMessage("another field already has the role `birth_date`");

    [Fact]
    public void A_figure_that_is_no_number() =>
        Only("parameter: p\ntitle: {en: p}\ntype: number\nvalues:\n  2020-01-01: {value: 1e3, status: verified}\n")
            .HasCode("RE4006").HasMessage("`1e3` is not a value of type number").Underlines("1e3");

    [Fact]
    public void A_figure_holds_until_the_next_one_and_missing_ends_it()
    {
        ConceptCatalogue catalogue = Read("""
            parameter: p
            title: {en: p}
            type: number
            values:
              2020-01-01: {value: 80%, status: verified}
              2021-06-01: missing
              2022-01-01: {value: 3, status: secondary}
            """).Catalogue;
        ParameterDefinition p = catalogue.Parameters["p"];
        Assert.Null(p.At(new DateOnly(2019, 12, 31)));
        Assert.Equal(new NumberValue(0.80m), p.At(new DateOnly(2021, 5, 31))!.Value);
        Assert.True(p.At(new DateOnly(2021, 6, 1))!.IsMissing);
        Assert.Equal(ParameterStatus.Secondary, p.At(new DateOnly(2030, 1, 1))!.Status);
    }

    [Fact]
    public void A_table_of_figures_may_stand_in_a_file_with_a_status_per_row()
    {
        string folder = Directory.CreateTempSubdirectory("rights-test-").FullName;
        File.WriteAllText(Path.Combine(folder, "p.csv"), "from,region,amount,source,status\n2020-01-01,north,10.50,gazette,verified\n2020-01-01,south,missing,gazette,derived\n");
        (ConceptCatalogue catalogue, DiagnosticBag findings) = Read(Birth + "---\nparameter: p\ntitle: {en: p}\nkeys: {region: region}\ncolumns: {amount: money}\nfile: p.csv\n", folder);
        Directory.Delete(folder, recursive: true);
        DiagnosticAssert.None(findings);
        ParameterVersion version = Assert.Single(catalogue.Parameters["p"].Versions);
        Assert.Equal(ParameterStatus.Derived, version.Status);
        Assert.Equal([new NumberValue(10.50m), null], version.Rows!.Select(r => r.Columns["amount"]));
    }

    [Fact]
    public void A_file_of_figures_names_the_row_that_does_not_fit()
    {
        string folder = Directory.CreateTempSubdirectory("rights-test-").FullName;
        File.WriteAllText(Path.Combine(folder, "p.csv"), "from,region,amount,source,status\n2020-01-01,west,10.50,gazette,verified\n");
        DiagnosticBag findings = Read(Birth + "---\nparameter: p\ntitle: {en: p}\nkeys: {region: region}\ncolumns: {amount: money}\nfile: p.csv\n", folder).Findings;
        Directory.Delete(folder, recursive: true);
        DiagnosticExpectation only = DiagnosticAssert.Single(findings).HasCode("RE4010").HasMessage("`west` is not a value of type region for key `region`");
        Assert.Equal(2, only.Diagnostic.Location?.Position.Line);
    }

    [Fact]
    public void Fractions_and_percentages_weigh_the_components_of_an_income()
    {
        (ConceptCatalogue catalogue, DiagnosticBag findings) = Read("""
            record: sheet
            title: {en: sheet}
            source: {authority: R}
            per: year
            fields: {a: {type: money per year, title: {en: a}, absent: 0}}
            ---
            income: total
            title: {en: total}
            per: year
            components:
              - {id: one, take: sheet.a, times: 100/80}
              - {id: two, take: sheet.a, times: 80%}
            """);
        DiagnosticAssert.None(findings);
        Assert.Equal([(100m, 80m), (0.80m, 1m)], catalogue.Incomes["total"].Versions[0].Components.Select(c => (c.Numerator, c.Denominator)));
    }
}
