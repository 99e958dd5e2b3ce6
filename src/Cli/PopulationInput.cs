using System.CommandLine;
using RightsEngine.Analysis.Populations;
using RightsEngine.Cli.Evaluation;
using RightsEngine.Data.Columns;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli;

/// <summary>The population that an analysis goes over: tables, or any other cases. It may be read several times.</summary>
internal sealed class PopulationInput(Terminal terminal, Rulebook rulebook, string rules, string[] inputs, int threads)
{
    private const int ShownProblems = 5;
    private const int PartOfMemory = 8;

    private readonly MagdaMapping? _messages = Rulebooks.Messages(rules, [], rulebook, terminal);
    private readonly IReadOnlyList<TableRule> _tables = Rulebooks.Tables(rules, [], rulebook, terminal);
    private readonly List<string> _warnings = [];
    private bool _hasTold;

    /// <summary>How many cases were rejected when it was read first.</summary>
    public long Rejected { get; private set; }

    /// <summary>How many cases it has.</summary>
    public long Accepted { get; private set; }

    public static Option<string[]> Option() => new("--population")
    {
        Description = "Cases to go over: a folder of tables such as `rights population generate` makes, or files of cases",
        HelpName = "DIR",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public static Option<int?> ThreadsOption() => new("--threads") { Description = "How many threads work (one per processor when not given); the output is the same", HelpName = "N" };

    /// <summary>The number of threads that was asked for.</summary>
    public static int Threads(int? wanted) => wanted is null ? Environment.ProcessorCount
        : wanted is >= 1 and <= 256 ? wanted.Value : throw new UsageException($"--threads {wanted} is not possible: give a number from 1 to 256");

    /// <summary>Reads it all; what is wrong with it is told the first time.</summary>
    public void Read(Func<PopulationScan, PartLog> work)
    {
        PartLog log = CaseProgress.Run(terminal, inputs, showsNothingElse: true, step =>
        {
            using CaseSource source = Open();
            return work(new PopulationScan(source, threads) { OnCases = step });
        });
        if (_hasTold) return;
        _hasTold = true;
        (Accepted, Rejected) = (log.Accepted, log.Rejected);
        Tell(_warnings, "warnings");
        Tell([.. log.Problems.Select(ProblemText.Of)], "problems");
        if (log.Accepted + log.Rejected == 0) terminal.Error.WriteLine("warning: no cases were read");
    }

    private CaseSource Open() => (CaseSource?)ColumnSource.TryOpen(inputs, rulebook.Catalogue, _tables, new ColumnSettings
    {
        Threads = threads,
        Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / PartOfMemory,
        OnWarning = problem => Warn(ProblemText.Of(problem)),
    }) ?? new CaseListSource(new CaseLists(rulebook.Catalogue, _tables, problem => Warn(ProblemText.Of(problem)))
    {
        Paths = inputs,
        StandardInput = terminal.In,
        Messages = _messages,
    });

    private void Warn(string problem)
    {
        if (!_hasTold) _warnings.Add($"warning: {problem}");
    }

    /// <summary>The first few: an analysis asks for part of the data, and the whole list is that of `rights evaluate`.</summary>
    private void Tell(List<string> lines, string what)
    {
        foreach (string line in lines.Take(ShownProblems)) terminal.Error.WriteLine(line);
        if (lines.Count > ShownProblems) terminal.Error.WriteLine($"… and {lines.Count - ShownProblems} more {what}: `rights evaluate` tells them all");
    }
}
