using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests.Magda;

/// <summary>The services about disability, property, work, education and child benefit.</summary>
public sealed class ServiceTests
{
    private const string Anna = Messages.Anna;
    private const string Recognition = "<handicapRecognitions><handicapRecognition><recognitionStatus><dateOfDecision>2019-02-01</dateOfDecision><startDateRecognition>2019-01-01</startDateRecognition></recognitionStatus><resultRecognitionAdult><diminuationIndependence><mobility>2</mobility><totalPoints>9</totalPoints></diminuationIndependence><diminuationEarnings>true</diminuationEarnings></resultRecognitionAdult><decisionStatus>RECOGNITION_DETERMINED</decisionStatus></handicapRecognition></handicapRecognitions>";
    private const string Rights = "<rights><period><beginDate>2019-03-01</beginDate><endDate>2025-02-28</endDate></period><totalMonthAmount>1200.50</totalMonthAmount><monthAmount>1000.25</monthAmount><categoryIVT>C</categoryIVT><categoryIT>0</categoryIT><partnerIncome>false</partnerIncome><decisionStatus>POSITIVE</decisionStatus></rights>";
    private const string Cards = "<socialCards><socialCard><deliveryDate>2020-01-01</deliveryDate><cardCategory>PARKINGCARD</cardCategory></socialCard></socialCards>";

    [Theory]
    // A full file; cards only, which says nothing of recognition; no file; no data at all, also as an exception.
    [InlineData("DATA_FOUND", $"<file>{Recognition}{Rights}{Cards}</file>", "2019-01-01.. adult_points=9 decided_on=2019-02-01 earning_capacity_reduced=true", "2019-03-01..2025-02-28 month_amount=1000.25 partner_income=false replacement_category='C' total_month_amount=1200.5")]
    [InlineData("DATA_FOUND", $"<file>{Cards}</file>", "unknown", "unknown")]
    [InlineData("DATA_FOUND", "", "", "")]
    [InlineData("NO_DATA_FOUND", "", "", "")]
    public void A_disability_file_has_four_shapes(string status, string file, string recognition, string allowance)
    {
        string answer = $"<Inhoud><ConsultFilesByDateResponse><status><value>DATA_FOUND</value></status><results><dgphResult><status><value>{status}</value></status>{file}</dgphResult></results></ConsultFilesByDateResponse></Inhoud>";
        CaseResult result = Messages.One(("GeefDossierHandicap/03.00.0000/" + Anna, answer));
        Assert.Empty(result.Problems);
        Assert.Equal(recognition, string.Join('\n', CaseDump.Of(result.Of(Anna), "disability_recognition")));
        Assert.Equal(allowance, string.Join('\n', CaseDump.Of(result.Of(Anna), "disability_allowance")));
    }

    [Fact]
    public void No_disability_file_may_be_a_warning_or_a_status()
    {
        string answer = "<Inhoud><ConsultFilesByDateResponse><status><value>NO_DATA_FOUND</value></status></ConsultFilesByDateResponse></Inhoud>";
        CaseResult result = Messages.One(("GeefDossierHandicap/03.00.0000/" + Anna, answer + Messages.Exception("70001", "WAARSCHUWING")));
        Assert.Empty(result.Problems);
        Assert.Empty(CaseDump.Of(result.Of(Anna), "disability_recognition"));
        Assert.Empty(CaseDump.Of(Messages.One(("GeefDossierHandicap/03.00.0000/" + Anna, Messages.Exception("70001", "WAARSCHUWING"))).Of(Anna), "disability_allowance"));
    }

