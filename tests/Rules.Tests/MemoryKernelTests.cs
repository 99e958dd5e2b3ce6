using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>Kernels of rights with memory decide what the reference evaluator decides, and hand nothing back.</summary>
public sealed class MemoryKernelTests
{
    private const string Lasting = """
        right: aid.lasting
        title: {en: Lasting aid}
        holder: person
        candidates: is present(person.home)
        period: day
        grant: on request
        refuse: automatic
        in_force: {from: 2020-01-01}
        award: {checked: first day of month, runs_until: "if in_register then last day of month(granted_on) else date(granted_on.year + 1, 12, 31)"}
        parameters:
          limit:
            type: money per year
            title: {en: limit}
            values:
              2020-01-01: {value: 20000, source: gazette, status: verified}
              2022-01-01: {value: 15000, source: gazette, status: derived}
              2023-07-01: missing
        definitions:
          in_register: met(registered)
        conditions:
          - id: ground
            text: {en: ground}
            any:
              - {id: registered, text: {en: registered}, require: person.home.region = "south", grant: automatic}
              - {id: on_support, text: {en: on support}, require: person.support}
              - {id: poor, text: {en: poor}, require: "yearly_income(person, reference_date.year - 1) < limit"}
          - {id: older, text: {en: older}, require: "age on(person, reference_date) >= 20", in_force: {from: 2022-03-01}}
        amount: {type: money per month, value: "if age on(person, reference_date) >= 30 then 20 else 0"}
        """;

    private const string Asking = """
        right: aid.asking
        title: {en: asks}
        holder: person
        period: month
        in_force: {from: 2020-01-01}
        conditions:
          - {id: has, text: {en: has it}, require: "granted(aid.lasting, person)"}
          - {id: had, text: {en: had it}, require: "on(@\"2022-03-10\", granted(aid.lasting, person)) or amount_of(aid.lasting, person) > 10"}
        """;

    private static readonly string[] Dates = ["2020-01-01", "2021-12-31", "2022-02-28", "2022-03-01", "2023-09-15", "2024-02-29"];

