using System.CommandLine;
using System.Globalization;
using RightsEngine.Analysis.Profiles;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Cli.Evaluation;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights profile</c>.</summary>
internal static class ProfileCommand
{
    private const decimal UsualWithin = 500, MostWithin = 1_000_000;
    private const int UsualFirst = 20;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("PROFILE") { Description = "The families and their income: a file *.profile.yaml" };
        Option<string> rules = CommonOptions.Rules();
        Option<string[]> reforms = CommonOptions.Reform();
        var rights = new Option<string?>("--rights") { Description = "The rights to look at, separated by commas; * stands for anything (those of the profile when not given)", HelpName = "GLOB,…" };
        var least = new Option<decimal>("--least") { Description = "The least fall at one cent that is a cliff, in a year", HelpName = "AMOUNT", DefaultValueFactory = _ => 1 };
        var cliffs = new Option<bool>("--cliffs") { Description = "Instead of the families, go over a population and tell who would lose by earning a little more" };
        Option<string[]> population = PopulationInput.Option();
        var within = new Option<decimal>("--within") { Description = "With --cliffs: how much more they earn in a year", HelpName = "AMOUNT", DefaultValueFactory = _ => UsualWithin };
        var list = new Option<string?>("--list") { Description = "With --cliffs: a file for everybody who is found, as CSV", HelpName = "FILE" };
        var first = new Option<int>("--first") { Description = "With --cliffs: how many of them to show", HelpName = "N", DefaultValueFactory = _ => UsualFirst };
        Option<int?> threads = PopulationInput.ThreadsOption();
        Option<string?> language = CommonOptions.Language();
        Option<string> format = SheetTable.Format(page: true);
        var sheet = new Option<string?>("--sheet") { Description = "Only this table: cliffs, totals, rates, open, points", HelpName = "NAME" };
        var report = new Option<string?>("--report") { Description = "The file to write; its name may say the form (.html, .csv, .md, .json)", HelpName = "FILE" };
        var command = new Command("profile", "Families along an income: what each right gives, where a euro more costs more than a euro, and why")
            { file, rules, reforms, rights, cliffs, population, within, least, list, first, format, sheet, report, language, threads };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file), folder = parsed.GetRequiredValue(rules);
            if (!File.Exists(path)) throw new UsageException($"there is no profile `{path}`: name a file such as samples/profiles/wages.profile.yaml");
            if (parsed.GetValue(least) is var smallest && smallest < 0) throw new UsageException($"--least {smallest.ToString(CultureInfo.InvariantCulture)} is not possible: give an amount of 0 or more");
            OutputFile.RefuseFolder(parsed.GetValue(report));
            string[] changes = parsed.GetRequiredValue(reforms);
            Rulebook today = Rulebooks.Load(folder, terminal);
            Rulebook? reformed = changes.Length > 0 ? Rulebooks.Load(folder, terminal, changes) : null;
            string spoken = CommonOptions.Language(parsed.GetValue(language), today);
            int workers = PopulationInput.Threads(parsed.GetValue(threads));
            ProfileDefinition Profile(Rulebook rulebook)
            {
                ProfileDefinition read = Read(path, rulebook, terminal);
                return CommonOptions.Rights(parsed.GetValue(rights), "--rights", rulebook) is { } asked ? read with { Rights = asked } : read;
            }
            string[] people = parsed.GetValue(population) ?? [];
            if (parsed.GetValue(cliffs) != people.Length > 0) throw new UsageException("--cliffs and --population belong together: --cliffs --population samples/families");
            if (people.Length > 0)
            {
                Rulebook rulebook = reformed ?? today;
                if (parsed.GetValue(within) is var more && (more <= 0 || more > MostWithin)) throw new UsageException($"--within {more.ToString(CultureInfo.InvariantCulture)} is not possible: give an amount above 0, {MostWithin} at most");
                OutputFile.RefuseFolder(parsed.GetValue(list));
                var run = new CliffRun(terminal, folder, rulebook, Profile(rulebook)) { Population = people, Within = (long)Math.Ceiling(more * 100), Least = smallest, Threads = workers, First = Math.Max(0, parsed.GetValue(first)), Language = spoken, List = parsed.GetValue(list) };
                (IReadOnlyList<Sheet> tables, bool hasRejected) = run.Run();
                string? target = parsed.GetValue(report);
                SheetTable.Write(terminal, target, SheetTable.FormatOf(parsed, format, target), parsed.GetValue(sheet), tables, (spoken, SheetWords.In(spoken, $"Who stands near a cliff"), [SheetWords.In(spoken, $"Rulebook {rulebook.Name} {rulebook.Version}. A figure computed from a synthetic population is an example, not an estimate.")]));
                return (int)(hasRejected ? ExitCode.CasesRejected : ExitCode.Done);
            }
            ProfiledFamilies Follow(string side, Rulebook rulebook)
            {
                ProfileDefinition profile = Profile(rulebook);
                return WorkProgress.Run(terminal, reformed is null ? "steps" : side == ProfiledFamilies.Today ? "steps of today" : "steps of the reform", onStep => ProfiledFamilies.Of(side, rulebook, profile, smallest, workers, onStep));
            }
            List<ProfiledFamilies> sides = [Follow(ProfiledFamilies.Today, today)];
            if (reformed is not null) sides.Add(Follow(ProfiledFamilies.Reform, reformed));
            string? output = parsed.GetValue(report), chosen = parsed.GetValue(sheet);
            string written = SheetTable.FormatOf(parsed, format, output);
            if (written == SheetTable.Html)
            {
                using OutputFile? page = output is null ? null : new OutputFile(output);
                ProfilePage.Write(page?.Writer ?? terminal.Out, sides, spoken);
                page?.Complete();
                return (int)ExitCode.Done;
            }
            var sheets = new ProfileSheets(sides, spoken);
            SheetTable.Write(terminal, output, written, chosen, sheets.Sheets(isOverview: written == "table" && chosen is null), (spoken, "", []));
            return (int)ExitCode.Done;
        });
        return Examples.AddTo(command,
            "rights profile samples/profiles/wages.profile.yaml",
            "rights profile samples/profiles/wages.profile.yaml --cliffs --population samples/families --within 500 --rights growth_package.*",
            "rights profile samples/profiles/wages.profile.yaml --reform samples/reforms/wider_supplement.reform.yaml --report wages.html");
    }

    /// <summary>The profile of a file; when it is wrong its findings are shown and the command ends.</summary>
    private static ProfileDefinition Read(string path, Rulebook rulebook, Terminal terminal)
    {
        var findings = new DiagnosticBag();
        IReadOnlyList<ProfileDefinition> profiles = ProfileFile.Read(path, rulebook, findings);
        if (findings.Count > 0) terminal.Findings(findings.Sorted);
        if (findings.HasErrors) throw new InvalidRulesException();
        return profiles.Count == 1 ? profiles[0] : throw new UsageException($"`{path}` has {profiles.Count} profiles: one file holds one");
    }
}
