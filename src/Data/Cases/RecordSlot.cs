using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>What was said about one record of one person, until the case is complete.</summary>
internal sealed class RecordSlot(RecordDefinition record, Person owner, CaseProblems problems, bool tolerant = false)
{
    // The field that tells which status an entry is about.
    private const string CodeField = "code";

    private readonly List<Placed> _entries = [];
    private readonly List<(string? Key, string Field, CasePlace At)> _unknownFields = [];
    private readonly Dictionary<string, CasePlace> _unknownKeys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubtfulKeys = new(StringComparer.Ordinal);
    private bool _isUnknown;
    private bool _isDoubtful;

    private readonly record struct Placed(RecordEntry Entry, CasePlace At, int Order);

    public void Add(RecordEntry entry, CasePlace at) => _entries.Add(new Placed(entry, at, _entries.Count));

    public void MarkUnknown() => _isUnknown = true;

    public void MarkUnknown(string key, CasePlace at) => _unknownKeys.TryAdd(key, at);

    public void MarkUnknown(string? key, string field, CasePlace at) => _unknownFields.Add((key, field, at));

    /// <summary>The data of the record; null when nothing was said.</summary>
    public RecordData? Build()
    {
        foreach ((string? key, string field, CasePlace at) in _unknownFields) ApplyUnknownField(key, field, at);
        _entries.Sort((a, b) => CanonicalText.Compare(a.Entry, b.Entry));
        if (!record.Many) CheckSingle();
        if (record.Per == RecordPeriod.Span) CheckNotHeld();
        _entries.RemoveAll(e => _isDoubtful || _doubtfulKeys.Contains(e.Entry.Key ?? ""));
        if (_entries.Count == 0 && !_isUnknown && _unknownKeys.Count == 0) return null;
        var data = new RecordData { IsUnknown = _isUnknown };
        data.Entries.AddRange(_entries.Select(e => e.Entry));
        data.UnknownKeys.UnionWith(_unknownKeys.Keys);
        return data;
    }

    // A field without a key is about every entry. Where there is no entry at all, nobody knows the rest either.
    private void ApplyUnknownField(string? key, string field, CasePlace at)
    {
        bool found = false;
        for (int i = 0; i < _entries.Count; i++)
        {
            RecordEntry entry = _entries[i].Entry;
            if (key is not null && entry.Key != key) continue;
            found = true;
            if (entry.Fields.TryGetValue(field, out Value? given))
            {
                if (given is not UnknownValue) problems.Add(DataErrors.GivenAndUnknown(at, record.Name, entry.Key, field));
                continue;
            }
            var fields = new Dictionary<string, Value>(entry.Fields, StringComparer.Ordinal)
            {
                [field] = UnknownValue.Of(new Fact(owner.Id, record.Name, entry.Key, field)),
            };
            _entries[i] = _entries[i] with { Entry = entry with { Fields = fields } };
        }
        if (found) return;
        if (key is null) _isUnknown = true;
        else _unknownKeys.TryAdd(key, at);
    }

    private void CheckSingle()
    {
        Placed[] held = [.. _entries.Where(e => e.Entry.Held)];
        if (record.Per == RecordPeriod.Span)
        {
            CheckOverlap(held);
            return;
        }
        for (int i = 0; i < held.Length; i++)
        {
            string? key = held[i].Entry.Key;
            if (i > 0 && held[i - 1].Entry.Key == key) Doubt(DataErrors.DuplicateEntry(Later(held[i - 1], held[i]).At, owner.Id, record.Name, key), key);
            if (key is not null && !_doubtfulKeys.Contains(key) && _unknownKeys.TryGetValue(key, out CasePlace at)) problems.Add(DataErrors.GivenAndUnknown(at, record.Name, key, null));
        }
    }

    private void CheckOverlap(Placed[] held)
    {
        (Placed Entry, CertainSpan Span)? widest = null;
        foreach ((Placed entry, CertainSpan span) in held
            .Select(e => (e, CertainSpan.Of(e.Entry.Span))).Where(x => x.Item2 is not null).Select(x => (x.e, x.Item2!.Value)).OrderBy(x => x.Value.From))
        {
            if (widest is { } before && before.Span.To >= span.From)
                Doubt(DataErrors.Overlap(Later(before.Entry, entry).At, owner.Id, record.Name, span.From), null);
            if (widest is null || span.To > widest.Value.Span.To) widest = (entry, span);
        }
    }

    private void CheckNotHeld()
    {
        foreach (Placed denial in _entries)
        {
            if (denial.Entry is not { Held: false, NotHeldOn: { } day }) continue;
            string? code = Code(denial.Entry);
            if (_entries.Exists(e => e.Entry.Held && Code(e.Entry) is { } held && held == code && CertainSpan.Of(e.Entry.Span)?.Contains(day) == true))
                Doubt(DataErrors.HeldAndNotHeld(denial.At, code!, day), null);
        }
    }

    /// <summary>Entries that contradict each other: a mistake, or (of a register that is tolerated) something that is not known.</summary>
    private void Doubt(CaseProblem mistake, string? key)
    {
        problems.Add(tolerant ? mistake with { Severity = Severity.Warning } : mistake);
        if (!tolerant) return;
        if (key is null)
        {
            _isUnknown = _isDoubtful = true;
            return;
        }
        _doubtfulKeys.Add(key);
        _unknownKeys.TryAdd(key, default);
    }

    private static string? Code(RecordEntry entry) => (entry.Fields.GetValueOrDefault(CodeField) as TextValue)?.Value;

    private static Placed Later(Placed a, Placed b) => a.Order > b.Order ? a : b;
}
