using RightsEngine.Language.Syntax;

namespace RightsEngine.Language.Tests.Syntax;

/// <summary>The tree without places and without brackets that were only written, to compare trees.</summary>
internal static class Shape
{
    public static string Of(ExpressionSyntax expression) => expression switch
    {
        ParenthesisedSyntax p => Of(p.Inner),
        NumberSyntax n => $"{n.Value}{(n.IsPercentage ? "%" : "")}",
        BinarySyntax b => $"({SyntaxPrinter.Sign(b.Operator)} {Of(b.Left)} {Of(b.Right)})",
        NegationSyntax n => $"(neg {Of(n.Operand)})",
        MemberSyntax m => $"(. {Of(m.Target)} {m.Member})",
        BracketSyntax b => $"(at {Of(b.Target)} {Of(b.Inner)})",
        CallSyntax c => $"(call {Of(c.Callee)}{string.Concat(c.Arguments.Select(a => $" {(a.Name is null ? "" : a.Name + ":")}{Of(a.Value)}"))})",
        BetweenSyntax b => $"(between {Of(b.Value)} {Of(b.Low)} {Of(b.High)})",
        InSyntax i => $"(in {Of(i.Value)} {Of(i.Tests)})",
        IfSyntax i => $"(if {Of(i.Condition)} {Of(i.Then)} {Of(i.Else)})",
        ForSyntax f => $"(for{Of(f.Iterators)} {Of(f.Body)})",
        QuantifiedSyntax q => $"({(q.IsEvery ? "every" : "some")}{Of(q.Iterators)} {Of(q.Body)})",
        SeriesSyntax s => $"(series {Of(s.Low)} {Of(s.High)})",
        RangeSyntax r => $"(range {r.LowIncluded} {Of(r.Low)} {Of(r.High)} {r.HighIncluded})",
        ListSyntax l => $"(list{string.Concat(l.Items.Select(i => " " + Of(i)))})",
        ContextSyntax c => $"(context{string.Concat(c.Entries.Select(e => $" {e.Key}:{Of(e.Value)}"))})",
        _ => SyntaxPrinter.Print(expression),
    };

    public static string Of(UnaryTestSyntax test) => test switch
    {
        NotTestSyntax n => $"(not {Of(n.Tests)})",
        ComparisonTestSyntax c => $"({SyntaxPrinter.Sign(c.Operator)} {Of(c.Operand)})",
        ValueTestSyntax v => Of(v.Value),
        _ => "-",
    };

    public static string Of(IReadOnlyList<UnaryTestSyntax> tests) => $"[{string.Join(' ', tests.Select(Of))}]";

    private static string Of(IReadOnlyList<IteratorSyntax> iterators) =>
        string.Concat(iterators.Select(i => $" {i.Name}:{Of(i.Domain)}"));
}
