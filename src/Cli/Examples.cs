using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
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
            int code = help.Invoke(parseResult);
            if (!Known.TryGetValue(parseResult.CommandResult.Command, out string[]? lines)) return code;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(lines.Length == 1 ? "Example:" : "Examples:");
            foreach (string line in lines) output.WriteLine(Wrapped(line));
            return code;
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
