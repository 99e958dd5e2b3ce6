using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Data.Tests.Magda;

/// <summary>Every kind of answer, and what registers do wrong.</summary>
public sealed class MagdaTests
{
    // Invented numbers with a test month, and right check digits.
    private const string Anna = "85610100147";
    private const string Ben = "84620200103";
    private const string PersonFile = "GeefPersoon/02.02.0000/";
    private const string TaxFile = "GeefAanslagbiljetPersonenbelasting/02.00.0000/";
    private const string StatusFile = "GeefSociaalStatuut/03.00.0000/";
    private const string PaidFile = "GeefLeefloonbedragen/02.00.0000/";

    [Fact]
    public void A_person_has_a_date_of_birth_and_a_residence()
    {
        CaseResult result = Messages.One((PersonFile + Anna, Messages.Person(Anna, """
            <Adressen><Hoofdverblijfplaats DatumBegin="2015-06-01"><Straatnaam><String> Kerkstraat
            </String></Straatnaam><Huisnummer>7</Huisnummer><Busnummer/><NISCodeGemeente>44021</NISCodeGemeente></Hoofdverblijfplaats></Adressen>
            """)));
        Assert.Equal(new DateOnly(1985, 1, 1), ((DateValue)result.Of(Anna).Entry("birth").Fields["birth_date"]).Value);
        RecordEntry residence = result.Of(Anna).Entry("residence");
        Assert.Equal(("44021|Kerkstraat|7|", "flanders"), (((TextValue)residence.Fields["address"]).Value, ((TextValue)residence.Fields["region"]).Value));
        Assert.Equal(new DateOnly(2015, 6, 1), residence.Span.From.Date);
        Assert.Equal(new DateOnly(2024, 3, 1), result.Case!.KnownFrom);
    }

    [Fact]
    public void What_was_not_asked_is_not_known()
    {
        CaseResult result = Messages.One((PersonFile + Anna, Messages.Person(Anna)));
        Assert.True(result.Of(Anna).Records["allowance_paid"].IsUnknown);
        Assert.IsType<UnknownValue>(result.Of(Anna).Entry("social_status").Fields["code"]);
        Assert.Contains(new UnknownRelation("raises", Anna, true), result.Case!.UnknownRelations);
        Assert.Contains(new UnknownRelation("parent", Anna, true), result.Case.UnknownRelations);
        Assert.False(result.Of(Anna).Records.ContainsKey("residence"));
    }

    [Theory]
    [InlineData("30001", false, null)]
    [InlineData("99996", true, "RE5039")]
    [InlineData("40000", true, "RE5039")]
    [InlineData("77777", true, "RE5040")]
    public void A_source_that_has_nothing_is_not_one_that_could_not_tell(string code, bool unknown, string? finding)
    {
        CaseResult result = Messages.One((PersonFile + Anna, Messages.Exception(code)));
        Assert.Equal(unknown, result.Of(Anna).Records.TryGetValue("residence", out RecordData? residence) && residence.IsUnknown);
        Assert.Equal(finding, result.Problems.SingleOrDefault()?.Code);
        if (finding == "RE5039") Assert.Equal($"the source could not tell: een zin ({code})", result.Problems[0].Message);
    }

