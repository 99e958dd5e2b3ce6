using System.Security.Cryptography;
using System.Text;
using RightsEngine.Concepts.Reading;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reforms;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reading;

/// <summary>What loading a rulebook gave: the findings, and the rulebook unless there are errors.</summary>
/// <param name="Rulebook">The rulebook, or null when a finding is an error.</param>
/// <param name="Diagnostics">All findings, in the order of files and positions.</param>
public sealed record RulebookResult(Rulebook? Rulebook, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Loads a folder of rule files.</summary>
public static class RulebookLoader
{
    /// <summary>Reads, checks and links every rule file under a folder; reports all findings in one run.</summary>
    /// <param name="folder">The folder that holds <c>rulebook.yaml</c>.</param>
    public static RulebookResult Load(string folder) => Load(folder, []);

    /// <summary>Reads a rulebook as reforms would make it.</summary>
    /// <param name="folder">The folder that holds <c>rulebook.yaml</c>.</param>
    /// <param name="reforms">Files of reforms; each changes what those before it left.</param>
    public static RulebookResult Load(string folder, IReadOnlyList<string> reforms) => Load(folder, reforms, new AnalysisRequest());

    /// <summary>Reads a rulebook as reforms would make it, with what a population is to be measured by.</summary>
    /// <param name="folder">The folder that holds <c>rulebook.yaml</c>.</param>
    /// <param name="reforms">Files of reforms; each changes what those before it left.</param>
    /// <param name="measured">What a command puts in the place of <c>analysis:</c>.</param>
    internal static RulebookResult Load(string folder, IReadOnlyList<string> reforms, AnalysisRequest measured)
    {
        var diagnostics = new DiagnosticBag();
        var context = new ReadingContext(diagnostics);
        string headFile = Path.Combine(folder, RuleFiles.Head);
        if (!File.Exists(headFile))
        {
            diagnostics.Add(RuleErrors.NoRulebook(folder));
            return new RulebookResult(null, diagnostics.Sorted);
        }
        var files = new List<SourceFile>();
        try
        {
            foreach (string path in RuleFiles.OfRules(folder))
                if (SourceFileReader.Read(path, path, diagnostics) is { } file) files.Add(file);
            RuleFiles.ReportUnread(folder, diagnostics);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(SourceErrors.UnreadableFile(folder, "a folder in it cannot be read"));
            return new RulebookResult(null, diagnostics.Sorted);
        }
        RulebookHead head = RulebookHead.Read(files.FirstOrDefault(f => f.Path == headFile), context);
        context.Languages = head.Languages;
        context.Sources = head.Sources.Keys.ToHashSet();

        var documents = new RuleDocuments();
        foreach (SourceFile file in files.Where(f => f.Path != headFile))
        {
            IReadOnlyList<YamlNode> found = YamlReader.Read(file, diagnostics);
            if (file.Path.EndsWith(RuleFiles.Concepts, StringComparison.Ordinal)) documents.Catalogue.AddRange(found);
            else
                foreach (YamlNode document in found)
                    if (document is YamlMap { Entries.Count: > 0 } map && map.Find("right") is not null) documents.Rights.Add(map);
                    else diagnostics.Add(SourceErrors.WrongShape(document, "right", "a mapping that starts with `right: name`"));
        }
        IReadOnlyList<Reform> applied = ApplyReforms(reforms, documents, files, context);
        var catalogueReader = new CatalogueReader(context);
        catalogueReader.Add(documents.Catalogue);
        CatalogueScope scope = catalogueReader.Read();
        IReadOnlyList<RightDefinition> rights = ReadRights(context, scope, documents.Rights);
        AnalysisDefinition? analysis = new AnalysisReader(context, scope, measured).Read(head.Analysis);
        foreach (CheckedTable table in context.Tables) TableCheck.Run(table, diagnostics, scope.Catalogue, rights);
        ParameterKeyCheck.Run(scope.Catalogue, rights, diagnostics);
        foreach (RightDefinition right in rights) ParameterGapCheck.Run(right, diagnostics);
        string hash = Hash(folder, files, diagnostics);
        // With errors nobody gets the rulebook, and what needs what may be a circle or a chain without end.
        if (diagnostics.HasErrors) return new RulebookResult(null, diagnostics.Sorted);
        Dependencies.Fill(rights.Concat(analysis?.Measures ?? []), scope.Catalogue);
        foreach (RightDefinition right in rights) ParameterGapCheck.Run(right, diagnostics);
        var rulebook = new Rulebook(head.Name, head.Version, hash, head.Currency, head.Languages, head.Sources, scope, [.. rights.OrderBy(r => r.Name, StringComparer.Ordinal)]) { Checks = head.Checks, Reforms = applied, Analysis = analysis };
        return new RulebookResult(diagnostics.HasErrors ? null : rulebook, diagnostics.Sorted);
    }

    /// <summary>Reads the reforms and changes the documents by them, in order; their files then count as files of the rulebook.</summary>
    private static List<Reform> ApplyReforms(IReadOnlyList<string> paths, RuleDocuments documents, List<SourceFile> files, ReadingContext context)
    {
        var applied = new List<Reform>();
        foreach (string path in paths)
        {
            if (SourceFileReader.Read(path, path, context.Diagnostics) is not { } file) continue;
            files.Add(file);
            foreach (YamlNode document in YamlReader.Read(file, context.Diagnostics))
            {
                if (ReformReader.Read(document, context) is not { } reform) continue;
                if (applied.Find(r => r.Name == reform.Name) is { } same) context.Diagnostics.Add(ReformErrors.AppliedTwice(reform.Location, reform.Name, same.Location));
                applied.Add(reform);
                new ReformApplication(reform, documents, context).Run();
            }
        }
        return applied;
    }

    private static List<RightDefinition> ReadRights(ReadingContext context, CatalogueScope scope, List<YamlMap> maps)
    {
        var rightsScope = new RightsScope(scope);
        var rights = new List<RightDefinition>();
        var readers = new List<RightReader>();
        var versions = new Dictionary<string, List<RightDefinition>>(StringComparer.Ordinal);
        foreach (YamlMap map in maps)
        {
            var reader = new RightReader(context, rightsScope, map);
            if (reader.Declare() is not { } right) continue;
            if (!versions.TryGetValue(right.Name, out List<RightDefinition>? others)) versions[right.Name] = others = [];
            if (others.Find(o => o.InForce.Overlaps(right.InForce)) is { } first)
            {
                context.Diagnostics.Add(Concepts.ConceptErrors.DuplicateName(right.Location, "right", right.Name, first.Location));
                continue;
            }
            if (others.Count > 0 && (others[0].Holder, others[0].Relation, others[0].Household) != (right.Holder, right.Relation, right.Household))
                context.Diagnostics.Add(Concepts.ConceptErrors.DifferentVersions(right.Location, right.Name));
            others.Add(right);
            rights.Add(right);
            readers.Add(reader);
        }
        foreach (RightReader reader in readers) reader.Bind();
        return rights;
    }

    /// <summary>A hash over the rule files and the tables of figures beside them.</summary>
    private static string Hash(string folder, IEnumerable<SourceFile> files, DiagnosticBag diagnostics)
    {
        var text = new StringBuilder();
        IEnumerable<(string Path, string Text)> tables = FolderFiles.Ending(folder, ".csv")
            .Select(f => (f, SourceFileReader.Read(f, f, diagnostics)?.Text ?? ""));
        foreach ((string path, string content) in files.Select(f => (f.Path, f.Text)).Concat(tables).OrderBy(f => f.Path, StringComparer.Ordinal))
            text.Append(Path.GetRelativePath(folder, path).Replace('\\', '/')).Append('\n').Append(content.ReplaceLineEndings("\n")).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
