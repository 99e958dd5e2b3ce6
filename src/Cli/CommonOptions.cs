using System.CommandLine;
using System.IO.Enumeration;
using RightsEngine.Language.Builtins;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>Options that several commands share, and how their values are read.</summary>
internal static class CommonOptions
{
    public const string DefaultRules = "rules";

    public static Option<string> Rules() => new("--rules") { Description = "The folder with the rulebook", HelpName = "DIR", DefaultValueFactory = _ => DefaultRules };

    public static Argument<string> RulesArgument() => new("RULES") { Description = "The folder with the rulebook", DefaultValueFactory = _ => DefaultRules };

    public static Option<string[]> Reform() => new("--reform") { Description = "Files of reforms that change the rulebook, one after another", HelpName = "FILE", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    public static Option<string[]> Mapping() => new("--mapping") { Description = "A file that says how registers are read (those in the rulebook when not given)", HelpName = "FILE", DefaultValueFactory = _ => [] };

    public static Option<string?> On() => new("--on") { Description = "A date in the period to decide: 2024-10-01", HelpName = "DATE" };

    public static Option<string?> Language() => new("--lang") { Description = "The language of texts, one of the rulebook: nl, en (the first one when not given)", HelpName = "LANGUAGE" };

    public static Option<string?> RequestedOn() => new("--requested-on") { Description = "The day of the request, for cases that do not say", HelpName = "DATE" };

    public static Option<string> Choice(string name, string description, params string[] choices)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => choices[0] };
        return option.AcceptOnlyFromAmong(choices);
    }

    public static DateOnly? Date(string? text, string option)
    {
        if (text is null) return null;
        return DateBuiltins.ParseDate(text) ?? throw new UsageException($"{option} `{text}` is not a date: write year-month-day, as in {option} 2024-10-01");
    }

    public static DateOnly? Month(string? text, string option)
    {
        if (text is null) return null;
        return DateBuiltins.ParseDate(text + "-01") ?? throw new UsageException($"{option} `{text}` is not a month: write year-month, as in {option} 2024-10");
    }

    public static string Language(string? wanted, Rulebook rulebook)
    {
        if (wanted is null) return rulebook.Languages.Count > 0 ? rulebook.Languages[0] : "en";
        return rulebook.Languages.Contains(wanted) ? wanted
            : throw new UsageException($"--lang `{wanted}` is not a language of the rulebook: choose {string.Join(" or ", rulebook.Languages)}");
    }

    /// <summary>The rights that a list of patterns names; internal ones only when named in full.</summary>
    public static IReadOnlySet<string>? Rights(string? patterns, string option, Rulebook rulebook)
    {
        if (patterns is null) return null;
        string[] wanted = patterns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0) throw new UsageException($"{option} is empty: name a right, or leave {option} out to have them all");
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (string pattern in wanted)
        {
            string[] fitting = [.. rulebook.Rights.Where(r => r.Name == pattern || (!r.IsInternal && FileSystemName.MatchesSimpleExpression(pattern, r.Name, ignoreCase: false))).Select(r => r.Name)];
            if (fitting.Length == 0) throw new UsageException($"the rulebook has no right `{pattern}`; {Suggestions.DidYouMean(pattern, rulebook.RightNames) ?? $"its rights are {string.Join(", ", rulebook.RightNames)}"}");
            found.UnionWith(fitting);
        }
        return found;
    }
}
