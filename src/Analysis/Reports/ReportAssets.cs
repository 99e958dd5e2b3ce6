using System.Text;
using RightsEngine.Analysis.Pages;

namespace RightsEngine.Analysis.Reports;

/// <summary>What is put into every report: style, script, and the libraries that draw.</summary>
internal static class ReportAssets
{
    private static readonly string[] Colours = ["before", "unknown", "c2", "c4", "c6", "c8", "c10", "c12"];

    /// <summary>Stripes besides colour, for who does not tell colours apart and for printers without.</summary>
    public static string Patterns { get; } =
        $"<svg class=\"patterns\" aria-hidden=\"true\" focusable=\"false\"><defs>{string.Concat(Colours.Select((c, i) => $"<pattern id=\"stripes-{c}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({(i % 2 == 0 ? 45 : 135)})\"><rect width=\"6\" height=\"6\" class=\"{c}\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke-width=\"3\" class=\"stripe\"/></pattern>"))}</defs></svg>";

    public static string Style { get; } = PageStyle.Of("report.css");

    public static string Script { get; } = Read("report.js");

    public static string D3 { get; } = Read("d3.min.js");

    public static string Plot { get; } = Read("plot.min.js");

    public static string Licences { get; } = Read("d3.LICENSE") + "\n" + Read("plot.LICENSE");

    private static string Read(string name)
    {
        using Stream stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the program has no {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser reads line ends as one sign before it compares a script with its hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
