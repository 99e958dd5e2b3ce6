using System.Text.RegularExpressions;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Looks for a name in what is in force from a day on.</summary>
internal sealed class UseSearch(DateOnly day, string name)
{
    private static readonly string[] NotRules = ["title", "cite", "note", "eli", "source", "definition", "basis", "id", "authority", "maps_to"];

    private readonly Regex _word = new($@"(?<!\w){Regex.Escape(name)}(?!\w)", RegexOptions.CultureInvariant);

    /// <summary>The first use, or null.</summary>
    /// <param name="node">Where to look.</param>
    public YamlScalar? In(YamlNode node) => In(node, isText: false);

    private YamlScalar? In(YamlNode node, bool isText) => node switch
    {
        YamlScalar scalar => Uses(scalar.Text, isText) ? scalar : null,
        YamlList list => list.Items.Select(i => In(i, isText)).OfType<YamlScalar>().FirstOrDefault(),
        YamlVersions versions => versions.Versions.Where(v => v.To is null || v.To >= day).Select(v => In(v.Value, isText)).OfType<YamlScalar>().FirstOrDefault(),
        YamlMap map when DaySplit.SpanOf(map).To < day => null,
        // The entry of the name itself is what defines it.
        YamlMap map => map.Entries.Where(e => !NotRules.Contains(e.Key.Text) && e.Key.Text != name)
            .Select(e => In(e.Value, isText || e.Key.Text == "text")).OfType<YamlScalar>().FirstOrDefault(),
        _ => null,
    };

    /// <summary>In a text only what stands in braces is a use.</summary>
    private bool Uses(string text, bool isText)
    {
        if (!isText) return _word.IsMatch(text);
        for (int open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            int close = text.IndexOf('}', open);
            if (close > open && _word.IsMatch(text[open..close])) return true;
        }
        return false;
    }
}
