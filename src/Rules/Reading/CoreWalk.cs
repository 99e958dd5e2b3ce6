using RightsEngine.Language.Core;

namespace RightsEngine.Rules.Reading;

/// <summary>The parts of a checked expression.</summary>
internal static class CoreWalk
{
    /// <summary>The direct parts, in the order of the source.</summary>
    public static IEnumerable<CoreExpression> Parts(CoreExpression e) => e switch
    {
        Call x => x.Arguments,
        Member x => [x.Target],
        BuiltinCall x => x.Arguments,
        Comparison x => [x.Left, x.Right],
        Sum x => x.Terms.Select(t => t.Value),
        Product x => x.Factors.Concat(x.Divisors),
        And x => x.Operands,
        Or x => x.Operands,
        Not x => [x.Operand],
        Select x => x.Rows.SelectMany(r => new[] { r.When, r.Then }).Concat(x.Otherwise is null ? [] : [x.Otherwise]),
        ForEach x => [x.Domain, x.Body],
        Quantified x => [x.Domain, x.Body],
        Filter x => [x.Domain, x.Condition],
        Sort x => [x.Domain, x.Key],
        Item x => [x.List, x.Index],
        ListOf x => x.Items,
        RangeOf x => [x.Low, x.High],
        Within x => [x.Value, x.Container],
        IsPresent x => [x.Operand],
        Default x => [x.Operand, x.Otherwise],
        On x => [x.Date, x.Body],
        _ => [],
    };

    /// <summary>The expression and everything in it.</summary>
    public static IEnumerable<CoreExpression> All(CoreExpression e) => Parts(e).SelectMany(All).Prepend(e);
}
