using RightsEngine.Source;
using Spectre.Console;

namespace RightsEngine.Cli;

/// <summary>Where a command reads and writes, and which of it a person sees.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal)
{
    private const int WidthOfFiles = 200;
    private const int LeastWidth = 40;
    private const int UsualWidth = 80;

    private static bool ColourAllowed => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public bool OutHasColour => OutIsTerminal && ColourAllowed;

    public bool ErrorHasColour => ErrorIsTerminal && ColourAllowed;

    /// <summary>A console for tables on standard output.</summary>
    public IAnsiConsole Tables() => Console(Out, OutIsTerminal, OutHasColour);

    /// <summary>A console for progress on standard error.</summary>
    public IAnsiConsole Progress() => Console(Error, ErrorIsTerminal, ErrorHasColour);

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
