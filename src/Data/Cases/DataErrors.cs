using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>Findings in the data of cases (RE5xxx). The id of the case is filled in when the case is complete.</summary>
internal static class DataErrors
{
    public static readonly DiagnosticDescriptor InvalidJsonDescriptor = new("RE5001", "not valid JSON");
    public static readonly DiagnosticDescriptor InvalidUtf8Descriptor = new("RE5002", "not valid UTF-8");
    public static readonly DiagnosticDescriptor TooDeepDescriptor = new("RE5003", "nested too deeply");
    public static readonly DiagnosticDescriptor LineTooLongDescriptor = new("RE5004", "line too long");
    public static readonly DiagnosticDescriptor DuplicateKeyDescriptor = new("RE5005", "key written twice");
    public static readonly DiagnosticDescriptor UnknownKeyDescriptor = new("RE5006", "unknown key");
    public static readonly DiagnosticDescriptor WrongKindDescriptor = new("RE5007", "wrong kind of value");
    public static readonly DiagnosticDescriptor MissingKeyDescriptor = new("RE5008", "missing key");
    public static readonly DiagnosticDescriptor DuplicateCaseDescriptor = new("RE5009", "case given twice");
    public static readonly DiagnosticDescriptor InexactNumberDescriptor = new("RE5010", "number that cannot be held exactly");
    public static readonly DiagnosticDescriptor InvalidDateDescriptor = new("RE5011", "impossible date");
    public static readonly DiagnosticDescriptor InvalidDurationDescriptor = new("RE5012", "not a duration");
    public static readonly DiagnosticDescriptor UnknownCodeDescriptor = new("RE5013", "unknown code");
    public static readonly DiagnosticDescriptor InvalidIdentifierDescriptor = new("RE5014", "text that cannot identify anything");
    public static readonly DiagnosticDescriptor InvalidRecordKeyDescriptor = new("RE5015", "not a year, quarter or month");
    public static readonly DiagnosticDescriptor DuplicateEntryDescriptor = new("RE5016", "record given twice");
    public static readonly DiagnosticDescriptor ReversedSpanDescriptor = new("RE5017", "span that ends before it starts");
    public static readonly DiagnosticDescriptor OverlapDescriptor = new("RE5018", "overlapping spans");
    public static readonly DiagnosticDescriptor HeldAndNotHeldDescriptor = new("RE5019", "held and not held on one day");
    public static readonly DiagnosticDescriptor UnknownPersonDescriptor = new("RE5020", "person who is not in the case");
    public static readonly DiagnosticDescriptor RelationToSelfDescriptor = new("RE5021", "relation to oneself");
    public static readonly DiagnosticDescriptor UnknownKindDescriptor = new("RE5022", "unknown kind of relation");
    public static readonly DiagnosticDescriptor TooManyLinksDescriptor = new("RE5023", "too many links at one time");
    public static readonly DiagnosticDescriptor ConflictingLinksDescriptor = new("RE5024", "links that contradict each other");
    public static readonly DiagnosticDescriptor GivenAndUnknownDescriptor = new("RE5025", "given and said to be unknown");
    public static readonly DiagnosticDescriptor MoreProblemsDescriptor = new("RE5026", "more problems than are listed");

    public static readonly DiagnosticDescriptor NotListedDescriptor = new("RE5030", "value that the mapping does not list", Severity.Warning);
    public static readonly DiagnosticDescriptor NotConvertibleDescriptor = new("RE5031", "value that is not in the form that the mapping says", Severity.Warning);

    public static readonly DiagnosticDescriptor MessageDescriptor = new("RE5032", "message that cannot be read", Severity.Warning);
    public static readonly DiagnosticDescriptor OtherPersonDescriptor = new("RE5033", "message about somebody else", Severity.Warning);
    public static readonly DiagnosticDescriptor NumberCheckDescriptor = new("RE5034", "number of a person that fails its check", Severity.Warning);
    public static readonly DiagnosticDescriptor NumberBirthDescriptor = new("RE5035", "number and date of birth that disagree", Severity.Warning);
    public static readonly DiagnosticDescriptor HouseholdsDescriptor = new("RE5036", "messages that disagree about a household", Severity.Warning);
    public static readonly DiagnosticDescriptor FileNameDescriptor = new("RE5037", "file name that is no number of a person");
    public static readonly DiagnosticDescriptor NoMappingDescriptor = new("RE5038", "message for which there is no mapping", Severity.Warning);
    public static readonly DiagnosticDescriptor SourceExceptionDescriptor = new("RE5039", "source that could not answer, or answered with a warning", Severity.Warning);
    public static readonly DiagnosticDescriptor UnknownExceptionDescriptor = new("RE5040", "exception that the mapping does not list", Severity.Warning);

