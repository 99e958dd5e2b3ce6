using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>Dates share interpreted kernels as far as they hang on the date in the same way, and no further.</summary>
public sealed class SharedDatesTests
{
    private const string Head = """
        right: aid.dated
        title: {en: Dated aid}
        holder: person
        period: month
        in_force: {from: 2019-01-01}

        """;

    private const string People = """
        "a": {"birth": {"birth_date": "2001-03-15"}, "home": [{"address": "x", "region": "north", "from": "2021-02-03", "to": "2021-07-20"}, {"address": "y", "region": "south", "from": "2021-09-01"}],
              "assistance": [{"code": "SUPPORT", "from": "2020-11-05", "to": "2021-05-10"}], "wage_sheet": {"2018": {"wages": 9000}, "2019": {"wages": 12000}, "2020": "unknown", "2021": {"wages": 25000}}, "raised_children": [{"person": "b", "from": "2021-01-10", "to": "2021-04-01"}]},
        "b": {"birth": {"birth_date": "2020-02-29"}, "home": {"address": "x", "region": "north"}}
        """;

    /// <summary>A day of each month of three years, the first or another, and all days of three weeks.</summary>
    private static readonly DateOnly[] Dates =
    [
        .. Enumerable.Range(0, 36).Select(n => new DateOnly(2019, 6, 1).AddMonths(n).AddDays(n % 2 * 9)),
        .. Enumerable.Range(0, 21).Select(n => new DateOnly(2020, 2, 20).AddDays(n)),
    ];

    /// <summary>
    /// Three kernels are the fewest: one that looks at candidates, and the conditions before and from 2021, when one of them comes into force.
    /// </summary>
    [Theory]
    // What is only read from the date is shared by all.
    [InlineData("day", "age on(person, reference_date) >= 19", "", 3)]
    [InlineData("day", "person.support or is present(person.home)", "", 3)]
    [InlineData("month", "held in(person.support, period)", "", 3)]
    [InlineData("month", "held throughout(person.support, [period.start..add months(period.end, 1, \"up\")])", "", 3)]
    [InlineData("month", "person.birth.birth_date in period or period.end > add months(person.birth.birth_date, 229, \"up\")", "", 3)]
    [InlineData("day", "some d in months([add months(reference_date, -2, \"down\")..reference_date]) satisfies on(d, person.support)", "", 3)]
    [InlineData("month", "every d in months(period) satisfies on(add months(d, 1, \"down\"), person.home.region = \"south\")", "", 3)]
    // A household, and a definition, each a unit.
    [InlineData("day", "on(add months(reference_date, -3, \"down\"), is present(person.home) and count(housemates(person)) = 1)", "", 4)]
    [InlineData("day", "met(other) and earlier > start", "definitions: {start: 'add months(reference_date, -14, \"up\")', earlier: 'if person.support then reference_date else person.birth.birth_date'}", 4)]
    // What shapes the code is shared as long as it is the same: the side of a day, whether a figure is missing. A figure, and the year of an income, is read.
    [InlineData("day", "(if reference_date.day > 15 then person.support else is present(person.home))", "", 4)]
    [InlineData("day", "(if reference_date < @\"2021-03-01\" then person.support else is present(person.home))", "", 4)]
    [InlineData("day", "count(months([@\"2019-01-01\"..reference_date])) > 20 or person.support", "", 4)]
    [InlineData("day", "age on(person, reference_date) >= limit", "parameters: {limit: {type: number, title: {en: limit}, values: {2019-01-01: {value: 18, source: gazette, status: verified}, 2020-02-25: {value: 19, source: gazette, status: verified}, 2021-06-01: missing}}}", 4)]
    [InlineData("day", "bound >= 19", "definitions: {bound: 'if reference_date < @\"2021-03-01\" then age on(person, reference_date) else 19'}", 5)]
    [InlineData("day", "bound >= 19", "definitions: {bound: 'if reference_date < @\"2021-03-01\" then 18 else age on(person, reference_date)'}", 5)]
    [InlineData("day", "age on(person, reference_date) + reference_date.month > 25", "", 3)]
    [InlineData("day", "on(first day of month(reference_date), met(other))", "", 3)]
    [InlineData("day", "yearly_income(person, reference_date.year - 1) < 20000", "", 4)]
    [InlineData("day", "yearly_income(person, year) < 20000", "definitions: {year: 'if reference_date.month < 7 then reference_date.year - 2 else reference_date.year - 1'}", 4)]
    // Figures with as many decimals are read; a figure with others has code of its own. Of a table, which version it is is read.
    [InlineData("day", "(age on(person, reference_date) + 1) * factor > 30.2", "parameters: {factor: {type: number, title: {en: factor}, values: {2019-01-01: {value: 1.5, source: gazette, status: verified}, 2020-02-25: {value: 1.7, source: gazette, status: verified}, 2021-06-01: {value: 1.75, source: gazette, status: verified}}}}", 4)]
    [InlineData("day", "steps(age on(person, reference_date)).least >= 2", "parameters: {steps: {title: {en: steps}, keys: {age: number}, columns: {least: number}, values: {2019-01-01: {source: gazette, status: verified, rows: [[\"[0..18)\", 1], [\"[18..150]\", 2]]}, 2020-02-25: {source: gazette, status: verified, rows: [[\"[0..20)\", 2], [\"[20..150]\", 1]]}}}}", 3)]
    [InlineData("day", "age on(person, reference_date) / (reference_date.year - 2019) > 9", "", 3)]
    public void Decisions_are_those_of_the_reference_evaluator(string period, string condition, string more, int kernels)
    {
        string right = Head.Replace("month", period, StringComparison.Ordinal) + $"""
            {more}
            conditions:
              - id: asked
                text: {"{en: asked}"}
                require: '{condition}'
              - id: other
                text: {"{en: other}"}
                any:
                  - id: always
                    text: {"{en: always}"}
                    require: person.support and person.birth.birth_date < @"2020-01-01"
                  - id: late
                    text: {"{en: late}"}
                    require: is present(person.home)
                    in_force: {"{from: 2021-01-01}"}
            """;
        BatchEvaluator evaluator = AreDecidedAlike(right);
        Assert.Equal(kernels, evaluator.Kernels);
    }

