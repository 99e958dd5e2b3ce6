using System.Text.RegularExpressions;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli.Tests.Manual;

/// <summary>
/// The rulebook that a page builds up: its files, its declarations and its whole rights, in one folder.
/// Fragments of a right are tried in a copy of it, in a right that has the other keys.
/// </summary>
internal sealed partial class ManualRulebook : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rights-manual").FullName;

    public ManualRulebook(IEnumerable<PageBlock> blocks)
    {
        int number = 0;
        foreach (PageBlock block in blocks)
        {
            number++;
            if (block.Kind == "file" && block.Frame[1].StartsWith("rules/", StringComparison.Ordinal)) Write(block.Frame[1]["rules/".Length..], block.Text);
            else if (block.Kind == "catalogue") Write($"page{number:00}.concepts.yaml", block.Text);
            else if (block.Kind == "right" && RightName().IsMatch(block.Text)) Write($"page{number:00}.right.yaml", block.Text);
        }
    }

    public string Folder => _folder;

    public RulebookResult Load() => RulebookLoader.Load(_folder);

    /// <summary>The findings of this rulebook with one fragment more, as <c>rights check</c> words them.</summary>
    public string FindingsWith(string frame, string fragment)
    {
        string file = frame == "catalogue" ? "zz_tried.concepts.yaml" : "zz_tried.right.yaml";
        Write(file, frame == "catalogue" ? fragment : InRight(fragment));
        IReadOnlyList<Diagnostic> findings = Load().Diagnostics;
        File.Delete(Path.Combine(_folder, file));
        return string.Join('\n', findings.Select(Worded));
    }

    /// <summary>The findings of this rulebook with one of its files as a reform.</summary>
    public string FindingsOfReform(string file) => string.Join('\n', RulebookLoader.Load(_folder, [Path.Combine(_folder, file)]).Diagnostics.Select(Worded));

    public void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text + "\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A right with the keys of the fragment, and those it must have besides.</summary>
    private static string InRight(string fragment)
    {
        string[] keys = [.. TopLevelKey().Matches(fragment).Select(m => m.Groups[1].Value)];
        IEnumerable<string> others = new[] { "right: example.tried", "title: {nl: geprobeerd, en: tried}", "holder: person" }.Where(k => !keys.Contains(k.Split(':')[0]));
        return string.Join('\n', others.Append(fragment));
    }

    private static string Worded(Diagnostic finding) =>
        $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Code}: {finding.Message}" + (finding.Help is null ? "" : $"\nhelp: {finding.Help}");

    [GeneratedRegex("^right: ")]
    private static partial Regex RightName();

    [GeneratedRegex("^([a-z_]+):", RegexOptions.Multiline)]
    private static partial Regex TopLevelKey();
}
