using System.Text;
using CsCheck;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Source.Tests;

public sealed class ScalarPropertyTests
{
    private static readonly Gen<string> Word = OneOf("income", "a", "é", "\U0001F600", "'", "''", "\"", "\\", "\\n", "#x", "x#", "<=", "(b", "[", "}", ":", "\t.", "-");

    private static readonly Gen<string[]> Line = Word.Array[1, 5];

    [Fact]
    public void Generated_block_scalars_are_exact() =>
        Gen.Select(Line.Array[1, 5], Gen.Int[0, 3].Array[5], Gen.Int[0, 3].Array[5], OneOf("|", ">"), OneOf("", "-", "+"), Gen.Int[1, 4], Gen.Bool)
            .Sample((lines, extra, empty, style, chomping, indent, indicator) =>
            {
                var yaml = new StringBuilder($"a: {style}{chomping}{(indicator ? indent : "")}\n");
                for (int i = 0; i < lines.Length; i++)
                {
                    int more = i == 0 && !indicator ? 0 : extra[i];
                    yaml.Append(new string(' ', indent + more)).Append(string.Join(" ", lines[i])).Append('\n');
                    yaml.Insert(yaml.Length, "\n", empty[i]);
                }
                Check(yaml.Append("b: 1\n").ToString(), string.Concat(lines.SelectMany(l => l)));
            }, seed: "0000KOIXqSA3", iter: 3000);

    [Fact]
    public void Generated_single_quoted_scalars_are_exact() =>
        Gen.Select(Line.Array[1, 5], OneOf(" ", "  ", " \n ", "\n\n  ", " \n\n\n\t "))
            .Sample((lines, between) => Check(
                $"a: '{string.Join(between, lines.Select(l => string.Join(" ", l).Trim().Replace("'", "''")))}'\nb: 1\n",
                string.Concat(lines.SelectMany(l => l))),
                seed: "0000KOIXqSA3", iter: 3000);

    [Fact]
    public void Generated_double_quoted_scalars_are_exact() =>
        Gen.Select(Line.Array[1, 5], OneOf(" ", "  ", " \n ", "\n\n  ", " \\\n \\ ", "\\n", "\\x20\n "))
            .Sample((lines, between) => Check(
                $"a: \"{string.Join(between, lines.Select(l => string.Join(" ", l).Trim().Replace("\\", "\\\\").Replace("\"", "\\\"")))}\"\nb: 1\n",
                string.Concat(lines.SelectMany(l => l))),
                seed: "0000KOIXqSA3", iter: 3000);

    [Fact]
    public void Generated_plain_scalars_are_exact() =>
        Gen.Select(OneOf("income", "é", "\U0001F600", "it's", "x#", "<=", "(b)", "[1]", "x:y", "\\n").Array[1, 6], OneOf(" ", "  ", "\n  ", " \n\n   ", "\r\n  "))
            .Sample((words, between) => Check($"a:\n  n{string.Join(between, words)}\nb: 1\n", string.Concat(words)),
                seed: "0000KOIXqSA3", iter: 3000);

    [Fact]
    public void Any_text_at_all_is_read_or_reported() =>
        OneOf("a", "b: ", "- ", "\n", "\n  ", "[", "]", "{", "}", ",", ": ", "'", "\"", "\\", "#", " # ", "|", ">", "&x ", "*x", "!t ", "? ", "<<: ", "@", "%", "`", "---\n", "...\n", "\t", "\r", "\u0085", "\u2028", "\ud83d")
            .Array[0, 30].Sample(parts =>
            {
                string text = string.Concat(parts);
                (IReadOnlyList<YamlNode> documents, IReadOnlyList<Diagnostic> findings) = Yaml.Read(text);
                Yaml.Shown(findings);
                foreach (YamlNode node in documents.SelectMany(All))
                {
                    _ = node.Location.Text;
                    if (node is YamlScalar { Text.Length: > 0 } scalar) Assert.InRange(Yaml.Offset(scalar.Content, scalar.Text.Length), node.Location.Span.Start, text.Length);
                }
            }, seed: "0000KOIXqSA3", iter: 20_000);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static void Check(string yaml, string characters)
    {
        YamlScalar scalar = ScalarPositionTests.Find(Yaml.Read(yaml).Documents.Single(), "a")!;
        Assert.Equal(Visible(characters), Visible(scalar.Text).TrimStart('n') is var v && scalar.Style == ScalarStyle.Plain ? v : Visible(scalar.Text));
        ScalarPositionTests.AssertExact(scalar);
    }

    private static string Visible(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static IEnumerable<YamlNode> All(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.SelectMany(e => All(e.Value).Prepend(e.Key)).Prepend(map),
        YamlList list => list.Items.SelectMany(All).Prepend(list),
        _ => [node],
    };
}
