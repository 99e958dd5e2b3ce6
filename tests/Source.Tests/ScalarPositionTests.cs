using RightsEngine.Source.Yaml;

namespace RightsEngine.Source.Tests;

public sealed class ScalarPositionTests
{
    [Theory]
    [InlineData("a: income <= 80% # of it\nb: 1\n", "income <= 80%")]
    [InlineData("a: income\n   + rent\n\n   and x\nb: 1\n", "income + rent\nand x")]
    [InlineData("a:\r\n  income\r\n  + rent\r\nb: 1\r\n", "income + rent")]
    [InlineData("a: \U0001F600 b\nb: 1\n", "\U0001F600 b")]
    [InlineData("a: 'it''s \"x\" ''  y'\nb: 1\n", "it's \"x\" '  y")]
    [InlineData("a: 'one  \n    two\n\n\n   three'\n", "one two\n\nthree")]
    [InlineData("a: ' lead\n   \n  trail '\n", " lead\ntrail ")]
    [InlineData("a: ''\nb: 1\n", "")]
    [InlineData("a: \"in xs = \\\"y\\\"\"\n", "in xs = \"y\"")]
    [InlineData("a: \"x\\u00e9 \\\n    y  \n   z\\x41\\U0001F600!\"\n", "x\u00e9 y zA\U0001F600!")]
    [InlineData("a: \"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\\"\\/\\\\\\N\\_\\L\\P.\"\n", "\0\a\b\t\n\v\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029.")]
    [InlineData("a: \"one\n\n\n  two\\\n\n  three\"\n", "one\n\ntwo\nthree")]
    [InlineData("a: |\n  if x\n    then y\n\n  else z\n\n\nb: 1\n", "if x\n  then y\n\nelse z\n")]
    [InlineData("a: |-\n  x\n  y\n\n", "x\ny")]
    [InlineData("a: |+\n  x\n\n\nb: 1\n", "x\n\n\n")]
    [InlineData("a: |2-\n   x\n  y\n", " x\ny")]
    [InlineData("k:\n  a: |-2\n     x\n    y\nb: 1", " x\ny")]
    [InlineData("a: | # why\n  x\n# comment\nb: 1", "x\n")]
    [InlineData("a: |\n  x", "x")]
    [InlineData("a: |\n\n  x\n", "\nx\n")]
    [InlineData("a: |\n x\n   \n\n", "x\n  \n")]
    [InlineData("a: |\r\n  x\r\n  y\r\n", "x\ny\n")]
    [InlineData("a: |\n\n\nb: 1", "")]
    [InlineData("a: >\n  x\n  y\n\n  z\nb: 1\n", "x y\nz\n")]
    [InlineData("a: >+\n  x\n  y\n\n   z\n   w\n  k\n\nb: 1", "x y\n\n z\n w\nk\n\n")]
    [InlineData("a: >-\n  x\n   y\n\n   z\n\n  w\n", "x\n y\n\n z\n\nw")]
    [InlineData("a: >1\n  x\n y\n", " x\ny\n")]
    [InlineData("a: >\n\n  x\n  y\n\n\n  z\n# c\nb: 1\n", "\nx y\n\nz\n")]
    [InlineData("a: >\n  x\n  \ty\n  z\n", "x\n\ty\nz\n")]
    [InlineData("- a: 'x'\n  c: >-\n    1\n    2\n", "1 2", "c")]
    public void Every_character_of_a_value_knows_its_place(string yaml, string value, string key = "a")
    {
        YamlScalar scalar = Find(Yaml.Read(yaml).Documents.Single(), key)!;
        Assert.Equal(value, scalar.Text);
        AssertExact(scalar);
    }

