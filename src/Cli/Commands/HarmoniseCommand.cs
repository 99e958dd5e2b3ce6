using System.CommandLine;
using System.Globalization;
using RightsEngine.Analysis.Harmonisation;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights harmonise</c>.</summary>
internal static class HarmoniseCommand
{
    private const int UsualFirst = 20;

    public static Command Create(Terminal terminal)
    {
        var right = new Option<string?>("--right") { Description = "The right that is to count the common income", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "Every right that counts an income, ranked by how easily it could count the common one" };
        var income = new Option<string>("--income") { Description = "The common income", HelpName = "NAME", Required = true };
        var household = new Option<string?>("--household") { Description = "Count it of the members of this household (of those whose income counts today when not given)", HelpName = "NAME" };
        Option<string[]> population = PopulationInput.Option();
        var on = new Option<string>("--on") { Description = "A date in the period to decide: 2024-10-01", HelpName = "DATE", Required = true };
        var weight = new Option<decimal>("--weight-exclusion") { Description = "How much worse it is to put somebody out by mistake than to let somebody in", HelpName = "X", DefaultValueFactory = _ => 1 };
        var neutral = new Option<bool>("--budget-neutral") { Description = "Only changes that cost no more than today, or let no more in where amounts depend on the income" };
        var supplements = new Option<bool>("--supplements") { Description = "Also look for an amount per member besides the first by which limits go up" };
        var output = new Option<string?>("--output") { Description = "Write what was found as a reform: a file *.reform.yaml", HelpName = "FILE" };
        var first = new Option<int>("--first") { Description = "How many of those who change sides to list", HelpName = "N", DefaultValueFactory = _ => UsualFirst };
        Option<string> rules = CommonOptions.Rules();
        Option<string[]> reforms = CommonOptions.Reform();
        Option<int?> threads = PopulationInput.ThreadsOption();
        Option<string> format = SheetTable.Format(page: true);
        var sheet = new Option<string?>("--sheet") { Description = "Only this table: result, holders, limits, curve, sizes, reasons, changes; with --all plan, not_searched", HelpName = "NAME" };
        var report = new Option<string?>("--report") { Description = "The file for the tables; its name may say the form (.html, .csv, .md, .json)", HelpName = "FILE" };
        var command = new Command("harmonise", "Have a right count a common income, and find the limits that keep its target group") { right, all, income, household, population, on, weight, neutral, supplements, output, first, rules, reforms, threads, format, sheet, report };
        command.SetAction(parsed =>
        {
            string? name = parsed.GetValue(right), reform = parsed.GetValue(output), path = parsed.GetValue(report);
            bool every = parsed.GetValue(all);
            if (every == (name is not null)) throw new UsageException("name one right with --right, or ask for --all");
            if (every && reform is not null) throw new UsageException("--output writes one reform: it goes with --right, not with --all");
            OutputFile.RefuseFolder(reform);
            string[] inputs = parsed.GetValue(population) ?? [];
            if (inputs.Length == 0) throw new UsageException("--population is needed: the people who are to stay on their side of the limits");
            if (parsed.GetValue(weight) is var w && w <= 0) throw new UsageException($"--weight-exclusion {w.ToString(CultureInfo.InvariantCulture)} is not possible: give a number above 0");
            DateOnly date = CommonOptions.Date(parsed.GetRequiredValue(on), "--on")!.Value;
            string folder = parsed.GetRequiredValue(rules);
            Rulebook rulebook = Rulebooks.Load(folder, terminal, parsed.GetValue(reforms));
            IncomeDefinition common = Find(rulebook.Catalogue.Incomes, "income", parsed.GetRequiredValue(income));
            HouseholdDefinition? members = parsed.GetValue(household) is { } h ? Find(rulebook.Catalogue.Households, "household", h) : null;
            var goal = new SearchGoal(parsed.GetValue(weight), parsed.GetValue(neutral), parsed.GetValue(supplements));
            var input = new PopulationInput(terminal, rulebook, folder, inputs, PopulationInput.Threads(parsed.GetValue(threads)));
            IReadOnlyList<Sheet> sheets = every ? HarmonisationPlan.Of(rulebook, common, members, date, goal, input.Read).Sheets(rulebook.Currency)
                : One(terminal, rulebook, Right(rulebook, name!), common, members, date, goal, input, reform, parsed.GetValue(first));
            string[] about = [$"Rulebook {rulebook.Name} {rulebook.Version}, {date:yyyy-MM-dd}, {input.Accepted} cases. A figure computed from a synthetic population is an example, not an estimate."];
            SheetTable.Write(terminal, path, SheetTable.FormatOf(parsed, format, path), parsed.GetValue(sheet), sheets, ("en", every ? $"{common.Name} in every right" : $"{common.Name} in {name}", about));
            return (int)(input.Rejected > 0 ? ExitCode.CasesRejected : ExitCode.Done);
        });
        return Examples.AddTo(command,
            "rights harmonise --all --income family_benefit_income --population samples/families --on 2024-10-01",
            "rights harmonise --right housing.renovation_premium --income family_benefit_income --population population --on 2022-10-01 --supplements --output found.reform.yaml");
    }

    private static IReadOnlyList<Sheet> One(Terminal terminal, Rulebook rulebook, RightDefinition right, IncomeDefinition income, HouseholdDefinition? household, DateOnly on, SearchGoal goal, PopulationInput input, string? reform, int first)
    {
        FoundHarmonisation found;
        try
        {
            var harmonised = new HarmonisedRight(rulebook, right, income, household, on);
            if (harmonised.IsHarmonised) terminal.Error.WriteLine($"{right.Name} counts {income.Name} of the same people already: what is found shows that nothing has to change");
            found = FoundHarmonisation.Of(harmonised, goal, input.Read);
        }
        catch (NotHandledException reason)
        {
            throw new UsageException($"{right.Name} cannot be harmonised: {reason.Message}");
        }
        if (reform is not null)
        {
            using var file = new OutputFile(reform);
            ReformText.Write(file.Writer, found, rulebook.Languages, $"Found by `rights harmonise` over {input.Accepted} cases, by the rules of {rulebook.Name} {rulebook.Version} on {on:yyyy-MM-dd}.");
            file.Complete();
        }
        return new HarmonisationSheets(found, rulebook.Currency).Sheets(first);
    }

    private static RightDefinition Right(Rulebook rulebook, string name) => rulebook.Find(name)
        ?? throw new UsageException($"the rulebook has no right `{name}`; {Suggestions.DidYouMean(name, rulebook.RightNames) ?? $"its rights are {string.Join(", ", rulebook.RightNames)}"}");

    private static T Find<T>(IReadOnlyDictionary<string, T> known, string kind, string name) => known.TryGetValue(name, out T? found) ? found
        : throw new UsageException($"the catalogue has no {kind} `{name}`; {Suggestions.DidYouMean(name, known.Keys) ?? $"it has {string.Join(", ", known.Keys)}"}");
}
