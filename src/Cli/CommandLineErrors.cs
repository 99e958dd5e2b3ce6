using System.CommandLine;
using System.CommandLine.Parsing;
using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>What is wrong with a command line that cannot be read, in the words of the other messages.</summary>
internal static class CommandLineErrors
{
    /// <summary>A line for each mistake, and where to look.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string name = string.Join(' ', Path(parsed.CommandResult));
        string[] mistakes = [.. MistakenOptions(parsed).Concat(parsed.UnmatchedTokens).Select(t => NotThere(t, parsed.CommandResult)), .. Misplaced(parsed).Select(t => $"`{t}` stands before `{command.Name}`: write it behind")];
        // A word that is no command is also missed as a command; one mistake is told once.
        if (mistakes.Length == 0) mistakes = [.. parsed.Errors.Select(e => Worded(e, command, name)).Distinct()];
        return [.. mistakes, $"`{name} --help` shows how to call it"];
    }

    /// <summary>Misspelt options, which the parser takes for files where a command takes some; no file of ours is called so.</summary>
    public static IEnumerable<string> MistakenOptions(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Where(t => t.StartsWith("--", StringComparison.Ordinal));

    /// <summary>What is written before a command of a command, and would be no more heard of.</summary>
    public static IEnumerable<string> Misplaced(ParseResult parsed)
    {
        if (parsed.CommandResult.Parent is not CommandResult parent) return [];
        return parent.Children.Where(c => c is ArgumentResult or OptionResult { Implicit: false, Option.Recursive: false })
            .SelectMany(c => c is OptionResult option ? option.Tokens.Select(t => t.Value).Prepend(option.Option.Name) : c.Tokens.Select(t => t.Value));
    }

    private static string NotThere(string token, CommandResult at)
    {
        bool option = token.StartsWith('-');
        IEnumerable<string> names = option ? Options(at) : at.Command.Subcommands.Select(c => c.Name);
        string what = option ? "option" : at.Command.Subcommands.Any() ? "command" : "place for";
        return $"there is no {what} `{token}`{(Suggestions.DidYouMean(token, names) is { } near ? $": {near}" : "")}";
    }

    private static string Worded(ParseError error, Command command, string name)
    {
        switch (error.SymbolResult)
        {
            case OptionResult { Tokens: [var token, ..] } option:
                return $"{option.Option.Name} `{token.Value}`: {Wanted(option.Option)}";
            case OptionResult { Tokens: [], Implicit: false } option:
                return $"{option.Option.Name} needs a value{(option.Option.HelpName is { } help ? $": {help}" : "")}";
            case OptionResult { Option: { Required: true } missing }:
                return Needs(name, missing);
            case CommandResult when command.Options.FirstOrDefault(o => o.Required && error.Message.Contains($"'{o.Name}'", StringComparison.Ordinal)) is { } required:
                return Needs(name, required);
            case ArgumentResult { Tokens: [] } argument:
                return $"`{name}` needs {argument.Argument.Name}";
            case CommandResult when command.Subcommands.Any() && command.Action is null:
                return $"`{name}` needs a command: {string.Join(", ", command.Subcommands.Select(c => c.Name))}";
            default:
                return error.Message;
        }
    }

    private static string Needs(string name, Option option) => $"`{name}` needs {option.Name}{(option.HelpName is { } value ? $" {value}" : "")}";

    /// <summary>What an option takes: one of its words, or a kind of number.</summary>
    private static string Wanted(Option option)
    {
        Type type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (type == typeof(int) || type == typeof(long) || type == typeof(ulong)) return "it takes a whole number";
        if (type == typeof(decimal) || type == typeof(double)) return "it takes a number, with a point before decimals";
        string[] words = [.. option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(c => c.Label)];
        return words.Length > 0 ? $"it is one of {string.Join(", ", words)}" : "it cannot be read";
    }

    private static IEnumerable<string> Options(CommandResult at)
    {
        for (CommandResult? one = at; one is not null; one = one.Parent as CommandResult)
            foreach (Option option in one.Command.Options.Where(o => one == at || o.Recursive)) yield return option.Name;
    }

    private static IEnumerable<string> Path(CommandResult result)
    {
        IEnumerable<string> parents = result.Parent is CommandResult parent ? Path(parent) : [];
        return parents.Append(result.Parent is CommandResult ? result.Command.Name : "rights");
    }
}
