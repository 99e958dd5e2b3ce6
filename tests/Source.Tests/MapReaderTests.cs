using RightsEngine.Source.Yaml;

namespace RightsEngine.Source.Tests;

public sealed class MapReaderTests
{
    [Fact]
    public void A_misspelt_key_gets_a_suggestion() => Assert.Equal("""
        t.yaml:2:1: error RE1004: unknown key `helps` in right `w`
            2 | helps: x
              | ^^^^^
              = help: did you mean `help`?

        """, Findings("when: a\nhelps: x\n", r => { r.Optional("when"); r.Optional("help"); }));

    [Fact]
    public void A_key_like_no_other_lists_the_keys() => Assert.Equal("""
        t.yaml:2:1: error RE1004: unknown key `zzz` in right `w`
            2 | zzz: x
              | ^^^
              = help: the keys are `when`, `then`

        """, Findings("when: a\nzzz: x\n", r => { r.Optional("when"); r.Optional("then"); }));

    [Fact]
    public void A_missing_key_is_reported_at_the_first_key() => Assert.Equal("""
        t.yaml:1:1: error RE1005: right `w` has no `when`
            1 | then: a
              | ^^^^
              = help: add `when:`

        """, Findings("then: a\n", r => { r.Required("when"); r.Optional("then"); }));

    [Theory]
    [InlineData("when:\n")]
    [InlineData("when: ~\n")]
    [InlineData("when: null\n")]
    public void A_key_without_a_value_is_reported(string yaml) => Assert.Equal($"""
        t.yaml:1:1: error RE1007: `when` has no value
            1 | {yaml.TrimEnd()}
              | ^^^^
              = help: write a value or remove the key

        """, Findings(yaml, r => r.RequiredScalar("when")));

    [Fact]
    public void A_list_where_a_value_belongs_is_reported() => Assert.Equal("""
        t.yaml:1:11: error RE1006: `in_force` is a list: expected a single value
            1 | in_force: [2019-01-01..]
              |           ^^^^^^^^^^^^^^
              = help: quote it if it is meant as text or as an expression

        """, Findings("in_force: [2019-01-01..]\n", r => r.RequiredScalar("in_force")));

    [Fact]
    public void A_value_where_a_mapping_belongs_is_reported() => Assert.Equal("""
        t.yaml:1:8: error RE1006: `title` is a single value: expected a mapping
            1 | title: water
              |        ^^^^^

        """, Findings("title: water\n", r => r.RequiredMap("title")));

    [Fact]
    public void A_value_split_at_a_comma_is_explained() => Assert.Equal("""
        t.yaml:1:15: error RE1011: `b) > 3` became a key of its own: an unquoted comma ends a value inside { }
            1 | {when: max(a, b) > 3}
              |               ^^^^^^
              = help: put the whole value in quotes: {when: "max(a, b) > 3"}

        """, Findings("{when: max(a, b) > 3}\n", r => r.RequiredScalar("when")));

    [Fact]
    public void A_title_split_at_a_comma_is_explained() =>
        Assert.Contains("RE1011: `voor aftrek` became a key of its own", Findings("{nl: inkomen, voor aftrek}", r => r.OptionalScalar("nl")));

    [Fact]
    public void A_word_that_is_no_choice_gets_a_suggestion() => Assert.Equal("""
        t.yaml:1:6: error RE1010: `hit` is `frist`: expected unique, first or sum
            1 | hit: frist
              |      ^^^^^
              = help: did you mean `first`?

        """, Findings("hit: frist\n", r => r.OptionalChoice("hit", "unique", "first", "sum")));

    [Fact]
    public void A_boolean_is_true_or_false() => Assert.Equal("""
        t.yaml:1:7: error RE1010: `many` is `yes`: expected true or false
            1 | many: yes
              |       ^^^

        """, Findings("many: yes\n", r => r.OptionalBoolean("many")));

    private static string Findings(string yaml, Action<MapReader> read)
    {
        var bag = new DiagnosticBag();
        var reader = new MapReader(Yaml.Map(yaml), "right `w`", bag);
        read(reader);
        reader.Finish();
        return Yaml.Shown(bag.Sorted);
    }
}