    [Fact]
    public void Property_is_of_the_owners_that_the_message_lists_by_an_id()
    {
        static string Party(string id, string number) => $"<Persoon><PartijId>{id}</PartijId><INSZ Bron=\"NRN\">{number}</INSZ></Persoon>";
        static string State(string id, string period, string income, string list, string rights) =>
            $"<Eigendomstoestand><StatusInformatie><EigendomId>{id}</EigendomId><PeriodeStatus>{period}</PeriodeStatus></StatusInformatie><Perceel><AlgemeneInformaties>{income}</AlgemeneInformaties></Perceel><EigenaarsRechten><EigenaarRecht>{list}<ZakelijkRecht><Ongestructureerd><Rechten>{rights}</Rechten></Ongestructureerd></ZakelijkRecht></EigenaarRecht></EigenaarsRechten></Eigendomstoestand>";
        static string Right(string kind, int numerator, int denominator) => $"<Recht><Type><Code>{kind}</Code></Type><Aandeel><Noemer>{denominator}</Noemer><Teller>{numerator}</Teller></Aandeel></Recht>";
        static string Income(string amount) => $"<AlgemeneInformatie><KadastraalInkomen><Bedrag>{amount}</Bedrag></KadastraalInkomen></AlgemeneInformatie>";
        string answer = $"<Inhoud><Eigendom><Partijen><Personen>{Party("31", Messages.Ben)}{Party("32", Anna)}</Personen></Partijen><Eigendomstoestanden>"
            + State("1", "<Begin>2001-05-06</Begin><JaarBegin>2001</JaarBegin>", Income("735") + "<AlgemeneInformatie/>" + Income("0") + Income("15"), "<LijstId Type=\"Individueel\"><PartijId WoontOpEigendom=\"1\">32</PartijId></LijstId>", Right("VG", 1, 3))
            + State("2", "<Begin>2001-05-06</Begin><Einde>2009-12-31</Einde>", Income("20"), "<LijstId Type=\"Gemeenschap\"><PartijId>31</PartijId><PartijId>32</PartijId></LijstId>", Right("VE", 1, 2))
            + State("3", "<JaarBegin>1999</JaarBegin>", "", "<LijstId Type=\"Individueel\"><PartijId>32</PartijId></LijstId>", Right("VE", 1, 1) + Right("VG", 1, 2))
            + State("4", "<JaarBegin>1999</JaarBegin>", Income("9"), "<LijstId Type=\"Individueel\"><PartijId>31</PartijId></LijstId>", Right("VE", 1, 1))
            + "</Eigendomstoestanden></Eigendom></Inhoud>";
        // The building register could not be matched: the rest is complete.
        CaseResult result = Messages.One(("ZoekEigendomstoestanden/02.00.0000/" + Anna, answer + Messages.Exception("45700", "FOUT", "een zin", "GEBRG")));
        Assert.Equal("RE5039", Assert.Single(result.Problems).Code);
        Assert.Equal(
            [
                "2001-05-06.. held_together=false income_not_indexed=750 kind='usufruct' lives_there=true property='1' share_denominator=3 share_numerator=1",
                "2001-05-06..2009-12-31 held_together=true income_not_indexed=20 kind='full_ownership' property='2' share_denominator=2 share_numerator=1",
                "?.. held_together=false property='3'",
            ],
            CaseDump.Of(result.Of(Anna), "property_ownership").Order(StringComparer.Ordinal));
        // Not indexed, and nobody says what it is used for.
        Assert.Equal(["unknown"], CaseDump.Of(result.Of(Anna), "cadastral_income"));
        // Of somebody whom the message does not list, nothing is told: the register holds all property, and that is not all of it.
        Assert.Equal(["unknown"], CaseDump.Of(Messages.One(("ZoekEigendomstoestanden/02.00.0000/" + Messages.Carl, answer)).Of(Messages.Carl), "property_ownership"));
    }

    [Fact]
    public void Only_the_last_version_of_a_declaration_counts()
    {
        string answer = $"<Inhoud><Attesten>{AnswerTests.Declaration("0", "2024-01-01", "8")}{AnswerTests.Declaration("1", "2024-01-02")}{AnswerTests.Declaration("2", "2024-01-03")}</Attesten></Inhoud>";
        CaseResult result = Messages.One(("GeefDmfaVoorWerknemer/03.00.0000/" + Anna, answer));
        Assert.Empty(result.Problems);
        Assert.Equal(["2024-01-02..2024-03-31 declaration='7' part_time=true weekly_hours=32"], CaseDump.Of(result.Of(Anna), "employment_declaration"));
    }

