namespace RightsEngine.Source.Tests;

public sealed class YamlTrapTests
{
    [Theory]
    [InlineData("- > 2\n", "1:3", "`>` at the start of a value announces a block of text", "> 2", "quote it: `\"> 2\"`")]
    [InlineData("x: >= 3 # c\n", "1:4", "`>` at the start of a value announces a block of text", ">= 3", "quote it: `\">= 3\"`")]
    [InlineData("x: [-, a]\n", "1:5", "a lone `-` starts an item of a list and cannot stand here", "-", "quote it: `\"-\"`")]
    [InlineData("x: {a: -, b: 1}\n", "1:8", "a lone `-` starts an item of a list and cannot stand here", "-", "quote it: `\"-\"`")]
    [InlineData("x: - 1\n", "1:4", "a lone `-` starts an item of a list and cannot stand here", "- 1", "quote it: `\"- 1\"`")]
    [InlineData("x: @\"2025-01-01\"\n", "1:4", "a value cannot start with `@`", "@\"2025-01-01\"", "quote it: `'@\"2025-01-01\"'`")]
    [InlineData("x: \"a\" in xs # c\n", "1:8", "text follows a closing quote", "in xs", "put the whole value in quotes: `'\"a\" in xs'`")]
    [InlineData("x: [\"a\" in xs, 1]\n", "1:9", "text follows a closing quote", "in xs", "put the whole value in quotes: `'\"a\" in xs'`")]
    [InlineData("- 'a' = b\n", "1:7", "text follows a closing quote", "= b", "put the whole value in quotes: `\"'a' = b\"`")]
    [InlineData("x: ]2019..2020]\n", "1:4", "`]` cannot stand here", "]2019..2020]", "quote it: `\"]2019..2020]\"`")]
    [InlineData("b: }\n", "1:4", "`}` cannot stand here", "}", "quote it: `\"}\"`")]
    [InlineData("a: b: c\n", "1:5", "`: ` inside an unquoted value", ":", "quote it: `\"b: c\"`")]
    [InlineData("x: \"a\": b\n", "1:7", "`: ` inside an unquoted value", ":", "quote it: `'\"a\": b'`")]
    [InlineData("a: 1\n b: 2\n", "2:3", "a key cannot stand here", ":", "is the line above complete, and does this line start in the same column as its neighbours?")]
    [InlineData("a:\n  b: 1\n c: 2\n", "3:2", "while parsing a block mapping, did not find expected key", "c", "is the line above complete, and does this line start in the same column as its neighbours?")]
    [InlineData("x: [2019..2020)\ny: 1\n", "1:4", "this `[` is not closed", "[", "close it, or put the value in quotes if it is meant as text or as a range")]
    [InlineData("a: b\nx: [\"a\", 2\nb: 3\n", "2:4", "this `[` is not closed", "[", "close it, or put the value in quotes if it is meant as text or as a range")]
    [InlineData("a:\n\t- b\n", "2:1", "a tab used to indent", "\t", "indent with spaces")]
    [InlineData("a: \"x\\qy\"\n", "1:4", "while scanning a quoted scalar, found unknown escape character", "\"x", "write `\\\\` for a backslash, or use single quotes")]
    [InlineData("'a: b\n", "1:1", "while scanning a quoted scalar, found unexpected end of stream", "'a: b\n", "close the quote")]
    [InlineData("a: 1\0b: 2\n", "1:5", "control character U+0000", "\0", "remove it")]
    public void A_trap_of_yaml_is_reported_where_it_is_with_what_to_write(string yaml, string place, string message, string spot, string help)
    {
        Diagnostic found = Assert.Single(Yaml.Read(yaml).Findings);
        Assert.Equal("RE1002", found.Code);
        Assert.Equal("t.yaml:" + place, found.Location.ToString());
        Assert.Equal("not valid YAML: " + message, found.Message);
        Assert.Equal(spot, found.Location!.Value.Text);
        Assert.Equal(help, found.Help);
    }

    [Fact]
    public void Documents_before_a_syntax_error_are_kept()
    {
        var (documents, findings) = Yaml.Read("a: 1\n---\nb: 2\n---\nc: }\n");
        Assert.Equal(2, documents.Count);
        Assert.Single(findings);
    }

    [Fact]
    public void Empty_documents_are_dropped() => Assert.Single(Yaml.Read("---\n---\na: 1\n...\n---\n").Documents);

    [Fact]
    public void An_empty_file_has_no_documents_and_says_so()
    {
        var (documents, findings) = Yaml.Read("# nothing\n");
        Assert.Empty(documents);
        Assert.Equal("RE1013", Assert.Single(findings).Code);
    }

