using RightsEngine.Source;
using Spectre.Console;

namespace RightsEngine.Cli;

/// <summary>Where a command reads and writes, and which of it a person sees.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal)
{
    private const int WidthOfFiles = 200;
    private const int LeastWidth = 40;
    private const int UsualWidth = 80;

    /// <summary>Waits for the next key; null where there are no keys.</summary>
    public Func<char>? ReadKey { get; init; }

    private static bool ColourAllowed => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public bool OutHasColour => OutIsTerminal && ColourAllowed;

    public bool ErrorHasColour => ErrorIsTerminal && ColourAllowed;

    /// <summary>A text for standard output, in a colour where a person sees it.</summary>
    public string InColour(string text, ConsoleColour colour) => OutHasColour ? $"\u001B[{(int)colour}m{text}\u001B[0m" : text;

    /// <summary>A console for tables on standard output.</summary>
    public IAnsiConsole Tables() => Console(Out, OutIsTerminal, OutHasColour);

    /// <summary>Bars for long work on standard error, which go when it is done.</summary>
    public Progress Progress() => Console(Error, ErrorIsTerminal, ErrorHasColour).Progress().AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());

    public void Findings(IEnumerable<Diagnostic> findings) => HumanRenderer.Write(Error, findings, ErrorHasColour);

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal, bool colour)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // A pseudo-terminal may say that it has no columns at all.
        if (!isTerminal) console.Profile.Width = WidthOfFiles;
        else if (console.Profile.Width < LeastWidth) console.Profile.Width = UsualWidth;
        return console;
    }
}

/// <summary>Colours of texts on a terminal, with their ANSI numbers.</summary>
internal enum ConsoleColour
{
    Red = 31,
    Green = 32,
    Yellow = 33,
}
