using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Language.Tests.Checking;

/// <summary>Types of good expressions, and findings in bad ones.</summary>
public sealed class CheckerTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "number")]
    [InlineData("limit", "money per year")]
    [InlineData("limit + 1000 - 5", "money per year")]
    [InlineData("1000 + limit", "money per year")]
    [InlineData("-5 + limit", "money per year")]
    [InlineData("(if flag then 1 else 2) + limit", "money per year")]
    [InlineData("limit * 3 / 2", "money per year")]
    [InlineData("limit / limit * 2", "number")]
    [InlineData("monthly / limit * limit", "money per month")]
    [InlineData("2 ** 3", "number")]
    [InlineData("per year(monthly) + limit", "money per year")]
    [InlineData("over(monthly, 3)", "money")]
    [InlineData("round half up(limit * 20%, 2)", "money per year")]
    [InlineData("max(0, limit)", "money per year")]
    [InlineData("max([1, 2])", "number?")]
    [InlineData("max([0, limit])", "money per year?")]
    [InlineData("[0, limit]", "list of money per year")]
    [InlineData("[]", "list of nothing")]
    [InlineData("append([limit], 0)", "list of money per year")]
    [InlineData("limit <= 1000 + 500", "boolean")]
    [InlineData("limit between 0 and 5000", "boolean")]
    [InlineData("limit in [0..5000)", "boolean")]
    [InlineData("limit in (< 10, [20..30])", "boolean")]
    [InlineData("0 < limit", "boolean")]
    [InlineData("if flag then limit else 0", "money per year")]
    [InlineData("if flag then limit else absent", "money per year?")]
    [InlineData("sum(for m in person.raised_children return 0) + 1", "number")]
    [InlineData("home = \"flanders\"", "boolean")]
    [InlineData("\"flanders\" = home", "boolean")]
    [InlineData("home in (\"flanders\", \"brussels\")", "boolean")]
    [InlineData("home in [\"flanders\"]", "boolean")]
    [InlineData("home in not(\"flanders\")", "boolean")]
    [InlineData("person.residence.region = \"flanders\"", "boolean")]
    [InlineData("person.residence.region", "region?")]
    [InlineData("person.residence.address = \"a1\"", "boolean")]
    [InlineData("\"a1\" in ids", "boolean")]
    [InlineData("person.residence.address in ids", "boolean")]
    [InlineData("list contains(ids, \"a1\")", "boolean")]
    [InlineData("default(maybe, 0)", "number")]
    [InlineData("default(later, 0) + limit", "money per year")]
    [InlineData("is present(maybe) and maybe > 3", "boolean")]
    [InlineData("flag and is present(maybe) and flag and maybe > 3", "boolean")]
    [InlineData("not(is present(maybe)) or maybe > 3", "boolean")]
    [InlineData("if is present(maybe) then maybe else 0", "number")]
    [InlineData("if not(is present(maybe)) then 0 else maybe", "number")]
    [InlineData("if is present(maybe) or flag and is present(maybe) then maybe else 0", "number")]
    [InlineData("is present(person.residence.since) and person.residence.since > @\"2020-01-01\"", "boolean")]
    [InlineData("if is present(person.payee.residence) then person.payee else person", "person")]
    [InlineData("is present(person.tax_assessment(2023)) and person.tax_assessment(2023).wages <= limit", "boolean")]
    [InlineData("person.tax_assessment(2023).wages", "money per year?")]
    [InlineData("tax_assessment(person, 2023).wages", "money per year?")]
    [InlineData("tax_assessment(year: 2023, person: person).wages", "money per year?")]
    [InlineData("best(person)", "number")]
    [InlineData("person.best", "number")]
    [InlineData("person.best(reference_date)", "number")]
    [InlineData("person.birth.birth_date.year", "number")]
    [InlineData("person.birth.death_date.month", "number?")]
    [InlineData("period.start.day", "number")]
    [InlineData("years and months duration(period.start, period.end).years", "number")]
    [InlineData("person.payee.raised_children", "list of person?")]
    [InlineData("person.payee.payee.birth.birth_date.year", "number?")]
    [InlineData("person.raised_children.raised_children", "list of person")]
    [InlineData("person.raised_children.payee", "list of person")]
    [InlineData("person.raised_children.birth.birth_date", "list of date")]
    [InlineData("person.care_of.child.care_of", "list of link of raises")]
    [InlineData("person.care_of[item.share > 0.5].child", "list of person")]
    [InlineData("person.raised_children[1]", "person?")]
    [InlineData("person.raised_children[-1]", "person?")]
    [InlineData("person.raised_children[flag]", "list of person")]
    [InlineData("person.raised_children[count(item.raised_children) > 0]", "list of person")]
    [InlineData("[1, 2, 3][count(person.raised_children[item != person])]", "number?")]
    [InlineData("sort by(person.raised_children, item.birth.birth_date descending)[1]", "person?")]
    [InlineData("for x in 1..4, y in [limit] return x * y", "list of money per year")]
    [InlineData("some x in person.raised_children, y in x.raised_children satisfies x = y", "boolean")]
    [InlineData("amounts(small).amount * 2", "money per month")]
    [InlineData("amounts(\"small\").amount", "money per month")]
    [InlineData("amounts(category: large).amount", "money per month")]
    [InlineData("income(person, 2023) + 0", "money per year")]
    [InlineData("income(person, 2023).wages", "money per year")]
    [InlineData("sum(for m in person.family return income(m, 2023))", "money per year")]
    [InlineData("sum(person.family.income(2023))", "money per year")]
    [InlineData("met(income_test)", "boolean")]
    [InlineData("granted(growth.basic, person)", "boolean")]
    [InlineData("amount_of(growth.basic, holder: person)", "money per month")]
    [InlineData("held on(person.living_wage, reference_date)", "boolean")]
    [InlineData("held in(living_wage(person), period)", "boolean")]
    [InlineData("months held in a row(person.payee.living_wage, reference_date)", "number?")]
    [InlineData("age on(person, reference_date) >= 18", "boolean")]
    [InlineData("age_on(person, reference_date) >= 18", "boolean")]
    [InlineData("on(@\"2018-12-31\", person.family)", "list of person")]
    [InlineData("on(person.birth.birth_date, person.living_wage)", "boolean")]
    [InlineData("for m in person.family return on(m.birth.birth_date, m.living_wage)", "list of boolean")]
    [InlineData("add months(period.start, 1, \"down\")", "date")]
    [InlineData("@\"P1Y\" + duration(\"P6M\")", "duration")]
    [InlineData("reference_date in period", "boolean")]
    [InlineData("reference_date in [period.start..period.end]", "boolean")]
    [InlineData("person in person.raised_children", "boolean")]
    [InlineData("person.payee in person.raised_children", "boolean")]
    [InlineData("all(for c in person.raised_children return flag)", "boolean")]
    public void Good_expressions_have_a_type(string text, string type)
    {
        var diagnostics = new DiagnosticBag();
        CoreExpression core = Check(text, null, diagnostics);
        DiagnosticAssert.None(diagnostics);
        Assert.Equal(type, core.Type.ToString());
    }

    [Theory]
    [InlineData("incom", "RE3002", "unknown name `incom`", "incom", "declare it as a concept or under `definitions:`; a text stands in double quotes")]
    [InlineData("limt + 1", "RE3002", "unknown name `limt`", "limt", "did you mean `limit`?")]
    [InlineData("raised_children", "RE3002", "unknown name `raised_children`", "raised_children", "it belongs to a person: write `person.raised_children`")]
    [InlineData("home = flanders", "RE3002", "unknown name `flanders`", "flanders", "a code is written in quotes: `\"flanders\"`")]
    [InlineData("summ([1])", "RE3002", "unknown name `summ`", "summ", "did you mean `sum`?")]
    [InlineData("for kid in person.raised_children return kidd", "RE3002", "unknown name `kidd`", "kidd", "did you mean `kid`?")]
    [InlineData("limit + monthly", "RE3001", "expected money per year, found money per month", "monthly", "use `per year(…)`")]
    [InlineData("limit + n", "RE3001", "expected money per year, found number", "n", "only a number written here takes a money type; multiply an amount instead")]
    [InlineData("limit < monthly", "RE3013", "cannot compare money per year with money per month", "limit < monthly", "use `per year(…)`")]
    [InlineData("limit * monthly", "RE3012", "money per year * money per month gives no amount and no number", "limit * monthly", "multiply or divide an amount by numbers, or divide amounts of the same period")]
    [InlineData("1 / limit", "RE3012", "number / money per year gives no amount and no number", "1 / limit", "multiply or divide an amount by numbers, or divide amounts of the same period")]
    [InlineData("maybe + 1", "RE3003", "`maybe` may be absent", "maybe", "guard it with `is present(maybe)` or use `default(maybe, …)`")]
    [InlineData("maybe > 1", "RE3003", "`maybe` may be absent", "maybe", "guard it with `is present(maybe)` or use `default(maybe, …)`")]
    [InlineData("maybe > 3 and is present(maybe)", "RE3003", "`maybe` may be absent", "maybe", "guard it with `is present(maybe)` or use `default(maybe, …)`")]
    [InlineData("is present(maybe) or maybe > 3", "RE3003", "`maybe` may be absent", "maybe", "guard it with `is present(maybe)` or use `default(maybe, …)`")]
    [InlineData("is present(later) and on(reference_date, later > 3)", "RE3003", "`later` may be absent", "later", "guard it with `is present(later)` or use `default(later, …)`")]
    [InlineData("max(1, maybe)", "RE3003", "`maybe` may be absent", "maybe", "guard it with `is present(maybe)` or use `default(maybe, …)`")]
    [InlineData("age on(person.payee, reference_date)", "RE3003", "`person.payee` may be absent", "person.payee", "guard it with `is present(person.payee)` or use `default(person.payee, …)`")]
    [InlineData("maybe = null", "RE3009", "`null` is not a value of the language", "maybe = null", "write `not(is present(maybe))`")]
    [InlineData("maybe != null", "RE3009", "`null` is not a value of the language", "maybe != null", "write `is present(maybe)`")]
    [InlineData("home = \"flandres\"", "RE3006", "`flandres` is not a code of `region`", "\"flandres\"", "did you mean `flanders`?")]
    [InlineData("home in (\"flanders\", \"x\")", "RE3006", "`x` is not a code of `region`", "\"x\"", "the codes are `flanders`, `brussels`, `wallonia`")]
    [InlineData("amounts(\"smal\")", "RE3006", "`smal` is not a code of `category`", "\"smal\"", "did you mean `small`?")]
    [InlineData("word = home", "RE3013", "cannot compare text with region", "word = home", "give the value the type region; only a text written here is read as a code")]
    [InlineData("reference_date + @\"P1M\"", "RE3011", "adding months to a date may give a date that does not exist", "reference_date + @\"P1M\"", "write `add months(reference_date, 1, \"down\")` (or \"up\")")]
    [InlineData("period.end - period.start", "RE3011", "a date cannot be subtracted from a date", "period.end - period.start", "write `years and months duration(period.start, period.end)`")]
    [InlineData("flag < flag", "RE3013", "boolean has no order", "flag < flag", "only numbers, amounts, dates, durations and texts can be larger or smaller")]
    [InlineData("1 = flag", "RE3013", "cannot compare number with boolean", "1 = flag", null)]
    [InlineData("flag + 1", "RE3010", "`+` takes numbers, amounts and durations, found boolean", "flag", "write `if … then 1 else 0` to count with it")]
    [InlineData("flag and n", "RE3001", "expected boolean, found number", "n", null)]
    [InlineData("if n then 1 else 2", "RE3001", "expected boolean, found number", "n", null)]
    [InlineData("if flag then 1 else word", "RE3001", "expected number, found text", "word", null)]
    [InlineData("2 ** 0.5", "RE3014", "this power is outside the language", "0.5", "an exponent is a whole number from -1000 to 1000")]
    [InlineData("{a: 1}.b", "RE3004", "the context has no `b`", "b", "did you mean `a`?")]
    [InlineData("{a: 1, a: 2}", "RE3008", "`a` is already a name here", "a", "choose another name")]
    [InlineData("{a: 1} = {a: \"x\"}", "RE3013", "cannot compare {a: number} with {a: text}", "{a: 1} = {a: \"x\"}", null)]
    [InlineData("abs(m: 1)", "RE3005", "`abs` has no parameter `m`", "1", "it is written `abs(n: number|money|duration) → same`")]
    [InlineData("abs(n: 1, n: 2)", "RE3005", "`n` is given twice", "1", "it is written `abs(n: number|money|duration) → same`")]
    [InlineData("modulo(dividend: 1)", "RE3005", "`modulo` does not take number", "modulo(dividend: 1)", "it is written `modulo(dividend: number, divisor: number) → number`")]
    [InlineData("modulo(divisor: 1)", "RE3005", "`modulo` needs `dividend`", "1", "it is written `modulo(dividend: number, divisor: number) → number`")]
    [InlineData("modulo(1, divisor: 1)", "RE3005", "`1` has no name, but others have", "1", "it is written `modulo(dividend: number, divisor: number) → number`")]
    [InlineData("matches(word, word)", "RE3005", "a regular expression and its flags are written as a text, not computed", "word", "it is written `matches(input: text, pattern: text, flags?: text) → boolean`")]
    [InlineData("matches(word, \"(a\")", "RE3005", "the regular expression is not well formed", "\"(a\"", "it is written `matches(input: text, pattern: text, flags?: text) → boolean`")]
    [InlineData("matches(word, \"(a)\\\\1\")", "RE3005", "back references and look-around are outside the language: they can take endless time", "\"(a)\\\\1\"", "it is written `matches(input: text, pattern: text, flags?: text) → boolean`")]
    [InlineData("matches(word, \"a\", \"z\")", "RE3005", "`z` is not a flag: the flags are s, m, i and x", "\"a\"", "it is written `matches(input: text, pattern: text, flags?: text) → boolean`")]
    [InlineData("replace(word, \"a*\", \"b\")", "RE3005", "the regular expression fits the empty text", "\"a*\"", "it is written `replace(input: text, pattern: text, replacement: text, flags?: text) → text`")]
    [InlineData("word + 1", "RE3010", "`+` takes numbers, amounts and durations, or only texts, found text", "word", "a number is made a text with `string(…)`")]
    [InlineData("@\"P1Y\" * @\"P1Y\"", "RE3012", "duration * duration gives no amount and no number", "@\"P1Y\" * @\"P1Y\"", "multiply or divide an amount by numbers, or divide amounts of the same period")]
    [InlineData("(< 10)", "RE2014", "a range without both ends is not part of the language", "<", "write both ends: `[1..10]`")]
    [InlineData("person.residnce", "RE3004", "a person has no `residnce`", "residnce", "did you mean `residence`?")]
    [InlineData("person.birth.date", "RE3004", "`birth` has no `date`", "date", "it has `birth_date`, `death_date`")]
    [InlineData("reference_date.yr", "RE3004", "a date has no `yr`", "yr", "it has `year`, `month`, `day`, `weekday`")]
    [InlineData("person.tax_assessment.wages", "RE3005", "`tax_assessment` needs arguments", "person.tax_assessment", "it is written `tax_assessment(person: person, year: number)`")]
    [InlineData("person.tax_assessment(1, 2)", "RE3005", "`tax_assessment` takes one argument", "2", "it is written `tax_assessment(person: person, year: number)`")]
    [InlineData("person.tax_assessment(month: 2)", "RE3005", "`tax_assessment` has no parameter `month`", "2", "it is written `tax_assessment(person: person, year: number)`")]
    [InlineData("person.tax_assessment(word)", "RE3001", "expected number, found text", "word", null)]
    [InlineData("sum(word)", "RE3005", "`sum` does not take text", "sum(word)", "it is written `sum(list: list of number|money) → same`")]
    [InlineData("count", "RE3005", "`count` needs arguments", "count", "it is written `count(list: list) → number`")]
    [InlineData("add months(reference_date, 1, word)", "RE3005", "where the day does not exist: `\"down\"` or `\"up\"`", "word", "it is written `add months(date: date, months: number, missing day: \"down\" or \"up\") → date`")]
    [InlineData("n(1)", "RE3017", "`n` is a value, not a function", "n(1)", "write it without brackets")]
    [InlineData("@\"2025-02-30\"", "RE3018", "`2025-02-30` is not a date or a duration", "@\"2025-02-30\"", "dates are written `@\"2025-09-01\"`, durations `@\"P1Y6M\"`")]
    [InlineData("date(2025, 2, 30)", "RE3018", "there is no date 2025-2-30", "date(2025, 2, 30)", "dates are written `date(\"2025-09-01\")` or `date(2025, 9, 1)`")]
    [InlineData("is present(n)", "RE3015", "`n` is never absent", "n", "absent is not the same as unknown: rules cannot ask whether a value is known")]
    [InlineData("for n in [1] return n", "RE3008", "`n` is already a name here", "n", "choose another name")]
    [InlineData("person.raised_children[count(item.raised_children[item != person]) > 0]", "RE3008", "`item` already stands for an item of the list around", "item != person", "name the items: `for x in xs return …` or `some x in xs satisfies …`")]
    [InlineData("on(person.birth.birth_date, person.family)", "RE3016", "households cannot be asked on a date that depends on a person's data", "person.family", "use a date from constants, parameters or the period, or move this out of `on(…)`")]
    [InlineData("for m in person.family return on(m.birth.birth_date, granted(growth.basic, m))", "RE3016", "decisions on rights cannot be asked on a date that depends on a person's data", "granted(growth.basic, m)", "use a date from constants, parameters or the period, or move this out of `on(…)`")]
    [InlineData("met(incom_test)", "RE3019", "unknown condition `incom_test`", "incom_test", "did you mean `income_test`?")]
    [InlineData("granted(growth.basics, person)", "RE3020", "unknown right `growth.basics`", "growth.basics", "did you mean `growth.basic`?")]
    [InlineData("held on(person.living_wages, reference_date)", "RE3021", "`held on` asks for a status, found `person.living_wages`", "person.living_wages", "did you mean `living_wage`?")]
    [InlineData("for m in period return m", "RE3010", "`in` takes a list, found range of date", "period", "the months of a range are `months(range)`, the years `years(range)`")]
    [InlineData("limit[1]", "RE3010", "`[…]` takes a list, found money per year", "limit", null)]
    public void Bad_expressions_are_explained(string text, string code, string message, string underlined, string? help)
    {
        var diagnostics = new DiagnosticBag();
        Check(text, null, diagnostics);
        DiagnosticAssert.Single(diagnostics).HasCode(code).HasMessage(message).Underlines(underlined).HasHelp(help);
    }

    [Theory]
    [InlineData("5", "money per year")]
    [InlineData("if flag then 5 else 6 + 1", "money per year")]
    [InlineData("\"flanders\"", "region")]
    [InlineData("if flag then \"flanders\" else if n > 1 then \"brussels\" else absent", "region?")]
    [InlineData("limit", "money per year?")]
    [InlineData("[1, 2]", "list of money per year")]
    [InlineData("[]", "list of person")]
    [InlineData("absent", "date?")]
    [InlineData("income(person, 2020)", "money per year")]
    public void What_is_written_takes_the_expected_type(string text, string type)
    {
        var diagnostics = new DiagnosticBag();
        RightsType expected = Type(type, diagnostics);
        CoreExpression core = Check(text, expected, diagnostics);
        DiagnosticAssert.None(diagnostics);
        Assert.True(core.Type.FitsIn(expected), core.Type.ToString());
    }

    [Theory]
    [InlineData("monthly", "money per year", "expected money per year, found money per month", "monthly")]
    [InlineData("2 * 5", "money per year", "expected money per year, found number", "2 * 5")]
    [InlineData("if flag then 5 else word", "number", "expected number, found text", "word")]
    [InlineData("[1, 2]", "list of text", "expected text, found number", "1")]
    [InlineData("maybe", "number", "`maybe` may be absent", "maybe")]
    [InlineData("absent", "number", "expected number, found absent", "absent")]
    [InlineData("person.payee.birth.birth_date", "date", "`person.payee.birth.birth_date` may be absent", "person.payee.birth.birth_date")]
    public void What_does_not_fit_is_pointed_at(string text, string type, string message, string underlined)
    {
        var diagnostics = new DiagnosticBag();
        CoreExpression core = Check(text, Type(type, diagnostics), diagnostics);
        Assert.True(core.Type.IsError);
        Diagnostic first = diagnostics.Sorted[0];
        Assert.Equal((message, underlined), (first.Message, first.Location?.Text));
    }

    [Theory]
    [InlineData("limt + wurd * (unknwn and x)", 4)]
    [InlineData("sum(for m in nobody return m.x + m.y)", 1)]
    [InlineData("if nobody.x then nobody.y + 1 else nobody", 3)]
    public void One_mistake_is_reported_once(string text, int count)
    {
        var diagnostics = new DiagnosticBag();
        Check(text, RightsType.Number, diagnostics);
        Assert.Equal(count, diagnostics.Count);
    }

    [Theory]
    [InlineData("money per year", "money per year")]
    [InlineData("money", "money")]
    [InlineData("list of person", "list of person")]
    [InlineData("range of date", "range of date")]
    [InlineData("region?", "region?")]
    [InlineData("tax_assessment", "tax_assessment")]
    public void Types_are_found(string text, string type)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal(type, Type(text, diagnostics).ToString());
        DiagnosticAssert.None(diagnostics);
    }

    [Theory]
    [InlineData("regon", "unknown type `regon`", "did you mean `region`?")]
    [InlineData("range of person", "there is no range of person: it has no order", "ranges hold numbers, amounts, dates, durations or texts")]
    public void Types_that_are_not_there_are_explained(string text, string message, string? help)
    {
        var diagnostics = new DiagnosticBag();
        Assert.True(Type(text, diagnostics).IsError);
        DiagnosticAssert.Single(diagnostics).HasCode("RE3007").HasMessage(message).HasHelp(help);
    }

    [Fact]
    public void Chains_become_one_node()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal([false, false, true], Assert.IsType<Sum>(Check("n + 1 - 2", null, diagnostics)).Terms.Select(t => t.Subtract));
        var product = Assert.IsType<Product>(Check("n * 2 / 3 * (4 / 5)", null, diagnostics));
        Assert.Equal((3, 1), (product.Factors.Count, product.Divisors.Count));
        Assert.Equal(3, Assert.IsType<And>(Check("flag and flag and flag", null, diagnostics)).Operands.Count);
        DiagnosticAssert.None(diagnostics);
    }

    [Fact]
    public void Needs_are_those_of_all_parts()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal(Needs.Nothing, Check("limit + 1", null, diagnostics).Needs);
        Assert.Equal(Needs.PersonalData | Needs.Household, Check("count(for m in person.family return m) > n", null, diagnostics).Needs);
        Assert.Equal(Needs.PersonalData | Needs.OtherRight, Check("flag or granted(growth.basic, person)", null, diagnostics).Needs);
    }

    [Fact]
    public void A_path_over_persons_gathers_and_over_other_values_does_not()
    {
        var diagnostics = new DiagnosticBag();
        Assert.True(Assert.IsType<ForEach>(Check("person.raised_children.raised_children", null, diagnostics)).FlattenDistinct);
        Assert.False(Assert.IsType<ForEach>(Check("person.raised_children.birth.birth_date", null, diagnostics)).FlattenDistinct);
    }

    [Fact]
    public void Long_and_deep_expressions_are_checked_in_reasonable_time()
    {
        var diagnostics = new DiagnosticBag();
        Check("n" + string.Concat(Enumerable.Repeat(" + n", 1_900)), null, diagnostics);
        Check("person" + string.Concat(Enumerable.Repeat(".payee", 1_900)), null, diagnostics);
        DiagnosticAssert.None(diagnostics);
        Check(string.Concat(Enumerable.Repeat("abs(1, ", 50)) + "1" + new string(')', 50), null, diagnostics);
        Check(string.Concat(Enumerable.Repeat("person.tax_assessment(1, ", 50)) + "1" + new string(')', 50), null, diagnostics);
        Check(string.Concat(Enumerable.Repeat("1 in (", 50)) + "1" + new string(')', 50), null, diagnostics);
    }

    [Fact]
    public void No_expression_makes_the_checker_throw()
    {
        var random = new Random(20260901);
        string[] leaves =
        [
            "n", "limit", "monthly", "later", "maybe", "home", "flag", "word", "ids", "person", "period", "reference_date", "item", "nobody",
            "null", "absent", "1", "0.5", "\"flanders\"", "\"x\"", "@\"2020-02-29\"", "@\"P1Y\"", "true", "[]", "person.payee", "person.raised_children", "small",
        ];
        string[] forms =
        [
            "{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}", "({0}) ** {1}", "-({0})", "({0}) = ({1})", "({0}) < ({1})", "({0}) and ({1})", "({0}) or ({1})",
            "if {0} then {1} else {2}", "for v in {0} return {1}", "for v in {0}..{1} return v", "some v in {0} satisfies {1}", "({0})[{1}]", "({0}).year",
            "({0}).raised_children", "({0}).tax_assessment({1})", "tax_assessment({0}, year: {1})", "({0}).region", "({0}).start", "max({0}, {1})", "sum({0})",
            "count({0})", "append({0}, {1})", "is present({0})", "default({0}, {1})", "not({0})", "on({0}, {1})", "met({0})", "granted({0}, {1})",
            "sort by({0}, {1} descending)", "list contains({0}, {1})", "held on({0}, {1})", "age on({0}, {1})", "({0}) between ({1}) and ({2})",
            "({0}) in ({1}, < {2})", "({0}) in ({1})", "[{0}, {1}]", "({0}) in [{1}..{2}]", "amounts({0}).amount", "amounts(category: {0})", "income({0}, {1})",
            "({0}).income({1}).wages", "add months({0}, {1}, {2})", "date({0}, {1}, {2})", "round half up({0}, {1})", "concatenate({0}, {1})", "({0})({1})", "[{0}..{1}]",
        ];
        for (int i = 0; i < 20_000; i++)
        {
            string text = Build(4);
            var diagnostics = new DiagnosticBag();
            CoreExpression core = Check(text, null, diagnostics);
            Assert.True(!core.Type.IsError || diagnostics.HasErrors, text);
            CoreFolding.Fold(core);
        }

        string Build(int depth) => depth == 0 || random.Next(4) == 0 ? leaves[random.Next(leaves.Length)]
            : string.Format(forms[random.Next(forms.Length)], Build(depth - 1), Build(depth - 1), Build(depth - 1));
    }

    private static CoreExpression Check(string text, RightsType? expected, DiagnosticBag diagnostics)
    {
        ExpressionSyntax syntax = Parser.ParseExpression(MappedText.Alone(text), diagnostics);
        return new Checker(new FakeScope(), diagnostics).Check(syntax, expected);
    }

    private static RightsType Type(string text, DiagnosticBag diagnostics) =>
        new Checker(new FakeScope(), diagnostics).CheckType(Parser.ParseType(MappedText.Alone(text), diagnostics));
}
