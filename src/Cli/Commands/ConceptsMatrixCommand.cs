using System.CommandLine;
using RightsEngine.Analysis.ConceptComparison;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights concepts matrix</c>.</summary>
internal static class ConceptsMatrixCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        Option<string[]> reforms = CommonOptions.Reform();
        var on = new Option<string?>("--on") { Description = "The reference date whose versions count (the latest of each when not given)", HelpName = "DATE" };
        var rights = new Option<string?>("--rights") { Description = "The rights to look at, separated by commas; * stands for anything (all when not given)", HelpName = "GLOB,…" };
        Option<string> format = SheetTable.Format(page: true);
        var sheet = new Option<string?>("--sheet") { Description = $"Only this table: {ConceptMatrix.Incomes}, {ConceptMatrix.Households}, {ConceptMatrix.Members}", HelpName = "NAME" };
        var output = new Option<string?>("--output") { Description = "The file to write; its name may say the form (.html, .csv, .md, .json)", HelpName = "FILE" };
        Option<string?> language = CommonOptions.Language();
        var command = new Command("matrix", "Which right counts which income, of whom: parts of incomes and members of households against rights") { rules, reforms, on, rights, format, sheet, output, language };
        command.SetAction(parsed =>
        {
            Rulebook rulebook = Rulebooks.Load(parsed.GetRequiredValue(rules), terminal, parsed.GetValue(reforms));
            string words = CommonOptions.Language(parsed.GetValue(language), rulebook);
            DateOnly? date = CommonOptions.Date(parsed.GetValue(on), "--on");
            IReadOnlyList<Sheet> sheets = new ConceptMatrix(rulebook, words, date).Sheets(CommonOptions.Rights(parsed.GetValue(rights), "--rights", rulebook));
            string? path = parsed.GetValue(output);
            string[] about = [$"{SheetWords.About(words, rulebook.Name, rulebook.Version, date)} {SheetWords.In(words, $"Made from the rules by `rights concepts matrix`.")}"];
            SheetTable.Write(terminal, path, SheetTable.FormatOf(parsed, format, path), parsed.GetValue(sheet), sheets, (words, SheetWords.In(words, $"Which right counts what, and of whom"), about));
            return (int)ExitCode.Done;
        });
        return Examples.AddTo(command, "rights concepts matrix --on 2024-10-01 --rights \"housing.*,growth_package.*\"", "rights concepts matrix --output matrix.html");
    }
}
