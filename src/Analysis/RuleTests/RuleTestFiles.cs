using RightsEngine.Data.Cases;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Finds and reads the tests of a rulebook.</summary>
internal static class RuleTestFiles
{
    private const string Extension = RuleFiles.Tests;

    /// <summary>The tests files under a folder, in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        FolderFiles.Ending(folder, Extension);

    /// <summary>The tests of all files under a folder; a test with a mistake is left out and reported.</summary>
    /// <param name="folder">The folder with the rulebook.</param>
    /// <param name="rulebook">The rules.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <param name="accepted">Takes what the files say that no test can see, or null.</param>
    public static IReadOnlyList<RuleTest> Read(string folder, Rulebook rulebook, DiagnosticBag diagnostics, ICollection<AcceptedGap>? accepted = null)
    {
        var trees = new CaseTreeReader(rulebook.Catalogue);
        var tests = new List<RuleTest>();
        foreach (string path in In(folder))
            if (SourceFileReader.Read(path, path, diagnostics) is { } file) tests.AddRange(ReadFile(file, rulebook, trees, diagnostics, accepted));
        return tests;
    }

    private static IEnumerable<RuleTest> ReadFile(SourceFile file, Rulebook rulebook, CaseTreeReader trees, DiagnosticBag diagnostics, ICollection<AcceptedGap>? accepted)
    {
        var tests = new List<RuleTest>();
        foreach (YamlNode document in YamlReader.Read(file, diagnostics))
        {
            if (document is not YamlMap map)
            {
                diagnostics.Add(SourceErrors.WrongShape(document, "tests", "a mapping with `cases:` and `tests:`"));
                continue;
            }
            var reader = new MapReader(map, "tests file", diagnostics);
            var cases = new TestCases(file, trees, diagnostics);
            if (reader.OptionalMap("cases") is { } named) cases.Add(named);
            YamlList? items = reader.RequiredList("tests");
            foreach (AcceptedGap gap in AcceptedGap.Read(reader.OptionalList("accepted"), diagnostics)) accepted?.Add(gap);
            reader.Finish();
            foreach (YamlNode item in items?.Items ?? [])
            {
                if (item is not YamlMap test) diagnostics.Add(SourceErrors.WrongShape(item, "tests", "a mapping that starts with `name:`"));
                else if (new RuleTestReader(rulebook, cases, diagnostics).Read(test) is { } read) tests.Add(read);
            }
        }
        return tests;
    }
}
