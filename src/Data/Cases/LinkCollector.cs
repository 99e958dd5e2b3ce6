using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>The links of a case, in the direction of their relation, until all persons are known.</summary>
internal sealed class LinkCollector(CaseProblems problems, bool tolerant = false)
{
    private readonly List<Pending> _links = [];
    private readonly HashSet<Pending> _doubtful = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sides of relations of which the links contradict each other; filled by <see cref="Build"/>.</summary>
    public List<UnknownRelation> Undecided { get; } = [];

    private sealed record Pending(RelationDefinition Relation, string From, string To, string? Kind, CaseSpan Span, IReadOnlyDictionary<string, Value> Fields,
        string Referred, string WrittenAs, CasePlace At, int Order)
    {
        public string Contents { get; } = $"{Kind}|{CanonicalText.Of(Fields)}";
    }

    /// <summary>From and to of a link; in a symmetric relation the ordinal smaller id comes first, from whichever side it is told.</summary>
    public static (string From, string To) Ends(RelationDefinition relation, bool forward, string person, string other)
    {
        bool swap = relation.Symmetric ? string.CompareOrdinal(person, other) > 0 : !forward;
        return swap ? (other, person) : (person, other);
    }

    public void Add(RelationDefinition relation, bool forward, string person, string other, string? kind, CaseSpan span, IReadOnlyDictionary<string, Value> fields, CasePlace at)
    {
        (string from, string to) = Ends(relation, forward, person, other);
        string writtenAs = forward ? relation.Forward : relation.Inverse ?? relation.Forward;
        _links.Add(new Pending(relation, from, to, kind, span, fields, other, writtenAs, at, _links.Count));
    }

    /// <summary>The links in a fixed order, each once.</summary>
    public List<Link> Build(IReadOnlyDictionary<string, Person> persons)
    {
        List<Pending> merged = [];
        Pending? last = null;
        foreach (Pending link in _links.Where(l => IsPossible(l, persons)).Order(Comparer<Pending>.Create(Compare)))
        {
            if (last is null || Compare(last, link) != 0) merged.Add(link);
            last = link;
        }
        CheckConflicts(merged);
        CheckMaximum(merged);
        foreach (Pending link in _doubtful)
        {
            Undecided.Add(new UnknownRelation(link.Relation.Name, link.From, true));
            Undecided.Add(new UnknownRelation(link.Relation.Name, link.To, link.Relation.Symmetric));
        }
        return [.. merged.Where(l => !_doubtful.Contains(l)).Select(l => new Link(l.Relation, persons[l.From], persons[l.To], l.Kind, l.Span, l.Fields))];
    }

    private bool IsPossible(Pending link, IReadOnlyDictionary<string, Person> persons)
    {
        if (!persons.ContainsKey(link.Referred)) problems.Add(DataErrors.UnknownPerson(link.At, link.WrittenAs, link.Referred, persons.Keys));
        else if (link.From == link.To) problems.Add(Mistake(DataErrors.RelationToSelf(link.At, link.WrittenAs, link.From)));
        else return true;
        return false;
    }

    private void CheckConflicts(List<Pending> links)
    {
        foreach (IGrouping<(string, string, string), Pending> pair in links.GroupBy(l => (l.Relation.Name, l.From, l.To)))
        {
            (Pending Link, CertainSpan Span)? widest = null;
            foreach ((Pending link, CertainSpan span) in InTime(pair))
            {
                if (widest is { } before && before.Span.To >= span.From)
                {
                    problems.Add(Mistake(DataErrors.ConflictingLinks((link.Order > before.Link.Order ? link : before.Link).At, link.Relation.Name, link.From, link.To, span.From)));
                    if (tolerant) _doubtful.UnionWith([link, before.Link]);
                }
                if (widest is null || span.To > widest.Value.Span.To) widest = (link, span);
            }
        }
    }

    // The maximum is about the forward path; in a symmetric relation both ends look forward.
    private void CheckMaximum(List<Pending> links)
    {
        var ends = links.Where(l => l.Relation.Max is not null)
            .SelectMany(l => l.Relation.Symmetric ? new[] { (Person: l.From, Link: l), (Person: l.To, Link: l) } : [(Person: l.From, Link: l)]);
        foreach (var group in ends.GroupBy(e => (e.Link.Relation.Name, e.Person)))
        {
            int maximum = group.First().Link.Relation.Max!.Value;
            List<(Pending Link, CertainSpan Span)> active = [];
            foreach ((Pending link, CertainSpan span) in InTime(group.Select(e => e.Link)))
            {
                active.RemoveAll(a => a.Span.To < span.From);
                active.Add((link, span));
                if (active.Count <= maximum) continue;
                problems.Add(Mistake(DataErrors.TooManyLinks(active.MaxBy(a => a.Link.Order).Link.At, group.Key.Person, link.Relation.Forward, active.Count, maximum, span.From)));
                if (tolerant) _doubtful.UnionWith(active.Select(a => a.Link));
                break;
            }
        }
    }

    private CaseProblem Mistake(CaseProblem mistake) => tolerant ? mistake with { Severity = Severity.Warning } : mistake;

    private static IEnumerable<(Pending Link, CertainSpan Span)> InTime(IEnumerable<Pending> links) =>
        links.Select(l => (Link: l, Span: CertainSpan.Of(l.Span))).Where(x => x.Span is not null).Select(x => (x.Link, x.Span!.Value)).OrderBy(x => x.Value.From);

    private static int Compare(Pending a, Pending b)
    {
        int c = string.CompareOrdinal(a.Relation.Name, b.Relation.Name);
        if (c == 0) c = string.CompareOrdinal(a.From, b.From);
        if (c == 0) c = string.CompareOrdinal(a.To, b.To);
        if (c == 0) c = CanonicalText.CompareSpans(a.Span, b.Span);
        return c != 0 ? c : string.CompareOrdinal(a.Contents, b.Contents);
    }
}
