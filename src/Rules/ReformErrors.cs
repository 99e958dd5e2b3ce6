using RightsEngine.Source;

namespace RightsEngine.Rules;

/// <summary>Findings about reforms (RE44xx).</summary>
internal static class ReformErrors
{
    public static readonly DiagnosticDescriptor NothingChangesDescriptor = new("RE4401", "change that changes nothing");
    public static readonly DiagnosticDescriptor UnknownTargetDescriptor = new("RE4402", "change of something that is not there");
    public static readonly DiagnosticDescriptor UnknownPartDescriptor = new("RE4403", "change of a part that is not there");
    public static readonly DiagnosticDescriptor AlreadyThereDescriptor = new("RE4404", "addition of something that is there");
    public static readonly DiagnosticDescriptor OutOfTimeDescriptor = new("RE4405", "change of something that has ended");
    public static readonly DiagnosticDescriptor StillUsedDescriptor = new("RE4406", "removal of something that is still used");
    public static readonly DiagnosticDescriptor NotPossibleDescriptor = new("RE4407", "change that a reform cannot make");
    public static readonly DiagnosticDescriptor AppliedTwiceDescriptor = new("RE4408", "reform applied twice");

    public static Diagnostic NothingChanges(Location at, string what, string because) =>
        NothingChangesDescriptor.At(at, $"{what} changes nothing: {because}", "remove the change, or write what it is meant to change");

    public static Diagnostic UnknownTarget(Location at, string kind, string name, IEnumerable<string> valid) =>
        UnknownTargetDescriptor.At(at, $"unknown {kind} `{name}`", Suggestions.DidYouMeanOrOneOf(name, valid, $"there are {kind}s") ?? $"there is no {kind} in the rulebook");

    public static Diagnostic TargetShape(Location at, string text, IEnumerable<string> kinds) =>
        UnknownTargetDescriptor.At(at, $"`{text}` does not say what is changed", $"write a kind and a name, such as `right name.of_right`; the kinds are {string.Join(", ", kinds)}");

    public static Diagnostic UnknownPart(Location at, string owner, string kind, string name, IEnumerable<string> valid) =>
        UnknownPartDescriptor.At(at, $"{owner} has no {kind} `{name}`", Suggestions.DidYouMeanOrOneOf(name, valid, $"there are") ?? $"it has no {kind} at all");

    public static Diagnostic AlreadyThere(Location at, string owner, string kind, string name, string help, Location first) =>
        AlreadyThereDescriptor.At(at, $"{owner} has {kind} `{name}` already", help, new Label(first, "it stands here"));

    public static Diagnostic Over(Location at, string what, string until, string from) =>
        OutOfTimeDescriptor.At(at, $"{what} is in force until {until}, and the reform starts on {from}", "let the reform start earlier");

    public static Diagnostic StillUsed(Location at, string kind, string name, Location use) =>
        StillUsedDescriptor.At(at, $"{kind} `{name}` is still used", "change what uses it in the same reform, or leave it", new Label(use, "it is used here"));

    public static Diagnostic NotPossible(Location at, string message, string help) => NotPossibleDescriptor.At(at, message, help);

    public static Diagnostic AppliedTwice(Location at, string name, Location first) =>
        AppliedTwiceDescriptor.At(at, $"reform `{name}` is applied twice", "name each reform once; give another one another name", new Label(first, "applied here already"));
}