    [Theory]
    [InlineData("a: x y # c\nb: 1", "x y")]
    [InlineData("a: 'x y' # c", "'x y'")]
    [InlineData("a: \"x y\"  ", "\"x y\"")]
    [InlineData("a: |\n  x\n  y\n\n\nb: 1", "|\n  x\n  y")]
    [InlineData("a: >-\n\nb: 1", ">-")]
    [InlineData("a: [1, [2]]\nb: 1", "[1, [2]]")]
    [InlineData("a: {x: 1, y: [2]} \nb: 1", "{x: 1, y: [2]}")]
    [InlineData("a:\n  - 1\n  - x: 2\n    y: 3\n\n# c\nb: 1", "- 1\n  - x: 2\n    y: 3")]
    [InlineData("a:\n- 1\n- 2\nb: 1", "- 1\n- 2")]
    [InlineData("a:\n  x: 1\n  y: {}\n\nb: 1", "x: 1\n  y: {}")]
    [InlineData("a:\n  x: 1\n  y:\n\n\nb: 1", "x: 1\n  y:")]
    [InlineData("a: [x: 1, {y: 2}]", "[x: 1, {y: 2}]")]
    public void A_node_covers_its_own_text(string yaml, string expected) =>
        Assert.Equal(expected, Yaml.Map(yaml).Find("a")!.Value.Location.Text);

    [Fact]
    public void A_missing_value_stands_behind_its_key()
    {
        YamlMap map = Yaml.Map("a:\n\n# comment\nb: 1\n");
        Assert.Equal("t.yaml:1:3", map.Find("a")!.Value.Location.ToString());
        Assert.True(((YamlScalar)map.Find("a")!.Value).IsNull);
    }

    [Fact]
    public void A_stretch_of_a_block_scalar_is_underlined_where_it_stands()
    {
        var scalar = (YamlScalar)Yaml.Map("a: >-\n  income\n  <= limit\n").Find("a")!.Value;
        Location at = scalar.Content.At(scalar.Text.IndexOf("limit", StringComparison.Ordinal), 5);
        Assert.Equal("limit", at.Text);
        Assert.Equal("t.yaml:3:6", at.ToString());
        Assert.Equal("income\n  <= limit", scalar.Content.Whole.Text);
    }

    [Fact]
    public void Places_stay_inside_the_raw_text_when_it_decodes_differently()
    {
        var file = new SourceFile("t.yaml", "a: 'xy'\n");
        MappedText text = ScalarDecoder.Decode(file, new TextSpan(3, 4), ScalarStyle.SingleQuoted, "something else");
        Assert.Equal("something else", text.Text);
        int[] offsets = [.. Enumerable.Range(0, text.Text.Length + 1).Select(i => Yaml.Offset(text, i))];
        Assert.Equal(offsets.Order(), offsets);
        Assert.All(offsets, o => Assert.InRange(o, 3, 7));
    }

    /// <summary>Each character stands at its place, except folded white space and what was escaped.</summary>
    internal static void AssertExact(YamlScalar scalar)
    {
        string file = scalar.Content.File.Text;
        int previous = scalar.Location.Span.Start - 1;
        for (int i = 0; i < scalar.Text.Length; i++)
        {
            char expected = scalar.Text[i];
            int offset = Yaml.Offset(scalar.Content, i);
            char found = file[offset];
            bool escaped = scalar.Style == ScalarStyle.DoubleQuoted && found == '\\';
            bool folded = expected is ' ' or '\n' && found is '\n' or '\r';
            Assert.True(found == expected || escaped || folded, $"character {i} (U+{(int)expected:X4}) of `{scalar.Text}` is placed at `{found}` ({offset})");
            Assert.True(offset > previous || (escaped && char.IsLowSurrogate(expected)), $"character {i} does not stand behind the one before it");
            previous = offset;
        }
        Assert.True(Yaml.Offset(scalar.Content, scalar.Text.Length) > previous, "the end stands before the last character");
    }

    internal static YamlScalar? Find(YamlNode node, string key) => node switch
    {
        YamlMap map => map.Find(key)?.Value as YamlScalar ?? map.Entries.Select(e => Find(e.Value, key)).FirstOrDefault(s => s is not null),
        YamlList list => list.Items.Select(i => Find(i, key)).FirstOrDefault(s => s is not null),
        _ => null,
    };
}