    /// <summary>What is known, not known, or said to be nothing about somebody.</summary>
    private static readonly string[] All =
    [
        """{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x","region":"north"},"assistance":[{"code":"SUPPORT","from":"2022-02-15","to":"2022-03-15"}],"wage_sheet":{"2019":{"wages":90000},"2020":{"wages":90000},"2021":{"wages":90000},"2022":{"wages":90000},"2023":{"wages":90000}}}""",
        """{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x","region":"north","from":"2022-03-01"},"wage_sheet":{"2021":{"wages":15000},"2022":{"wages":14999.99}}}""",
        """{"birth":{"birth_date":"2002-03-02"},"home":{"address":"x","region":"south","to":"2023-09-30"},"wage_sheet":{"2021":{"wages":15000},"2022":{"wages":14999.99}}}""",
        """{"birth":{"birth_date":"1990-01-01"},"home":[{"address":"x","region":"south","to":"2022-01-31"},{"address":"x","region":"unknown","from":"2022-02-01"}],"wage_sheet":{"2020":{"wages":60000},"2021":{"wages":60000},"2022":{"wages":60000}}}""",
        """{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x","region":"north"},"wage_sheet":{"2019":"unknown","2020":{"wages":60000},"2021":{"wages":60000},"2022":{"wages":60000}}}""",
        """{"birth":{"birth_date":"unknown"},"home":{"address":"x","region":"unknown"},"assistance":[{"code":"SUPPORT","from":"2021-02-15","to":"2022-01-15"}]}""",
        """{"home":{"address":"x","region":"unknown"}}""",
        """{"birth":{"birth_date":"1990-01-01"}}""",
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_person_is_decided_alike_on_all_days(int person)
    {
        Rulebook rulebook = TestRulebook.Valid(Lasting + "\n---\n" + Asking);
        Case subject = TestRulebook.Case(rulebook, "{\"case\":\"c\",\"persons\":{\"a\":" + All[person] + ",\"b\":{\"birth\":{\"birth_date\":\"1980-01-01\"},\"home\":{\"address\":\"y\",\"region\":\"south\"}}}}");
        foreach (string date in Dates) IsDecidedByKernels(rulebook, [subject], date);
        // Months in one pass look back on the same check dates.
        IsDecidedByKernels(rulebook, [subject, subject], [.. Enumerable.Range(0, 14).Select(n => $"{new DateOnly(2021, 12, 10).AddMonths(n):yyyy-MM-dd}")]);
    }

    [Theory]
    [InlineData("last day of month", "last day of month(granted_on)")]
    [InlineData("last day of month", "date(granted_on.year + 1, 2, 28)")]
    [InlineData("first day of quarter", "add months(granted_on, 7, \\\"down\\\")")]
    [InlineData("first day of year", "person.birth.birth_date")]
    [InlineData("first day of year", "add months(person.birth.birth_date, 396, \\\"down\\\")")]
    [InlineData("first day of quarter", "if yearly_income(person, 2020) > 50000 then date(granted_on.year + 1, 1, 1) else last day of month(granted_on)")]
    public void Checks_and_ends_of_all_kinds(string day, string until)
    {
        Rulebook rulebook = TestRulebook.Valid(Lasting[..Lasting.IndexOf("award:", StringComparison.Ordinal)] + $"award: {{checked: {day}, runs_until: \"{until}\"}}\n" + Lasting[Lasting.IndexOf("parameters:", StringComparison.Ordinal)..]);
        Case[] cases = [.. All.Select((person, i) => TestRulebook.Case(rulebook, $"{{\"case\":\"c{i}\",\"persons\":{{\"a\":{person}}}}}"))];
        foreach (string date in Dates) IsDecidedByKernels(rulebook, cases, date);
    }

    [Fact]
    public void The_decision_carries_the_grant()
    {
        Rulebook rulebook = TestRulebook.Valid(Lasting);
        Case subject = TestRulebook.Case(rulebook, "{\"case\":\"c\",\"persons\":{\"a\":" + All[0] + "}}");
        var options = new EvaluationOptions { Dates = [new DateOnly(2023, 9, 15)] };
        var evaluator = new BatchEvaluator(rulebook, options, compile: true);
        KernelContext context = evaluator.NewContext();
        context.Batch.Add(subject);
        Decision decision = Assert.Single(evaluator.Evaluate(context));
        Assert.Equal((Outcome.Granted, 20m), (decision.Outcome, decision.Amount));
        Assert.Equal(new Award(new DateOnly(2022, 3, 1), new DateOnly(2023, 12, 31)), decision.Award);
        // The conditions are those of March 2022, when `older` was in force; the figure of that day was derived.
        Assert.Equal(["ground", "registered", "on_support", "poor", "older", "award", "amount_due"], decision.Conditions.Select(c => c.Id));
        Assert.Equal("derived", decision.ParameterStatus);
        Assert.Equal(0, context.HandedBack);
    }

    /// <summary>Who held it then is looked up among all who may have, by persons and not by link or address.</summary>
    [Fact]
    public void Households_and_relations_are_found_again()
    {
        Rulebook rulebook = TestRulebook.Valid("""
            right: aid.house
            title: {en: House aid}
            holder: housemates
            period: quarter
            in_force: {from: 2020-01-01}
            award: {checked: first day of month, runs_until: "add months(granted_on, 6, \"down\")"}
            conditions:
              - {id: support, text: {en: on support}, require: some m in members satisfies m.support}
            ---
            right: aid.child
            title: {en: Child aid}
            holder: raises
            one_per: [child]
            first_by: parent.birth.birth_date
            period: month
            in_force: {from: 2020-01-01}
            award: {checked: last day of month, runs_until: "add months(granted_on, 6, \"up\")"}
            conditions:
              - {id: support, text: {en: on support}, require: parent.support or raises.share < 1}
            amount: {type: money per month, value: if raises.share < 1 then 50 else 100}
            ---
            right: aid.both
            title: {en: both}
            holder: person
            period: month
            conditions:
              - {id: either, text: {en: either}, require: "granted(aid.house, housemates(person)) or (some l in person.care_of satisfies granted(aid.child, l))"}
            """);
        Case[] cases = [.. new[] { "2022-02-15", "2022-08-20", "2019-01-01", "2023-02-28" }.SelectMany(moved => new[] { "0.5", "1", "\"unknown\"" }.Select(share => TestRulebook.Case(rulebook, $$"""
            {"case": "{{moved}}{{share.Trim('"')}}", "persons": {
              "a": {"birth": {"birth_date": "1980-01-01"}, "home": [{"address": "x", "to": "{{moved}}" }], "raised_children": [{"person": "c", "to": "2022-05-05", "share": {{share}} }, {"person": "c", "from": "2022-05-06", "share": 1}],
                "assistance": [{"code": "SUPPORT", "from": "2022-01-31", "to": "2022-03-15"}]},
              "b": {"birth": {"birth_date": "1979-01-01"}, "home": {"address": "x"}, "raised_children": [{"person": "c", "from": "2022-04-01", "share": {{share}} }]},
              "c": {"birth": {"birth_date": "2010-06-07"}, "home": {"address": "x", "from": "2021-12-01"}, "assistance": [{"code": "SUPPORT", "from": "2021-12-31", "to": "2022-01-15"}]}
            } }
            """)))];
        foreach (string date in new[] { "2021-12-31", "2022-03-20", "2022-06-15", "2022-09-01", "2023-03-01" }) IsDecidedByKernels(rulebook, cases, date);
    }

    [Fact]
    public void A_population_is_decided_without_garbage()
    {
        Rulebook rulebook = TestRulebook.Valid(Lasting + "\n---\n" + Asking);
        var evaluator = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [.. Dates.Select(DateOnly.Parse)] }, compile: true);
        KernelContext context = evaluator.NewContext();
        for (int i = 0; i < 8; i++) context.Batch.Add(TestRulebook.Case(rulebook, "{\"case\":\"c" + i + "\",\"persons\":{\"a\":" + All[i] + ",\"b\":" + All[(i + 3) % 8] + "}}"));
        var decisions = new DecisionBatch();
        for (int i = 0; i < 3; i++) evaluator.Decide(context, decisions);
        Assert.Equal(0, context.HandedBack);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) evaluator.Decide(context, decisions);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void IsDecidedByKernels(Rulebook rulebook, IReadOnlyList<Case> cases, params string[] dates)
    {
        (BatchEvaluator evaluator, long handedBack) = CompiledEvaluatorTests.Same(rulebook, cases, dates);
        Assert.Empty(evaluator.NotCompiled);
        Assert.Equal(0, handedBack);
    }
}
