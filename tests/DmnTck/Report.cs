using System.Text.Json;
using RightsEngine.DmnTck.Judging;

namespace RightsEngine.DmnTck;

/// <summary>Prints verdicts: per folder, in total, per tier, and whatever failed.</summary>
internal static class Report
{
    private static readonly (VerdictKind Kind, string Head)[] Columns =
    [
        (VerdictKind.Value, "value"), (VerdictKind.Null, "null"), (VerdictKind.Rejected, "rejected"),
        (VerdictKind.Outside, "outside"), (VerdictKind.Declared, "declared"), (VerdictKind.Failed, "failed"),
    ];

    public static void Human(TextWriter output, IReadOnlyList<Verdict> verdicts, Tiers? tiers, bool verbose)
    {
        int width = Math.Max(24, verdicts.Max(v => v.Node.Folder.Length));
        output.WriteLine(new string(' ', width) + $"{"nodes",7}" + string.Concat(Columns.Select(c => $"{c.Head,9}")));
        foreach (var folder in verdicts.GroupBy(v => (v.Node.Level, v.Node.Folder))) Line(output, folder.Key.Folder, width, folder);
        Line(output, "total", width, verdicts);
        foreach (string tier in tiers?.Names ?? [])
        {
            if (tier.Length == 0) continue;
            Line(output, $"tier {tier}", width, verdicts.Where(v => tiers!.Holds(v.Node, tier, false)));
            Line(output, $"tier {tier}, usable", width, verdicts.Where(v => tiers!.Holds(v.Node, tier, true)));
        }
        output.WriteLine();
        output.WriteLine("value: as expected; null: unknown, absent or a fault where null is expected; rejected: by the compiler where an error or null is expected");
        foreach (var reason in verdicts.Where(v => v.Kind == VerdictKind.Outside).GroupBy(v => v.Reason).OrderBy(g => g.Key))
            output.WriteLine($"outside the subset, {Words(reason.Key!.Value.ToString())}: {reason.Count()}");
        VerdictKind[] shown = verbose ? [.. Columns.Select(c => c.Kind)] : [VerdictKind.Failed];
        foreach (VerdictKind kind in shown)
        {
            foreach (Verdict v in verdicts.Where(v => v.Kind == kind))
                output.WriteLine($"{kind.ToString().ToLowerInvariant()}: {v.Node}: expected {v.Expected}, found {(v.Reason is { } r ? Words(r.ToString()) + ": " : "")}{v.Found} in {v.Expression}");
        }
    }

    public static void Json(TextWriter output, IReadOnlyList<Verdict> verdicts, Tiers? tiers)
    {
        static Dictionary<string, int> Counts(IEnumerable<Verdict> some)
        {
            var figures = new Figures(some);
            return Columns.ToDictionary(c => c.Head, c => figures[c.Kind]);
        }
        output.WriteLine(JsonSerializer.Serialize(new
        {
            total = Counts(verdicts),
            tiers = (tiers?.Names ?? []).Where(t => t.Length > 0).ToDictionary(t => t, t => Counts(verdicts.Where(v => tiers!.Holds(v.Node, t, false)))),
            nodes = verdicts.Select(v => new
            {
                level = v.Node.Level,
                folder = v.Node.Folder,
                test_case = v.Node.TestCase,
                result_node = v.Node.Name,
                verdict = v.Kind.ToString().ToLowerInvariant(),
                reason = v.Reason?.ToString(),
                expected = v.Expected,
                found = v.Found,
                expression = v.Expression,
            }),
        }, JsonOptions));
    }

    private static readonly JsonSerializerOptions JsonOptions = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Line(TextWriter output, string name, int width, IEnumerable<Verdict> verdicts)
    {
        var figures = new Figures(verdicts);
        output.WriteLine(name.PadRight(width) + $"{figures.Total,7}" + string.Concat(Columns.Select(c => $"{figures[c.Kind],9}"))
            + (name.StartsWith("tier ") ? $"   {figures.OutsideShare:P1} outside, {figures.AsExpectedShare:P1} of the rest as expected" : ""));
    }

    /// <summary><c>InstanceOf</c> as "instance of".</summary>
    private static string Words(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : $"{c}"));
}
