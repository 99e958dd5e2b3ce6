using System.Text.Json;
using System.Text.Json.Nodes;

namespace RightsEngine.Rules.Tests.Differential;

/// <summary>Makes a rulebook and a case smaller as long as the evaluators still differ on them.</summary>
internal static class Shrinker
{
    private const int MostTries = 3_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The smallest pair found, as a text to copy into a test.</summary>
    public static string Shown(GeneratedRules rules, JsonObject subject, string[] dates, string what)
    {
        int tries = 0;
        foreach (string date in dates)
            if (Difference(rules, subject, [date]) is not null) dates = [date];
        bool moved = true;
        while (moved && tries < MostTries)
        {
            moved = false;
            foreach (GeneratedRules smaller in rules.Smaller())
            {
                if (++tries > MostTries) break;
                if (Difference(smaller, subject, dates) is null) continue;
                (rules, moved) = (smaller, true);
                break;
            }
            foreach (JsonObject smaller in CasesMaker.Smaller(subject))
            {
                if (++tries > MostTries) break;
                if (Difference(rules, smaller, dates) is null) continue;
                (subject, moved) = (smaller, true);
                break;
            }
        }
        return $"{what}: the evaluators differ on {string.Join(" and ", dates)}:\n{Difference(rules, subject, dates)}\n\n"
            + $"# concepts beside those of DifferentialCatalogue\n{string.Join("\n---\n", rules.Concepts.Select(c => c.Text))}\n\n# rights\n{rules.RightText}\n# case\n{subject.ToJsonString(Indented)}\n";
    }

    private static string? Difference(GeneratedRules rules, JsonObject subject, string[] dates)
    {
        if (TestRulebook.Load(rules.RightText, rules.ConceptText) is not { Rulebook: { } rulebook }) return null;
        if (TestRulebook.Read(rulebook, subject.ToJsonString()).Case is not { } read) return null;
        return new EvaluatorPair(rulebook, dates).FirstDifference([read])?.Difference;
    }
}
