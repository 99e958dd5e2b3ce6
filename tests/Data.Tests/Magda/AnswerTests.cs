using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests.Magda;

/// <summary>What a reply says: data, nothing, or that nobody knows; alone and mixed.</summary>
public sealed class AnswerTests
{
    private const string Anna = Messages.Anna;

    [Theory]
    // The number is not known to the source, it is another one by now, or there is more of it.
    [InlineData("30003", "FOUT", true, "RE5039")]
    [InlineData("30004", "WAARSCHUWING", false, "RE5039")]
    [InlineData("30042", "INFORMATIE", false, null)]
    [InlineData("99984", "WAARSCHUWING", false, "RE5039")]
    [InlineData("30040", "INFORMATIE", true, "RE5039")]
    [InlineData("60006", "FOUT", true, "RE5039")]
    public void An_exception_beside_data_leaves_the_data(string code, string type, bool open, string? finding)
    {
        CaseResult result = Messages.One(("GeefPersoon/02.02.0000/" + Anna, Messages.Person(Anna) + Messages.Exception(code, type)));
        Assert.Equal(["1985-01-01"], result.Of(Anna).Records["birth"].Entries.Select(e => $"{((Language.Values.DateValue)e.Fields["birth_date"]).Value:yyyy-MM-dd}"));
        // No main residence, or none that was told.
        Assert.Equal(open ? ["unknown"] : [], CaseDump.Of(result.Of(Anna), "residence"));
        Assert.Equal(finding, result.Problems.SingleOrDefault()?.Code);
    }

    [Fact]
    public void A_list_that_is_not_complete_is_what_it_is_and_perhaps_more()
    {
        string answer = "<Inhoud><Attesten>" + Declaration("1", "2024-01-01") + "</Attesten></Inhoud>";
        string[] one = ["2024-01-01..2024-03-31 declaration='7' part_time=true weekly_hours=32"];
        Assert.Equal(one, CaseDump.Of(Messages.One(("GeefDmfaVoorWerknemer/03.00.0000/" + Anna, answer)).Of(Anna), "employment_declaration"));
        CaseResult result = Messages.One(("GeefDmfaVoorWerknemer/03.00.0000/" + Anna, answer + Messages.Exception("30040", "INFORMATIE", "meer gegevens")));
        Assert.Equal(["unknown", .. one], CaseDump.Of(result.Of(Anna), "employment_declaration"));
        Assert.Equal("the source answered with a warning: meer gegevens (30040)", Assert.Single(result.Problems).Message);
    }

    [Fact]
    public void A_year_that_does_not_exist_has_no_assessment_and_where_the_exception_stands_has_no_meaning()
    {
        Assert.Empty(Messages.One(("GeefAanslagbiljetPersonenbelasting/02.00.0000/" + Anna, Messages.Exception("45008", "INFORMATIE"))).Problems);
        string whole = $"<r:GeefAanslagbiljetPersonenbelastingResponse xmlns:r='urn:test'><Repliek><Context><Naam>x</Naam></Context>{Messages.Exception("30001")}</Repliek></r:GeefAanslagbiljetPersonenbelastingResponse>";
        CaseResult result = Messages.One(("GeefAanslagbiljetPersonenbelasting/02.00.0000/" + Anna, whole));
        Assert.Empty(result.Problems);
        Assert.Empty(CaseDump.Of(result.Of(Anna), "tax_assessment"));
    }

    [Theory]
    [InlineData("30001", "FOUT", false)]
    [InlineData("99997", "FOUT", true)]
    public void Nothing_in_the_cadastre_is_no_income_from_it(string code, string type, bool unknown)
    {
        CaseResult result = Messages.One(("ZoekEigendomstoestanden/02.00.0000/" + Anna, Messages.Exception(code, type)));
        Assert.Equal(unknown ? ["unknown"] : [], CaseDump.Of(result.Of(Anna), "cadastral_income"));
    }

    /// <summary>The register has nothing about the person: no residence, but who the relatives are is not told.</summary>
    [Fact]
    public void Who_is_not_in_the_population_register_may_have_relatives()
    {
        Case subject = Messages.One(("GeefPersoon/02.02.0000/" + Anna, Messages.Exception("30001"))).Case!;
        Assert.Empty(CaseDump.Of(subject.Find(Anna)!, "residence"));
        foreach ((string relation, bool forward) in new[] { ("parent", true), ("parent", false), ("partner", true) })
            Assert.Contains(new UnknownRelation(relation, Anna, forward), subject.UnknownRelations);
    }

