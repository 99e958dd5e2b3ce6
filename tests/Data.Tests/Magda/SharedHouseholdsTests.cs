using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;

namespace RightsEngine.Data.Tests.Magda;

/// <summary>
/// The households with most data among the test personas, on machines that have them. Every fact here was read by hand from
/// the messages; a case holds these and no others, and <c>explain</c> prints no other.
/// </summary>
public sealed class SharedHouseholdsTests
{
    private static readonly string Folder = Path.Combine(Messages.Root, "..", "shared", "magda");
    private static readonly Lazy<List<CaseResult>?> Cases = new(() => Directory.Exists(Folder) ? Messages.Read(Folder) : null);

    [Theory]
    [InlineData("79630615717", """
        19653119945.birth.birth_date=2019-05-31
        19653119945.residence.address='44021|Vlasgaardstraat|199|F' 2019-05-31..
        19653119945.residence.region='flanders' 2019-05-31..
        64621215797.birth.birth_date=1964-02-12
        64621215797.residence.address='44021|Vlasgaardstraat|199|F' 2004-04-04..
        64621215797.residence.region='flanders' 2004-04-04..
        64621215797.tax_assessment(2025).joint_taxable_income=5000
        79630615717.birth.birth_date=1979-03-06
        79630615717.residence.address='44021|Vlasgaardstraat|199|F' 2004-04-04..
        79630615717.residence.region='flanders' 2004-04-04..
        79630615717.tax_assessment(2025).partner_column_taxable_income=16775.45
        89671245469.birth.birth_date=1989-07-12
        89671245469.residence.address='44021|Vlasgaardstraat|199|F' 2004-04-04..
        89671245469.residence.region='flanders' 2004-04-04..
        89671245469.tax_assessment(2025).joint_taxable_income=12850
        """)]
    [InlineData("88651355302", """
        11611464411.birth.birth_date=2011-01-14
        11611464411.residence.address='44021|Voskenslaan|285|' 2011-01-14..
        11611464411.residence.region='flanders' 2011-01-14..
        67642516864.birth.birth_date=1967-04-25
        67642516864.residence.address='44021|Voskenslaan|285|' 2020-07-14..
        67642516864.residence.region='flanders' 2020-07-14..
        81712945104.birth.birth_date=1981-11-29
        81712945104.residence.address='44021|Voskenslaan|285|' 2021-01-14..
        81712945104.residence.region='flanders' 2021-01-14..
        81712945104.tax_assessment(2022).joint_taxable_income=16775.45
        88651355302.birth.birth_date=1988-05-13
        88651355302.residence.address='44021|Voskenslaan|285|' 2004-04-04..
        88651355302.residence.region='flanders' 2004-04-04..
        88651355302.tax_assessment(2022).joint_taxable_income=21562.75
        92682386478.birth.birth_date=1992-08-23
        92682386478.residence.address='44021|Voskenslaan|285|' 2004-04-04..
        92682386478.residence.region='flanders' 2004-04-04..
        92682386478.tax_assessment(2022).joint_taxable_income=12850
        """, "RE5033 81712945104")]
    [InlineData("94640219137", """
        18610219594.birth.birth_date=2018-01-02
        18610219594.residence.address='44021|Leeuwenstraat|70|A' 2018-01-02..
        18610219594.residence.region='flanders' 2018-01-02..
        94640219137.birth.birth_date=1994-04-02
        94640219137.residence.address='44021|Leeuwenstraat|70|A' 2004-04-04..
        94640219137.residence.region='flanders' 2004-04-04..
        94640219137.tax_assessment(2022).joint_taxable_income=17901.25
        98712218264.birth.birth_date=1998-11-22
        98712218264.residence.address='44021|Leeuwenstraat|70|A' 2004-04-04..
        98712218264.residence.region='flanders' 2004-04-04..
        98712218264.tax_assessment(2022).joint_taxable_income=0
        """)]
    // The child's own file gives another date of birth than the list of members; the partner of the marriage has another
    // number than the spouse in the household; three numbers tell other dates (62-01-11, 75-05-22, 99-12-20).
    [InlineData("75652299881", """
        00722099703 parent 75652299881
        00722099703.birth.birth_date=2000-12-20
        00722099703.civil_status.code='unmarried' 2000-12-20..
        00722099703.residence.address='24055|Dorpsstraat|122|' 2014-05-23..
        00722099703.residence.region='flanders' 2014-05-23..
        00722099703.tax_assessment(2011).joint_taxable_income=37586.45
        39711999740.birth.birth_date=1939-11-19
        41630899864.birth.birth_date=1941-03-08
        62611141118 partner 75652299881 married 1998-09-21..
        62611141118.birth.birth_date=1962-09-16
        62691699717.birth.birth_date=1962-09-16
        62691699717.social_status.code='INCREASED_REIMBURSEMENT' 2017-06-01..2017-06-01
        62691699717.social_status.code='LIVING_WAGE_OR_EQUIVALENT' 2017-06-01..2017-06-01
        62691699717.tax_assessment(2022).joint_taxable_income=37586.45
        75652299881 parent 39711999740
        75652299881 parent 41630899864
        75652299881.birth.birth_date=1975-05-29
        75652299881.civil_status.code='married' 1998-09-21..
        75652299881.residence.address='24055|Dorpsstraat|405|' 2004-09-04..
        75652299881.residence.region='flanders' 2004-09-04..
        75652299881.social_status.code='LIVING_WAGE_OR_EQUIVALENT' 2017-06-01..2017-06-01
        75652299881.tax_assessment(2022).joint_taxable_income=37586.45
        99722099716 parent 75652299881
        99722099716.birth.birth_date=2000-12-20
        99722099716.civil_status.code='unmarried' 2000-12-20..
        99722099716.residence.address='24055|Dorpsstraat|405|' 2014-05-23..
        99722099716.residence.region='flanders' 2014-05-23..
        """, "RE5035 1962-09-16", "RE5035 1975-05-29", "RE5035 2000-12-20")]
    public void A_household_has_the_facts_of_its_messages_and_no_others(string household, string facts, params string[] findings)
    {
        if (Cases.Value is not { } cases) return;
        CaseResult found = cases.Single(c => c.CaseId == household);
        string[] expected = facts.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Known(found.Case!).Order(StringComparer.Ordinal));
        Assert.Equal(findings, found.Problems.Select(p => $"{p.Code} {p.Value}"));
        Explained(found.Case!, expected);
    }

    /// <summary>Each date of birth and address that an explanation prints is that of the messages.</summary>
    private static void Explained(Case subject, string[] expected)
    {
        var evaluator = new CaseEvaluator(Messages.Rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 10, 1)] });
        string[] known = [.. evaluator.Explain(subject, "en").SelectMany(FactsUsed).Where(l => Printed.Any(p => l.Contains(p, StringComparison.Ordinal)) && !l.Contains("= not known", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        Assert.NotEmpty(known);
        Assert.Equal([.. expected.Select(Line).OfType<string>().Where(known.Contains).Order(StringComparer.Ordinal)], known);
        // Whoever is at the address of a decision is there with date of birth and address.
        Assert.All(expected.Where(e => e.Contains(".birth.") && expected.Any(r => r.StartsWith(e[..11] + ".residence", StringComparison.Ordinal))), e => Assert.Contains(Line(e), known));
    }

    private static readonly string[] Printed = ["birth and death: date of birth", "main residence: address", "main residence: region"];

    private static IEnumerable<string> FactsUsed(string explanation) => explanation.ReplaceLineEndings("\n").Split('\n')
        .SkipWhile(l => l != "Facts used").Skip(1).TakeWhile(l => l.Length > 0).Select(l => l.Trim());

    private static string? Line(string fact)
    {
        string person = fact[..11], value = fact[(fact.IndexOf('=') + 1)..];
        const string register = "[Rijksregister, Persoon.GeefPersoon-02.02]";
        if (fact.Contains(".birth_date=")) return $"{person} – birth and death: date of birth = {DateOnly.Parse(value):d MMMM yyyy} {register}";
        if (fact.Contains(".address=")) return $"{person} – main residence: address = {value.Split('\'')[1]} {register}";
        return fact.Contains(".region='flanders'") ? $"{person} – main residence: region = Flemish Region {register}" : null;
    }

    private static IEnumerable<string> Known(Case subject)
    {
        foreach (Person person in subject.Persons)
            foreach ((string record, RecordData data) in person.Records)
                foreach (RecordEntry entry in data.Entries)
                    foreach ((string field, Value value) in entry.Fields.Where(f => f.Value is not UnknownValue))
                        yield return $"{person.Id}.{record}{(entry.Key is null ? "" : $"({entry.Key})")}.{field}={Text(value)}{Of(entry.Span)}";
        foreach ((string relation, IReadOnlyList<Link> links) in subject.Links)
            foreach (Link link in links) yield return $"{link.From.Id} {relation} {link.To.Id}{(link.Kind is null ? "" : " " + link.Kind)}{Of(link.Span)}";
    }

    private static string Text(Value value) => value switch
    {
        DateValue date => $"{date.Value:yyyy-MM-dd}",
        TextValue text => $"'{text.Value}'",
        NumberValue number => $"{number.Value:0.##}",
        BooleanValue boolean => boolean.Value ? "true" : "false",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static string Of(CaseSpan span) => span.From == default && span.To == default ? "" : $" {span.From.Date:yyyy-MM-dd}..{span.To.Date:yyyy-MM-dd}";
}
