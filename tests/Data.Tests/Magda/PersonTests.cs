using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Data.Tests.Magda;

/// <summary>Persons, their relatives and households: the population register and the household services.</summary>
public sealed class PersonTests
{
    private const string Anna = Messages.Anna;
    private const string Ben = Messages.Ben;
    private const string Carl = Messages.Carl;
    private const string File = "GeefPersoon/02.02.0000/";
    private const string Home = "<Adressen><Hoofdverblijfplaats DatumBegin=\"2015-06-01\"><StraatCode>12</StraatCode><Huisnummer>7</Huisnummer><NISCodeGemeente>21004</NISCodeGemeente></Hoofdverblijfplaats></Adressen>";

    [Theory]
    // Lives alone; is a child or not related in a household that is not told; lives in a community.
    [InlineData("01", false, false)]
    [InlineData("03", true, false)]
    [InlineData("12", true, false)]
    [InlineData("20", false, true)]
    public void A_member_without_number_is_the_person_and_the_position_says_more(string position, bool partnersUnknown, bool collective)
    {
        CaseResult result = Messages.One((File + Anna, Messages.Person(Anna, Home + "<BurgerlijkeStaten><BurgerlijkeStaat><Code>10</Code></BurgerlijkeStaat></BurgerlijkeStaten>"
            + $"<Gezinsleden><Gezinslid><Positie><Code>{position}</Code></Positie></Gezinslid></Gezinsleden>")));
        Assert.Empty(result.Problems);
        Assert.Equal([Anna], result.Case!.Persons.Select(p => p.Id));
        Assert.Equal([$"2015-06-01.. address='21004|12|7|'{(collective ? " collective=true" : "")} region='brussels'"], CaseDump.Of(result.Of(Anna), "residence"));
        Assert.Equal(partnersUnknown, result.Case.UnknownRelations.Contains(new UnknownRelation("partner", Anna, true)));
    }

    [Theory]
    [InlineData("", "20", true)]
    [InlineData(" DatumEinde=\"2020-01-01\"", "20", false)]
    [InlineData("", "03", false)]
    public void The_position_towards_the_reference_person_of_today_tells_of_a_community(string end, string position, bool collective)
    {
        CaseResult result = Messages.All((File + Anna, Messages.Person(Anna, Home + $"<Referentiepersoon{end}><INSZ>{Ben}</INSZ><Positie><Code>{position}</Code></Positie></Referentiepersoon>"))).Single();
        Assert.Equal(collective, result.Of(Anna).Entry("residence").Fields.GetValueOrDefault("collective") is BooleanValue { Value: true });
        Assert.Equal(end.Length == 0 ? Ben : Anna, result.CaseId);
    }

    [Fact]
    public void An_unlisted_position_leaves_open_whether_the_residence_is_a_community()
    {
        CaseResult result = Messages.One((File + Anna, Messages.Person(Anna, Home + $"<Referentiepersoon><INSZ>{Ben}</INSZ><Positie><Code>77</Code></Positie></Referentiepersoon>")));
        Assert.Equal(("RE5030", "77"), (Assert.Single(result.Problems).Code, result.Problems[0].Value));
        Assert.IsType<UnknownValue>(result.Of(Anna).Entry("residence").Fields["collective"]);
    }

    [Theory]
    [InlineData("1960-00-00")]
    [InlineData("1960-05-00")]
    public void A_date_of_birth_may_be_known_in_part(string born)
    {
        CaseResult result = Messages.One((File + "60600166911", Messages.Person("60600166911", "", born)));
        Assert.DoesNotContain(result.Problems, p => p.Code is "RE5011" or "RE5035");
        var date = Assert.IsType<UnknownValue>(result.Of("60600166911").Entry("birth").Fields["birth_date"], exactMatch: false);
        Assert.Equal(["60600166911.birth.birth_date"], date.Facts.Select(f => f.ToString()));
    }

