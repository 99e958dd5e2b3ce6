using System.CommandLine;
using RightsEngine.Analysis;
using RightsEngine.Analysis.Differences;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights diff</c>.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var old = new Argument<string>("OLD") { Description = "The rulebook before: a folder, or a git revision such as main" };
        var now = new Argument<string>("NEW") { Description = "The rulebook after: a folder, or a git revision", DefaultValueFactory = _ => CommonOptions.DefaultRules };
        var input = new Option<string[]>("--input") { Description = "Cases whose decisions are compared: a file, or a folder of cases, tables or messages", HelpName = "INPUT", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        Option<string?> on = CommonOptions.On();
        Option<string?> requestedOn = CommonOptions.RequestedOn();
        var rights = new Option<string?>("--rights") { Description = "Compare only these rights: names, with * and ?, separated by commas", HelpName = "GLOB,…" };
        var first = new Option<int>("--first") { Description = "How many changed decisions to show", HelpName = "N", DefaultValueFactory = _ => 20 };
        var failOn = new Option<string[]>("--fail-on") { Description = $"Fail when this holds: \"lost > 0\", \"name.of_right: cost > 1000\"; of {string.Join(", ", ChangeGate.Measures)}", HelpName = "GATE", DefaultValueFactory = _ => [] };
        var budget = new Option<string?>("--budget") { Description = "A file with a gate per line, # for comments", HelpName = "FILE" };
        Option<string> format = CommonOptions.Choice("--format", "How to write it", "text", "markdown", "json");
        Option<string> language = CommonOptions.Choice("--lang", "The language of headings", "en", "nl");
        var command = new Command("diff", "What changed between two rulebooks: in the rules, and in decisions about cases") { old, now, input, on, requestedOn, rights, first, failOn, budget, format, language };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ChangeGate> gates = Gates(parsed.GetValue(failOn) ?? [], parsed.GetValue(budget));
            string[] inputs = parsed.GetValue(input) ?? [];
            DateOnly? date = CommonOptions.Date(parsed.GetValue(on), "--on");
            if (inputs.Length > 0 && date is null) throw new UsageException("--input needs --on: a date in the period to decide, as in --on 2024-10-01");
            if (gates.Count > 0 && inputs.Length == 0) throw new UsageException("a gate needs decisions: add --input with cases");
            using RulesAt before = RulesAt.Find(parsed.GetRequiredValue(old), CommonOptions.DefaultRules), after = RulesAt.Find(parsed.GetRequiredValue(now), CommonOptions.DefaultRules);
            Rulebook was = Rulebooks.Load(before.Folder, terminal), becomes = Rulebooks.Load(after.Folder, terminal);
            string words = parsed.GetRequiredValue(language);
            string? title(string owner) => Title(becomes, owner, words) ?? Title(was, owner, words);
            IDifferenceReport report = parsed.GetValue(format) == "json" ? new DifferenceJson(terminal.Out, title) : new DifferenceReport(terminal.Out, markdown: parsed.GetValue(format) == "markdown", words, title);
            report.Rules(RuleDifferences.Of(was, becomes));
            if (inputs.Length == 0)
            {
                report.End();
                return (int)ExitCode.Done;
            }
            var options = new EvaluationOptions { Dates = [date!.Value], RequestedOn = CommonOptions.Date(parsed.GetValue(requestedOn), "--requested-on"), Rights = Asked(parsed.GetValue(rights), was, becomes) };
            // Mappings say what cases mean, and no right names them.
            IReadOnlySet<string> unchanged = before.Mappings.SequenceEqual(after.Mappings) ? UnchangedRights.Of(was, becomes) : new HashSet<string>();
            var differences = new DecisionDifferences(was, becomes, options, unchanged);
            report.Decisions(differences.Changes(Cases(inputs, was, before), Cases(inputs, becomes, after)), differences.Counts, parsed.GetValue(first));
            bool within = report.Gates(gates, differences.Counts);
            report.End();
            return (int)(within ? ExitCode.Done : ExitCode.TestFailed);
        });
        return Examples.AddTo(command, "rights diff rules rules", "rights diff rules rules --input samples/families --on 2024-10-01 --fail-on \"lost > 0\"");
    }

    /// <summary>What a right or a declaration of the catalogue is called; null when the rulebook has none of that name.</summary>
    private static string? Title(Rulebook rulebook, string owner, string language) =>
        rulebook.Find(owner)?.Title.In(language) ?? rulebook.Catalogue.All.FirstOrDefault(d => RulebookParts.Owner(d) == owner)?.Title.In(language);

    private static IEnumerable<CaseResult> Cases(IEnumerable<string> inputs, Rulebook rulebook, RulesAt rules) => inputs.SelectMany(i => CaseFile.Read(i, rulebook, rules.Folder));

    /// <summary>The rights that either rulebook has.</summary>
    private static IReadOnlySet<string>? Asked(string? patterns, Rulebook was, Rulebook becomes)
    {
        if (patterns is null) return null;
        string[] fitting = [.. patterns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(p => was.Rights.Concat(becomes.Rights).Where(r => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(p, r.Name, ignoreCase: false))).Select(r => r.Name)];
        return fitting.Length > 0 ? fitting.ToHashSet(StringComparer.Ordinal) : throw new UsageException($"--rights `{patterns}` fits no right of the two rulebooks");
    }

    private static IReadOnlyList<ChangeGate> Gates(IEnumerable<string> written, string? budget)
    {
        IEnumerable<string> lines = [];
        if (budget is not null)
            lines = File.Exists(budget) ? File.ReadLines(budget).Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0) : throw new UsageException($"there is no file `{budget}`");
        return [.. written.Concat(lines).Select(g => ChangeGate.Parse(g) ?? throw new UsageException($"`{g}` is no gate: write a measure, a comparison and a number, as in \"lost > 0\"; the measures are {string.Join(", ", ChangeGate.Measures)}"))];
    }
}
