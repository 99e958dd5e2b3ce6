using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Cli.Tests;

/// <summary>Thirty wrong edits of the rules (<c>tests/wrong-edits/edits.yaml</c>): each is noticed by the command that is named, with a message that says what is wrong.</summary>
public sealed class WrongEditTests
{
    private static readonly Lazy<IReadOnlyList<YamlMap>> Edits = new(Read);

    private static readonly string Rules = RepositoryFiles.PathOf("rules");

    public static TheoryData<string> Names => [.. Edits.Value.Select(e => Text(e, "name"))];

    [Fact]
    public void There_are_thirty_of_them_by_each_command()
    {
        Assert.Equal(30, Edits.Value.Count);
        Assert.Equal(30, Edits.Value.Select(e => Text(e, "name")).Distinct().Count());
        Assert.Equal(["check", "diff", "test"], Edits.Value.Select(e => Text(e, "command")).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_edit_is_noticed(string name)
    {
        YamlMap edit = Edits.Value.Single(e => Text(e, "name") == name);
        string folder = Directory.CreateTempSubdirectory("rights-edit").FullName;
        try
        {
            string with = edit.Find("with") is null ? "" : Text(edit, "with"), command = Text(edit, "command");
            Copy(folder, command == "test" ? with : "");
            string file = Path.Combine(folder, Text(edit, "file")), text = File.ReadAllText(file), find = Text(edit, "find");
            Assert.Equal(2, text.Split(find).Length);
            File.WriteAllText(file, text.Replace(find, Text(edit, "replace"), StringComparison.Ordinal));
            Workspace.Result result = command switch
            {
                "check" => Workspace.Run("check", folder),
                "test" => Workspace.Run("test", folder, "--filter", with),
                _ => Workspace.Run("diff", Rules, folder, "--input", RepositoryFiles.PathOf("samples", "families"), "--on", with, "--fail-on", "lost > 0", "--fail-on", "less > 0", "--fail-on", "changed > 0"),
            };
            Assert.Contains(Text(edit, "says"), result.Output + result.Error, StringComparison.Ordinal);
            // A check that finds no error but a doubt ends well; a test or a gate that fails does not.
            if (command != "check") Assert.Equal((int)ExitCode.TestFailed, result.Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The rules without the rule tests that are not asked for: only the touched right is tried.</summary>
    private static void Copy(string folder, string tests)
    {
        foreach (string path in Directory.GetFiles(Rules, "*", SearchOption.AllDirectories))
        {
            if (path.EndsWith(".tests.yaml", StringComparison.Ordinal) && (tests.Length == 0 || !path.Contains(tests, StringComparison.OrdinalIgnoreCase))) continue;
            string target = Path.Combine(folder, Path.GetRelativePath(Rules, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private static IReadOnlyList<YamlMap> Read()
    {
        string path = RepositoryFiles.PathOf("tests", "wrong-edits", "edits.yaml");
        var findings = new DiagnosticBag();
        YamlMap file = Assert.IsType<YamlMap>(Assert.Single(YamlReader.Read(new SourceFile(path, File.ReadAllText(path)), findings)));
        Assert.Equal(0, findings.Count);
        return [.. ((YamlList)file.Find("edits")!.Value).Items.Cast<YamlMap>()];
    }

    private static string Text(YamlMap edit, string key) => ((YamlScalar)edit.Find(key)!.Value).Text;
}
