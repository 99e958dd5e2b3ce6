using RightsEngine.Language.Builtins;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Language.Tests.Checking;

/// <summary>Constants are computed; everything else stays.</summary>
public sealed class CoreFoldingTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4 / 8")]
    [InlineData("(1 + 2 * 3 - 4 / 8) = 6.5")]
    [InlineData("100/80 = 1.25")]
    [InlineData("2 ** 10 = 1024")]
    [InlineData("if 1 > 2 then n else 3")]
    [InlineData("if true then 3 else n")]
    [InlineData("false and n > 1")]
    [InlineData("n > 1 or 1 < 2")]
    [InlineData("not(true or flag)")]
    [InlineData("@\"P1Y\" + @\"P6M\" = @\"P18M\"")]
    [InlineData("date(2025, 9, 1).month")]
    [InlineData("default(absent, 5)")]
    [InlineData("is present([1][1]) or true")]
    [InlineData("count([1, 2])")]
    [InlineData("on(@\"2020-01-01\", 1 + 1)")]
    public void Constants_fold_to_a_literal(string text) => Assert.IsType<Literal>(Fold(text));

    [Theory]
    [InlineData("1 / 0", typeof(Product))]
    [InlineData("modulo(1, 0)", typeof(BuiltinCall))]
    [InlineData("n + 1", typeof(Sum))]
    [InlineData("flag and 1 < 2", typeof(Call))]
    [InlineData("if flag then 1 else 2", typeof(Select))]
    public void What_faults_or_depends_stays(string text, Type kind) => Assert.IsType(kind, Fold(text));

    [Fact]
    public void The_examples_of_the_built_ins_hold()
    {
        foreach (Builtin builtin in BuiltinTable.All.Values)
            Assert.True(Fold(builtin.Example) is Literal { Value: BooleanValue { Value: true } }, builtin.Example);
    }

    private static CoreExpression Fold(string text)
    {
        var diagnostics = new DiagnosticBag();
        CoreExpression core = new Checker(new FakeScope(), diagnostics).Check(Parser.ParseExpression(MappedText.Alone(text), diagnostics), null);
        DiagnosticAssert.None(diagnostics);
        return CoreFolding.Fold(core);
    }
}
