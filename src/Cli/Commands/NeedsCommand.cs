using System.CommandLine;
using RightsEngine.Analysis.DataNeeds;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights needs</c>.</summary>
internal static class NeedsCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        Option<string[]> reforms = CommonOptions.Reform();
        var on = new Option<string?>("--on") { Description = "The reference date whose versions count; needed with --population", HelpName = "DATE" };
        var rights = new Option<string?>("--rights") { Description = "The rights to look at, separated by commas; * stands for anything (all when not given)", HelpName = "GLOB,…" };
        Option<string[]> population = PopulationInput.Option();
        Option<int?> threads = PopulationInput.ThreadsOption();
        Option<string?> requested = CommonOptions.RequestedOn();
        Option<string> format = SheetTable.Format(page: true);
        var sheet = new Option<string?>("--sheet") { Description = $"Only this table: {NeedsSheets.Sources}, {NeedsSheets.Fields}, {NeedsSheets.OfRights}, {NeedsSheets.ByRight}, missing, missing_by_right", HelpName = "NAME" };
        var output = new Option<string?>("--output") { Description = "The file to write; its name may say the form (.html, .csv, .md, .json)", HelpName = "FILE" };
        Option<string?> language = CommonOptions.Language();
        var command = new Command("needs", "Which facts from which source the rights read, which several of them ask, and for want of which decisions stay open") { rules, reforms, on, rights, population, threads, requested, format, sheet, output, language };
        command.SetAction(parsed =>
        {
            Rulebook rulebook = Rulebooks.Load(parsed.GetRequiredValue(rules), terminal, parsed.GetValue(reforms));
            string words = CommonOptions.Language(parsed.GetValue(language), rulebook);
            DateOnly? date = CommonOptions.Date(parsed.GetValue(on), "--on");
            string[] inputs = parsed.GetValue(population) ?? [];
            if (inputs.Length > 0 && date is null) throw new UsageException("--population needs --on: a date in the period to decide, as in --on 2024-10-01");
            IReadOnlySet<string>? wanted = CommonOptions.Rights(parsed.GetValue(rights), "--rights", rulebook);
            RightDefinition[] asked = [.. rulebook.Rights.Where(r => (wanted is null ? !r.IsInternal : wanted.Contains(r.Name)) && (date is not { } day || r.InForce.Contains(day)))];
            if (asked.Length == 0) throw new UsageException($"none of these rights is in force on {date:yyyy-MM-dd}");
            List<Sheet> sheets = [.. new NeedsSheets(rulebook, asked, words, date).Sheets()];
            var input = new PopulationInput(terminal, rulebook, parsed.GetRequiredValue(rules), inputs, PopulationInput.Threads(parsed.GetValue(threads)));
            if (inputs.Length > 0)
            {
                var decided = new EvaluationOptions { Dates = [date!.Value], Rights = asked.Select(r => r.Name).ToHashSet(StringComparer.Ordinal), RequestedOn = CommonOptions.Date(parsed.GetValue(requested), "--requested-on") };
                var missing = new MissingFacts(rulebook, decided, SmallInput.HasKernels(inputs, asked.Length));
                input.Read(missing.Run);
                sheets.AddRange(missing.Sheets());
            }
            string? path = parsed.GetValue(output);
            string[] about = [$"{SheetWords.About(words, rulebook.Name, rulebook.Version, date)} {SheetWords.In(words, $"Whatever could be read in some case is named.")}{(inputs.Length == 0 ? "" : " " + SheetWords.In(words, $"{input.Accepted} cases were decided."))}"];
            SheetTable.Write(terminal, path, SheetTable.FormatOf(parsed, format, path), parsed.GetValue(sheet), sheets, (words, SheetWords.In(words, $"Which facts the rights need"), about));
            return (int)(input.Rejected > 0 ? ExitCode.CasesRejected : ExitCode.Done);
        });
        return Examples.AddTo(command, "rights needs --rights \"housing.*\" --on 2024-10-01", "rights needs --on 2024-10-01 --population samples/families --sheet missing");
    }
}
