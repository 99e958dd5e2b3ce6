using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Tests;

/// <summary>
/// Sentences of the language that say what is an error, each as a fragment of a right or of the catalogue and the code
/// it gives. What the language allows is in <c>tests/corpus/good</c>.
/// </summary>
public sealed class SpecificationErrorTests
{
    private static string Codes(RulebookResult result) => string.Join(' ', result.Diagnostics.Select(d => d.Code).Distinct());

    private static string Right(string fragment)
    {
        string[] keys = ["right: tried", "title: {en: tried}", "holder: person"];
        return string.Join('\n', keys.Where(k => !fragment.StartsWith(k.Split(':')[0] + ":", StringComparison.Ordinal) && !fragment.Contains("\n" + k.Split(':')[0] + ":", StringComparison.Ordinal)).Append(fragment));
    }

    [Theory]
    [InlineData("person.home.address + 1", "RE3003")] // arithmetic with what is no number
    [InlineData("1 + true", "RE3010")]
    [InlineData("person.wage_sheet(2020).current + person.wage_sheet(2020).wages", "RE3001")] // money of different periods
    [InlineData("max(person.wage_sheet(2020).current, person.wage_sheet(2020).wages)", "RE3005")]
    [InlineData("person.wage_sheet(2020).wages * person.wage_sheet(2020).wages", "RE3012")] // units are checked on the chain
    [InlineData("1000 * count([1]) + person.wage_sheet(2020).wages", "RE3001")] // a bare number takes no money type in a product
    [InlineData("on(reference_date, reference_date + 1)", "RE3011")]
    [InlineData("today()", "RE3002")]
    [InlineData("now()", "RE3002")]
    [InlineData("x = null", "RE3009")]
    [InlineData("is known(person.home)", "RE2001")]
    [InlineData("sqrt(4)", "RE3002")]
    [InlineData("exp(1)", "RE3002")]
    [InlineData("log(10)", "RE3002")]
    [InlineData("stddev([1, 2])", "RE3002")]
    [InlineData("person instance of person", "RE2001")]
    [InlineData("4 ** 0.5", "RE3014")] // fractional powers
    [InlineData("2019-01-01", "RE2008")]
    [InlineData("007", "RE2007")]
    [InlineData("@\"2023-02-29\"", "RE3018")]
    [InlineData("reference_date + duration(\"P1M\")", "RE3011")] // adding months without saying where to
    [InlineData("add months(reference_date, 1)", "RE3005")]
    [InlineData("add months(reference_date, 1, \"sideways\")", "RE3005")]
    [InlineData("for reference_date in [1] return 1", "RE3008")] // shadowing
    [InlineData("for person in [1] return 1", "RE3008")]
    [InlineData("[1, 2][item > 1 and count([3][item > 2]) > 0]", "RE3008")]
    [InlineData("matches(\"a\", person.home.address)", "RE3005")]
    [InlineData("met(nothing)", "RE3019")]
    [InlineData("granted(nothing, person)", "RE3020")]
    [InlineData("[1][1] + 1", "RE3003")] // xs[1], min and max may be absent
    [InlineData("min([1]) + 1", "RE3003")]
    [InlineData("person.home.region = \"east\"", "RE3006")]
    [InlineData("on(person.birth.birth_date, count(housemates(person)))", "RE3016")] // a personal date around a household
    [InlineData("on(person.home.from, 1)", "RE3003")]
    [InlineData("for d in person.raised_children.birth.birth_date return on(d, count(housemates(person)))", "RE3016")]
    [InlineData("on(requested_on, count(housemates(person)))", "RE3016")]
    public void An_expression_that_is_an_error(string expression, string code) =>
        Assert.Equal(code, Codes(TestRulebook.Load(Right($"definitions:\n  tried_value: >-\n    {expression}"))));

