using System.Text.RegularExpressions;
using RightsEngine.Source;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>Each code has a factory that is used, a page, and a folder in <c>tests/corpus/bad</c>.</summary>
public sealed class DiagnosticsInStepTests
{
    /// <summary>Codes that no file of a few lines can provoke, and the test that does it instead.</summary>
    private static readonly Dictionary<string, string> WithoutFolder = new()
    {
        ["RE3022"] = "the checker runs out of stack: a chain of thousands of definitions; UnprovokedTests",
        ["RE4101"] = "the command line looks for rulebook.yaml first; only a host program meets it: UnprovokedTests",
        ["RE4213"] = "what only a run with coverage or mutation knows; AcceptedGapTests",
        ["RE4313"] = "looked for only when a day is given; CheckTests",
        ["RE5004"] = "a line of more than 64 MiB; CaseReaderTests",
        ["RE5016"] = "JSON cannot say it, readers of rows can; CaseBuilderTests",
        ["RE5025"] = "JSON cannot say it, readers of rows can; CaseBuilderTests",
        ["RE5065"] = "a row of more than 1 MiB; BadTableTests",
        ["RE5069"] = "a file that is not there; TableReaderTests",
        ["RE5074"] = "a compressed file beside another; TableReaderTests",
        ["RE5075"] = "a column of a Parquet file; ParquetTests",
        ["RE5076"] = "a column of a Parquet file; ParquetTests",
        ["RE9001"] = "a mistake in the engine; UnprovokedTests",
    };

    public static TheoryData<string> Codes => [.. DiagnosticCatalogue.All.Select(d => d.Code)];

    [Fact]
    public void No_code_is_used_twice() =>
        Assert.Equal(DiagnosticCatalogue.All.Select(d => d.Code).Distinct(), DiagnosticCatalogue.All.Select(d => d.Code));

    [Fact]
    public void The_list_names_every_code_and_links_to_its_page()
    {
        string rows = string.Concat(DiagnosticCatalogue.All.Select(d => $"| [{d.Code}]({d.Code}.md) | {d.DefaultSeverity.ToString().ToLowerInvariant()} | {d.Title} |\n"));
        string list = Path.Combine(DiagnosticPage.Folder, "README.md");
        if (Environment.GetEnvironmentVariable("RIGHTS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(list, Head.ReplaceLineEndings("\n") + rows);
            foreach (DiagnosticDescriptor d in DiagnosticCatalogue.All.Where(d => !File.Exists(DiagnosticPage.PathOf(d.Code))))
                File.WriteAllText(DiagnosticPage.PathOf(d.Code), DiagnosticPage.Skeleton(d.Code, d.Title));
        }
        Assert.Equal(Head.ReplaceLineEndings("\n") + rows, File.ReadAllText(list));
    }

    [Fact]
    public void Codes_and_pages_are_the_same_set() => Assert.Equal(DiagnosticCatalogue.All.Select(d => d.Code), DiagnosticPage.Codes);

    [Fact]
    public void Codes_and_folders_are_the_same_set() =>
        Assert.Equal(DiagnosticCatalogue.All.Select(d => d.Code), BadCase.All.Select(c => c.Code).Distinct().Concat(WithoutFolder.Keys).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_page_says_what_it_means_and_why_with_the_examples_of_a_folder(string code)
    {
        var page = new DiagnosticPage(code);
        Assert.Equal($"# {code}: {DiagnosticCatalogue.Find(code).Title}", page.Title);
        Assert.True(page.IsComplete, $"{DiagnosticPage.PathOf(code)} needs What it means, {page.Wrong}, {page.Right} and Why, and Config where it is a check, in this order, all filled in");
        if (WithoutFolder.ContainsKey(code)) return;
        Assert.True(BadCase.All.Any(c => c.Code == code && DiagnosticPage.Stands(page.Example(page.Wrong), c.Text("wrong")) && DiagnosticPage.Stands(page.Example(page.Right), c.Text("right"))),
            $"the examples of {code}.md are not those of a folder tests/corpus/bad/{code}-*");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_finding_is_made_by_a_factory_of_its_error_file_and_somebody_asks_for_it(string code)
    {
        (System.Reflection.FieldInfo field, _) = DiagnosticCatalogue.Fields.Single(f => f.Descriptor.Code == code);
        string owner = field.DeclaringType!.Name;
        string[] factories = Factories(Sources.Single(s => s.Name == owner + ".cs").Text, field.Name);
        Assert.True(factories.Length > 0, $"no factory of {owner} uses {field.Name}");
        string[] users = [.. Sources.Where(s => s.Name != owner + ".cs").Select(s => s.Text)];
        Assert.Contains(factories, f => users.Any(u => u.Contains($"{owner}.{f}(", StringComparison.Ordinal)));
        Assert.DoesNotContain(users, u => u.Contains($"{owner}.{field.Name}", StringComparison.Ordinal) || u.Contains($"\"{code}", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_makes_a_finding_without_a_factory() =>
        Assert.DoesNotContain(Sources, s => !s.Name.EndsWith("Errors.cs", StringComparison.Ordinal) && Regex.IsMatch(s.Text, @"new Diagnostic\(|Descriptor\.At\(|\bRE\d{4}:"));

    private static readonly (string Name, string Text)[] Sources =
        [.. Directory.GetFiles(RepositoryFiles.PathOf("src"), "*.cs", SearchOption.AllDirectories).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))];

    /// <summary>The factory methods whose body names a descriptor.</summary>
    private static string[] Factories(string source, string descriptor) =>
        [.. Regex.Split(source, @"(?=^    public static )", RegexOptions.Multiline)
            .Where(part => Regex.IsMatch(part, $@"\b{descriptor}\b(?! = new)"))
            .Select(part => Regex.Match(part, @"^    public static \w+ (\w+)\(").Groups[1].Value)
            .Where(name => name.Length > 0)];

    private const string Head = """
        # Findings

        Every finding of `rights check` and every reason why a case is rejected has a code that is never reused, and a page that
        says what it means, shows it wrong and right, and says why. Each example is run by a test.
        RE1xxx: files and YAML. RE2xxx: the syntax of expressions. RE3xxx: names and types. RE40xx: concepts and parameters.
        RE41xx: rights. RE42xx: rule tests. RE43xx: rules that are probably not meant so; each of these can be turned off, with a
        reason. RE44xx: reforms; from RE4421 profiles of families. RE5xxx: data. RE9xxx: the engine itself.

        This list is kept by a test; write it anew with `RIGHTS_WRITE_DOCS=1 dotnet test tests/Cli.Tests`.

        | code | severity | what it is |
        |---|---|---|

        """;
}