    [Fact]
    public void What_is_in_force_counts_wherever_it_stands() => AreDecidedAlike(Head + """
        conditions:
          - {id: old, text: {en: old}, require: person.support, in_force: {to: 2020-12-31}}
          - {id: new, text: {en: new}, require: is present(person.home), in_force: {from: 2021-01-01}}
          - id: any_of
            text: {en: any}
            any:
              - {id: first, text: {en: first}, require: "age on(person, reference_date) < 1", in_force: {to: 2020-06-30}}
              - {id: second, text: {en: second}, require: "age on(person, reference_date) > 19"}
        amount:
          type: money per month
          table:
            hit: first
            inputs: ["age on(person, reference_date)"]
            rows:
              - {when: ["< 20"], then: "10", in_force: {from: 2020-03-01}}
              - {when: ["< 21"], then: "20", in_force: {to: 2021-05-31}}
            otherwise: "30"
        """);

    [Fact]
    public void Rights_that_others_ask_for_are_those_of_the_date() => AreDecidedAlike("""
        right: aid.asked
        title: {en: asked}
        holder: person
        period: month
        in_force: {from: 2019-01-01}
        conditions:
          - {id: support, text: {en: support}, require: "held in(person.support, period)"}
        ---
        right: aid.asking
        title: {en: asks}
        holder: person
        period: month
        in_force: {from: 2019-01-01}
        definitions:
          before: on(add months(period.start, -2, "down"), granted(aid.asked, person))
        conditions:
          - {id: now, text: {en: now}, require: "granted(aid.asked, person) or before"}
        """);

    private static BatchEvaluator AreDecidedAlike(string right)
    {
        Rulebook rulebook = TestRulebook.Valid(right);
        Case subject = TestRulebook.Case(rulebook, "{\"case\":\"c\",\"persons\":{" + People + "}}");
        var options = new EvaluationOptions { Dates = Dates };
        var evaluator = new BatchEvaluator(rulebook, options, compile: true, lean: false, interpreted: true);
        KernelContext context = evaluator.NewContext();
        context.Batch.Add(subject);
        Decision[] expected = [.. new CaseEvaluator(rulebook, options).EvaluateTraced(subject, trace: false).Select(d => d.Decision)];
        Assert.Null(DecisionAgreement.FirstDifference(expected, evaluator.Evaluate(context)));
        Assert.Equal(0, context.HandedBack);
        Assert.Empty(evaluator.LeftOut);
        // A test of dates on which nothing changes would show nothing.
        Assert.True(expected.Select(d => d.Outcome).Distinct().Count() > 1);
        return evaluator;
    }
}
