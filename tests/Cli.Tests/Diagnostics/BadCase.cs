using System.Text;
using System.Text.RegularExpressions;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>
/// One folder of <c>tests/corpus/bad</c>: files to lay over the base rulebook. <c>wrong.x</c> has the mistake that the folder
/// is named for, <c>right.x</c> the same without it; either becomes <c>case.x</c> (or <c>rulebook.yaml</c>). Other files go along with both.
/// <c>wrong.birth.csv</c> becomes <c>birth.csv</c> in a folder that has every table, without rows.
/// </summary>
internal sealed partial class BadCase
{
    private const string Rules = "rules";
    private const string Base = "base";
    private const string Tables = "tables";
    private const string Expected = "expected.txt";
    private const string Messages = "messages";

    private BadCase(string folder) => (Folder, Name) = (folder, Path.GetFileName(folder));

    public static string CorpusFolder { get; } = RepositoryFiles.PathOf("tests", "corpus", "bad");

    public static IReadOnlyList<BadCase> All { get; } =
        [.. Directory.GetDirectories(CorpusFolder).Order(StringComparer.Ordinal).Select(f => new BadCase(f))];

    public string Folder { get; }

    public string Name { get; }

    /// <summary>The code that the folder is named for.</summary>
    public string Code => Name.Split('-')[0];

    public string ExpectedPath => Path.Combine(Folder, Expected);

    private bool IsData => Find("wrong") is ".json" or ".ndjson" || IsTable;

    private bool IsTable => Find("wrong") is { Length: > 4 } table && table.EndsWith(".csv", StringComparison.Ordinal);

    private bool HasMessages => Directory.Exists(Path.Combine(Folder, "wrong"));

    public static BadCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>The text of the file with the mistake (<c>wrong</c>) or without it (<c>right</c>); of messages each after a line with its path.</summary>
    public string Text(string variant) => HasMessages
        ? string.Concat(MessagesOf(variant).Select(f => $"{Path.GetRelativePath(Path.Combine(Folder, variant), f).Replace('\\', '/')}\n{File.ReadAllText(f)}"))
        : Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, variant + Find(variant))));

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

    /// <summary>What <c>check --format sarif</c> writes about the mistake; null when that command does not meet it.</summary>
    public string? Sarif()
    {
        string workspace = Directory.CreateTempSubdirectory("rights-bad").FullName;
        try
        {
            string[] arguments = Arguments(workspace, Find("wrong"));
            if (arguments[0] != "check") return null;
            LayOver(workspace, "wrong");
            return Workspace.Run([.. arguments, "--format", "sarif"]).Output;
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
        _ when IsTable => ["evaluate", Path.Combine(workspace, Tables), "--rules", Path.Combine(workspace, Rules), "--on", "2024-06-01", "--format", "ndjson"],
        "" => ["evaluate", Path.Combine(workspace, Messages), "--rules", Path.Combine(workspace, Rules), "--on", "2024-06-01", "--format", "ndjson"],
        ".tests.yaml" => ["test", Path.Combine(workspace, Rules)],
        _ => ["check", Path.Combine(workspace, Rules)],
    };

    private void LayOver(string workspace, string variant)
    {
        string rules = Directory.CreateDirectory(Path.Combine(workspace, Rules)).FullName;
        foreach (string file in Directory.GetFiles(RepositoryFiles.PathOf("tests", "corpus", Base))) File.Copy(file, Path.Combine(rules, Path.GetFileName(file)));
        if (IsTable) new CsvFolder(RulebookLoader.Load(rules).Rulebook!.Catalogue).Write([], Path.Combine(workspace, Tables));
        foreach (string file in Directory.GetFiles(Folder))
        {
            string name = Path.GetFileName(file), prefix = name[..name.IndexOf('.')];
            if (name == Expected || (prefix is "wrong" or "right" && prefix != variant)) continue;
            if (IsTable)
            {
                File.Copy(file, Path.Combine(workspace, Tables, prefix == variant ? name[(variant.Length + 1)..] : name), overwrite: true);
                continue;
            }
            string target = prefix != variant ? name : name == variant + ".rulebook.yaml" ? "rulebook.yaml" : "case" + name[variant.Length..];
            File.Copy(file, Path.Combine(IsData ? workspace : rules, target), overwrite: true);
        }
        foreach (string message in HasMessages ? MessagesOf(variant) : [])
        {
            string target = Path.Combine(workspace, Messages, Path.GetRelativePath(Path.Combine(Folder, variant), message));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(message, target);
        }
    }

    private IEnumerable<string> MessagesOf(string variant) =>
        Directory.GetFiles(Path.Combine(Folder, variant), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>The ending of the file of a variant, such as <c>.right.yaml</c>; empty for messages.</summary>
    private string Find(string variant) => HasMessages ? "" : Path.GetFileName(Directory.GetFiles(Folder, variant + ".*").Single())[variant.Length..];

    private static string Relative(string text, string workspace) =>
        text.ReplaceLineEndings("\n").Replace(workspace + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    // In findings of rules the code stands before the message, in problems of data behind it.
    [GeneratedRegex(@"(?<=(error|warning|information) )RE\d{4}|\(RE\d{4}\)")]
    private static partial Regex CodePattern();
}
