using RightsEngine.Source;

namespace RightsEngine.Rules.Reading;

/// <summary>The files of a rulebook: what a file holds, the end of its name says.</summary>
internal static class RuleFiles
{
    public const string Head = "rulebook.yaml";
    public const string Concepts = ".concepts.yaml";
    public const string Right = ".right.yaml";
    public const string Tests = ".tests.yaml";
    public const string Mapping = ".mapping.yaml";
    public const string Population = ".population.yaml";
    public const string Reform = ".reform.yaml";
    public const string Profile = ".profile.yaml";

    private static readonly string[] Endings = [Concepts, Right, Tests, Mapping, Population, Reform, Profile];

    /// <summary>All files of a folder that some reader takes.</summary>
    public static IReadOnlyList<string> In(string folder) => FolderFiles.Where(folder, IsKnown);

    /// <summary>The files that make the rulebook itself, in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> OfRules(string folder) =>
        FolderFiles.Where(folder, name => name == Head || name.EndsWith(Concepts, StringComparison.Ordinal) || name.EndsWith(Right, StringComparison.Ordinal));

    /// <summary>The reforms beside the rules, in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> OfReforms(string folder) => FolderFiles.Where(folder, name => name.EndsWith(Reform, StringComparison.Ordinal));

    /// <summary>Reports YAML that no reader takes: a rule in it would be missed without a word.</summary>
    public static void ReportUnread(string folder, DiagnosticBag diagnostics)
    {
        foreach (string path in FolderFiles.Where(folder, name => IsYaml(name) && !IsKnown(name)))
            if (SourceFileReader.Read(path, path, diagnostics) is { } file)
                diagnostics.Add(RuleErrors.UnreadFile(new Location(file, new TextSpan(0, 0)), Path.GetFileName(path), Endings));
    }

    private static bool IsKnown(string name) => name == Head || Endings.Any(e => name.EndsWith(e, StringComparison.Ordinal));

    private static bool IsYaml(string name) => name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
