namespace RightsEngine.Data.Magda;

/// <summary>
/// Which persons form a case. A case is named after the reference person of the household; a person is in the household that
/// the first household service in the mapping says, else in the one whose list names the person, else alone.
/// </summary>
internal sealed class HouseholdIndex
{
    private readonly SortedDictionary<string, SortedSet<string>> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _references = new(StringComparer.Ordinal);

    private sealed record Statement(string Reference, IReadOnlyList<string> Members);

    public HouseholdIndex(IReadOnlyDictionary<string, List<MessageFile>> files, MagdaMapping mapping)
    {
        var own = new Dictionary<string, List<Statement>>(StringComparer.Ordinal);
        foreach ((string person, List<MessageFile> messages) in files)
            own[person] = [.. mapping.Services.Where(s => s.Households.Count > 0).SelectMany(s => messages.Where(m => ReferenceEquals(mapping.Find(m.Service, m.Version), s)).SelectMany(m => Statements(person, m, s)))];
        var listed = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (Statement statement in own.Values.SelectMany(s => s.Take(1)))
            foreach (string member in statement.Members) SetOf(listed, member).Add(statement.Reference);
        foreach (string person in files.Keys)
        {
            string reference = own[person] is [{ } first, ..] ? first.Reference : listed.TryGetValue(person, out SortedSet<string>? lists) ? lists.Min! : person;
            if (!_cases.TryGetValue(reference, out SortedSet<string>? persons)) _cases[reference] = persons = new SortedSet<string>(StringComparer.Ordinal) { reference };
            persons.Add(person);
            if (own[person] is [{ } chosen, ..]) persons.UnionWith(chosen.Members);
            foreach (Statement statement in own[person]) SetOf(_references, person).Add(statement.Reference);
        }
        foreach ((string person, SortedSet<string> references) in listed) SetOf(_references, person).UnionWith(references);
    }

    /// <summary>The cases by their names, each with its persons, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, SortedSet<string>>> Cases => _cases;

    /// <summary>The households in which messages place a person, when they are more than one.</summary>
    public IReadOnlyCollection<string>? Disagreement(string person) =>
        _references.TryGetValue(person, out SortedSet<string>? references) && references.Count > 1 ? references : null;

    private static SortedSet<string> SetOf(Dictionary<string, SortedSet<string>> sets, string key) =>
        sets.TryGetValue(key, out SortedSet<string>? set) ? set : sets[key] = new SortedSet<string>(StringComparer.Ordinal);

    private static IEnumerable<Statement> Statements(string subject, MessageFile file, ServiceMapping service)
    {
        if (MessageFolder.Read(file).Message?.Content is not { } content) yield break;
        foreach (HouseholdRule rule in service.Households)
        {
            MessageElement[] elements = [.. content.All(rule.At).Where(e => MessageTests.Hold(rule.Where, e) && !string.IsNullOrEmpty(e.Value(rule.Person)))];
            string[] persons = [.. elements.Select(e => e.Value(rule.Person)!).Distinct()];
            if (persons.Length == 0) continue;
            if (rule.Kind == "members") yield return new Statement(subject, persons);
            else if (rule.Kind == "reference") yield return new Statement(persons[0], [subject]);
            else if (elements.FirstOrDefault(e => MessageTests.Hold(rule.Reference, e)) is { } reference && persons.Contains(subject))
                yield return new Statement(reference.Value(rule.Person)!, persons);
        }
    }
}

/// <summary>The tests of <c>where:</c>.</summary>
internal static class MessageTests
{
    public static bool Hold(IReadOnlyList<WhereTest> tests, MessageElement element) => tests.All(t => Holds(t, element));

    private static bool Holds(WhereTest test, MessageElement element)
    {
        IEnumerable<string> values = Values(test.Path, element);
        return test.IsAbsence ? !values.Any() : values.Any(test.Values.Contains);
    }

    private static IEnumerable<string> Values(string path, MessageElement element)
    {
        if (path == "." || path.Contains('@')) return element.Value(path) is { Length: > 0 } value ? [value] : [];
        return element.All(path).Select(e => e.Value(".")!).Where(v => v.Length > 0);
    }
}
