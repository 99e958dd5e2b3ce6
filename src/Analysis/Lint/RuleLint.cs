using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>Looks at a rulebook without errors for what is probably not meant so.</summary>
internal static class RuleLint
{
    /// <summary>Adds what is found, as serious as the rulebook takes it.</summary>
    /// <param name="rulebook">The rulebook.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="upToDateOn">The day for which figures have to be up to date; null when nobody asks.</param>
    public static void Check(Rulebook rulebook, DiagnosticBag findings, DateOnly? upToDateOn = null)
    {
        IReadOnlyList<RulePart> parts = RulebookParts.Of(rulebook);
        (string Owner, Diagnostic Finding)[] plain = [.. UsageLint.Find(rulebook, parts), .. ContentLint.Find(rulebook), .. RightLint.Find(rulebook, parts), .. FigureLint.Find(rulebook, parts, upToDateOn)];
        // A comparison with itself is told as that, and not also as what follows from it.
        HashSet<string> told = [.. plain.Where(f => LintErrors.IsAlways(f.Finding)).Select(f => f.Owner)];
        (string Owner, Diagnostic Finding)[] found = [.. plain, .. ProofLint.Find(rulebook).Where(f => !told.Contains(f.Owner))];
        foreach ((string owner, Diagnostic finding) in found)
        {
            CheckSetting? setting = rulebook.Checks.FirstOrDefault(c => c.Check == finding.Code && c.In == owner) ?? rulebook.Checks.FirstOrDefault(c => c.Check == finding.Code && c.In is null);
            if (setting is null) findings.Add(finding);
            else if (setting.Severity is { } severity) findings.Add(finding with { Severity = severity });
        }
        foreach (CheckSetting setting in rulebook.Checks)
        {
            if (LintErrors.Checks.All(c => c.Code != setting.Check)) findings.Add(LintErrors.UnknownCheck(setting.Location, setting.Check));
            // What depends on a day that nobody gave cannot be told to be gone.
            else if (setting.In is { } place && (upToDateOn is not null || !LintErrors.NeedsDay(setting.Check)) && !found.Any(f => f.Owner == place && f.Finding.Code == setting.Check))
                findings.Add(LintErrors.NothingFound(setting.Location, setting.Check, place));
        }
    }
}
