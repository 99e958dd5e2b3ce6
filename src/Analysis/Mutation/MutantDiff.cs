using RightsEngine.Source;

namespace RightsEngine.Analysis.Mutation;

/// <summary>A mutant as the lines of the rule file before and after.</summary>
internal static class MutantDiff
{
    public static IEnumerable<string> Of(Mutant mutant)
    {
        SourceFile file = mutant.Location.File;
        if (mutant.Edits.Count == 0)
        {
            yield return $"    {file.LineText(mutant.Location.Position.Line)}";
            yield break;
        }
        int first = mutant.Edits.Min(e => e.Location.Position.Line), last = mutant.Edits.Max(e => file.Locate(e.Location.Span.End).Line);
        int start = file.StartOfLine(first), end = file.StartOfLine(last) + file.LineText(last).Length;
        string changed = file.Text[start..end];
        foreach (TextEdit edit in mutant.Edits.OrderByDescending(e => e.Location.Span.Start))
            changed = changed[..(edit.Location.Span.Start - start)] + edit.Replacement + changed[(edit.Location.Span.End - start)..];
        foreach (string line in Lines(file.Text[start..end])) yield return $"  - {line}";
        foreach (string line in Lines(changed)) yield return $"  + {line}";
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
