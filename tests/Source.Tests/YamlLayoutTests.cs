using System.Runtime.CompilerServices;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Source.Tests;

/// <summary>The canonical layout: what it looks like, that it says the same, and that it is reached once and for all.</summary>
public sealed class YamlLayoutTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Longer files repeat what shorter ones have.</summary>
    private const int LongText = 20_000;

    private static readonly string[] Files =
        [.. new[] { "rules", "tests/corpus", "samples" }.SelectMany(f => Directory.GetFiles(Path.Combine(Root, f), "*.yaml", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("a:   1\n", "a: 1\n")]
    [InlineData("a: {b:   1,c: [ 1,2 ]  }\n", "a: {b: 1, c: [1, 2]}\n")]
    [InlineData("a:\n- 1\n-    2\n", "a:\n  - 1\n  - 2\n")]
    [InlineData("a:\n    -   b: 1\n        c: 2\n", "a:\n  - b: 1\n    c: 2\n")]
    [InlineData("- - 1\n  - 2\n- 3\n", "- - 1\n  - 2\n- 3\n")]
    [InlineData("a: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n")]
    [InlineData("\n\n# top\na: 1 # why  \n   # of b\nb: 2\n# end\n", "# top\na: 1 # why\n# of b\nb: 2\n# end\n")]
    [InlineData("a:\n    b: 1\n    # of c\n    c: 2\n    # below c\nd: 3\n", "a:\n  b: 1\n  # of c\n  c: 2\n  # below c\nd: 3\n")]
    [InlineData("a: >-\n      one\n        two\n\n      three\nb: 1\n", "a: >-\n  one\n    two\n\n  three\nb: 1\n")]
    [InlineData("a: \"one\n      two\"\n", "a: \"one\n  two\"\n")]
    [InlineData("a: [1,\n      2, # two\n      3]\n", "a: [1,\n  2, # two\n  3]\n")]
    [InlineData("a:\n     {b: 1}\n", "a:\n  {b: 1}\n")]
    [InlineData("a: 1\r\n---\r\nb: 2\r\n", "a: 1\n---\nb: 2\n")]
    [InlineData("a: 1", "a: 1\n")]
    [InlineData("a:\nb:   # nothing\n", "a:\nb: # nothing\n")]
    public void The_layout_is(string text, string expected)
    {
        Assert.Equal(expected, Formatted(text));
        Assert.Equal(expected, Formatted(expected));
    }

    [Theory]
    [InlineData("a: |2\n   two\n")]
    [InlineData("a:\n  - # of the item\n    b: 1\n")]
    public void What_carries_meaning_in_its_blanks_is_left_alone(string text) => Assert.Null(Formatted(text));

    [Fact]
    public void Files_of_the_repository_are_laid_out_so_from_whatever_layout_they_come()
    {
        Assert.True(Files.Length > 300);
        int seen = 0;
        foreach (string path in Files)
        {
            var file = new SourceFile(path, File.ReadAllText(path));
            var findings = new DiagnosticBag();
            IReadOnlyList<YamlNode> documents = YamlReader.Read(file, findings);
            if (findings.Count > 0 || file.Text.Length > LongText) continue;
            string? once = Formatted(file.Text);
            if (once is null) continue;
            seen++;
            Assert.Equal(once, Formatted(once));
            Assert.Equal(Comments(file.Text), Comments(once));
            foreach (string other in new[] { Deeper(once), once.Replace("\n", "\r\n", StringComparison.Ordinal), once + "\n\n" })
            {
                IReadOnlyList<YamlNode> read = YamlReader.Read(new SourceFile(path, other), findings);
                // A text of several lines may say something else in another layout; then it is another file.
                if (findings.Count > 0 || !read.Zip(documents).All(d => YamlLayout.Same(d.First, d.Second))) continue;
                Assert.Equal(once, Formatted(other));
            }
        }
        Assert.True(seen > 250, $"{seen} of {Files.Length} files were looked at");
    }

    [Fact]
    public void The_rules_of_the_repository_have_this_layout()
    {
        string[] others = [.. Files.Where(f => f.StartsWith(Path.Combine(Root, "rules"), StringComparison.Ordinal) && Formatted(File.ReadAllText(f)) != File.ReadAllText(f))];
        Assert.True(others.Length == 0, $"run `rights fmt`: {string.Join(", ", others)}");
    }

    /// <summary>Twice the indentation, also of what stands behind the dash of an item.</summary>
    private static string Deeper(string text) => string.Join('\n', text.Split('\n').Select(line =>
    {
        string rest = line.TrimStart(' ');
        while (rest.StartsWith("- ", StringComparison.Ordinal) && !rest.StartsWith("-   ", StringComparison.Ordinal)) rest = "-   " + rest[2..];
        return new string(' ', 2 * (line.Length - line.TrimStart(' ').Length)) + rest;
    }));

    private static string[] Comments(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith('#'))];

    private static string? Formatted(string text) => YamlLayout.Format(new SourceFile("x.yaml", text), new DiagnosticBag());

    private static string Here([CallerFilePath] string here = "") => here;
}
