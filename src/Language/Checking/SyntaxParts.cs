using RightsEngine.Language.Syntax;

namespace RightsEngine.Language.Checking;

/// <summary>Questions about expressions as written.</summary>
internal static class SyntaxParts
{
    /// <summary>Whether <c>item</c> is used for an item of the list around, not of a list within.</summary>
    public static bool MentionsItem(ExpressionSyntax syntax) => syntax switch
    {
        NameSyntax n => n.Name == "item",
        BracketSyntax b => MentionsItem(b.Target),
        CallSyntax { Callee: NameSyntax { Name: "sort by" }, Arguments: [var list, ..] } => MentionsItem(list.Value),
        _ => Parts(syntax).Any(MentionsItem),
    };

    private static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax syntax) => syntax switch
    {
        MemberSyntax m => [m.Target],
        CallSyntax c => c.Arguments.Select(a => a.Value).Prepend(c.Callee),
        NegationSyntax n => [n.Operand],
        BinarySyntax b => [b.Left, b.Right],
        BetweenSyntax b => [b.Value, b.Low, b.High],
        InSyntax i => i.Tests.SelectMany(Parts).Prepend(i.Value),
        IfSyntax i => [i.Condition, i.Then, i.Else],
        ForSyntax f => f.Iterators.Select(i => i.Domain).Append(f.Body),
        QuantifiedSyntax q => q.Iterators.Select(i => i.Domain).Append(q.Body),
        SeriesSyntax s => [s.Low, s.High],
        RangeSyntax r => [r.Low, r.High],
        ListSyntax l => l.Items,
        ContextSyntax c => c.Entries.Select(e => e.Value),
        ParenthesisedSyntax p => [p.Inner],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Parts(UnaryTestSyntax test) => test switch
    {
        NotTestSyntax n => n.Tests.SelectMany(Parts),
        ComparisonTestSyntax c => [c.Operand],
        ValueTestSyntax v => [v.Value],
        _ => [],
    };

    /// <summary>A dotted path of names as one name, or null.</summary>
    public static string? DottedName(ExpressionSyntax syntax) => syntax switch
    {
        NameSyntax n => n.Name,
        MemberSyntax m when DottedName(m.Target) is { } target => $"{target}.{m.Member}",
        _ => null,
    };
}
