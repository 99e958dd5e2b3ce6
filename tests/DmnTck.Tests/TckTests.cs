using RightsEngine.DmnTck.Judging;
using Xunit.Abstractions;

namespace RightsEngine.DmnTck.Tests;

/// <summary>The language against the cases of the DMN TCK, where they are at hand.</summary>
public sealed class TckTests(ITestOutputHelper output)
{
    [Fact]
    public void The_language_does_what_the_TCK_expects_of_its_subset()
    {
        if (!Directory.Exists(Repository.Tck))
        {
            output.WriteLine($"not run: there are no TCK cases in {Repository.Tck}");
            return;
        }
        IReadOnlyList<Verdict> verdicts = Runner.Run(Repository.Tck, null, Declarations.BuiltIn());
        Tiers tiers = Tiers.Read(Path.Combine(Repository.Tck, "cases.csv"));
        using var report = new StringWriter();
        Report.Human(report, verdicts, tiers, verbose: false);
        output.WriteLine(report.ToString());

        Assert.DoesNotContain(verdicts, v => v.Kind == VerdictKind.Failed);
        var s0 = new Figures(verdicts.Where(v => tiers.Holds(v.Node, "S0", usable: false)));
        Assert.True(s0.OutsideShare <= 0.15, $"{s0.OutsideShare:P1} of tier S0 lie outside the subset");
        Assert.True(s0.AsExpectedShare >= 0.97, $"{s0.AsExpectedShare:P1} of the rest of tier S0 come out as expected");
    }
}
