using RightsEngine.Analysis.RuleTests;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Overview;

/// <summary>
/// Writes a rulebook as a page for people who do not program: the rights, what each rests on and what is missing, and
/// which concepts they share.
/// </summary>
/// <param name="rulebook">The rulebook.</param>
/// <param name="tests">Its rule tests.</param>
/// <param name="folder">Its folder: rights stand in the chapters of their subfolders.</param>
/// <param name="language">The language of titles and texts.</param>
internal sealed class RulebookPage(Rulebook rulebook, IReadOnlyList<RuleTest> tests, string folder, string language)
{
    private static readonly string[] Shared = ["income", "household", "status"];

    private readonly ILookup<string, RuleTest> _tests = tests
        .SelectMany(t => t.Expectations.OfType<DecisionExpectation>().Select(e => e.Right).Distinct().Select(right => (right, t)))
        .ToLookup(x => x.right, x => x.t);

    private IReadOnlyList<RightDefinition> Rights { get; } = [.. rulebook.Rights.Where(r => !r.IsInternal)];

    public void Write(TextWriter output)
    {
        output.WriteLine($"# The rulebook `{rulebook.Name}`");
        output.WriteLine();
        output.WriteLine($"Version {rulebook.Version}: {Rights.Count} rights, {tests.Count} rule tests. This page is made from the rules by `rights export rulebook`; do not edit it.");
        output.WriteLine();
        output.WriteLine("A figure is `verified` when it was read in an official source, `secondary` when it was read elsewhere, `derived` when it was computed from others, and missing when it was not found: a decision that needs a missing figure is `undetermined`.");
        output.WriteLine();
        output.WriteLine("## Rights at a glance");
        foreach (var chapter in Rights.GroupBy(Chapter).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            output.WriteLine();
            output.WriteLine($"### {chapter.Key}");
            output.WriteLine();
            output.WriteLine("| right | held by | granted | income | household | figures | tests |");
            output.WriteLine("|---|---|---|---|---|---|---|");
            foreach (RightDefinition right in chapter)
                output.WriteLine($"| [{Cell(right.Title)}](#{Anchor(right)}) | {Holder(right)} | {Granted(right)} | {Names(right, "income")} | {Names(right, "household")} | {Figures(right)} | {_tests[right.Name].Count()} |");
        }
        WriteShared(output);
        output.WriteLine();
        output.WriteLine("## The rights one by one");
        foreach (RightDefinition right in Rights) new RightSheet(right, language, _tests[right.Name].Count()).Write(output);
    }

    /// <summary>Concepts that several rights use: the harmonisation that there is.</summary>
    private void WriteShared(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("## Concepts that rights share");
        foreach (string kind in Shared)
        {
            output.WriteLine();
            output.WriteLine($"| {kind} | name | used by |");
            output.WriteLine("|---|---|---|");
            foreach (Declaration declaration in rulebook.Catalogue.All.Where(d => d.Kind == kind))
            {
                RightDefinition[] users = [.. Rights.Where(r => r.UsedDeclarations.Contains(declaration))];
                output.WriteLine($"| {Cell(declaration.Title)} | `{declaration.Name}` | {(users.Length == 0 ? "no right yet" : string.Join(", ", users.Select(r => $"[{Cell(r.Title)}](#{Anchor(r)})")))} |");
            }
        }
    }

    /// <summary>The subfolders of a rule file, as <c>be-vlg / housing</c>.</summary>
    private string Chapter(RightDefinition right) =>
        Path.GetDirectoryName(Path.GetRelativePath(folder, right.Location.File.Path))!.Replace('\\', '/').Replace("/", " / ", StringComparison.Ordinal);

    /// <summary>The anchor that pages with Markdown headings give the heading of a right.</summary>
    private static string Anchor(RightDefinition right) => RightSheet.Anchor(right.Name);

    private string Cell(LocalizedText text) => text.In(language).Replace("|", "\\|", StringComparison.Ordinal);

    private string Holder(RightDefinition right) => right.Holder switch
    {
        HolderKind.Relation => Cell(right.Relation!.Title),
        HolderKind.Household => Cell(right.Household!.Title),
        _ => "person",
    };

    private static string Granted(RightDefinition right)
    {
        GrantMode[] modes = [.. RightSheet.Modes(right)];
        return modes is [var one] ? RightSheet.Word(one) : "automatic for some";
    }

    private string Names(RightDefinition right, string kind) =>
        string.Join(", ", right.UsedDeclarations.Where(d => d.Kind == kind).Select(d => Cell(d.Title))) is { Length: > 0 } names ? names : "–";

    private static string Figures(RightDefinition right) => FigureCount.Of(right.UsedParameters).ToString();
}
