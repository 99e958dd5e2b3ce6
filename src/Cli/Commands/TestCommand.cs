using System.CommandLine;
using RightsEngine.Cli.Testing;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights test</c>.</summary>
internal static class TestCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> rules = CommonOptions.RulesArgument();
        Option<string?> filter = Filter();
        Option<string[]> reforms = CommonOptions.Reform();
        var junit = new Option<string?>("--junit") { Description = "Write the results as JUnit XML as well", HelpName = "FILE" };
        var coverage = new Option<string?>("--coverage") { Description = "Show what the tests saw of the rules; with a file, write it as HTML page (.html) or LCOV (.info)", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
        var failUnder = new Option<decimal?>("--fail-under") { Description = "Fail when the tests see less than this share of the rules, in percent", HelpName = "PERCENT" };
        var mutate = new Option<bool>("--mutate") { Description = "Change the rules in every small wrong way and show what no test notices" };
        var maxSurvivors = new Option<decimal?>("--max-survivors") { Description = "With --mutate: fail when more of the changes than this stay unnoticed, in percent", HelpName = "PERCENT" };
        var unconfirmed = new Option<bool>("--unconfirmed") { Description = "Let tests that nobody confirmed count for coverage and mutation" };
        var watch = new Option<bool>("--watch") { Description = "Run again whenever a rule file changes, until q or Ctrl-C" };
        var snapshot = new Option<string?>("--snapshot") { Description = "Compare what is decided with a snapshot, or with every *.snapshot of a folder, instead of running tests", HelpName = "FILE" };
        var cases = new Option<string?>("--cases") { Description = "With --snapshot and --accept: the cases of a new snapshot", HelpName = "INPUT" };
        var on = new Option<string[]>("--on") { Description = "With --snapshot and --accept: the dates of a new snapshot", HelpName = "DATE", DefaultValueFactory = _ => [] };
        var accept = new Option<bool>("--accept") { Description = "With --snapshot: keep what is decided now" };
        var command = new Command("test", "Run the rule tests: the *.tests.yaml files next to the rules")
        {
            rules, filter, reforms, junit, coverage, failUnder, mutate, maxSurvivors, unconfirmed, watch, snapshot, cases, on, accept, TestGenerateCommand.Create(terminal),
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(rules);
            string[] changes = parsed.GetRequiredValue(reforms);
            if (changes.Length > 0 && parsed.GetValue(snapshot) is not null) throw new UsageException("a snapshot is of the rules as they are: leave --reform out, or compare with `rights diff`");
            if (parsed.GetValue(snapshot) is { } path)
                return (int)new SnapshotReport(terminal, folder).Run(path, parsed.GetValue(accept), parsed.GetValue(cases), parsed.GetRequiredValue(on));
            if (parsed.GetValue(accept) || parsed.GetValue(cases) is not null || parsed.GetRequiredValue(on).Length > 0)
                throw new UsageException("--accept, --cases and --on belong to --snapshot: name the file of the snapshot");
            bool covered = parsed.GetResult(coverage) is not null || parsed.GetValue(failUnder) is not null;
            bool mutated = parsed.GetValue(mutate) || parsed.GetValue(maxSurvivors) is not null;
            var run = new TestRun(terminal, folder)
            {
                Filter = parsed.GetValue(filter),
                Reforms = changes,
                Junit = parsed.GetValue(junit),
                Coverage = covered ? new CoverageReport(parsed.GetValue(coverage), parsed.GetValue(failUnder)) : null,
                Mutation = mutated ? new MutationReport(parsed.GetValue(maxSurvivors)) : null,
                CountsUnconfirmed = parsed.GetValue(unconfirmed),
            };
            return (int)(parsed.GetValue(watch) ? new WatchedRun(terminal, folder, run).Run() : run.Run());
        });
        return Examples.AddTo(command, "rights test rules", "rights test rules --filter supplement --junit results.xml", "rights test rules --reform samples/reforms/wider_supplement.reform.yaml --filter supplement", "rights test rules --coverage coverage.html --fail-under 50",
            "rights test rules --mutate --filter compensation", "rights test rules --snapshot families.snapshot --cases samples/families --on 2024-10-01 --accept", "rights test rules --snapshot families.snapshot");
    }

    public static Option<string?> Filter() => new("--filter") { Description = "Run the tests whose name or file contains this", HelpName = "TEXT" };
}
