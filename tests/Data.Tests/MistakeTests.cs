using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests;

/// <summary>Each mistake rejects its case, with its place and a sentence; the cases around it go on.</summary>
public sealed class MistakeTests
{
    // persons (quotes are single) · code · path · field · value · message
    public static TheoryData<string, string, string, string?, string?, string> InPersons => new()
    {
        { "{'anna': {'payslp': {}}}", "RE5006", "persons.anna.payslp", "payslp", null, "unknown key `payslp` in a person: did you mean `payslip`?" },
        { "{'anna': {'payslip': {'2023': {'wage': 1}}}}", "RE5006", "persons.anna.payslip.2023.wage", "wage", null, "unknown key `wage` in `payslip`: did you mean `wages`?" },
        { "{'anna': {'home': {'zzz': 1}}}", "RE5006", "persons.anna.home.zzz", "zzz", null, "unknown key `zzz` in `home`: the keys are `address`, `from`, `to`" },
        { "{'anna': {'birth': {'from': '2020-01-01'}}}", "RE5006", "persons.anna.birth.from", "from", null, "unknown key `from` in `birth`: the keys are `birth_date`, `death_date`, `gender`, `languages`, `name`" },
        { "{'anna': {'guardian': [{'person': 'ben', 'kind': 'x'}]}, 'ben': {}}", "RE5006", "persons.anna.guardian[0].kind", "kind", null, "unknown key `kind` in a link `guardian`: the keys are `person`" },
        { "{'anna': {'payslip': {'2023': {'wages': '25000'}}}}", "RE5007", "persons.anna.payslip.2023.wages", "wages", "25000", "`wages` is a text: expected a number" },
        { "{'anna': {'payslip': {'2023': {'wages': true}}}}", "RE5007", "persons.anna.payslip.2023.wages", "wages", "true", "`wages` is a boolean: expected a number" },
        { "{'anna': {'payslip': {'2023': {'wages': {}}}}}", "RE5007", "persons.anna.payslip.2023.wages", "wages", null, "`wages` is an object: expected a number" },
        { "{'anna': {'payslip': {'2023': {'full_time': 1}}}}", "RE5007", "persons.anna.payslip.2023.full_time", "full_time", "1", "`full_time` is a number: expected true or false" },
        { "{'anna': {'birth': {'birth_date': 1985}}}", "RE5007", "persons.anna.birth.birth_date", "birth_date", "1985", "`birth_date` is a number: expected a date such as \"2024-10-01\"; put it in quotes" },
        { "{'anna': {'birth': {'gender': 1}}}", "RE5007", "persons.anna.birth.gender", "gender", "1", "`gender` is a number: expected a code of `gender`; put it in quotes" },
        { "{'anna': {'birth': {'languages': 'nl'}}}", "RE5007", "persons.anna.birth.languages", "languages", "nl", "`languages` is a text: expected a list" },
        { "{'anna': {'birth': {'languages': ['nl', 3]}}}", "RE5007", "persons.anna.birth.languages[1]", "languages", "3", "`languages` is a number: expected a text; put it in quotes" },
        { "{'anna': {'home': {'address': 12}}}", "RE5007", "persons.anna.home.address", "address", "12", "`address` is a number: expected an identifier; put it in quotes" },
        { "{'anna': {'birth': [{'name': 'Anna'}]}}", "RE5007", "persons.anna.birth", null, null, "`birth` is a list: expected an object" },
        { "{'anna': {'payslip': [{'wages': 1}]}}", "RE5007", "persons.anna.payslip", null, null, "`payslip` is a list: expected an object with a year such as 2023 as key" },
        { "{'anna': {'payslip': {'2023': [{'wages': 1}]}}}", "RE5007", "persons.anna.payslip.2023", null, null, "`2023` is a list: expected an object" },
        { "{'anna': {'home': 'a1'}}", "RE5007", "persons.anna.home", null, "a1", "`home` is a text: expected an object" },
        { "{'anna': 'unknown'}", "RE5007", "persons.anna", null, "unknown", "`anna` is a text: expected an object" },
        { "{'anna': {'partners': [12]}}", "RE5007", "persons.anna.partners[0]", null, "12", "`partners` is a number: expected the id of a person, or an object with `person`" },
        { "{'anna': {'partners': [{'person': 12}]}}", "RE5007", "persons.anna.partners[0].person", "person", "12", "`person` is a number: expected the id of a person" },
        { "{'anna': {'partners': [{'kind': 'married'}]}}", "RE5008", "persons.anna.partners[0]", "person", null, "a link `partner` has no `person`" },
        { "{'anna': {'payslip': {'2023': {'wages': 25000.105}}}}", "RE5010", "persons.anna.payslip.2023.wages", "wages", "25000.105", "`25000.105` has too many decimals: money has at most 2" },
        { "{'anna': {'payslip': {'2023': {'wages': -1000000000000}}}}", "RE5010", "persons.anna.payslip.2023.wages", "wages", "-1000000000000", "`-1000000000000` is too large: money has at most 12 digits before the point" },
        { "{'anna': {'payslip': {'2023': {'wages': 1e3}}}}", "RE5010", "persons.anna.payslip.2023.wages", "wages", "1e3", "`1e3` is not a plain number: write digits and a decimal point, without exponent or separators" },
        { "{'anna': {'payslip': {'2023': {'hours': 0.1234567890123}}}}", "RE5010", "persons.anna.payslip.2023.hours", "hours", "0.1234567890123", "`0.1234567890123` has too many decimals: a number has at most 12" },
        { "{'anna': {'payslip': {'2023': {'hours': 1000000000000000}}}}", "RE5010", "persons.anna.payslip.2023.hours", "hours", "1000000000000000", "`1000000000000000` is too large: a number has at most 15 digits before the point" },
        { "{'anna': {'birth': {'birth_date': '2023-02-29'}}}", "RE5011", "persons.anna.birth.birth_date", "birth_date", "2023-02-29", "`2023-02-29` is not a date: write it as 2024-10-01" },
        { "{'anna': {'birth': {'birth_date': '2023-2-9'}}}", "RE5011", "persons.anna.birth.birth_date", "birth_date", "2023-2-9", "`2023-2-9` is not a date: write it as 2024-10-01" },
        { "{'anna': {'home': {'address': 'a', 'from': '01/02/2020'}}}", "RE5011", "persons.anna.home.from", "from", "01/02/2020", "`01/02/2020` is not a date: write it as 2024-10-01" },
        { "{'anna': {'payslip': {'2023': {'seniority': '3 years'}}}}", "RE5012", "persons.anna.payslip.2023.seniority", "seniority", "3 years", "`3 years` is not a duration of years and months: write it as P1Y6M" },
        { "{'anna': {'status_register': [{'code': 'LIVNG'}]}}", "RE5013", "persons.anna.status_register[0].code", "code", "LIVNG", "unknown code `LIVNG` of `status_code`: did you mean `LIVING`?" },
        { "{'anna': {'birth': {'gender': 'woman'}}}", "RE5013", "persons.anna.birth.gender", "gender", "woman", "unknown code `woman` of `gender`: the codes are `f`, `m`, `x`" },
        { "{'anna': {'home': {'address': ''}}}", "RE5014", "persons.anna.home.address", "address", "", "`address` is empty: leave it out when there is nothing to say" },
        { "{'anna': {'home': {'address': 'a1 '}}}", "RE5014", "persons.anna.home.address", "address", "a1 ", "`a1 ` has blanks around it" },
        { "{'unknown': {}}", "RE5014", "persons.unknown", null, "unknown", "a person cannot be called `unknown`: the word says that a source could not tell" },
        { "{'anna': {'payslip': {'23': {}}}}", "RE5015", "persons.anna.payslip.23", null, "23", "`23` is not a year such as 2023 as the key of `payslip`" },
        { "{'anna': {'work': {'2023-Q5': {}}}}", "RE5015", "persons.anna.work.2023-Q5", null, "2023-Q5", "`2023-Q5` is not a quarter such as 2023-Q2 as the key of `work`" },
        { "{'anna': {'benefit': {'2023-13': 'unknown'}}}", "RE5015", "persons.anna.benefit.2023-13", null, "2023-13", "`2023-13` is not a month such as 2023-05 as the key of `benefit`" },
        { "{'anna': {'payslip': {'2023': {}, '2023': {}}}}", "RE5005", "persons.anna.payslip.2023", null, null, "key `2023` is written twice" },
        { "{'anna': {}, 'anna': {}}", "RE5005", "persons.anna", null, null, "key `anna` is written twice" },
        { "{'anna': {'birth': {'name': 'A', 'name': 'A'}}}", "RE5005", "persons.anna.birth.name", null, null, "key `name` is written twice" },
        { "{'anna': {'partners': [{'person': 'ben', 'person': 'ben'}]}, 'ben': {}}", "RE5005", "persons.anna.partners[0].person", null, null, "key `person` is written twice" },
        { "{'anna': {'home': {'address': 'a', 'from': '2020-01-02', 'to': '2020-01-01'}}}", "RE5017", "persons.anna.home.to", "to", "2020-01-01", "the span ends on 2020-01-01, before it starts on 2020-01-02" },
        { "{'anna': {'home': [{'address': 'a', 'from': '2020-01-01'}, {'address': 'b', 'from': '2019-01-01', 'to': '2020-01-01'}]}}", "RE5018", "persons.anna.home[1]", null, null, "`anna` has two entries of `home` on 2020-01-01" },
        { "{'anna': {'home': [{'address': 'a'}, {'address': 'b'}]}}", "RE5018", "persons.anna.home[1]", null, null, "`anna` has two entries of `home` at the same time" },
        { "{'anna': {'home': [{'address': 'a', 'from': 'unknown', 'to': '2020-01-01'}, {'address': 'b', 'from': '2019-01-01'}]}}", "RE5018", "persons.anna.home[1]", null, null, "`anna` has two entries of `home` on 2020-01-01" },
        { "{'anna': {'status_register': [{'code': 'LIVING', 'held': false, 'on': '2020-01-01'}, {'code': 'LIVING'}]}}", "RE5019", "persons.anna.status_register[0]", "on", "2020-01-01", "`LIVING` is said to be held and not to be held on 2020-01-01" },
        { "{'anna': {'status_register': [{'code': 'LIVING', 'held': false}]}}", "RE5008", "persons.anna.status_register[0]", "on", null, "an entry with `held: false` has no `on`" },
        { "{'anna': {'status_register': [{'code': 'LIVING', 'held': 'no'}]}}", "RE5007", "persons.anna.status_register[0].held", "held", "no", "`held` is a text: expected true or false" },
        { "{'anna': {'status_register': [{'code': 'LIVING', 'on': '2020-01-01'}]}}", "RE5006", "persons.anna.status_register[0].on", "on", null, "`on` is the day on which a status is not held: it goes with `held: false`" },
        { "{'anna': {'status_register': [{'code': 'LIVING', 'held': false, 'on': '2020-01-01', 'to': '2020-01-01'}]}}", "RE5006", "persons.anna.status_register[0]", "to", null, "an entry with `held: false` has `on`, not `to`" },
        { "{'anna': {'home': {'held': false}}}", "RE5006", "persons.anna.home.held", "held", null, "unknown key `held` in `home`: the keys are `address`, `from`, `to`" },
        { "{'anna': {'partners': ['bem']}, 'ben': {}}", "RE5020", "persons.anna.partners[0]", null, "bem", "`partners` refers to `bem`, who is not in the case: did you mean `ben`?" },
        { "{'anna': {'raisers': ['zoltan']}}", "RE5020", "persons.anna.raisers[0]", null, "zoltan", "`raisers` refers to `zoltan`, who is not in the case" },
        { "{'anna': {'raised_children': ['anna']}}", "RE5021", "persons.anna.raised_children[0]", null, "anna", "`raised_children` links `anna` to the same person" },
        { "{'anna': {'partners': [{'person': 'ben', 'kind': 'maried'}]}, 'ben': {}}", "RE5022", "persons.anna.partners[0].kind", "kind", "maried", "unknown kind `maried` of `partner`: did you mean `married`?" },
        { "{'anna': {'partners': [{'person': 'ben', 'kind': 3}]}, 'ben': {}}", "RE5007", "persons.anna.partners[0].kind", "kind", "3", "`kind` is a number: expected a kind of `partner`" },
        { "{'anna': {'partners': ['ben']}, 'ben': {}, 'cato': {'partners': ['ben']}}", "RE5023", "persons.cato.partners[0]", null, null, "`ben` has 2 `partners` at the same time: at most 1 at one time" },
        { "{'anna': {'guardian': ['ben', 'cato']}, 'ben': {}, 'cato': {}}", "RE5023", "persons.anna.guardian[1]", null, null, "`anna` has 2 `guardian` at the same time: at most 1 at one time" },
        { "{'anna': {'raised_children': [{'person': 'ben', 'share': 1, 'to': '2020-05-01'}]}, 'ben': {'raisers': [{'person': 'anna', 'share': 0.5, 'from': '2020-05-01'}]}}", "RE5024", "persons.ben.raisers[0]", null, null, "two different links `raises` between `anna` and `ben` on 2020-05-01: give a link once, or alike from both sides" },
    };

