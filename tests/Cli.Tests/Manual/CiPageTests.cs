using System.Text.Json;
using RightsEngine.Analysis.Schemas;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Cli.Tests.Manual;

/// <summary>
/// <c>docs/ci.md</c> does what it says, on the rules of the tutorial in <c>docs/language.md</c>: <c>copy FROM TO</c> (the
/// folder as it is), <c>edit PATH</c> (a line with - is replaced by the line with +), <c>file PATH</c>, <c>run</c>, and
/// <c>pipeline</c> for the files of code hosts, whose commands are those of the page.
/// </summary>
public sealed class CiPageTests
{
    private static readonly string Page = RepositoryFiles.PathOf("docs", "ci.md");
    private static readonly IReadOnlyList<PageBlock> Blocks = MarkdownPage.Read(Page);

    [Fact]
    public void The_page_can_be_followed()
    {
        string folder = Directory.CreateTempSubdirectory("rights-ci").FullName;
        try
        {
            foreach (PageBlock block in MarkdownPage.Read(RepositoryFiles.PathOf("docs", "language.md")).Where(b => b.Kind == "file" && b.Language != "csv")) Write(folder, block.Frame[1], block.Text);
            Copy(Path.Combine(folder, "rules"), Path.Combine(folder, "before"));
            foreach (PageBlock block in Blocks)
            {
                switch (block.Kind)
                {
                    case "edit": Edit(Path.Combine(folder, block.Frame[1]), block.Text); break;
                    case "file": Write(folder, block.Frame[1], block.Text); break;
                    case "run": PageCommands.RunAll(Page, block, folder); break;
                    case "pipeline" or "settings": break;
                    default: Assert.Fail($"{block} has no frame"); break;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Pipelines_are_YAML_and_run_commands_of_the_page()
    {
        string[] known = [.. Blocks.Where(b => b.Kind == "run").SelectMany(b => b.Text.Split('\n')).Where(l => l.StartsWith("$ ", StringComparison.Ordinal)).SelectMany(l => Parts(l[2..])).Distinct()];
        PageBlock[] pipelines = [.. Blocks.Where(b => b.Kind == "pipeline")];
        Assert.Equal(2, pipelines.Length);
        foreach (PageBlock pipeline in pipelines)
        {
            var findings = new DiagnosticBag();
            Assert.Single(YamlReader.Read(new SourceFile(Page, pipeline.Text), findings));
            Assert.Equal(0, findings.Count);
            string[] commands = [.. pipeline.Text.Split('\n').Select(l => l.Trim().TrimStart('-', ' ')).Select(l => l.StartsWith("run: ", StringComparison.Ordinal) ? l[5..] : l).Where(l => l.StartsWith("rights ", StringComparison.Ordinal))];
            Assert.True(commands.Length >= 4);
            Assert.All(commands.SelectMany(Parts), part => Assert.Contains(part, known));
        }
    }

    [Fact]
    public void The_settings_of_the_editor_name_a_schema_for_each_kind_of_file()
    {
        using var settings = JsonDocument.Parse(Assert.Single(Blocks, b => b.Kind == "settings").Text);
        Assert.Equal(RuleSchema.Kinds.Keys.Select(k => $"schemas/{k}.schema.json"), settings.RootElement.GetProperty("yaml.schemas").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>The command and its options, each with the command before it.</summary>
    private static IEnumerable<string> Parts(string command)
    {
        string[] words = command.Split(' ');
        return words.Skip(2).Where(w => w.StartsWith("--", StringComparison.Ordinal)).Prepend("").Select(option => $"{words[1]} {option}");
    }

    private static void Edit(string path, string diff)
    {
        string text = File.ReadAllText(path);
        string[] lines = diff.Split('\n');
        string[] old = [.. lines.Where(l => l[0] == '-').Select(l => l[1..])], now = [.. lines.Where(l => l[0] == '+').Select(l => l[1..])];
        Assert.Equal(2, text.Split(string.Join('\n', old)).Length);
        File.WriteAllText(path, text.Replace(string.Join('\n', old), string.Join('\n', now), StringComparison.Ordinal));
    }

    private static void Write(string folder, string path, string text)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text + "\n");
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