    [Fact]
    public void A_cancelled_contract_is_none()
    {
        static string Contract(string employer, string kind, string cancelled, string end) => $"<Contract><Relatie><Werkgever><Ondernemingsnummer>{employer}</Ondernemingsnummer></Werkgever></Relatie><Aangifte><PeriodeTijdstip><Begin><Datum>2017-07-01</Datum></Begin>{end}</PeriodeTijdstip>{kind}<Geannuleerd>{cancelled}</Geannuleerd></Aangifte></Contract>";
        string answer = $"<Inhoud><Contracten>{Contract("0504123747", "<AardWerknemer>STU</AardWerknemer>", "0", "<Einde><Datum>2017-07-31</Datum></Einde>")}{Contract("0504123748", "<AardWerknemer>OTH</AardWerknemer>", "1", "")}{Contract("0504123749", "", "0", "")}</Contracten></Inhoud>";
        CaseResult result = Messages.One(("GeefWerkrelaties/02.00.0000/" + Anna, answer));
        Assert.Empty(result.Problems);
        Assert.Equal(["2017-07-01..2017-07-31 employer='0504123747' student=true", "2017-07-01.. employer='0504123749'"], CaseDump.Of(result.Of(Anna), "employment_relation").OrderBy(l => l.Contains("749")));
    }

    [Fact]
    public void Enrolments_of_three_kinds_have_their_dates_in_three_places()
    {
        string answer = """
            <Inhoud><Inschrijvingen>
            <Inschrijving><Bron>LP</Bron><LeerplichtOnderwijs><DatumInschrijving>2014-08-01</DatumInschrijving><InschrijvingAdministratieveGroep><Periode><Begin>2014-09-01</Begin><Einde>2015-08-31</Einde></Periode></InschrijvingAdministratieveGroep></LeerplichtOnderwijs></Inschrijving>
            <Inschrijving><Bron>VWO</Bron><Volwassenenonderwijs><DatumInschrijving>2016-02-01</DatumInschrijving></Volwassenenonderwijs></Inschrijving>
            <Inschrijving><Bron>HO</Bron><HogerOnderwijs><DatumInschrijving>2017-09-20</DatumInschrijving><DatumUitschrijving>2018-01-10</DatumUitschrijving></HogerOnderwijs></Inschrijving>
            </Inschrijvingen></Inhoud>
            """;
        Assert.Equal(["2014-09-01..2015-08-31 level='compulsory'", "2016-02-01.. level='adult'", "2017-09-20..2018-01-10 level='higher'"],
            CaseDump.Of(Messages.One(("GeefHistoriekInschrijving/02.01.0000/" + Anna, answer)).Of(Anna), "school_enrolment").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Child_benefit_is_of_the_beneficiary_and_runs_in_whole_months()
    {
        static string Beneficiary(string number, string period, string category) => $"<Begunstigde><INSZ>{number}</INSZ><Betalingsperiodes><Betalingsperiode><Periode>{period}</Periode><Categorie><Code>{category}</Code></Categorie></Betalingsperiode></Betalingsperiodes></Begunstigde>";
        string answer = $"<Inhoud><KindVoordelen><KindVoordeel><Bron>VLAANDEREN</Bron><Begunstigden>{Beneficiary(Anna, "<BeginMaand>2020-01</BeginMaand><EindeMaand>2020-02</EindeMaand>", "BASIS")}{Beneficiary(Anna, "<BeginMaand>2021-03</BeginMaand>", "NIEUW")}{Beneficiary(Messages.Ben, "<BeginMaand>2020-01</BeginMaand>", "BASIS")}</Begunstigden></KindVoordeel></KindVoordelen></Inhoud>";
        CaseResult result = Messages.One(("GeefKindVoordelen/02.00.0000/" + Anna, answer));
        Assert.Equal(("RE5030", "NIEUW"), (Assert.Single(result.Problems).Code, result.Problems[0].Value));
        Assert.Equal(["2020-01-01..2020-02-29 category='basic'", $"2021-03-01.. category=unknown<{Anna}.child_benefit_payment.category>"], CaseDump.Of(result.Of(Anna), "child_benefit_payment").Order(StringComparer.Ordinal));
    }
}