    // whole case · code · path · field · value · message
    public static TheoryData<string, string, string, string?, string?, string> InCases => new()
    {
        { "{'case': 'bad', 'person': {}, 'persons': {'a': {}}}", "RE5006", "person", "person", null, "unknown key `person` in the case: did you mean `persons`?" },
        { "{'case': 'bad', 'persons': {'a': {}}, 'requested_on': 'soon'}", "RE5011", "requested_on", "requested_on", "soon", "`soon` is not a date: write it as 2024-10-01" },
        { "{'case': 'bad', 'case': 'bad', 'persons': {'a': {}}}", "RE5005", "case", null, null, "key `case` is written twice" },
        { "{'case': 'bad', 'persons': {}}", "RE5008", "", null, null, "the case has no persons" },
        { "{'case': 'bad'}", "RE5008", "", null, null, "the case has no persons" },
        { "{'case': 'bad', 'persons': 'unknown'}", "RE5007", "persons", null, "unknown", "`persons` is a text: expected an object" },
        { "{'persons': {'a': {}}}", "RE5008", "", "case", null, "the case has no `case`" },
        { "{'case': '', 'persons': {'a': {}}}", "RE5014", "case", null, "", "`case` is empty: leave it out when there is nothing to say" },
        { "{'case': 12, 'persons': {'a': {}}}", "RE5007", "case", null, "12", "`case` is a number: expected a text" },
        { "{'case': 'first', 'persons': {'a': {}}}", "RE5009", "case", null, "first", "case `first` was already read in this run" },
        { "[]", "RE5007", "", null, null, "the case is a list: expected an object" },
        { "12", "RE5007", "", null, "12", "the case is a number: expected an object" },
        { "{'case': 'bad', 'persons': {'a': {}}", "RE5001", "", null, null, "not valid JSON: it breaks off at column 37" },
        { "{'case': 'bad', é: {}}", "RE5001", "", null, null, "not valid JSON at column 17" },
        { "{'case': 'bad'} {}", "RE5001", "", null, null, "not valid JSON at column 17" },
        { "{'case': 'bad', 'persons': {'a': {}},}", "RE5001", "", null, null, "not valid JSON at column 38" },
        { "{'case': '\\ud800'}", "RE5001", "", null, null, "not valid JSON at column 10" },
    };

