using System.Runtime.CompilerServices;
using System.Text;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Syntax;

namespace RightsEngine.Language.Tests.Builtins;

/// <summary>The page of built-ins is what the table says.</summary>
public sealed class BuiltinPageTests
{
    private const string Head = """
        # Built-in functions

        Every function of the rule language, with an example whose value a test checks. Arguments are given by position, or all by name: `round half up(n: 2.345, scale: 2)`. A parameter with `?` may be left out. `same` is the type of the first argument; a type with `?` behind it may be absent.

        A function of something unknown is unknown, of something at fault a fault. Functions of a list of which some members are only possible are unknown too, except those that can do better: `count`, `all`, `any`, and those that only put lists together.

        This page is written by a test from the table in `src/Language/Builtins`: `RIGHTS_WRITE_DOCS=1 dotnet test tests/Language.Tests`.

        """;

    [Fact]
    public void The_page_is_what_the_table_says()
    {
        string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "built-ins.md"));
        string expected = Page();
        if (Environment.GetEnvironmentVariable("RIGHTS_WRITE_DOCS") == "1") File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_name_of_several_words_is_read_as_one() =>
        Assert.All(BuiltinTable.Names.Where(n => n.Contains(' ')), n => Assert.Contains(n, MultiWordNames.All));

    [Fact]
    public void Every_built_in_says_what_it_does_with_an_example_of_itself() =>
        Assert.All(BuiltinTable.All.Values, b => Assert.True(b.Summary.Length > 5 && b.Example.Contains(b.Name + "(", StringComparison.Ordinal), b.Name));

    private static string Page()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach ((string title, IReadOnlyList<Builtin> builtins) in BuiltinTable.Families)
        {
            page.Append('\n').Append("## ").Append(title).Append("\n\n| function | what it gives | example |\n|---|---|---|\n");
            foreach (Builtin builtin in builtins.OrderBy(b => b.Name, StringComparer.Ordinal))
                page.Append($"| {string.Join("<br>", builtin.Signature.Split(" | ").Select(Code))} | {builtin.Summary} | {Code(builtin.Example)} |\n");
        }
        page.Append("\n## Functions about the case and the rule\n\n| function | what it gives |\n|---|---|\n");
        foreach (SpecialForm form in BuiltinTable.SpecialForms) page.Append($"| {Code(form.Signature)} | {form.Summary} |\n");
        return page.ToString();
    }

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Here([CallerFilePath] string here = "") => here;
}