    [Theory]
    // Three sources stand behind the service: compulsory, adult and higher education.
    [InlineData("LP", "DVNCI=30101 DHO2=30101", false)]
    [InlineData("LP", "DVNCI=30101", true)]
    [InlineData("LP", "", true)]
    [InlineData("LP", "DVNCI=30101 DHO2=60006", true)]
    [InlineData("LP VWO", "DHO2=30101", false)]
    [InlineData("LP VWO HO", "", false)]
    public void A_source_that_has_nothing_does_not_speak_for_the_others(string data, string exceptions, bool open)
    {
        string enrolments = string.Concat(data.Split(' ').Select(b => $"<Inschrijving><Bron>{b}</Bron><{Kind(b)}><DatumInschrijving>2015-09-01</DatumInschrijving></{Kind(b)}></Inschrijving>"));
        string said = string.Concat(exceptions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(e => Messages.Exception(e.Split('=')[1], "FOUT", "een zin", e.Split('=')[0])));
        CaseResult result = Messages.One(("GeefHistoriekInschrijving/02.01.0000/" + Anna, $"<Inhoud><Inschrijvingen>{enrolments}</Inschrijvingen></Inhoud>{said}"));
        string[] found = CaseDump.Of(result.Of(Anna), "school_enrolment");
        Assert.Equal(open, found[0] == "unknown");
        Assert.Equal(data.Split(' ').Length, found.Length - (open ? 1 : 0));
        Assert.Equal(exceptions.Contains("60006") ? ["RE5039"] : [], result.Problems.Select(p => p.Code));
    }

    [Fact]
    public void An_unlisted_code_is_reported_and_what_it_decides_is_not_known()
    {
        // A result, a cancellation, a status of a declaration, a civil status, a filiation, a position.
        CaseResult result = Messages.One(
            ("GeefSociaalStatuut/03.00.0000/" + Anna, "<Inhoud><Persoon><SocialeStatuten><SociaalStatuut><Naam>BIM_BVT</Naam><Resultaat><Code>7</Code></Resultaat></SociaalStatuut></SocialeStatuten></Persoon></Inhoud>"),
            ("GeefWerkrelaties/02.00.0000/" + Anna, "<Inhoud><Contracten><Contract><Aangifte><PeriodeTijdstip><Begin><Datum>2020-01-01</Datum></Begin></PeriodeTijdstip><Geannuleerd>X</Geannuleerd></Aangifte></Contract></Contracten></Inhoud>"),
            ("GeefDmfaVoorWerknemer/03.00.0000/" + Anna, $"<Inhoud><Attesten>{Declaration("9", "2024-01-01")}</Attesten></Inhoud>"),
            ("GeefPersoon/02.02.0000/" + Anna, Messages.Person(Anna, $"<BurgerlijkeStaten><BurgerlijkeStaat><Code>A3</Code></BurgerlijkeStaat></BurgerlijkeStaten><Afstammingen><Afstamming><Type><Code>66</Code></Type><Ouders><Ouder><INSZ>{Messages.Carl}</INSZ></Ouder></Ouders></Afstamming></Afstammingen><Gezinsleden><Gezinslid><INSZ>{Messages.Ben}</INSZ><Positie><Code>99</Code></Positie></Gezinslid></Gezinsleden>")));
        Assert.Equal(
            ["Aangifte/Geannuleerd X", "Code A3", "Identificatie/Status/Code 9", "Positie/Code 99", "Resultaat/Code 7", "Type/Code 66"],
            result.Problems.Select(p => $"{p.Field} {p.Value}").Order(StringComparer.Ordinal));
        Assert.All(result.Problems, p => Assert.Equal("RE5030", p.Code));
        Assert.Equal(["unknown"], CaseDump.Of(result.Of(Anna), "employment_relation"));
        Assert.Equal(["unknown"], CaseDump.Of(result.Of(Anna), "employment_declaration"));
        Assert.Equal([$".. code=unknown<{Anna}.social_status.code>"], CaseDump.Of(result.Of(Anna), "social_status"));
        Assert.Equal([$".. code=unknown<{Anna}.civil_status.code>"], CaseDump.Of(result.Of(Anna), "civil_status"));
        Assert.Contains(new UnknownRelation("partner", Anna, true), result.Case!.UnknownRelations);
        Assert.Contains(new UnknownRelation("parent", Anna, true), result.Case.UnknownRelations);
        Assert.Empty(result.Case.Links.SelectMany(l => l.Value));
    }

    internal static string Declaration(string status, string begin, string next = "") => $"""
        <Attest><Identificatie><Nummer>7</Nummer><Status><Code>{status}</Code></Status></Identificatie>{(next.Length > 0 ? $"<Versie><Volgende>{next}</Volgende></Versie>" : "")}
        <AangifteWerkgever><Werknemer><Werknemerslijn><Periode><Begin>{begin}</Begin><Einde>2024-03-31</Einde></Periode><Tewerkstellingen><Tewerkstelling>
        <TypeContract>1</TypeContract><GemiddeldAantalUrenPerWeek><Werknemer>3200</Werknemer></GemiddeldAantalUrenPerWeek>
        </Tewerkstelling></Tewerkstellingen></Werknemerslijn></Werknemer></AangifteWerkgever></Attest>
        """;

    private static string Kind(string source) => source switch { "LP" => "LeerplichtOnderwijs", "VWO" => "Volwassenenonderwijs", _ => "HogerOnderwijs" };
}
