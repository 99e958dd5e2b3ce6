using RightsEngine.Data.Cases;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Snapshots;

/// <summary>What was decided for a folder of cases, as lines of text that can be kept beside the rules and compared.</summary>
/// <param name="Cases">Where the cases are, seen from the folder of the snapshot.</param>
/// <param name="Dates">The dates that are decided.</param>
/// <param name="Lines">What was decided: by case, right, date and holder.</param>
internal sealed record Snapshot(string Cases, IReadOnlyList<DateOnly> Dates, IReadOnlyDictionary<string, string> Lines)
{
    public const string Extension = ".snapshot";

    private const string CasesHead = "# cases: ", DatesHead = "# on: ", Between = ": ";

    /// <summary>The snapshot in a text; null when it is none.</summary>
    public static Snapshot? Parse(string text)
    {
        string? cases = null;
        IReadOnlyList<DateOnly> dates = [];
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(CasesHead, StringComparison.Ordinal)) cases = line[CasesHead.Length..];
            else if (line.StartsWith(DatesHead, StringComparison.Ordinal)) dates = [.. line[DatesHead.Length..].Split(", ").Select(Language.Builtins.DateBuiltins.ParseDate).OfType<DateOnly>()];
            else if (line.StartsWith('#')) continue;
            else if (line.IndexOf(Between, StringComparison.Ordinal) is >= 0 and var at) lines[line[..at]] = line[(at + Between.Length)..];
            else return null;
        }
        return cases is null || dates.Count == 0 ? null : new Snapshot(cases, dates, lines);
    }

    /// <summary>What the rules decide now for the cases of a folder.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="cases">Where the cases are, as it is to be kept.</param>
    /// <param name="path">Where they are, seen from here.</param>
    /// <param name="mappings">The folder of the rulebook, for tables and messages.</param>
    /// <param name="dates">The dates to decide.</param>
    /// <exception cref="InputException">There is nothing to read, or it cannot be read.</exception>
    public static Snapshot Take(Rulebook rulebook, string cases, string path, string mappings, IReadOnlyList<DateOnly> dates)
    {
        var evaluator = new CaseEvaluator(rulebook, new EvaluationOptions { Dates = dates });
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (CaseResult read in CaseFile.Read(path, rulebook, mappings))
        {
            if (read.Case is null) lines[Unique(lines, $"{OneLine(read.CaseId)} rejected")] = string.Join("; ", read.Problems.Select(p => $"{p.Code} {OneLine(p.Message)}"));
            else
                foreach (Decision decision in evaluator.Evaluate(read.Case))
                    lines[Unique(lines, $"{OneLine(decision.Case)} {decision.Right} {DecisionText.Of(decision.ReferenceDate)} {OneLine(DecisionText.Of(decision.Holder))}")] = Decided(decision);
        }
        return new Snapshot(cases, dates, lines);
    }

    public void Write(TextWriter output)
    {
        output.NewLine = "\n";
        output.WriteLine($"{CasesHead}{Cases}");
        output.WriteLine($"{DatesHead}{string.Join(", ", Dates.Select(DecisionText.Of))}");
        foreach ((string name, string decided) in Lines) output.WriteLine($"{name}{Between}{decided}");
    }

    /// <summary>What is otherwise in a later snapshot: each with what was and what is; null for what is not there.</summary>
    public IEnumerable<(string Name, string? Was, string? Is)> Drift(Snapshot now) =>
        Lines.Keys.Union(now.Lines.Keys).Order(StringComparer.Ordinal)
            .Select(name => (name, Lines.GetValueOrDefault(name), now.Lines.GetValueOrDefault(name))).Where(d => d.Item2 != d.Item3);

    /// <summary><c>refused, income false</c>.</summary>
    private static string Decided(Decision decision)
    {
        string text = DecisionText.Of(decision.Outcome);
        if (decision.Outcome == Outcome.Granted && decision.Amount is { } amount) text += $" {DecisionText.Of(amount)}";
        if (decision.AmountUndetermined) text += " amount undetermined";
        if (decision.Outcome == Outcome.Granted && decision.Award is { } award) text += $" since {DecisionText.Of(award.GrantedOn)}{(award.RunsUntil is { } until ? $" until {DecisionText.Of(until)}" : "")}";
        string[] open = [.. decision.Conditions.Where(c => c.Outcome != ConditionOutcome.True).Select(c => $"{c.Id} {DecisionText.Of(c.Outcome)}")];
        if (open.Length > 0) text += $", {string.Join(", ", open)}";
        if (decision.Missing.Count > 0) text += $"; missing {string.Join(", ", decision.Missing.Select(m => OneLine(m.ToString())))}";
        // The place in the rules moves with every edit above it and is left out.
        return decision.Fault is { } fault ? $"{text}; {OneLine(fault.Split(" (")[0])}" : text;
    }

    private static string Unique(IReadOnlyDictionary<string, string> lines, string name)
    {
        if (!lines.ContainsKey(name)) return name;
        int number = 2;
        while (lines.ContainsKey($"{name} ({number})")) number++;
        return $"{name} ({number})";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace(Between, ":", StringComparison.Ordinal);
}