    [Theory]
    [MemberData(nameof(InPersons))]
    public void A_mistake_in_persons_rejects_its_case(string persons, string code, string path, string? field, string? value, string message) =>
        Check($"{{\"case\": \"bad\", \"persons\": {Reading.Quoted(persons)}}}", "bad", new CaseProblem(code, "bad", "", 2, path, field, value, message));

    [Theory]
    [MemberData(nameof(InCases))]
    public void A_mistake_in_a_case_rejects_it(string json, string code, string path, string? field, string? value, string message)
    {
        string id = code == "RE5001" ? "" : json.Contains("'bad'") ? "bad" : json.Contains("'first'") ? "first" : "";
        Check(Reading.Quoted(json), id, new CaseProblem(code, id, "", 2, path, field, value, message));
    }

    [Fact]
    public void All_mistakes_of_a_case_are_told()
    {
        CaseResult result = Reading.Json(Reading.Quoted("{'case': 'c', 'persons': {'a': {'birth': {'birth_date': 'x', 'gender': 'y'}, 'home': {'addres': 'z'}, 'partners': ['q']}}}"));
        Assert.Equal(["RE5011", "RE5013", "RE5006", "RE5020"], result.Problems.Select(p => p.Code));
    }

    [Fact]
    public void Fifty_problems_are_listed_and_the_rest_is_counted()
    {
        string fields = string.Join(',', Enumerable.Range(0, 80).Select(i => $"'f{i}': 1"));
        CaseResult result = Reading.Json(Reading.Quoted($"{{'case': 'c', 'persons': {{'a': {{'birth': {{{fields}}}}}}}}}"));
        Assert.Equal(50, result.Problems.Count);
        Assert.Equal(new CaseProblem("RE5026", "c", "-", 1, "", null, null, "the case has 31 more problems that are not listed"), result.Problems[^1]);
    }

