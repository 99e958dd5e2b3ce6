using System.Globalization;
using RightsEngine.Analysis.Sheets;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>Writes a found change as a reform: a file that is checked and simulated like any other.</summary>
internal static class ReformText
{
    private const string Factor = "common_income_factor";
    private const string Supplement = "common_income_supplement";

    /// <param name="output">Where to.</param>
    /// <param name="found">What was found.</param>
    /// <param name="languages">The languages of the rulebook, in each of which there must be a title.</param>
    /// <param name="about">How it was found, for a comment.</param>
    public static void Write(TextWriter output, FoundHarmonisation found, IEnumerable<string> languages, string about)
    {
        HarmonisedRight right = found.Right;
        LimitChange change = found.Found.Change;
        string[] titled = [.. languages];
        string date = right.ReferenceDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string income = right.Common.Income.Name;
        output.WriteLine($"# {about}");
        output.WriteLine($"# {found.Found.Counts.Excluded} wrongly out, {found.Found.Counts.Included} wrongly in, of {found.TargetGroup} in the target group. Dividing the income by the factor is the same as multiplying every limit by it.");
        output.WriteLine($"reform: {income}_in_{right.Right.Name.Replace('.', '_')}");
        output.WriteLine($"title: {Texts(titled, $"{income} in {right.Right.Name}", $"{income} in {right.Right.Name}")}");
        output.WriteLine($"from: {date}");
        output.WriteLine("changes:");
        output.WriteLine($"  - change: right {right.Right.Name}");
        output.WriteLine("    add_parameters:");
        Parameter(output, Factor, "number", Texts(titled, "deler van het gemeenschappelijke inkomen", "divisor of the common income"), date, change.Factor);
        if (change.Supplement != 0) Parameter(output, Supplement, "money per year", Texts(titled, "verhoging van de grens per bijkomend lid", "increase of the limit per further member"), date, change.Supplement);
        output.WriteLine("    set_definitions:");
        string total = right.Common.TotalText();
        output.WriteLine($"      {right.Measured.Definition.Name}: >-");
        output.WriteLine($"        {(change.Supplement == 0 ? total : $"({total} - {Supplement} * ({right.Common.SizeText()} - 1))")} / {Factor}");
    }

    private static void Parameter(TextWriter output, string name, string type, string title, string date, decimal value)
    {
        output.WriteLine($"      {name}:");
        output.WriteLine($"        type: {type}");
        output.WriteLine($"        title: {title}");
        output.WriteLine($"        values: {{{date}: {{value: {SheetNumbers.Plain(value)}, status: derived}}}}");
    }

    private static string Texts(string[] languages, string dutch, string english) =>
        $"{{{string.Join(", ", languages.Select(l => $"{l}: {(l == "nl" ? dutch : english)}"))}}}";
}