    [Theory]
    [InlineData("x: a + # b\n")]
    [InlineData("x: max(a # b\n")]
    [InlineData("x: a and # b\n")]
    [InlineData("x: code = # b\n")]
    [InlineData("x: a <\t# b\n")]
    [InlineData("x: name = \"a # b\"\n")]
    [InlineData("- a,\n  b or # c")]
    public void Text_that_looks_cut_at_a_comment_is_a_warning(string yaml)
    {
        Diagnostic found = Assert.Single(Yaml.Read(yaml).Findings);
        Assert.Equal(("RE1012", Severity.Warning), (found.Code, found.Severity));
        Assert.StartsWith("#", found.Location!.Value.Text);
    }

    [Theory]
    [InlineData("x: income # yearly\n")]
    [InlineData("x: max(a, b) # (c\n")]
    [InlineData("x: in (1..2] # half open\n")]
    [InlineData("x: \"a +\" # fine\n")]
    [InlineData("x: # nothing\n  y: 1\n")]
    [InlineData("x: band # word\n")]
    [InlineData("x: a + #b\n  c\n", "RE1012")]
    [InlineData("x: a#b\n")]
    public void An_ordinary_comment_is_fine(string yaml, string? exception = null) =>
        Assert.Equal(exception, Yaml.Read(yaml).Findings.FirstOrDefault(d => d.Code == "RE1012")?.Code);

    [Fact]
    public void A_cut_text_shows_what_is_read() => Assert.Equal("""
        t.yaml:1:8: warning RE1012: ` #` starts a comment here, but the text before it looks unfinished
            1 | x: a + # b
              |        ^^^
              ::: t.yaml:1:4: this is all that is read
            1 | x: a + # b
              |    ---
              = help: put the whole value in quotes if `#` belongs to it

        """, Yaml.Findings("x: a + # b\n"));

    [Fact]
    public void A_key_written_twice_is_reported_and_the_second_dropped()
    {
        var (documents, findings) = Yaml.Read("a: 1\nb: 2\n'a': 3\n");
        var map = (RightsEngine.Source.Yaml.YamlMap)documents.Single();
        Assert.Equal(["a=1", "b=2"], map.Entries.Select(e => $"{e.Key.Text}={e.Value.Location.Text}"));
        Assert.Equal("""
            t.yaml:3:1: error RE1003: key `a` is written twice
                3 | 'a': 3
                  | ^^^
                  ::: t.yaml:1:1: first written here
                1 | a: 1
                  | -
                  = help: keep one of the two

            """, Yaml.Shown(findings));
    }

    [Theory]
    [InlineData("a: &x 1\n", "the anchor `&x` cannot be used here", "write the value out where it is needed, or quote it if it is meant as text")]
    [InlineData("a: &x\n  b: 1\n", "the anchor `&x` cannot be used here", "write the value out where it is needed, or quote it if it is meant as text")]
    [InlineData("a: *x\n", "the alias `*x` cannot be used here", "write the value out, or quote it if it is meant as text")]
    [InlineData("x: !b\ny: 1\n", "the tag `!b` cannot be used here", "quote it if it is meant as text")]
    [InlineData("x: !b c\n", "the tag `!b` cannot be used here", "quote it if it is meant as text")]
    [InlineData("x: [!b c, 1]\n", "the tag `!b` cannot be used here", "quote it if it is meant as text")]
    [InlineData("x: !!str 5\n", "the tag `!!str` cannot be used here", "quote it if it is meant as text")]
    [InlineData("<<: {a: 1}\n", "the merge key `<<` cannot be used here", "write the keys out")]
    [InlineData("? [a, b]\n: c\n", "a list as a key cannot be used here", "quote it if it is meant as text")]
    public void Features_outside_the_format_are_reported(string yaml, string message, string help)
    {
        Diagnostic found = Assert.Single(Yaml.Read(yaml).Findings);
        Assert.Equal(("RE1009", message, help), (found.Code, found.Message, found.Help));
    }

    [Fact]
    public void A_tag_does_not_make_its_text_vanish()
    {
        var map = (RightsEngine.Source.Yaml.YamlMap)Yaml.Read("x: !b\ny: 1\n").Documents.Single();
        Assert.Equal("!b", ((RightsEngine.Source.Yaml.YamlScalar)map.Find("x")!.Value).Text);
    }

    [Fact]
    public void Sixty_four_levels_are_read_and_one_more_is_reported_once()
    {
        Assert.Empty(Yaml.Read(new string('[', 64) + new string(']', 64)).Findings);
        var (documents, findings) = Yaml.Read("a: 1\n---\n" + new string('[', 65) + new string(']', 65) + "\n---\nb: }\n");
        Assert.Single(documents);
        Diagnostic found = Assert.Single(findings);
        Assert.Equal(("RE1008", "nested more than 64 levels deep"), (found.Code, found.Message));
        Assert.Equal("t.yaml:3:65", found.Location.ToString());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[\n")]
    public void Twenty_thousand_open_levels_are_a_finding_within_a_second(string level)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (_, findings) = Yaml.Read(string.Concat(Enumerable.Repeat(level, 20_000)));
        Assert.Single(findings);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"took {clock.Elapsed}");
    }
}
