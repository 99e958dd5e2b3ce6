using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace RightsEngine.Cli;

/// <summary>The examples at the end of each help text; they run on the files of the repository.</summary>
internal static class Examples
{
    private static readonly ConditionalWeakTable<Command, string[]> Known = [];

    public static Command AddTo(Command command, params string[] lines)
    {
        Known.AddOrUpdate(command, lines);
        return command;
    }

    public static void ShowInHelp(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
            if (option.Action is HelpAction help) option.Action = new HelpWithExamples(help);
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        // `rights evaluate --help` must not complain about the input that is missing.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            if (!Known.TryGetValue(parseResult.CommandResult.Command, out string[]? lines)) return code;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(lines.Length == 1 ? "Example:" : "Examples:");
            foreach (string line in lines) output.WriteLine($"  {line}");
            return code;
        }
    }
}
