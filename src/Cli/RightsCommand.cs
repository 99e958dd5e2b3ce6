using System.CommandLine;
using System.CommandLine.Invocation;
using RightsEngine.Cli.Commands;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Runs;

namespace RightsEngine.Cli;

/// <summary>The command line <c>rights</c>.</summary>
internal static class RightsCommand
{
    /// <summary>Runs a command line whose output nobody sees at once.</summary>
    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter error) =>
        Run(args, new Terminal(input, output, error, OutIsTerminal: false, ErrorIsTerminal: false));

    /// <summary>Runs a command line and gives its exit code.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            ParseResult parsed = Build(terminal).Parse(args);
            if (parsed.Action is ParseErrorAction || CommandLineErrors.MistakenOptions(parsed).Any() || CommandLineErrors.Misplaced(parsed).Any())
            {
                foreach (string line in CommandLineErrors.Of(parsed)) terminal.Error.WriteLine($"rights: {line}");
                return (int)ExitCode.CouldNotRun;
            }
            int code = parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
            terminal.Out.Flush();
            return code;
        }
        catch (Exception problem)
        {
            return (int)Report(AfterFlush(terminal) ?? problem, terminal, debug: args.Contains("--debug"));
        }
    }

    /// <summary>What was written so far goes out before the message; a reader that has gone away is the problem then.</summary>
    private static IOException? AfterFlush(Terminal terminal)
    {
        try
        {
            terminal.Out.Flush();
            return null;
        }
        catch (IOException gone)
        {
            return gone;
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand("Decides social rights by rules that people can read, and says why.")
        {
            CheckCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            TestCommand.Create(terminal),
            FmtCommand.Create(terminal),
            DiffCommand.Create(terminal),
            ConceptsCommand.Create(terminal),
            SimulateCommand.Create(terminal),
            ProfileCommand.Create(terminal),
            NeedsCommand.Create(terminal),
            HarmoniseCommand.Create(terminal),
            PopulationCommand.Create(terminal),
            ExportCommand.Create(terminal),
        };
        root.Add(new Option<bool>("--debug") { Description = "Show the stack trace of an internal error", Recursive = true });
        Examples.AddTo(root, "rights check rules", "rights evaluate samples/families --on 2024-10-01");
        Examples.ShowInHelp(root);
        return root;
    }

    private static ExitCode Report(Exception problem, Terminal terminal, bool debug)
    {
        switch (problem)
        {
            case InvalidRulesException:
                return ExitCode.RulesInvalid;
            case UsageException or InputException or OutputException:
                terminal.Error.WriteLine($"rights: {problem.Message}");
                return ExitCode.CouldNotRun;
            case OutOfMemoryException or InsufficientExecutionStackException:
                terminal.Error.WriteLine("rights: there is not enough memory for this input; split it, or give the process more");
                return ExitCode.CouldNotRun;
            case IOException:
                terminal.Error.WriteLine($"rights: the system reports an error: {problem.Message}");
                return ExitCode.CouldNotRun;
            default:
                terminal.Findings([CliErrors.InternalError(problem, debug)]);
                if (debug) terminal.Error.WriteLine(problem);
                return ExitCode.CouldNotRun;
        }
    }
}