    [Theory]
    [InlineData("parameters:\n  housemates: {type: number, title: {en: x}, values: {2020-01-01: {value: 1, status: derived}}}", "RE4012")]
    [InlineData("definitions: {person: 1 + 1}", "RE4001")]
    [InlineData("definitions: {period: 1 + 1}", "RE4001")]
    [InlineData("definitions: {housemates: 1 + 1}", "RE4012")]
    [InlineData("definitions: {a: {with: {person: number}, value: 1 + 1}}", "RE4012")]
    [InlineData("holder: wage_sheet", "RE4102")]
    [InlineData("one_per: [[person]]", "RE1006")]
    [InlineData("authority: Office", "RE1006")]
    [InlineData("legal_basis: {a: {cite: {en: [x]}}}", "RE1006")]
    [InlineData("in_force: {from: 2021-01-01, to: 2020-12-31}", "RE1010")]
    [InlineData("amount: {type: money, table: {inputs: [[a]], rows: [['1']]}}", "RE1006")]
    [InlineData("period: fortnight", "RE1010")]
    [InlineData("decide_on: some day", "RE1010")]
    [InlineData("year_starts: 13-01", "RE1010")]
    [InlineData("grant: maybe", "RE1010")]
    [InlineData("period:", "RE1007")]
    [InlineData("period: [month]", "RE1006")]
    [InlineData("in_force: [2019-01-01..]", "RE1006")]
    [InlineData("conditions:\n  - {id: a, text: {en: a}, require: 'true'}\n  - {id: a, text: {en: a}, require: 'true'}", "RE4107")]
    [InlineData("conditions:\n  - {id: a, text: {en: a}, require: 'true', any: []}", "RE4107")]
    [InlineData("conditions:\n  - {id: a, text: {en: a}}", "RE4107")]
    [InlineData("conditions:\n  - {id: a, text: {en: a}, require: 'true', basis: art_9}", "RE4109")]
    [InlineData("conditions:\n  - {id: a, text: {en: 'is {nothing}'}, require: 'true'}", "RE3002")]
    [InlineData("conditions:\n  - {id: a, text: {en: a}, require: met(a)}", "RE4002")]
    [InlineData("amount: {value: reference_date}", "RE1010")]
    [InlineData("amount: {type: money, value: '1', round: half up to 0.05}", "RE1010")]
    [InlineData("definitions:\n  a:\n    table: {inputs: ['1'], rows: [['1', '2']], otherwise: refused}", "RE4013")]
    [InlineData("definitions:\n  a:\n    table: {inputs: ['1'], rows: [['1', '2', '3']]}", "RE4013")]
    [InlineData("parameters:\n  p: {type: number, title: {en: p}, values: {2020-01-01: {value: 1, source: nowhere, status: derived}}}", "RE4004")]
    [InlineData("parameters:\n  p: {type: number, title: {en: p}, values: {2020-01-01: {value: 1, status: guessed}}}", "RE1010")]
    [InlineData("parameters:\n  p: {type: number, title: {en: p}, values: {2020-01-01: {value: one, status: derived}}}", "RE4006")]
    [InlineData("parameters:\n  p: {title: {en: p}, keys: {k: region}, columns: {c: number}, values: {2020-01-01: {rows: {east: 1}, status: derived}}}", "RE4006")]
    [InlineData("parameters:\n  p: {title: {en: p}, keys: {k: region}, columns: {c: number}, values: {2020-01-01: {rows: {north: 1}, status: derived}}}\ndefinitions: {a: p(east).c}", "RE3006")]
    [InlineData("parameters:\n  p: {title: {en: p}, keys: {k: region}, columns: {c: number}, values: {2020-01-01: {rows: {north: 1}, status: derived}}}\ndefinitions: {a: p(south).c}", "RE4006")] // a key that is not there, seen at load time
    [InlineData("parameters:\n  p: {title: {en: p}, keys: {k: number}, columns: {c: number}, values: {2020-01-01: {rows: {1: 1, '[3..5)': 2}, status: derived}}}\nconditions: [{id: a, text: {en: a}, require: p(2 + 3).c > 0}]", "RE4006")]
    public void A_fragment_of_a_right_that_is_an_error(string fragment, string code) =>
        Assert.Equal(code, Codes(TestRulebook.Load(Right(fragment))));

