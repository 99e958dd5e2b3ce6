using System.CommandLine;
using RightsEngine.Analysis.ConceptComparison;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights concepts compare</c>.</summary>
internal static class ConceptsCompareCommand
{
    private const int UsualYearsBefore = 2;

    public static Command Create(Terminal terminal)
    {
        var first = new Argument<string>("A") { Description = "An income or a household of the catalogue" };
        var second = new Argument<string>("B") { Description = "Another of the same kind" };
        Option<string> rules = CommonOptions.Rules();
        Option<string[]> reforms = CommonOptions.Reform();
        var on = new Option<string?>("--on") { Description = "The reference date whose versions count; needed with --population", HelpName = "DATE" };
        Option<string[]> population = PopulationInput.Option();
        var year = new Option<int?>("--income-year") { Description = "The year of the incomes (two years before --on when not given)", HelpName = "YEAR" };
        Option<int?> threads = PopulationInput.ThreadsOption();
        Option<string> format = SheetTable.Format(page: true);
        var sheet = new Option<string?>("--sheet") { Description = "Only this table: parts or members, counts, spread", HelpName = "NAME" };
        var output = new Option<string?>("--output") { Description = "The file to write; its name may say the form (.html, .csv, .md, .json)", HelpName = "FILE" };
        Option<string?> language = CommonOptions.Language();
        var command = new Command("compare", "Two incomes or two households cell by cell, and for the people of a population") { first, second, rules, reforms, on, population, year, threads, format, sheet, output, language };
        command.SetAction(parsed =>
        {
            Rulebook rulebook = Rulebooks.Load(parsed.GetRequiredValue(rules), terminal, parsed.GetValue(reforms));
            string words = CommonOptions.Language(parsed.GetValue(language), rulebook);
            DateOnly? date = CommonOptions.Date(parsed.GetValue(on), "--on");
            string[] inputs = parsed.GetValue(population) ?? [];
            if (inputs.Length > 0 && date is null) throw new UsageException("--population needs --on: the date on which people are looked at, as in --on 2024-10-01");
            Declaration a = Find(rulebook, parsed.GetRequiredValue(first)), b = Find(rulebook, parsed.GetRequiredValue(second));
            var sheets = new List<Sheet>();
            var comparison = new ComparisonSheets(rulebook, words, date);
            PopulationComparison? people = null;
            switch (a, b)
            {
                case (IncomeDefinition x, IncomeDefinition y):
                    sheets.Add(comparison.Of(x, y));
                    if (inputs.Length > 0) people = PopulationComparison.Of(rulebook, date!.Value, x, y, parsed.GetValue(year) ?? date.Value.Year - UsualYearsBefore);
                    break;
                case (HouseholdDefinition x, HouseholdDefinition y):
                    sheets.Add(comparison.Of(x, y));
                    if (inputs.Length > 0) people = PopulationComparison.Of(rulebook, date!.Value, x, y);
                    break;
                default: throw new UsageException($"{a.Kind} {a.Name} and {b.Kind} {b.Name} cannot be compared: name two incomes, or two households");
            }
            var input = new PopulationInput(terminal, rulebook, parsed.GetRequiredValue(rules), inputs, PopulationInput.Threads(parsed.GetValue(threads)));
            if (people is not null)
            {
                input.Read(people.Run);
                sheets.AddRange(people.Sheets());
            }
            string? path = parsed.GetValue(output);
            string[] about = [$"{SheetWords.About(words, rulebook.Name, rulebook.Version, date)}{(people is null ? "" : " " + SheetWords.In(words, $"{input.Accepted} cases were looked at."))}"];
            SheetTable.Write(terminal, path, SheetTable.FormatOf(parsed, format, path), parsed.GetValue(sheet), sheets, (words, SheetWords.In(words, $"{a.Name} and {b.Name}"), about));
            return (int)(input.Rejected > 0 ? ExitCode.CasesRejected : ExitCode.Done);
        });
        return Examples.AddTo(command, "rights concepts compare family_benefit_income housing_income --on 2024-10-01 --population samples/families");
    }

    private static Declaration Find(Rulebook rulebook, string name)
    {
        IEnumerable<Declaration> possible = rulebook.Catalogue.Incomes.Values.Concat<Declaration>(rulebook.Catalogue.Households.Values);
        return possible.FirstOrDefault(d => d.Name == name)
            ?? throw new UsageException($"the catalogue has no income or household `{name}`; {Suggestions.DidYouMean(name, possible.Select(d => d.Name)) ?? $"it has {string.Join(", ", possible.Select(d => d.Name))}"}");
    }
}
