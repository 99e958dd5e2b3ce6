using System.Xml;
using System.Xml.Linq;
using RightsEngine.DmnTck.Judging;
using RightsEngine.DmnTck.Reading;
using RightsEngine.DmnTck.Translating;

namespace RightsEngine.DmnTck;

/// <summary>Runs every case of a folder and judges every result node.</summary>
internal static class Runner
{
    /// <param name="root">The folder; test files are looked for in it and below.</param>
    /// <param name="folder">Part of the name of the folders to run, or null for all.</param>
    /// <param name="declarations">Known differences.</param>
    public static IReadOnlyList<Verdict> Run(string root, string? folder, Declarations declarations) =>
        [.. TckFile.Find(root)
            .Where(path => folder is null || Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!.Contains(folder, StringComparison.OrdinalIgnoreCase))
            .SelectMany(RunFile).Select(declarations.Apply)];

    private static IReadOnlyList<Verdict> RunFile(string path)
    {
        TckFile file;
        try
        {
            file = TckFile.Read(path);
        }
        catch (Exception e) when (e is XmlException or IOException)
        {
            string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var node = new NodeId(Path.GetFileName(Path.GetDirectoryName(directory)) ?? "", Path.GetFileName(directory), Path.GetFileName(path), "");
            return [Verdict.Failure(node, "a test file", $"the test file cannot be read: {e.Message}")];
        }
        try
        {
            var model = new DmnModel(Xml.Load(file.ModelPath));
            return [.. file.Cases.SelectMany(c => RunCase(model, c))];
        }
        catch (Exception e) when (e is XmlException or IOException)
        {
            return [.. file.Cases.SelectMany(c => c.Results).Select(r => Verdict.Failure(r.Id, Comparison.Show(r.Expected), $"the model cannot be read: {e.Message}"))];
        }
    }

    private static IEnumerable<Verdict> RunCase(DmnModel model, TckCase test)
    {
        var session = new CaseSession(model, test);
        foreach (ResultNode node in test.Results)
        {
            if (node.InvocableKind != "decision")
                yield return Outside(node, node.InvocableKind == "decisionService" ? DmnTck.Outside.DecisionService : DmnTck.Outside.FunctionValue);
            else if (model.Decision(node.Id.Name) is { } decision)
                yield return Decide(session, decision, node);
            else
                yield return model.HasImports ? Outside(node, DmnTck.Outside.Import) : Verdict.Failure(node.Id, Comparison.Show(node.Expected), "the model has no such decision");
        }
    }

    /// <summary>The verdict on a decision; whatever the language throws is a failure of this node only.</summary>
    private static Verdict Decide(CaseSession session, XElement decision, ResultNode node)
    {
        try
        {
            return Verdict.Of(node, session.Decide(decision));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Verdict.Failure(node.Id, Comparison.Show(node.Expected), $"thrown: {e.GetType().Name}: {e.Message}");
        }
    }

    private static Verdict Outside(ResultNode node, Outside reason) =>
        new(node.Id, VerdictKind.Outside, reason, Comparison.Show(node.Expected), node.InvocableKind, "");
}