    public static CaseProblem Message(CasePlace at, string why) => Warning(MessageDescriptor, at, null, null, $"the message cannot be read, so what it would say is not known: {why}");

    public static CaseProblem OtherPerson(CasePlace at, string field, string written) =>
        Warning(OtherPersonDescriptor, at, field, written, $"the message names `{Shown.Short(written)}`, not the person of the file name: it is taken as about the latter");

    public static CaseProblem NumberCheck(CasePlace at, string number) =>
        Warning(NumberCheckDescriptor, at, null, number, $"the check digits of `{Shown.Short(number)}` are wrong");

    public static CaseProblem NumberBirth(CasePlace at, string number, string date) =>
        Warning(NumberBirthDescriptor, at, null, date, $"the number `{Shown.Short(number)}` tells another date of birth than `{Shown.Short(date)}`: the date counts");

    public static CaseProblem Households(CasePlace at, string person, IEnumerable<string> references) =>
        Warning(HouseholdsDescriptor, at, null, person, $"`{Shown.Short(person)}` is in different households according to different messages: those of {Listed([.. references])}");

    public static CaseProblem FileName(CasePlace at, string name, int digits) =>
        Problem(FileNameDescriptor, at, null, name, $"the file name `{Shown.Short(name)}` is not a number of {digits} digits, so nobody knows whom it is about");

    public static CaseProblem NoMapping(CasePlace at, string service, string version) =>
        Warning(NoMappingDescriptor, at, null, service, $"no mapping reads version `{Shown.Short(version)}` of `{Shown.Short(service)}`: the message is left aside");

    public static CaseProblem SourceException(CasePlace at, string code, string reason, bool unknown) =>
        Warning(SourceExceptionDescriptor, at, null, code, $"{(unknown ? "the source could not tell" : "the source answered with a warning")}: {Shown.Short(reason)} ({Shown.Short(code)})");

    public static CaseProblem UnknownException(CasePlace at, string code, string reason) =>
        Warning(UnknownExceptionDescriptor, at, null, code, $"the mapping does not say what exception `{Shown.Short(code)}` means: {Shown.Short(reason)}");

    private static CaseProblem Warning(DiagnosticDescriptor descriptor, CasePlace at, string? field, string? value, string message) =>
        Problem(descriptor, at, field, value, message) with { Severity = Severity.Warning };

    public static CaseProblem NotListed(CasePlace at, string field, string written) =>
        Problem(NotListedDescriptor, at, field, written, $"`{Shown.Short(written)}` is not among the values of `{field}` that the mapping lists, so it is not known") with { Severity = Severity.Warning };

    public static CaseProblem NotConvertible(CasePlace at, string field, string written) =>
        Problem(NotConvertibleDescriptor, at, field, written, $"`{Shown.Short(written)}` is not in the form that the mapping says for `{field}`, so it is not known") with { Severity = Severity.Warning };

    public static CaseProblem InvalidJson(CasePlace at, int column) =>
        Problem(InvalidJsonDescriptor, at, null, null, $"not valid JSON at column {column}");

    public static CaseProblem IncompleteJson(CasePlace at, int column) =>
        Problem(InvalidJsonDescriptor, at, null, null, $"not valid JSON: it breaks off at column {column}");

    public static CaseProblem InvalidUtf8(CasePlace at, int column) =>
        Problem(InvalidUtf8Descriptor, at, null, null, $"not valid UTF-8 at column {column}");

    public static CaseProblem TooDeep(CasePlace at, int column, int limit) =>
        Problem(TooDeepDescriptor, at, null, null, $"nested more than {limit} levels deep at column {column}");

    public static CaseProblem LineTooLong(CasePlace at, int limit) =>
        Problem(LineTooLongDescriptor, at, null, null, $"the line is longer than {limit} bytes: write one case per line");

