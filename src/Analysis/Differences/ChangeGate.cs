using System.Globalization;
using System.Text.RegularExpressions;

namespace RightsEngine.Analysis.Differences;

/// <summary>A bound on what a change of rules may do: <c>lost > 0</c>, <c>growth_package.social_supplement: cost > 1000</c>. It fails when it holds.</summary>
internal sealed partial class ChangeGate
{
    /// <summary>What can be bounded, besides <c>cost</c> and <c>changed</c>.</summary>
    private static readonly Dictionary<string, ChangeDirection> Directions = Enum.GetValues<ChangeDirection>().ToDictionary(d => d.ToString().ToLowerInvariant());

    private readonly string? _right;
    private readonly string _measure, _operator;
    private readonly decimal _bound;

    private ChangeGate(string text, string? right, string measure, string comparison, decimal bound) =>
        (Text, _right, _measure, _operator, _bound) = (text, right, measure, comparison, bound);

    /// <summary>The gate as it was written.</summary>
    public string Text { get; }

    public static IEnumerable<string> Measures => Directions.Keys.Append("changed").Append("cost").Append("rejected").Order(StringComparer.Ordinal);

    /// <summary>The gate that a text stands for, or null when it stands for none.</summary>
    public static ChangeGate? Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success || !Measures.Contains(match.Groups["measure"].Value)) return null;
        return decimal.TryParse(match.Groups["bound"].Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal bound)
            ? new ChangeGate(text.Trim(), match.Groups["right"] is { Success: true } r ? r.Value : null, match.Groups["measure"].Value, match.Groups["op"].Value, bound) : null;
    }

    /// <summary>What is measured.</summary>
    public decimal Measure(ChangeCounts counts) => _measure switch
    {
        "cost" => (_right is null ? counts.Amounts : counts.AmountsOf(_right)).Difference,
        "rejected" => counts.RejectedAfter,
        "changed" => Directions.Values.Sum(d => Count(counts, d)),
        _ => Count(counts, Directions[_measure]),
    };

    public bool Fails(ChangeCounts counts)
    {
        decimal found = Measure(counts);
        return _operator switch
        {
            ">" => found > _bound,
            ">=" => found >= _bound,
            "<" => found < _bound,
            "<=" => found <= _bound,
            "!=" => found != _bound,
            _ => found == _bound,
        };
    }

    private int Count(ChangeCounts counts, ChangeDirection direction) => _right is null ? counts[direction] : counts.Of(_right, direction);

    [GeneratedRegex(@"^\s*((?<right>[a-z0-9_.]+)\s*:)?\s*(?<measure>[a-z]+)\s*(?<op><=|>=|!=|<|>|=)\s*(?<bound>-?[0-9.]+)\s*$")]
    private static partial Regex Pattern();
}
