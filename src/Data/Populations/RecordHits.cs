namespace RightsEngine.Data.Populations;

/// <summary>An entry of a record that a person has, or of which the source could not tell.</summary>
/// <param name="Rule">The number of the rule that gives it.</param>
/// <param name="Key">The number of the key in that rule.</param>
/// <param name="IsUnknown">Whether the source could not tell.</param>
internal readonly record struct RecordHit(int Rule, int Key, bool IsUnknown);

/// <summary>Which entries of one record a person has. The table of the record and that of what is unknown ask the same, and get the same.</summary>
internal sealed class RecordHits(IReadOnlyList<RecordRule> rules)
{
    private readonly RecordHit[] _hits = new RecordHit[rules.Sum(r => r.Keys.Count)];
    private readonly bool _many = rules.Count > 0 && rules[0].Record.Many;

    public IReadOnlyList<RecordRule> Rules => rules;

    public int Maximum => _hits.Length;

    public ReadOnlySpan<RecordHit> Of(SyntheticHousehold household, int person)
    {
        int count = 0;
        for (int r = 0; r < rules.Count; r++)
        {
            RecordRule rule = rules[r];
            if (rule.When is { } when && !when.Holds(household, person)) continue;
            for (int k = 0; k < rule.Keys.Count; k++)
            {
                if (!rule.Chance.Holds(Draw.At(household.Stream, rule.Site, person, k * 2)) || (!_many && IsTaken(rule.Keys[k].Text, count))) continue;
                _hits[count++] = new RecordHit(r, k, rule.Unknown.Holds(Draw.At(household.Stream, rule.Site, person, k * 2 + 1)));
            }
        }
        return _hits.AsSpan(0, count);
    }

    // Of a record that a person has once, the first rule that gives it counts.
    private bool IsTaken(string key, int count)
    {
        for (int i = 0; i < count; i++)
            if (rules[_hits[i].Rule].Keys[_hits[i].Key].Text == key) return true;
        return false;
    }
}
