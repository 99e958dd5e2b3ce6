using System.Reflection;
using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>The pages of <c>docs/diagnostics</c>, which are part of the program.</summary>
internal static class DiagnosticPages
{
    private const string MeaningHeading = "**What it means.** ";

    /// <summary>What is known about a code; null when it has no page.</summary>
    public static CodeText? Find(string code)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{code}.md");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        string title = "", meaning = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) title = line[(line.IndexOf(':') + 2)..];
            if (line.StartsWith(MeaningHeading, StringComparison.Ordinal)) meaning = line[MeaningHeading.Length..];
        }
        return new CodeText(title, meaning, $"docs/diagnostics/{code}.md");
    }
}
