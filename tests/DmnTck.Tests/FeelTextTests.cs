using RightsEngine.DmnTck.Translating;
using RightsEngine.Language;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Tests;

/// <summary>The rewriting of FEEL text, and the constructs that are told by it.</summary>
public sealed class FeelTextTests
{
    [Theory]
    [InlineData("Full Name + Full", "n_Full_Name + Full")]
    [InlineData("Full  \n Name", "n_Full_Name")]
    [InlineData("\"Full Name\" + Full Name", "\"Full Name\" + n_Full_Name")]
    [InlineData("\"a \\\" Full Name\"", "\"a \\\" Full Name\"")]
    [InlineData("1 // Full Name\n + Full Name", "1 // Full Name\n + n_Full_Name")]
    [InlineData("/* Full Name */ 1 / Full Name", "/* Full Name */ 1 / n_Full_Name")]
    [InlineData("Full Name of spouse", "n_Full_Name_of_spouse")]
    [InlineData("Full Named", "Full Named")]
    [InlineData("pre-risk - pre", "n_pre_2d_risk - pre")]
    [InlineData("x.Full Name", "x.n_Full_Name")]
    [InlineData("{my key: 1}.my key", "{n_my_key: 1}.n_my_key")]
    [InlineData("{a: f(1, my key: 2), other key: 3}", "{a: f(1, my key: 2), n_other_key: 3}")]
    [InlineData("f(my key: 1, Full Name: 2)", "f(my key: 1, n_Full_Name: 2)")]
    [InlineData("[1..2].start included = start included", "[1..2].start included = n_start_included")]
    [InlineData("null = \"null\" + nullable", "null_of_feel = \"null\" + nullable")]
    public void Names_become_words_outside_texts_and_comments(string text, string expected) =>
        Assert.Equal(expected, FeelText.Rewrite(text, ["Full", "Full Name", "Full Name of spouse", "pre-risk", "pre", "start included"]));

    [Theory]
    [InlineData("time(\"10:00\")", true)]
    [InlineData("date and  time(x)", true)]
    [InlineData("@\"2024-01-01T00:00:00\"", true)]
    [InlineData("@\"P1D\"", true)]
    [InlineData("duration(\"-PT4H\")", true)]
    [InlineData("duration(from: \"P1Y2M3D\")", true)]
    [InlineData("now()", true)]
    [InlineData("\"time(\" + x", false)]
    [InlineData("@\"2024-01-01\"", false)]
    [InlineData("duration(\"P1Y2M\")", false)]
    [InlineData("lifetime(x)", false)]
    public void Types_that_the_language_does_not_have_are_recognised(string text, bool isOutside) =>
        Assert.Equal(isOutside, Constructs.NeverReadable(text) is not null);

    [Theory]
    [InlineData("x instance of number", "InstanceOf")]
    [InlineData("(function(a) a)(1)", "FunctionValue")]
    [InlineData("f(1)(2)", "FunctionValue")]
    [InlineData("get value(c, \"a\")", "DynamicContext")]
    [InlineData("exp(1)", "NotExact")]
    [InlineData("string(null)", "NullValue")]
    [InlineData("\"instance of function(null)\"", null)]
    [InlineData("(1) + (2)", null)]
    public void Constructs_that_explain_a_rejection_are_recognised(string text, string? reason) =>
        Assert.Equal(reason, Constructs.ExplainsRejection(text)?.ToString());

    [Theory]
    [InlineData("string join", true)]
    [InlineData("string_join", false)]
    public void A_missing_function_is_told_from_a_wrong_name(string name, bool isMissing) =>
        Assert.Equal(isMissing, FeelBuiltins.IsMissing(TypeErrors.UnknownName(MappedText.Alone(name).Whole, name, null)));
}
