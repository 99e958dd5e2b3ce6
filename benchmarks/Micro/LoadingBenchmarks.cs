using BenchmarkDotNet.Attributes;
using RightsEngine.Language.Syntax;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Micro;

/// <summary>What happens once per run: the rulebook is read, checked and linked.</summary>
[MemoryDiagnoser]
public class LoadingBenchmarks
{
    // The electronic alarm of the social supplement: iteration, calls, paths and logic in one condition.
    private const string Condition =
        "(some m in family satisfies held in(m.electronic_alarm_benefit, period)) "
        + "and (every m in family satisfies "
        + "(held in(m.electronic_alarm_benefit, period) or not(m.current_means.other_income)))";

    private readonly MappedText _condition = MappedText.Alone(Condition);

    [GlobalSetup]
    public void Check()
    {
        Repository.LoadRulebook();
        if (ParseExpression() is ErrorSyntax) throw new InvalidOperationException("the condition does not parse");
    }

    /// <summary>All of rules/, from the files to a rulebook ready for use.</summary>
    [Benchmark]
    public RulebookResult LoadRulebook() => RulebookLoader.Load(Repository.Rules);

    /// <summary>One condition, from text to syntax tree; no checking of types.</summary>
    [Benchmark]
    public object ParseExpression() => Parser.ParseExpression(_condition, new DiagnosticBag());
}
