using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Tests;

/// <summary>The law of monotonicity over the corpus: each known value of each tests file is forgotten once.</summary>
public sealed partial class CorpusLawTests
{
    public static TheoryData<string> Topics => CorpusTests.Topics;

    [Theory, MemberData(nameof(Topics))]
    public void Forgetting_a_value_leaves_a_decision_as_it_was_or_undetermined(string topic)
    {
        string folder = Path.Combine(Path.GetDirectoryName(Here())!, "..", "corpus", "good", topic);
        Rulebook rulebook = RulebookLoader.Load(folder).Rulebook!;
        if (rulebook.Rights.Count == 0) return;
        int compared = 0;
        foreach (string path in RuleTestFiles.In(folder))
        {
            string text = File.ReadAllText(path);
            IReadOnlyList<RuleTest> known = Read(rulebook, path, text);
            Dictionary<string, Decision>[] before = [.. known.Select(t => Decide(rulebook, t))];
            foreach (Match value in DataValue().Matches(text).Where(m => InData(text, m.Index)))
            {
                IReadOnlyList<RuleTest> forgotten = Read(rulebook, path, text.Remove(value.Groups[1].Index, value.Groups[1].Length).Insert(value.Groups[1].Index, "unknown"));
                foreach (RuleTest test in forgotten)
                {
                    compared++;
                    Compare(before[known.ToList().FindIndex(t => t.Name == test.Name)], Decide(rulebook, test), $"{topic}: {test.Name}: {value.Value} forgotten at {value.Index}");
                }
            }
        }
        Assert.True(compared > 0, "nothing was forgotten");
    }

    private static void Compare(Dictionary<string, Decision> before, Dictionary<string, Decision> after, string what)
    {
        foreach ((string holder, Decision now) in after.Where(a => a.Value.Outcome != Outcome.Undetermined))
        {
            // What was no decision may have become a refusal: then nobody knows whether it concerns the person, but it fails all the same.
            if (!before.TryGetValue(holder, out Decision? then)) Assert.True(now.Outcome == Outcome.Refused, $"{what}: {holder}: no decision became {now.Outcome}");
            else if (then.Outcome != Outcome.Undetermined) Assert.True(then.Outcome == now.Outcome && (now.Amount is null || then.Amount == now.Amount), $"{what}: {holder}: {then.Outcome} {then.Amount} became {now.Outcome} {now.Amount}");
        }
    }

    /// <summary>The tests that can still be read: some values, such as the id of a person, cannot be unknown.</summary>
    private static IReadOnlyList<RuleTest> Read(Rulebook rulebook, string path, string text)
    {
        string folder = Directory.CreateTempSubdirectory("rights-law").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(path)), text);
            return RuleTestFiles.Read(folder, rulebook, new DiagnosticBag());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, Decision> Decide(Rulebook rulebook, RuleTest test) =>
        test.Expectations.Select(e => e.Date).Distinct().SelectMany(date => new CaseEvaluator(rulebook, new EvaluationOptions { Dates = [date] }).Evaluate(test.Case))
            .GroupBy(d => $"{d.Right} of {DecisionText.Of(d.Holder)} in {d.PeriodStart}").Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First());

    /// <summary>Whether a place is in the data of a case, not in what is expected.</summary>
    private static bool InData(string text, int place)
    {
        string line = text[(text.LastIndexOf('\n', place) + 1)..].Split('\n')[0];
        return !line.Contains("outcome", StringComparison.Ordinal) && !line.Contains("expect", StringComparison.Ordinal) && !line.TrimStart().StartsWith('"') && !line.Contains("name:", StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex(@"[a-z_]: ([0-9][0-9.-]*|true|false|[a-z]+|[A-Z]+)(?=[,}])")]
    private static partial Regex DataValue();
}
