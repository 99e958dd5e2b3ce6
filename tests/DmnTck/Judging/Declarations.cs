using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RightsEngine.DmnTck.Reading;

namespace RightsEngine.DmnTck.Judging;

/// <summary>
/// The cases in which the language is known to differ from FEEL, one by one: <c>deviation</c> for another result,
/// or the name of a reason of <see cref="Outside"/> for what only a reader can tell to be outside the subset.
/// </summary>
internal sealed class Declarations
{
    private readonly Dictionary<(string, string, string), (Outside? Reason, string Found, string Text)> _entries = [];

    public static Declarations None { get; } = new();

    /// <summary>Reads a list with the columns folder, test_case, result_node (may be empty: all), kind, found (how the result begins), reason.</summary>
    public static Declarations Read(TextReader reader)
    {
        var result = new Declarations();
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true });
        foreach (Line line in csv.GetRecords<Line>())
        {
            Outside? reason = line.kind == "deviation" ? null : Enum.TryParse(line.kind, out Outside outside) ? outside
                : throw new InvalidDataException($"unknown kind `{line.kind}` in the list of deviations");
            if (string.IsNullOrWhiteSpace(line.reason)) throw new InvalidDataException($"{line.folder}/{line.test_case} is declared without a reason");
            if (string.IsNullOrWhiteSpace(line.found)) throw new InvalidDataException($"{line.folder}/{line.test_case} is declared without what is found");
            result._entries.Add((line.folder, line.test_case, line.result_node), (reason, line.found, line.reason));
        }
        return result;
    }

    /// <summary>The list that is checked in beside this console.</summary>
    public static Declarations BuiltIn()
    {
        using var reader = new StreamReader(typeof(Declarations).Assembly.GetManifestResourceStream("deviations.csv")!);
        return Read(reader);
    }

    /// <summary>The verdict with the list applied. What is declared and happens no longer is a failure as well.</summary>
    public Verdict Apply(Verdict verdict)
    {
        NodeId node = verdict.Node;
        if (!_entries.TryGetValue((node.Folder, node.TestCase, node.Name), out var entry) && !_entries.TryGetValue((node.Folder, node.TestCase, ""), out entry)) return verdict;
        if (verdict.Kind != VerdictKind.Failed)
            return verdict with { Kind = VerdictKind.Failed, Found = $"declared, but comes to {verdict.Kind.ToString().ToLowerInvariant()} ({verdict.Found}): remove the declaration" };
        // Another result than the one declared is another difference.
        if (!verdict.Found.StartsWith(entry.Found, StringComparison.Ordinal)) return verdict;
        return verdict with { Kind = entry.Reason is null ? VerdictKind.Declared : VerdictKind.Outside, Reason = entry.Reason, Found = $"{verdict.Found}: {entry.Text}" };
    }

    private sealed class Line
    {
        public string folder { get; set; } = "";

        public string test_case { get; set; } = "";

        public string result_node { get; set; } = "";

        public string kind { get; set; } = "";

        public string found { get; set; } = "";

        public string reason { get; set; } = "";
    }
}