    [Fact]
    public void Depth_has_a_limit()
    {
        string deep = $"{{\"case\": \"c\", \"x\": {new string('[', 64)}{new string(']', 64)}}}";
        Assert.Equal(new CaseProblem("RE5003", "", "-", 1, "", null, null, "nested more than 64 levels deep at column 83"), Assert.Single(Reading.Json(deep).Problems));
        string veryDeep = $"{{\"case\": \"c\", \"x\": {new string('[', 100_000)}";
        Assert.Equal("RE5003", Assert.Single(Reading.Json(veryDeep).Problems).Code);
        string allowed = $"{{\"case\": \"c\", \"x\": {new string('[', 63)}{new string(']', 63)}, \"persons\": {{\"a\": {{}}}}}}";
        Assert.Equal("RE5006", Assert.Single(Reading.Json(allowed).Problems).Code);
    }

    [Fact]
    public void Long_and_strange_text_is_made_fit_for_a_message()
    {
        string code = "\\u001b[31m" + new string('x', 100);
        CaseProblem problem = Assert.Single(Reading.Json($"{{\"case\": \"c\", \"persons\": {{\"a\": {{\"birth\": {{\"gender\": \"{code}\"}}}}}}}}").Problems);
        Assert.Equal($"unknown code `\uFFFD[31m{new string('x', 55)}…` of `gender`: the codes are `f`, `m`, `x`", problem.Message);
        Assert.Equal(105, problem.Value!.Length);
    }

    private static void Check(string line, string id, CaseProblem expected)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("cases.ndjson", $"{Village.Line("first")}\n{line}\n{Village.Line("third")}\n");
        List<CaseResult> results = Reading.File(file);
        Assert.Equal(3, results.Count);
        Assert.NotNull(results[0].Case);
        Assert.Null(results[1].Case);
        Assert.Equal(id, results[1].CaseId);
        Assert.Equal(2, results[1].Row);
        Assert.Equal(expected with { File = file }, Assert.Single(results[1].Problems));
        Assert.NotNull(results[2].Case);
    }
}
