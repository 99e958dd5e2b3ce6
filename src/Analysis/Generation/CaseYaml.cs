using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using RightsEngine.Data.Cases;

namespace RightsEngine.Analysis.Generation;

/// <summary>Cases as YAML on one line: <c>{birth: {birth_date: 1985-02-03}}</c>.</summary>
internal static partial class CaseYaml
{
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    public static string Text(CaseNode node) => node switch
    {
        CaseMap map => $"{{{string.Join(", ", map.Members.Select(m => $"{Key(m.Name)}: {Text(m.Value)}"))}}}",
        CaseList list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        CaseScalar { ScalarKind: ScalarKind.Text } text => Quoted(text.Text),
        CaseScalar { ScalarKind: ScalarKind.Null } => "[]",
        CaseScalar scalar => scalar.Text,
        _ => throw new InvalidOperationException($"no YAML for {node.GetType().Name}"),
    };

    /// <summary>A text, quoted where YAML would read something else.</summary>
    public static string Quoted(string text) =>
        (Word().IsMatch(text) && !Words.Contains(text, StringComparer.OrdinalIgnoreCase)) || Day().IsMatch(text) ? text : JsonSerializer.Serialize(text, Plainly);

    /// <summary>A key; a year needs no quotes there.</summary>
    public static string Key(string text) => Year().IsMatch(text) ? text : Quoted(text);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_\-]*$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    private static partial Regex Day();

    [GeneratedRegex(@"^[0-9]{4}$")]
    private static partial Regex Year();
}
