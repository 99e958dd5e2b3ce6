using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>Reads the members of one entry of a record, or of one link.</summary>
internal sealed class EntryReader(CaseVocabulary vocabulary, CaseProblems problems, bool tolerant = false)
{
    private readonly ValueReader _values = new(vocabulary, problems);

    public RecordEntry Entry(Person owner, RecordDefinition record, string? key, IEnumerable<CaseMember> members, CasePlace at)
    {
        var fieldOwner = new FieldOwner(owner.Id, record.Name, key);
        Dictionary<string, Value> fields = new(StringComparer.Ordinal);
        SpanDate from = default, to = default;
        bool hasSpan = record.Per == RecordPeriod.Span, ofStatus = vocabulary.IsOfStatus(record);
        CaseNode? heldNode = null, onNode = null;
        foreach ((string name, CaseNode node) in members)
        {
            if (record.Fields.TryGetValue(name, out FieldDefinition? field)) Put(fields, field, node, fieldOwner, at);
            else if (hasSpan && name == "from") from = Boundary(name, node, at);
            else if (hasSpan && name == "to") to = Boundary(name, node, at);
            else if (ofStatus && name == "held") heldNode = node;
            else if (ofStatus && name == "on") onNode = node;
            else problems.Add(DataErrors.UnknownKey(at.Member(name, node), name, $"`{record.Name}`", vocabulary.EntryKeys(record)));
        }
        bool held = IsHeld(heldNode, at);
        DateOnly? on = onNode is { IsNothing: false } ? Tolerate(values => values.Date("on", onNode, at), _ => null) : null;
        if (held && onNode is { IsNothing: false }) problems.Add(DataErrors.DayWithoutHeld(at.Member("on", onNode)));
        if (!held) CheckNotHeld(onNode, from, to, at);
        return new RecordEntry(record, owner, key, Ordered(from, to, at), fields) { Held = held, NotHeldOn = on };
    }

    private void CheckNotHeld(CaseNode? on, SpanDate from, SpanDate to, CasePlace at)
    {
        if (on is null or { IsNothing: true }) problems.Add(DataErrors.MissingKey(at, "an entry with `held: false`", "on"));
        if (from != default) problems.Add(DataErrors.SpanOfNotHeld(at, "from"));
        if (to != default) problems.Add(DataErrors.SpanOfNotHeld(at, "to"));
    }

    public (string? Kind, CaseSpan Span, IReadOnlyDictionary<string, Value> Fields) Link(RelationDefinition relation, string factPerson, string factOther, IEnumerable<CaseMember> members, CasePlace at)
    {
        var fieldOwner = new FieldOwner(factPerson, relation.Name, factOther);
        Dictionary<string, Value> fields = new(StringComparer.Ordinal);
        SpanDate from = default, to = default;
        string? kind = null;
        foreach ((string name, CaseNode node) in members)
        {
            if (relation.Fields.TryGetValue(name, out FieldDefinition? field)) Put(fields, field, node, fieldOwner, at);
            else if (relation.HasSpan && name == "from") from = Boundary(name, node, at);
            else if (relation.HasSpan && name == "to") to = Boundary(name, node, at);
            else if (relation.Kinds.Count > 0 && name == "kind") kind = Kind(relation, node, at.Member(name, node));
            else problems.Add(DataErrors.UnknownKey(at.Member(name, node), name, $"a link `{relation.Name}`", vocabulary.LinkKeys(relation)));
        }
        return (kind, Ordered(from, to, at), fields);
    }

    public DateOnly? Date(string name, CaseNode node, CasePlace at) => _values.Date(name, node, at);

    public bool IsIdentifier(string text, string? field, CasePlace at) => _values.IsIdentifier(text, field, at);

    private void Put(Dictionary<string, Value> fields, FieldDefinition field, CaseNode node, FieldOwner owner, CasePlace at)
    {
        Value? Read(ValueReader values) => values.Field(field, node, owner, at);
        if (Tolerate(Read, _ => UnknownValue.Of(new Fact(owner.Person, owner.Record, owner.Key, field.Name))) is { } value) fields[field.Name] = value;
    }

    private SpanDate Boundary(string name, CaseNode node, CasePlace at) => Tolerate(values => values.Boundary(name, node, at), _ => new SpanDate(null, true));

    /// <summary>Reads a value; of a register that is tolerated, one that cannot be taken is a warning and is not known.</summary>
    private T Tolerate<T>(Func<ValueReader, T> read, Func<T, T> otherwise)
    {
        if (!tolerant) return read(_values);
        var mistakes = new CaseProblems();
        T value = read(new ValueReader(vocabulary, mistakes));
        foreach (CaseProblem mistake in mistakes.Items) problems.Add(mistake with { Severity = Severity.Warning });
        return mistakes.Any ? otherwise(value) : value;
    }

    private bool IsHeld(CaseNode? node, CasePlace at)
    {
        if (node is null || node.IsNothing) return true;
        if (node is CaseScalar { ScalarKind: ScalarKind.Boolean, Text: "true" or "false" } scalar) return scalar.Text == "true";
        problems.Add(DataErrors.WrongKind(at.Member("held", node), "held", node, "true or false"));
        return true;
    }

    private string? Kind(RelationDefinition relation, CaseNode node, CasePlace at)
    {
        if (node.IsNothing) return null;
        if (node is not CaseScalar { ScalarKind: ScalarKind.Text } scalar) problems.Add(DataErrors.WrongKind(at, "kind", node, $"a kind of `{relation.Name}`"));
        else if (!relation.Kinds.ContainsKey(scalar.Text)) problems.Add(DataErrors.UnknownKind(at, relation.Name, scalar.Text, relation.Kinds.Keys));
        else return scalar.Text;
        return null;
    }

    private CaseSpan Ordered(SpanDate from, SpanDate to, CasePlace at)
    {
        if (from.Date is not { } first || to.Date is not { } last || last >= first) return new CaseSpan(from, to);
        CaseProblem mistake = DataErrors.ReversedSpan(new CasePlace(at.File, at.Row, at.Path.Member("to")), first, last);
        problems.Add(tolerant ? mistake with { Severity = Severity.Warning } : mistake);
        return tolerant ? new CaseSpan(new SpanDate(null, true), new SpanDate(null, true)) : new CaseSpan(from, to);
    }
}
