namespace RightsEngine.Fuzz.Tests;

/// <summary>Rule files that are odd as files: line ends, marks, size, place, links.</summary>
public sealed class HostileFilesTests : RulesInFolder
{
    private const string Right = Head + "definitions:\n  d: person.birth.n\namount: {value: d, type: number, zero: granted}\n";

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_are_those_of_any_system(string end)
    {
        Accepted(Right.Replace("\n", end, StringComparison.Ordinal));
        RightsRun run = Refused("RE3002", Right.Replace("value: d", "value: e", StringComparison.Ordinal).Replace("\n", end, StringComparison.Ordinal));
        Assert.Contains("b.right.yaml:7:17: error", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_character_of_the_file() => Accepted("\uFEFF" + Right);

    [Fact]
    public void A_NUL_in_the_file_is_named() => Assert.Contains("U+0000", Refused("RE1002", Right.Replace("{en: t}", "{en: t\0}", StringComparison.Ordinal)).Out, StringComparison.Ordinal);

    [Fact]
    public void A_rulebook_in_three_hundred_languages_is_read()
    {
        string[] languages = [.. Enumerable.Range(0, 300).Select(i => $"l{i}")];
        Write("rulebook.yaml", $"rulebook: t\nversion: 1.0.0\nlanguages: [{string.Join(", ", languages)}]\ncurrency: EUR\n");
        Accepted(Right.Replace("{en: t}", $"{{{string.Join(", ", languages.Select(l => $"{l}: t"))}}}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("../../../etc/hostname")]
    [InlineData("../x.csv")]
    [InlineData("/etc/x.csv")]
    public void A_table_of_figures_stands_beside_its_rule_file(string file) =>
        Refused("RE1010", Head + $"parameters:\n  p: {{title: {{en: p}}, keys: {{k: number}}, columns: {{v: money}}, file: {file}}}\n");

    [Fact]
    public void A_file_of_more_than_64_megabytes_is_not_read()
    {
        using (FileStream file = File.Create(Path.Combine(Folder, "big.concepts.yaml"))) file.SetLength(65L * 1024 * 1024);
        Assert.Contains("it is larger than 64 MB", Refused("RE1001", Right).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_to_the_folder_around_are_not_followed()
    {
        foreach (string name in new[] { "one", "two", "three" }) Directory.CreateSymbolicLink(Path.Combine(Folder, name), Folder);
        Accepted(Right);
        Check(null, 0);
    }
}
