namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A kind of missing fact: everything but the persons.</summary>
/// <param name="Record">The record, relation or parameter.</param>
/// <param name="Key">The key; null where there is none, or where the key is the other person of a link.</param>
/// <param name="Field">The field, or null.</param>
/// <param name="OfPerson">Whether it is about a person.</param>
/// <param name="OfLink">Whether its key is the other person of a link.</param>
internal sealed record FactKind(string Record, string? Key, string? Field, bool OfPerson, bool OfLink);

/// <summary>Numbers the kinds of facts that a run can miss.</summary>
internal sealed class FactKinds
{
    private readonly Dictionary<FactKind, int> _numbers = [];
    private readonly List<FactKind> _kinds = [];

    public FactKind this[int number] => _kinds[number];

    public int NumberOf(FactKind kind)
    {
        if (_numbers.TryGetValue(kind, out int number)) return number;
        _kinds.Add(kind);
        return _numbers[kind] = _kinds.Count - 1;
    }
}
