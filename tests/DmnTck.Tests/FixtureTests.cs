using RightsEngine.DmnTck.Judging;

namespace RightsEngine.DmnTck.Tests;

/// <summary>Small models of our own: every verdict, every hit policy, names with blanks, models that cannot be read.</summary>
public sealed class FixtureTests
{
    private const string Declared = """
        folder,test_case,result_node,kind,found,reason
        0002-verdicts,null-equality,null-equality,deviation,unknown,equality with what is unknown is unknown
        0002-verdicts,dynamic,,DynamicTyping,RE3001,a number is no condition
        """;

    private static readonly IReadOnlyList<Verdict> Verdicts = Run(Declared);

    [Theory]
    [InlineData("value", "Value", null)]
    [InlineData("close", "Value", null)]
    [InlineData("null-logic", "Value", null)]
    [InlineData("fault", "Null", null)]
    [InlineData("rejected", "Rejected", null)]
    [InlineData("instance", "Outside", "InstanceOf")]
    [InlineData("time", "Outside", "TimeTypes")]
    [InlineData("function", "Outside", "FunctionValue")]
    [InlineData("mystery", "Outside", "NotTranslated")]
    [InlineData("empty", "Outside", "NoLogic")]
    [InlineData("dynamic", "Outside", "DynamicTyping")]
    [InlineData("null-equality", "Declared", null)]
    [InlineData("wrong", "Failed", null)]
    [InlineData("misspelt", "Failed", null)]
    [InlineData("nowhere", "Failed", null)]
    public void Every_verdict_is_given(string testCase, string kind, string? reason)
    {
        Verdict verdict = Assert.Single(Verdicts, v => v.Node.Folder == "0002-verdicts" && v.Node.TestCase == testCase);
        Assert.Equal((kind, reason), (verdict.Kind.ToString(), verdict.Reason?.ToString()));
    }

    [Theory]
    [InlineData("0001-hit-policies", 23, 6)]
    [InlineData("0004-knowledge", 11, 3)]
    [InlineData("0006-records", 8, 1, 1)]
    public void Tables_and_knowledge_models_come_out_as_expected(string folder, int values, int nulls, int outside = 0)
    {
        Verdict[] own = [.. Verdicts.Where(v => v.Node.Folder == folder)];
        Assert.DoesNotContain(own, v => v.Kind == VerdictKind.Failed);
        var figures = new Figures(own);
        Assert.Equal((values, nulls, values + nulls + outside), (figures[VerdictKind.Value], figures[VerdictKind.Null], figures.Total));
    }

    [Theory]
    [InlineData("0003-broken", "are not closed")]
    [InlineData("0005-entities", "DTD is prohibited")]
    public void Models_that_cannot_be_read_fail_with_a_sentence(string folder, string sentence)
    {
        Verdict verdict = Assert.Single(Verdicts, v => v.Node.Folder == folder);
        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.StartsWith("the model cannot be read: ", verdict.Found);
        Assert.Contains(sentence, verdict.Found);
    }

    [Fact]
    public void A_declaration_that_happens_no_longer_fails()
    {
        IReadOnlyList<Verdict> verdicts = Run("folder,test_case,result_node,kind,found,reason\n0002-verdicts,value,value,deviation,3,no longer true\n");
        Verdict stale = Assert.Single(verdicts, v => v.Node.TestCase == "value");
        Assert.Equal((VerdictKind.Failed, "declared, but comes to value (2): remove the declaration"), (stale.Kind, stale.Found));
    }

    [Fact]
    public void A_declaration_of_one_result_does_not_cover_another()
    {
        IReadOnlyList<Verdict> verdicts = Run("folder,test_case,result_node,kind,found,reason\n0002-verdicts,wrong,wrong,deviation,unknown,because\n");
        Assert.Equal(VerdictKind.Failed, Assert.Single(verdicts, v => v.Node.TestCase == "wrong").Kind);
    }

    [Theory]
    [InlineData("folder,test_case,result_node,kind,found,reason\na,b,c,whim,unknown,because\n", "unknown kind `whim` in the list of deviations")]
    [InlineData("folder,test_case,result_node,kind,found,reason\na,b,c,deviation,unknown,\n", "a/b is declared without a reason")]
    [InlineData("folder,test_case,result_node,kind,found,reason\na,b,c,deviation,,because\n", "a/b is declared without what is found")]
    public void A_declaration_needs_a_kind_and_a_reason(string list, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Declarations.Read(new StringReader(list))).Message);

    [Fact]
    public void Every_declaration_that_is_checked_in_can_be_read() => Assert.NotNull(Declarations.BuiltIn());

    private static IReadOnlyList<Verdict> Run(string declarations) =>
        Runner.Run(Repository.Fixtures, null, Declarations.Read(new StringReader(declarations)));
}
