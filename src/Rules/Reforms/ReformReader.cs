using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Reads a document of a <c>*.reform.yaml</c> file.</summary>
internal static class ReformReader
{
    /// <summary>The reform; null, and a finding, when the document is none or has no date.</summary>
    public static Reform? Read(YamlNode document, ReadingContext context)
    {
        if (document is not YamlMap { Entries.Count: > 0 } map || map.Find("reform") is null)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(document, "reform", "a mapping that starts with `reform: name`"));
            return null;
        }
        YamlScalar? name = map.Find("reform")!.Value as YamlScalar;
        var reader = new MapReader(map, $"reform `{name?.Text}`", context.Diagnostics);
        name = reader.RequiredScalar("reform");
        LocalizedText title = context.Texts(reader.Required("title"), reader.Owner);
        YamlScalar? from = reader.RequiredScalar("from");
        DateOnly? date = context.Date(from);
        IReadOnlyList<YamlMap> changes = reader.Maps("changes", reader.RequiredList("changes"), "a change such as {change: right name, set_parameters: …}");
        reader.OptionalScalar("note");
        reader.Finish();
        if (name is null || date is not { } day) return null;
        return new Reform(context.Name(name), title, day, from!, changes, name.Location);
    }
}
