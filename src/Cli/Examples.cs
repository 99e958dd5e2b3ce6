using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli;

/// <summary>The examples at the end of each help text; they run on the files of the repository.</summary>
internal static partial class Examples
{
    private const int Width = 80;
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

    /// <summary>A blank before an option, or before the first word of a command; not one inside quotes or before a value.</summary>
    [GeneratedRegex(@" (?=--)")]
    private static partial Regex Word();

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        // `rights evaluate --help` must not complain about the input that is missing.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = WithoutParents(parseResult.CommandResult, () => help.Invoke(parseResult));
            if (!Known.TryGetValue(parseResult.CommandResult.Command, out string[]? lines)) return code;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(lines.Length == 1 ? "Example:" : "Examples:");
            foreach (string line in lines) output.WriteLine(Wrapped(line));
            return code;
        }

        /// <summary>The usage line has the arguments of all commands on the way; those of `rights test` say nothing about `rights test generate`.</summary>
        private static int WithoutParents(CommandResult shown, Func<int> help)
        {
            Argument[] others = [.. Parents(shown).SelectMany(c => c.Arguments).Where(a => !a.Hidden)];
            foreach (Argument argument in others) argument.Hidden = true;
            int code = help();
            foreach (Argument argument in others) argument.Hidden = false;
            return code;
        }

        private static IEnumerable<Command> Parents(CommandResult result)
        {
            for (var one = result.Parent as CommandResult; one is not null; one = one.Parent as CommandResult) yield return one.Command;
        }

        /// <summary>The line, and what does not fit in a narrow terminal on lines of its own, as a shell reads them.</summary>
        private static string Wrapped(string line)
        {
            var text = new StringBuilder(" ");
            int column = 1;
            foreach (string word in Word().Split(line))
            {
                if (column + 1 + word.Length > Width - " \\".Length)
                {
                    text.Append(" \\\n     ");
                    column = 5;
                }
                text.Append(' ').Append(word);
                column += 1 + word.Length;
            }
            return text.ToString();
        }
    }
}
