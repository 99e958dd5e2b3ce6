using System.Globalization;
using CsvHelper;
using RightsEngine.DmnTck.Reading;

namespace RightsEngine.DmnTck.Judging;

/// <summary>A classification of result nodes by the types they need (<c>cases.csv</c>).</summary>
internal sealed class Tiers
{
    private readonly Dictionary<NodeId, (string Tier, bool Usable)> _nodes = [];

    /// <summary>The tiers in ordinal order; the empty list without a classification.</summary>
    public IReadOnlyList<string> Names => [.. _nodes.Values.Select(n => n.Tier).Distinct().Order(StringComparer.Ordinal)];

    public static Tiers Read(string path)
    {
        var result = new Tiers();
        using var csv = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            var node = new NodeId(csv.GetField("level")!, csv.GetField("folder")!, csv.GetField("test_case")!, csv.GetField("result_node")!);
            result._nodes[node] = (csv.GetField("tier")!, !csv.GetField("status")!.StartsWith("X-", StringComparison.Ordinal));
        }
        return result;
    }

    /// <summary>Whether a node belongs to a tier; with <paramref name="usable"/> only if a strict checker can use it.</summary>
    public bool Holds(NodeId node, string tier, bool usable) =>
        _nodes.TryGetValue(node, out var found) && found.Tier == tier && (found.Usable || !usable);
}