    [Theory]
    [InlineData("<a:Envelope xmlns:a='http://schemas.xmlsoap.org/soap/envelope/'><a:Body><a:Fault><faultcode>x</faultcode><faultstring>no Response in time</faultstring></a:Fault></a:Body></a:Envelope>", "a SOAP fault: no Response in time")]
    [InlineData("<Response><Repliek>", "not well-formed XML, or XML with a document type, at line 1")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><Response>&e;</Response>", "not well-formed XML, or XML with a document type, at line 1")]
    [InlineData("<Response/>", "`Response` is no reply")]
    public void A_broken_message_leaves_its_facts_unknown(string xml, string why)
    {
        CaseResult result = Messages.One((PersonFile + Anna, Messages.Person(Anna)), (PaidFile + Anna, xml));
        CaseProblem problem = Assert.Single(result.Problems);
        Assert.Equal(("RE5032", $"the message cannot be read, so what it would say is not known: {why}"), (problem.Code, problem.Message));
        Assert.True(result.Of(Anna).Records["allowance_paid"].IsUnknown);
    }

    [Fact]
    public void Totals_of_an_assessment_leave_its_parts_unknown()
    {
        CaseResult result = Messages.One((TaxFile + Anna, "<Inhoud><AanslagbiljetPersonenbelasting><Inkomensjaar>2022</Inkomensjaar><Items><Item><Code>A7270</Code><Waarde>1</Waarde></Item><Item><Code>A7555</Code><Waarde>3758645</Waarde></Item></Items></AanslagbiljetPersonenbelasting></Inhoud>"));
        RecordEntry assessment = result.Of(Anna).Entry("tax_assessment", "2022");
        Assert.Equal(37586.45m, ((NumberValue)assessment.Fields["joint_taxable_income"]).Value);
        Assert.IsType<UnknownValue>(assessment.Fields["employee_income"]);
    }

    [Fact]
    public void Statuses_hold_for_the_day_that_was_asked()
    {
        static string Status(string name, string code, string rest = "") => $"<SociaalStatuut><Naam>{name}</Naam><Resultaat><Code>{code}</Code></Resultaat>{rest}</SociaalStatuut>";
        CaseResult result = Messages.One((StatusFile + Anna, $"<Inhoud><Persoon><INSZ>{Anna}</INSZ><SocialeStatuten>{Status("BIM_BVT", "1")}{Status("LIVING_WAGES_PCSA_HELP", "0")}{Status("BIM_BVT_IN_FAMILY", "1", "<Periodes><Periode><Begindatum>2024-01-01</Begindatum><Einddatum>2030-01-01</Einddatum></Periode></Periodes>")}{Status("NEW_NAME", "1")}</SocialeStatuten></Persoon></Inhoud>"));
        string[] entries = [.. result.Of(Anna).Records["social_status"].Entries.Select(e => $"{(e.Fields["code"] as TextValue)?.Value} {e.Span.From.Date:yyyy-MM-dd} {e.Span.To.Date:yyyy-MM-dd} {e.NotHeldOn:yyyy-MM-dd}").Order(StringComparer.Ordinal)];
        Assert.Equal([
            "   ", " 2024-03-01 2024-03-01 ", "INCREASED_REIMBURSEMENT 2024-03-01 2024-03-01 ", "INCREASED_REIMBURSEMENT_FAMILY 2024-01-01 2030-01-01 ", "LIVING_WAGE   2024-03-01",
        ], entries);
        Assert.Equal("RE5030", Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void An_impossible_end_is_not_known_and_a_year_without_payment_is_zero()
    {
        CaseResult result = Messages.One((PaidFile + Anna, $"<Inhoud><Leefloonbedragen><Leefloonbedrag><Jaar>2021</Jaar><Uitbetaling>0</Uitbetaling></Leefloonbedrag><Leefloonbedrag><Jaar>2022</Jaar><Tegemoetkoming><Jaarlijks><Leefloon><Bedrag>842.12</Bedrag></Leefloon></Jaarlijks><Maandelijks><Maand><LeefloonPerPeriode><LeefloonPeriode><Periode><Begin>2022-11-01</Begin><Einde>2022-11-31</Einde></Periode><Begunstigde><INSZ>{Anna}</INSZ></Begunstigde></LeefloonPeriode></LeefloonPerPeriode></Maand></Maandelijks></Tegemoetkoming></Leefloonbedrag></Leefloonbedragen></Inhoud>"));
        Assert.Equal(0m, ((NumberValue)result.Of(Anna).Entry("allowance_paid", "2021").Fields["living_wage"]).Value);
        Assert.Equal(842.12m, ((NumberValue)result.Of(Anna).Entry("allowance_paid", "2022").Fields["living_wage"]).Value);
        Assert.IsType<UnknownValue>(result.Of(Anna).Entry("allowance_paid", "2022").Fields["income_replacement"]);
        Assert.Contains(result.Of(Anna).Records["social_status"].Entries, e => e.Span.To.IsUnknown && e.Fields["code"] is TextValue { Value: "LIVING_WAGE" });
        CaseProblem problem = Assert.Single(result.Problems);
        Assert.Equal(("RE5011", "2022-11-31"), (problem.Code, problem.Value));
    }

    [Fact]
    public void Members_of_a_household_are_one_case_from_both_sides()
    {
        string reference = Messages.Person(Anna, $"<Gezinsleden><Gezinslid><INSZ>{Ben}</INSZ><Positie><Code>21</Code></Positie></Gezinslid></Gezinsleden>");
        string member = Messages.Person(Ben, $"<Referentiepersoon><INSZ>{Anna}</INSZ></Referentiepersoon>", "1984-02-02");
        Assert.Equal([Anna], Messages.All((PersonFile + Anna, reference), (PersonFile + Ben, member)).Select(r => r.CaseId));
        Assert.Equal([Anna], Messages.All((PersonFile + Ben, member)).Select(r => r.CaseId));
        string past = Messages.Person(Ben, $"<Referentiepersoon DatumEinde=\"2020-01-01\"><INSZ>{Anna}</INSZ></Referentiepersoon>", "1984-02-02");
        Assert.Equal([Ben], Messages.All((PersonFile + Ben, past)).Select(r => r.CaseId));
        Assert.Contains(Messages.All((PersonFile + Anna, reference), (PersonFile + Ben, Messages.Person(Ben, "<Referentiepersoon><INSZ>83630300156</INSZ></Referentiepersoon>", "1984-02-02"))),
            r => r.Problems.Any(p => p.Code == "RE5036" && p.Value == Ben));
    }

    [Fact]
    public void Somebody_else_inside_a_file_is_reported()
    {
        CaseResult result = Messages.One((PersonFile + Anna, Messages.Person(Ben)));
        Assert.Equal(("RE5033", Ben), (Assert.Single(result.Problems).Code, result.Problems[0].Value));
        Assert.Equal([Anna], result.Case!.Persons.Select(p => p.Id));
    }

    [Theory]
    [InlineData("85610100148", "1985-01-01", "RE5034")]
    [InlineData(Anna, "1986-01-01", "RE5035")]
    public void A_doubtful_number_is_reported(string number, string born, string code) =>
        Assert.Equal(code, Assert.Single(Messages.One((PersonFile + number, Messages.Person(number, "", born))).Problems).Code);

    [Fact]
    public void A_file_whose_name_is_no_number_rejects()
    {
        CaseResult result = Messages.One((PersonFile + "notfound", Messages.Exception("30001")), (TaxFile + "notfound", Messages.Exception("30001")));
        Assert.Null(result.Case);
        Assert.Equal(2, result.Problems.Count(p => p.Code == "RE5037"));
    }

    [Fact]
    public void A_service_without_mapping_is_reported_and_a_folder_of_them_cannot_be_read()
    {
        Assert.Equal("RE5038", Assert.Single(Messages.One((PersonFile + Anna, Messages.Person(Anna)), ("GeefPersoon/03.00.0000/" + Anna, Messages.Person(Anna))).Problems).Code);
        Assert.StartsWith("the folder", Assert.Throws<InputException>(() => Messages.All(("Foreign/1/" + Anna, "<x/>"))).Message);
    }
}