    [Theory]
    [InlineData("concept: a\ntitle: {en: a}\ntype: boolean\nvalue: person.b\n---\nconcept: b\ntitle: {en: b}\ntype: boolean\nvalue: person.a", "RE4002")]
    [InlineData("concept: a\ntitle: {en: a}\ntype: boolean\nvalue: some c in person.raised_children satisfies c.a", "RE4002")] // not for another person either
    [InlineData("concept: a\ntitle: {en: a}\ntype: boolean\nvalue: on(@\"2020-01-01\", person.a)", "RE4002")] // nor for another date
    [InlineData("concept: a\ntitle: {en: a}\ntype: boolean\nin_force: {to: 2020-01-01}\nvalue: 'true'\n---\nconcept: a\ntitle: {en: a}\ntype: boolean\nin_force: {from: 2020-01-01}\nvalue: 'true'", "RE4005")]
    [InlineData("concept: a\ntitle: {en: a}\ntype: boolean\nin_force: {to: 2020-01-01}\nvalue: 'true'\n---\nconcept: a\ntitle: {en: a}\ntype: number\nin_force: {from: 2020-01-02}\nvalue: '1'", "RE4011")]
    [InlineData("concept: a\ntitle: {en: a}\ntype: number\nvalue: 'true'", "RE3001")]
    [InlineData("concept: a\ntitle: {en: a}\ntype: number\nvalue: count(members)", "RE3002")] // the scope of a concept
    [InlineData("concept: a\ntitle: {en: a}\ntype: date\nvalue: period.start", "RE3002")]
    [InlineData("concept: a\ntitle: {en: a}\ntype: boolean\nvalue: granted(aid.basic, person)", "RE3020")]
    [InlineData("household: h\ntitle: {en: h}\naround: person\nmembers: year > 2000", "RE3002")] // the scope of a household
    [InlineData("income: i\ntitle: {en: i}\nof: person\nper: year\ncomponents: [{id: a, take: wage_sheet.current}]", "RE3001")]
    [InlineData("income: i\ntitle: {en: i}\nof: person\nper: year\ncomponents: [{id: a, take: wage_sheet.wages, times: half}]", "RE1010")]
    [InlineData("status: s\ntitle: {en: s}\nfrom_record: home\ncode: X", "RE1010")]
    [InlineData("status: s\ntitle: {en: s}\nfrom_record: assistance\ncode: OTHER", "RE4006")]
    [InlineData("status: s\ntitle: {en: s}\nany_of: [s]", "RE4002")]
    [InlineData("status: s\ntitle: {en: s}\nany_of: [[support]]", "RE1006")]
    [InlineData("income: i\ntitle: {en: i}\nof: person\nper: year\ncomponents: [wages]", "RE1006")]
    [InlineData("status: s\ntitle: {en: s}\nany_of: [suport]", "RE4004")]
    [InlineData("record: r\ntitle: {en: r}\nsource: {authority: a}\nabsent_record: [{when: \"true\", means: nil}]\nfields: {f: {type: number, title: {en: f}}}", "RE1010")]
    [InlineData("record: r\ntitle: {en: r}\nsource: {authority: a}\nabsent_record: zero\nfields: {f: {type: number, title: {en: f}}}", "RE1010")]
    [InlineData("record: r\ntitle: {en: r}\nsource: {authority: a}\nfields: {f: {type: date, title: {en: f}, role: birth_date}}", "RE4009")]
    [InlineData("record: r\ntitle: {en: r}\nsource: {authority: a}\nabsent_record: [{when: period.start > reference_date, means: nil}, {means: none}]\nfields: {f: {type: number, title: {en: f}}}", "RE3002")]
    [InlineData("relation: r\ntitle: {en: r}\nfrom: {a: person}\nto: {b: person}\nnames: {forward: rs}\nmax: many", "RE1010")]
    [InlineData("relation: r\ntitle: {en: r}\nfrom: {a: person}\nto: {b: person}\nnames: {forward: housemates}", "RE4001")]
    [InlineData("parameter: p\ntitle: {en: p}\ntype: number\nvalues: {someday: {value: 1, status: derived}}", "RE1010")]
    [InlineData("thing: t\ntitle: {en: t}", "RE4003")]
    public void A_declaration_that_is_an_error(string declaration, string code) =>
        Assert.Equal(code, Codes(TestRulebook.Load(Right("period: month"), TestRulebook.Concepts + "\n---\n" + declaration)));
}