    public static CaseProblem DuplicateKey(CasePlace at, string key) =>
        Problem(DuplicateKeyDescriptor, at, null, null, $"key `{Shown.Short(key)}` is written twice");

    public static CaseProblem UnknownKey(CasePlace at, string key, string owner, IEnumerable<string> valid)
    {
        string[] names = [.. valid.Order(StringComparer.Ordinal)];
        return Problem(UnknownKeyDescriptor, at, key, null,
            $"unknown key `{Shown.Short(key)}` in {owner}: {Near(key, names) ?? $"the keys are {Listed(names)}"}");
    }

    public static CaseProblem WrongKind(CasePlace at, string? field, CaseNode found, string expected, string? help = null) =>
        Problem(WrongKindDescriptor, at, field, TextOf(found), $"{at.Path.LastName} is {found.Kind}: expected {expected}{(help is null ? "" : $"; {help}")}");

    public static CaseProblem MissingKey(CasePlace at, string owner, string key) =>
        Problem(MissingKeyDescriptor, at, key, null, $"{owner} has no `{key}`");

    public static CaseProblem DayWithoutHeld(CasePlace at) =>
        Problem(UnknownKeyDescriptor, at, "on", null, "`on` is the day on which a status is not held: it goes with `held: false`");

    public static CaseProblem SpanOfNotHeld(CasePlace at, string key) =>
        Problem(UnknownKeyDescriptor, at, key, null, $"an entry with `held: false` has `on`, not `{key}`");

    public static CaseProblem NoPersons(CasePlace at) =>
        Problem(MissingKeyDescriptor, at, null, null, "the case has no persons");

    public static CaseProblem DuplicateCase(CasePlace at, string id) =>
        Problem(DuplicateCaseDescriptor, at, null, id, $"case `{Shown.Short(id)}` was already read in this run");

    public static CaseProblem NotANumber(CasePlace at, string field, string written) =>
        Problem(InexactNumberDescriptor, at, field, written, $"`{Shown.Short(written)}` is not a plain number: write digits and a decimal point, without exponent or separators");

    public static CaseProblem TooManyDecimals(CasePlace at, string field, string written, string type, int maximum) =>
        Problem(InexactNumberDescriptor, at, field, written, $"`{Shown.Short(written)}` has too many decimals: {type} has at most {maximum}");

    public static CaseProblem NumberTooLarge(CasePlace at, string field, string written, string type, int digits) =>
        Problem(InexactNumberDescriptor, at, field, written, $"`{Shown.Short(written)}` is too large: {type} has at most {digits} digits before the point");

    public static CaseProblem InvalidDate(CasePlace at, string field, string written) =>
        Problem(InvalidDateDescriptor, at, field, written, $"`{Shown.Short(written)}` is not a date: write it as 2024-10-01");

    public static CaseProblem InvalidDuration(CasePlace at, string field, string written) =>
        Problem(InvalidDurationDescriptor, at, field, written, $"`{Shown.Short(written)}` is not a duration of years and months: write it as P1Y6M");

    public static CaseProblem UnknownCode(CasePlace at, string field, string written, string list, IEnumerable<string> codes)
    {
        string[] names = [.. codes];
        return Problem(UnknownCodeDescriptor, at, field, written,
            $"unknown code `{Shown.Short(written)}` of `{list}`: {Near(written, names) ?? $"the codes are {Listed(names)}"}");
    }

    public static CaseProblem EmptyText(CasePlace at, string? field) =>
        Problem(InvalidIdentifierDescriptor, at, field, "", $"{at.Path.LastName} is empty: leave it out when there is nothing to say");

    public static CaseProblem BlankAround(CasePlace at, string? field, string written) =>
        Problem(InvalidIdentifierDescriptor, at, field, written, $"`{Shown.Short(written)}` has blanks around it");

    public static CaseProblem ReservedId(CasePlace at, string id) =>
        Problem(InvalidIdentifierDescriptor, at, null, id, $"a person cannot be called `{Shown.Short(id)}`: the word says that a source could not tell");

    public static CaseProblem InvalidRecordKey(CasePlace at, string record, string key, string expected) =>
        Problem(InvalidRecordKeyDescriptor, at, null, key, $"`{Shown.Short(key)}` is not {expected} as the key of `{record}`");