    [Fact]
    public void Relatives_are_persons_of_the_case_and_a_revoked_adoption_is_no_link()
    {
        string parents = string.Concat(new[] { (Ben, "10"), (Carl, "24") }.Select(p => $"<Afstamming><Type><Code>{p.Item2}</Code></Type><Ouders><Ouder><INSZ>{p.Item1}</INSZ><Geboortedatum>1960-01-01</Geboortedatum></Ouder></Ouders></Afstamming>"));
        Case subject = Messages.One((File + Anna, Messages.Person(Anna, $"<Afstammingen>{parents}</Afstammingen>"))).Case!;
        Assert.Equal([(Anna, Ben)], subject.Links["parent"].Select(l => (l.From.Id, l.To.Id)));
        Assert.DoesNotContain(new UnknownRelation("parent", Anna, true), subject.UnknownRelations);
        Assert.Equal(["unknown"], CaseDump.Of(subject.Find(Ben)!, "allowance_paid"));
        Assert.Equal([".. birth_date=1960-01-01"], CaseDump.Of(subject.Find(Ben)!, "birth"));
        Assert.Null(subject.Find(Carl));
    }

    [Fact]
    public void A_marriage_has_its_span_and_a_legal_cohabitation_that_ended_is_none()
    {
        string Status(string code, string partner, string begin, string end = "") => $"<BurgerlijkeStaat DatumBegin=\"{begin}\"{(end.Length > 0 ? $" DatumEinde=\"{end}\"" : "")}><Code>{code}</Code><Partner><INSZ>{partner}</INSZ></Partner></BurgerlijkeStaat>";
        Case subject = Messages.One((File + Anna, Messages.Person(Anna, $"<BurgerlijkeStaten>{Status("20", Ben, "2010-05-05", "2014-01-01")}{Status("40", Ben, "2014-01-02")}</BurgerlijkeStaten><WettelijkeSamenwoning DatumBegin=\"2008-01-01\"><Partner><INSZ>{Carl}</INSZ></Partner><Beeindiging><Reden><Code>01</Code></Reden></Beeindiging></WettelijkeSamenwoning>"))).Case!;
        Link link = Assert.Single(subject.Links["partner"]);
        Assert.Equal(("married", new DateOnly(2010, 5, 5), new DateOnly(2014, 1, 1)), (link.Kind, link.Span.From.Date, link.Span.To.Date));
        Assert.Equal(["2010-05-05..2014-01-01 code='married'", "2014-01-02.. code='divorced'"], CaseDump.Of(subject.Find(Anna)!, "civil_status"));
    }

    [Theory]
    [InlineData("GeefGezinssamenstelling", "Gezinsleden")]
    [InlineData("GeefHistoriekGezinssamenstelling", "HistoriekGezinssamenstelling/Gezinssamenstelling/Gezinsleden")]
    public void The_household_services_list_everyone(string service, string path)
    {
        string[] steps = path.Split('/');
        string Member(string number, string position, string born) => $"<Gezinslid DatumBegin=\"2019-01-01\"><INSZ>{number}</INSZ><Geboortedatum>{born}</Geboortedatum><Positie><Code>{position}</Code></Positie></Gezinslid>";
        string members = Member(Ben, "01", "1984-02-02") + Member(Anna, "22", "1985-01-01") + Member(Carl, "03", "1983-03-03");
        string answer = $"<Inhoud>{string.Concat(steps.Select(s => $"<{s}>"))}{members}{string.Concat(steps.Reverse().Select(s => $"</{s}>"))}</Inhoud>";
        CaseResult result = Messages.One(($"{service}/02.02.0000/{Anna}", answer));
        Assert.Empty(result.Problems);
        Assert.Equal(Ben, result.CaseId);
        Assert.Equal([Carl, Ben, Anna], result.Case!.Persons.Select(p => p.Id));
        Assert.Equal([".. birth_date=1983-03-03"], CaseDump.Of(result.Of(Carl), "birth"));
        Assert.Equal(["unknown"], CaseDump.Of(result.Of(Carl), "residence"));
        // A household service is believed before the population register, and the disagreement is told.
        CaseResult both = Messages.All(($"{service}/02.02.0000/{Anna}", answer), (File + Anna, Messages.Person(Anna, $"<Referentiepersoon><INSZ>{Carl}</INSZ><Positie><Code>12</Code></Positie></Referentiepersoon>"))).First(r => r.Case!.Find(Anna) is not null);
        Assert.Equal((service == "GeefGezinssamenstelling" ? Ben : Carl, true), (both.CaseId, both.Problems.Any(p => p.Code == "RE5036")));
    }
}
