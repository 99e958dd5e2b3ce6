using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Comparisons that somebody wrote, with the figures that stood on both sides.</summary>
internal static class ComparisonText
{
    /// <summary><c>income &lt;= income_limit: 1100 &lt;= 1000 is false</c>; null for what is no comparison.</summary>
    public static string? Of(TraceNode node)
    {
        if (node.Expression is not (Comparison or Within) || node.Children.Count != 2 || node.Value is null) return null;
        string sign = node.Expression is Comparison comparison ? Sign(comparison.Operator) : "in";
        return $"`{RulebookParts.Written(node.Expression)}`: {Side(node.Children[0].Value!)} {sign} {Side(node.Children[1].Value!)} is {ValueComparison.Show(node.Value)}";
    }

    // Products carry zeros at the end of their decimals, which say nothing.
    private static string Side(Value value) => ValueComparison.Explain(value is NumberValue number ? new NumberValue(number.Value / 1.0000000000000000000000000000m) : value);

    private static string Sign(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        ComparisonOperator.Equal => "=",
        _ => "!=",
    };
}
