using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RightsEngine.Analysis.Differences;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Cli;

/// <summary>What <c>rights diff</c> writes for other programs: one JSON object.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="title">What a right or declaration is called, or null.</param>
internal sealed class DifferenceJson(TextWriter output, Func<string, string?> title) : IDifferenceReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly ChangeDirection[] Directions = Enum.GetValues<ChangeDirection>();

    private readonly Dictionary<string, object> _parts = [];

    public void Rules(IReadOnlyList<RuleChange> changes) => _parts["rules"] = changes.Select(c => new
    {
        c.Owner,
        Title = title(c.Owner),
        c.Part,
        c.Name,
        Change = Word(c.Kind),
        c.Before,
        c.After,
        File = c.Location.File.Path,
        c.Location.Position.Line,
        c.Location.Position.Column,
    }).ToArray();

    public void Decisions(IEnumerable<DecisionChange> changes, ChangeCounts counts, int first)
    {
        int found = 0;
        var shown = new List<object>();
        foreach (DecisionChange change in changes)
            if (found++ < first) shown.Add(Shown(change));
        _parts["decisions"] = new
        {
            counts.Compared,
            counts.RejectedBefore,
            counts.RejectedAfter,
            Changed = found,
            Rights = counts.Rights.Select(r => Row(r, d => counts.Of(r, d), counts.AmountsOf(r))).ToArray(),
            InAll = Row(null, d => counts[d], counts.Amounts),
            Changes = shown,
        };
    }

    public bool Gates(IReadOnlyList<ChangeGate> gates, ChangeCounts counts)
    {
        _parts["gates"] = gates.Select(g => new { Gate = g.Text, Measured = g.Measure(counts), Exceeded = g.Fails(counts) }).ToArray();
        return !gates.Any(g => g.Fails(counts));
    }

    public void End() => output.Write(JsonSerializer.Serialize(_parts, Options) + "\n");

    private static object Row(string? right, Func<ChangeDirection, int> count, AmountSums amounts) =>
        new { Right = right, Changes = Directions.ToDictionary(d => Word(d), count), Amounts = new { amounts.Before, amounts.After, amounts.Difference } };

    private static object Shown(DecisionChange change) => new
    {
        change.Any.Case,
        change.Any.Right,
        Holder = change.Any.Holder.ToDictionary(h => h.Role, h => h.Person),
        Period = DecisionText.Of(change.Any.PeriodStart),
        Change = Word(change.Direction),
        Before = Side(change.Before),
        After = Side(change.After),
        Condition = change.DecidingCondition,
    };

    private static object? Side(Decision? decision) => decision is null ? null : new { Outcome = DecisionText.Of(decision.Outcome), decision.Amount };

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
