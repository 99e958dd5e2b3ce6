using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.Gaps;

/// <summary>Reads <c>accepted:</c> of a tests file.</summary>
internal static class AcceptedGapReader
{
    public static IEnumerable<AcceptedGap> Read(MapReader tests, DiagnosticBag diagnostics) =>
        tests.Maps("accepted", tests.OptionalList("accepted"), "a mapping with `in:`, `unseen:` or `survives:`, and `reason:`").SelectMany(m => ReadOne(m, diagnostics));

    private static IReadOnlyList<AcceptedGap> ReadOne(YamlMap map, DiagnosticBag diagnostics)
    {
        var reader = new MapReader(map, "accepted gap", diagnostics);
        string? owner = reader.RequiredScalar("in")?.Text;
        IReadOnlyList<YamlScalar> unseen = Texts(reader, "unseen"), survives = Texts(reader, "survives");
        string? at = reader.OptionalScalar("at")?.Text;
        string? reason = reader.RequiredScalar("reason")?.Text;
        reader.Finish();
        if (unseen.Count == 0 && survives.Count == 0 && map.Find("unseen") is null && map.Find("survives") is null)
            diagnostics.Add(SourceErrors.MissingKey(map, reader.Owner, "unseen"));
        if (owner is null || reason is null) return [];
        return [.. unseen.Select(t => new AcceptedGap(owner, GapKind.Unseen, t.Text, at, reason, t.Location)),
            .. survives.Select(t => new AcceptedGap(owner, GapKind.Survives, t.Text, at, reason, t.Location))];
    }

    /// <summary>One text or a list of them.</summary>
    private static IReadOnlyList<YamlScalar> Texts(MapReader reader, string key) =>
        reader.Map.Find(key)?.Value is YamlList ? reader.Scalars(key, reader.OptionalList(key)) : reader.OptionalScalar(key) is { } one ? [one] : [];
}
