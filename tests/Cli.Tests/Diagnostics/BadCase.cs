using System.Text;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>
/// One folder of <c>tests/corpus/bad</c>: files to lay over the base rulebook. <c>wrong.x</c> has the mistake that the folder
/// is named for, <c>right.x</c> the same without it; either becomes <c>case.x</c> (or <c>rulebook.yaml</c>). Other files go along with both.
/// </summary>
internal sealed partial class BadCase
{
    private const string Rules = "rules";
    private const string Base = "base";
    private const string Expected = "expected.txt";

    private BadCase(string folder) => (Folder, Name) = (folder, Path.GetFileName(folder));

    public static string CorpusFolder { get; } = RepositoryFiles.PathOf("tests", "corpus", "bad");

    public static IReadOnlyList<BadCase> All { get; } =
        [.. Directory.GetDirectories(CorpusFolder).Order(StringComparer.Ordinal).Select(f => new BadCase(f))];

    public string Folder { get; }

    public string Name { get; }

    /// <summary>The code that the folder is named for.</summary>
    public string Code => Name.Split('-')[0];

    public string ExpectedPath => Path.Combine(Folder, Expected);

    private bool IsData => Find("wrong") is ".json" or ".ndjson";

    public static BadCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>The text of the file with the mistake (<c>wrong</c>) or without it (<c>right</c>).</summary>
    public string Text(string variant) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, variant + Find(variant))));

    /// <summary>Runs the command that meets the mistake, on the rulebook with one variant of the file laid over it.</summary>
    public Workspace.Result Run(string variant)
    {
        string workspace = Directory.CreateTempSubdirectory("rights-bad").FullName;
        try
        {
            LayOver(workspace, variant);
            Workspace.Result result = Workspace.Run(Arguments(workspace, Find(variant)));
            return new Workspace.Result(result.Code, Relative(result.Output, workspace), Relative(result.Error, workspace));
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }

    /// <summary>The command, what it writes and its exit code, as kept in <c>expected.txt</c>.</summary>
    public string Transcript(Workspace.Result result) =>
        $"$ rights {string.Join(' ', Arguments("", Find("wrong")))}\n{result.Output}{result.Error}exit code {result.Code}\n";

    /// <summary>The codes that a run named.</summary>
    public static IReadOnlyList<string> Codes(Workspace.Result result) =>
        [.. CodePattern().Matches(result.Output + result.Error).Select(m => m.Value.Trim('(', ')')).Distinct()];

    private string[] Arguments(string workspace, string extension) => extension switch
    {
        ".json" or ".ndjson" => ["evaluate", Path.Combine(workspace, "case" + extension), "--rules", Path.Combine(workspace, Rules), "--on", "2024-06-01", "--format", "ndjson"],
        ".tests.yaml" => ["test", Path.Combine(workspace, Rules)],
        _ => ["check", Path.Combine(workspace, Rules)],
    };

    private void LayOver(string workspace, string variant)
    {
        string rules = Directory.CreateDirectory(Path.Combine(workspace, Rules)).FullName;
        foreach (string file in Directory.GetFiles(RepositoryFiles.PathOf("tests", "corpus", Base))) File.Copy(file, Path.Combine(rules, Path.GetFileName(file)));
        foreach (string file in Directory.GetFiles(Folder))
        {
            string name = Path.GetFileName(file), prefix = name[..name.IndexOf('.')];
            if (name == Expected || (prefix is "wrong" or "right" && prefix != variant)) continue;
            string target = prefix != variant ? name : name == variant + ".rulebook.yaml" ? "rulebook.yaml" : "case" + name[variant.Length..];
            File.Copy(file, Path.Combine(IsData ? workspace : rules, target), overwrite: true);
        }
    }

    /// <summary>The ending of the file of a variant, such as <c>.right.yaml</c>.</summary>
    private string Find(string variant) => Path.GetFileName(Directory.GetFiles(Folder, variant + ".*").Single())[variant.Length..];

    private static string Relative(string text, string workspace) =>
        text.ReplaceLineEndings("\n").Replace(workspace + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    // In findings of rules the code stands before the message, in problems of data behind it.
    [GeneratedRegex(@"(?<=(error|warning|information) )RE\d{4}|\(RE\d{4}\)")]
    private static partial Regex CodePattern();
}
