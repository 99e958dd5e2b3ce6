using System.Xml.Linq;

namespace RightsEngine.DmnTck.Reading;

/// <summary>One expected result of a test case.</summary>
/// <param name="Level">The folder above the case's folder.</param>
/// <param name="Folder">The case's folder.</param>
/// <param name="TestCase">The id of the test case.</param>
/// <param name="Name">The decision whose result is expected.</param>
internal sealed record NodeId(string Level, string Folder, string TestCase, string Name)
{
    public override string ToString() => $"{Folder}/{TestCase} {Name}";
}

/// <summary>A value as written in a test file: one of value, component and list, around which stands their owner.</summary>
internal sealed record ResultNode(NodeId Id, XElement? Expected, bool IsErrorResult, string InvocableKind);

internal sealed record TckCase(string Id, IReadOnlyDictionary<string, XElement> Inputs, IReadOnlyList<ResultNode> Results);

/// <summary>A test file with the model it is about.</summary>
internal sealed record TckFile(string Path, string Level, string Folder, string ModelPath, IReadOnlyList<TckCase> Cases)
{
    /// <summary>The test files in a folder and below it, in ordinal order.</summary>
    public static IReadOnlyList<string> Find(string root) =>
        [.. Directory.EnumerateFiles(root, "*.xml", SearchOption.AllDirectories).Where(p => Xml.RootName(p) == "testCases").Order(StringComparer.Ordinal)];

    public static TckFile Read(string path)
    {
        XElement root = Xml.Load(path);
        string directory = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        string folder = System.IO.Path.GetFileName(directory);
        string level = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(directory)) ?? "";
        string model = root.One("modelName")?.Value.Trim() ?? folder + ".dmn";
        var cases = root.All("testCase").Select((test, i) => ReadCase(test, level, folder, test.Attr("id") ?? $"#{i + 1}"));
        return new TckFile(path, level, folder, System.IO.Path.Combine(directory, model), [.. cases]);
    }

    private static TckCase ReadCase(XElement test, string level, string folder, string id)
    {
        var inputs = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (XElement input in test.All("inputNode")) inputs[Xml.Collapsed(input.Attr("name") ?? "")] = input;
        return new TckCase(id, inputs, [.. test.All("resultNode").Select(r => new ResultNode(
            new NodeId(level, folder, id, r.Attr("name") ?? ""), r.One("expected"), r.Attr("errorResult") == "true", test.Attr("type") ?? r.Attr("type") ?? "decision"))]);
    }
}
