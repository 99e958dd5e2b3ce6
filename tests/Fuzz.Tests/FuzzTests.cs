using RightsEngine.Analysis.RuleTests;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Fuzz.Tests;

/// <summary>Spoilt rules, expressions and cases: findings with a code and a place, never an exception; nothing is lost.</summary>
public sealed class FuzzTests
{
    private static readonly string[] RuleFiles =
        [.. new[] { "rules", "tests/corpus/base" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), "*.yaml", SearchOption.AllDirectories))
            .Where(f => !f.EndsWith(".tests.yaml", StringComparison.Ordinal) && !f.EndsWith(".mapping.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly string[] SampleCases =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "families"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly Rulebook Rules = RulebookLoader.Load(Path.Combine(Repository.Root, "rules")).Rulebook!;

    [Fact]
    public void Spoilt_YAML_is_read_to_a_tree_or_findings() => Fuzzing.Run(6_000, r => Spoiling.Spoil(RuleFiles[r.Next(RuleFiles.Length)], r), ReadYaml);

    [Fact]
    public void Random_characters_are_read_to_a_tree_or_findings() =>
        Fuzzing.Run(3_000, r => string.Concat(Enumerable.Range(0, r.Next(200)).Select(_ => (char)r.Next(1, r.Next(2) == 0 ? 128 : 0xD800))), ReadYaml);

    [Fact]
    public void YAML_cut_off_anywhere_is_read_to_a_tree_or_findings()
    {
        string file = RuleFiles.Where(f => f.Length < 6_000).MaxBy(f => f.Length)!;
        for (int length = 0; length < file.Length; length++) ReadYaml(file[..length]);
    }

    [Fact]
    public void A_rulebook_with_a_spoilt_file_has_findings_or_decides()
    {
        string folder = Directory.CreateTempSubdirectory("rights-fuzz").FullName;
        string[] names = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/corpus/base"), "*.yaml").Select(f => Path.GetFileName(f)!)];
        foreach (string name in names) File.Copy(Path.Combine(Repository.Root, "tests/corpus/base", name), Path.Combine(folder, name));
        Fuzzing.Run(700, r => names[r.Next(names.Length)] is var name ? name + "\n" + Spoiling.Spoil(File.ReadAllText(Path.Combine(Repository.Root, "tests/corpus/base", name)), r) : "", input =>
        {
            string name = input[..input.IndexOf('\n')], path = Path.Combine(folder, name);
            string whole = File.ReadAllText(Path.Combine(Repository.Root, "tests/corpus/base", name));
            File.WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(input[(name.Length + 1)..]));
            RulebookResult result = RulebookLoader.Load(folder);
            File.WriteAllText(path, whole);
            Assert.All(result.Diagnostics, Placed);
            Assert.Equal(result.Rulebook is null, result.Diagnostics.Any(d => d.Severity == Severity.Error));
            if (result.Rulebook is { } rulebook) Decide(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}},"b":{}}}""");
        });
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Spoilt_expressions_have_findings_or_a_value() => Fuzzing.Run(25_000, r => Spoiling.Spoil(Expression(r), r), Evaluate);

    [Fact]
    public void Generated_expressions_have_findings_or_a_value() => Fuzzing.Run(15_000, Expression, Evaluate);

    [Theory]
    [InlineData("@\"P1Y2\u1040M\"")]
    [InlineData("anna.tax_assessment(2022.5)")]
    [InlineData("anna.tax_assessment(-5)")]
    [InlineData("anna.tax_assessment(0.1)")]
    [InlineData("anna.tax_assessment(99999999999)")]
    [InlineData("count(for x in -2000000000..2000000000 return x)")]
    [InlineData("count(for x in 2000000000..-2000000000 return x)")]
    [InlineData("add months(@\"9999-12-31\", 1, \"up\")")]
    [InlineData("count(months([@\"0001-01-01\"..@\"9999-12-31\"]))")]
    [InlineData("on(@\"0001-01-01\", anna.residence.address)")]
    [InlineData("on(@\"9999-12-31\", age on(anna, @\"0001-01-01\"))")]
    [InlineData("reference_date + @\"P999999999Y\"")]
    [InlineData("@\"P999999999Y\" * 9999999999999999999")]
    [InlineData("[1, 2, 3][99999999999999999999]")]
    [InlineData("-79228162514264337593543950335 - 1")]
    public void Values_at_the_ends_have_findings_or_a_value(string expression) => Evaluate(expression);

    [Fact]
    public void Expressions_cut_off_anywhere_have_findings_or_a_value()
    {
        foreach (Builtin builtin in BuiltinTable.All.Values)
            for (int length = 0; length <= builtin.Example.Length; length++) Evaluate(builtin.Example[..length]);
    }

    [Fact]
    public void Spoilt_cases_are_accepted_or_rejected() => Fuzzing.Run(3_000, r => Spoiling.Spoil(SampleCases[r.Next(SampleCases.Length)], r), Read);

    [Fact]
    public void Each_spoilt_line_is_one_case_accepted_or_rejected()
    {
        string[] lines = [.. SampleCases.Take(6).Select(c => string.Join(' ', c.Split('\n')))];
        string path = Path.GetTempFileName() + ".ndjson";
        Fuzzing.Run(2_000, r => Spoiling.Spoil(string.Join('\n', lines), r), input =>
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(input);
            // One byte in a thousand turns to another, so that the text is not even UTF-8.
            var random = new Random(input.Length);
            for (int i = random.Next(2000); i < bytes.Length; i += random.Next(2000)) bytes[i] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            int written = Lines(bytes).Count(l => l.AsSpan().Trim(" \t\r"u8).Length > 0);
            CaseResult[] results = [.. CaseReader.Read(path, null, Rules.Catalogue)];
            Assert.Equal(written, results.Length);
            Assert.All(results, r => Assert.True(r.Case is null == r.Problems.Count > 0));
        });
        File.Delete(path);
    }

    private static IEnumerable<byte[]> Lines(byte[] bytes)
    {
        var line = new List<byte>();
        foreach (byte b in bytes.SkipWhile((_, i) => i < (bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0)))
        {
            if (b != '\n')
            {
                line.Add(b);
                continue;
            }
            yield return [.. line];
            line.Clear();
        }
        yield return [.. line];
    }

    [Fact]
    public void Spoilt_rule_tests_have_findings_or_run()
    {
        string whole = File.ReadAllText(Directory.EnumerateFiles(Path.Combine(Repository.Root, "rules"), "*.tests.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First());
        string[] parts = [.. whole.Split("\n  - name:")];
        string folder = Directory.CreateTempSubdirectory("rights-fuzz").FullName, path = Path.Combine(folder, "x.tests.yaml");
        Fuzzing.Run(600, r => Spoiling.Spoil(string.Join("\n  - name:", parts.Take(1).Concat(Enumerable.Range(0, 3).Select(_ => parts[r.Next(1, parts.Length)]))) + "\n", r), input =>
        {
            File.WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(input));
            var diagnostics = new DiagnosticBag();
            IReadOnlyList<RuleTest> tests = RuleTestFiles.Read(folder, Rules, diagnostics);
            Assert.All(diagnostics.Sorted, Placed);
            foreach (RuleTest test in tests) Assert.NotNull(RuleTestRunner.Run(Rules, test));
        });
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Cases_cut_off_anywhere_are_rejected()
    {
        string sample = SampleCases.MinBy(c => c.Length)!;
        for (int length = 0; length < sample.TrimEnd().Length; length++) Read(sample[..length]);
    }

    private static void ReadYaml(string text)
    {
        var diagnostics = new DiagnosticBag();
        _ = YamlReader.Read(new SourceFile("fuzz.yaml", text), diagnostics);
        Assert.All(diagnostics.Sorted, Placed);
    }

    private static void Placed(Diagnostic finding)
    {
        Assert.Matches("^RE[1-5][0-9]{3}$", finding.Code);
        Assert.NotNull(finding.Location);
        TextSpan span = finding.Location.Value.Span;
        Assert.InRange(span.Start, 0, finding.Location.Value.File.Text.Length);
        Assert.InRange(span.Start + span.Length, 0, finding.Location.Value.File.Text.Length);
    }

    private static void Decide(Rulebook rulebook, string json)
    {
        foreach (CaseResult result in CaseReader.Read("-", new StringReader(json), rulebook.Catalogue))
            if (result.Case is { } subject) _ = new CaseEvaluator(rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 10, 1)] }).Evaluate(subject);
    }

    private static void Evaluate(string expression)
    {
        Case subject = CaseReader.Read("-", new StringReader(SampleCases[0]), Rules.Catalogue).First().Case!;
        var diagnostics = new DiagnosticBag();
        CoreExpression? core = ExpressionEvaluator.Check(Rules, subject, MappedText.Alone(expression), diagnostics, out IReadOnlyList<LocalSymbol> persons);
        Assert.Equal(core is null, diagnostics.Count > 0);
        Assert.All(diagnostics.Sorted, Placed);
        if (core is null) return;
        Assert.NotNull(ExpressionEvaluator.Evaluate(Rules, subject, core, persons, new DateOnly(2024, 10, 1)));
        // What is read is printed to what reads the same.
        var none = new DiagnosticBag();
        string printed = SyntaxPrinter.Print(Parser.ParseExpression(MappedText.Alone(expression), none));
        Assert.Equal(printed, SyntaxPrinter.Print(Parser.ParseExpression(MappedText.Alone(printed), none)));
        Assert.Equal(0, none.Count);
    }

    private static void Read(string json)
    {
        // Half a character is no text; a host that hands one over is told so.
        if (json.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar))
        {
            Assert.Throws<InputException>(() => CaseReader.Read("-", new StringReader(json), Rules.Catalogue).ToList());
            return;
        }
        int read = 0;
        foreach (CaseResult result in CaseReader.Read("-", new StringReader(json), Rules.Catalogue))
        {
            read++;
            Assert.True(result.Case is null == result.Problems.Count > 0, "a case is accepted, or rejected with reasons");
            if (result.Case is { } subject) _ = new CaseEvaluator(Rules, new EvaluationOptions { Dates = [new DateOnly(2024, 10, 1)] }).Evaluate(subject);
        }
        Assert.True(read > 0 || string.IsNullOrWhiteSpace(json) || json.Trim() == "[]", "something was read and nothing came of it");
    }

    /// <summary>An expression made of those of the manual: often well typed, often not.</summary>
    private static string Expression(Random random, int depth)
    {
        Builtin[] all = [.. BuiltinTable.All.Values];
        string Inner() => depth <= 0 ? Leaf(random) : Expression(random, depth - 1);
        return random.Next(14) switch
        {
            0 => all[random.Next(all.Length)].Example.Split(" = ")[0],
            1 => $"({Inner()} {new[] { "+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or" }[random.Next(11)]} {Inner()})",
            2 => $"if {Inner()} then {Inner()} else {Inner()}",
            3 => $"[{Inner()}, {Inner()}]",
            4 => $"{{a: {Inner()}, b: {Inner()}}}.{(random.Next(2) == 0 ? "a" : "b")}",
            5 => $"for x in [{Inner()}, {Inner()}] return x",
            6 => $"some y in [{Inner()}] satisfies {Inner()}",
            7 => $"({Inner()})[{random.Next(-2, 3)}]",
            8 => $"[{Inner()}, {Inner()}][item = {Inner()}]",
            9 => $"{Inner()} in [{Inner()}..{Inner()}]",
            10 => $"default({Inner()}, {Inner()})",
            11 => $"{all[random.Next(all.Length)].Name}({Inner()}{(random.Next(2) == 0 ? $", {Inner()}" : "")})",
            12 => $"on(@\"2023-01-01\", {Inner()})",
            _ => Leaf(random),
        };
    }

    private static string Expression(Random random) => Expression(random, random.Next(1, 4));

    private static string Leaf(Random random) => random.Next(11) switch
    {
        0 => "true",
        1 => "@\"2024-02-29\"",
        2 => "@\"P1Y2M\"",
        3 => "\"a b\"",
        4 => "anna.birth.birth_date",
        5 => "anna",
        6 => "anna.residence.region",
        7 => "anna.parents",
        8 => "[1..5]",
        9 => "reference_date",
        _ => $"{random.Next(-3, 9)}",
    };
}
