using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Data.Tests.Magda;

/// <summary>The test personas of MAGDA, on machines that have them; facts were read by hand from the XML.</summary>
public sealed class SharedMessagesTests
{
    private static readonly string Folder = Path.Combine(Messages.Root, "..", "shared", "magda");
    private static readonly Lazy<List<CaseResult>?> Cases = new(() => Directory.Exists(Folder) ? Messages.Read(Folder) : null);

    [Fact]
    public void Every_persona_is_in_a_case()
    {
        if (Cases.Value is not { } cases) return;
        HashSet<string> persons = [.. cases.SelectMany(c => c.Case?.Persons.Select(p => p.Id) ?? [c.CaseId])];
        string[] personas = [.. File.ReadLines(Path.Combine(Folder, "personas.csv")).Skip(1).Select(l => l.Split(',')[0])];
        Assert.Equal(355, personas.Length);
        Assert.Empty(personas.Except(persons));
        Assert.Equal(["default", "notfound"], cases.Where(c => c.Case is null).Select(c => c.CaseId));
    }

    [Theory]
    [InlineData("79630615717", "partner_column_taxable_income", "2025", 16775.45)]
    [InlineData("98712218264", "joint_taxable_income", "2022", 0)]
    public void Assessments(string person, string field, string year, double amount)
    {
        if (Cases.Value is not { } cases) return;
        Person found = cases.Select(c => c.Case?.Find(person)).First(p => p is not null)!;
        RecordEntry entry = found.Entry("tax_assessment", year);
        Assert.Equal((decimal)amount, ((NumberValue)entry.Fields[field]).Value);
        Assert.IsType<UnknownValue>(entry.Fields["pension"]);
    }

    [Theory]
    [InlineData("79630615717", "64621215797", "89671245469", "19653119945")]
    [InlineData("94640219137", "98712218264", "18610219594")]
    [InlineData("75652299881", "62691699717", "99722099716", "00722099703")]
    [InlineData("84640438954", "88681575651", "08670548333", "10712995476", "12630962125")]
    public void Households(string reference, params string[] members)
    {
        if (Cases.Value is not { } cases) return;
        CaseResult household = cases.Single(c => c.CaseId == reference);
        Assert.All(members.Append(reference), m => Assert.NotNull(household.Case!.Find(m)));
    }

    [Fact]
    public void The_household_79630615717_has_the_facts_of_its_messages()
    {
        if (Cases.Value is not { } cases) return;
        CaseResult household = cases.Single(c => c.CaseId == "79630615717");
        Assert.Equal(new DateOnly(1979, 3, 6), ((DateValue)household.Of("79630615717").Entry("birth").Fields["birth_date"]).Value);
        RecordEntry home = household.Of("79630615717").Entry("residence");
        Assert.Equal(("44021|Vlasgaardstraat|199|F", "flanders"), (((TextValue)home.Fields["address"]).Value, ((TextValue)home.Fields["region"]).Value));
        Assert.Equal(new DateOnly(2004, 4, 4), home.Span.From.Date);
        Assert.Equal(new DateOnly(2019, 5, 31), ((DateValue)household.Of("19653119945").Entry("birth").Fields["birth_date"]).Value);
    }

    [Fact]
    public void The_couple_75652299881_has_statuses_for_the_day_of_the_reply_only()
    {
        if (Cases.Value is not { } cases) return;
        RecordEntry wage = Assert.Single(cases.Single(c => c.CaseId == "75652299881").Of("75652299881").Records["social_status"].Entries, e => e.Fields.GetValueOrDefault("code") is TextValue { Value: "LIVING_WAGE" });
        Assert.Equal((new DateOnly(2017, 6, 1), new DateOnly(2017, 6, 1)), (wage.Span.From.Date, wage.Span.To.Date));
    }

    [Fact]
    public void Dates_of_birth_are_those_of_the_index()
    {
        if (Cases.Value is not { } cases) return;
        Dictionary<string, Person> persons = cases.SelectMany(c => c.Case?.Persons ?? []).GroupBy(p => p.Id).ToDictionary(g => g.Key, g => g.First());
        int compared = 0;
        foreach (string[] row in File.ReadLines(Path.Combine(Folder, "personas.csv")).Skip(1).Select(l => l.Split(',')))
        {
            if (!row[2].Contains("GeefPersoon") || !DateOnly.TryParse(row[1], out DateOnly born)) continue;
            Assert.Equal(born, (persons[row[0]].Entry("birth").Fields["birth_date"] as DateValue)?.Value);
            compared++;
        }
        Assert.True(compared > 200);
    }
}