    public static CaseProblem KeyOfUnkeyed(CasePlace at, string record, string key) =>
        Problem(InvalidRecordKeyDescriptor, at, null, key, $"`{record}` has no years, quarters or months: `{Shown.Short(key)}` cannot be its key");

    public static CaseProblem DuplicateEntry(CasePlace at, string person, string record, string? key) =>
        Problem(DuplicateEntryDescriptor, at, null, key, $"`{Shown.Short(person)}` has two entries of `{record}`{(key is null ? "" : $" for {key}")}");

    public static CaseProblem ReversedSpan(CasePlace at, DateOnly from, DateOnly to) =>
        Problem(ReversedSpanDescriptor, at, "to", Iso(to), $"the span ends on {Iso(to)}, before it starts on {Iso(from)}");

    public static CaseProblem Overlap(CasePlace at, string person, string record, DateOnly day) =>
        Problem(OverlapDescriptor, at, null, null, $"`{Shown.Short(person)}` has two entries of `{record}` {Day(day)}");

    public static CaseProblem HeldAndNotHeld(CasePlace at, string code, DateOnly day) =>
        Problem(HeldAndNotHeldDescriptor, at, "on", Iso(day), $"`{Shown.Short(code)}` is said to be held and not to be held on {Iso(day)}");

    public static CaseProblem UnknownPerson(CasePlace at, string relation, string person, IEnumerable<string> persons) =>
        Problem(UnknownPersonDescriptor, at, null, person,
            $"`{relation}` refers to `{Shown.Short(person)}`, who is not in the case{(Near(person, persons) is { } near ? $": {near}" : "")}");

    public static CaseProblem RelationToSelf(CasePlace at, string relation, string person) =>
        Problem(RelationToSelfDescriptor, at, null, person, $"`{relation}` links `{Shown.Short(person)}` to the same person");

    public static CaseProblem UnknownKind(CasePlace at, string relation, string kind, IEnumerable<string> kinds)
    {
        string[] names = [.. kinds.Order(StringComparer.Ordinal)];
        return Problem(UnknownKindDescriptor, at, "kind", kind,
            $"unknown kind `{Shown.Short(kind)}` of `{relation}`: {Near(kind, names) ?? $"the kinds are {Listed(names)}"}");
    }

    public static CaseProblem TooManyLinks(CasePlace at, string person, string name, int count, int maximum, DateOnly day) =>
        Problem(TooManyLinksDescriptor, at, null, null, $"`{Shown.Short(person)}` has {count} `{name}` {Day(day)}: at most {maximum} at one time");

    public static CaseProblem ConflictingLinks(CasePlace at, string relation, string from, string to, DateOnly day) =>
        Problem(ConflictingLinksDescriptor, at, null, null,
            $"two different links `{relation}` between `{Shown.Short(from)}` and `{Shown.Short(to)}` {Day(day)}: give a link once, or alike from both sides");

    public static CaseProblem GivenAndUnknown(CasePlace at, string record, string? key, string? field) =>
        Problem(GivenAndUnknownDescriptor, at, field, null,
            $"`{record}{(key is null ? "" : $"({key})")}{(field is null ? "" : $".{field}")}` is given and said to be unknown");

    public static CaseProblem MoreProblems(CasePlace at, int count) =>
        Problem(MoreProblemsDescriptor, at, null, null, $"the case has {count} more problems that are not listed");

    private static CaseProblem Problem(DiagnosticDescriptor descriptor, CasePlace at, string? field, string? value, string message) =>
        new(descriptor.Code, "", at.File, at.Row, at.Path.ToString(), field, value, message);

    private static string? TextOf(CaseNode node) => node is CaseScalar { ScalarKind: not ScalarKind.Null } scalar ? scalar.Text : null;

    // The comparison takes time by the product of the lengths; nobody misspells a name of this length.
    private static string? Near(string written, IEnumerable<string> names) => written.Length > 200 ? null : Suggestions.DidYouMean(written, names);

    private static string Listed(string[] names) =>
        names.Length == 0 ? "none" : string.Join(", ", names.Take(12).Select(n => $"`{n}`")) + (names.Length > 12 ? $" and {names.Length - 12} more" : "");

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd");

    // Open spans overlap from the beginning of time, or up to its end: no date that says anything.
    private static string Day(DateOnly day) => day == DateOnly.MinValue || day == DateOnly.MaxValue ? "at the same time" : $"on {Iso(day)}";
}
