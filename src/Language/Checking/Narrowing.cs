using System.Collections.Immutable;
using RightsEngine.Language.Syntax;

namespace RightsEngine.Language.Checking;

/// <summary>Which paths a condition proves to be present. Paths are compared as printed.</summary>
internal static class Narrowing
{
    private static readonly ImmutableHashSet<string> None = [];

    /// <summary>What is present when the condition holds.</summary>
    public static ImmutableHashSet<string> WhenTrue(ExpressionSyntax condition) => Of(condition, true);

    /// <summary>What is present when the condition does not hold.</summary>
    public static ImmutableHashSet<string> WhenFalse(ExpressionSyntax condition) => Of(condition, false);

    private static ImmutableHashSet<string> Of(ExpressionSyntax condition, bool holds)
    {
        switch (condition)
        {
            case ParenthesisedSyntax p:
                return Of(p.Inner, holds);
            case CallSyntax { Callee: NameSyntax { Name: "not" }, Arguments: [{ Name: null, Value: var inner }] }:
                return Of(inner, !holds);
            case CallSyntax { Callee: NameSyntax { Name: "is present" }, Arguments: [{ Name: null, Value: var path }] } when holds:
                return Prefixes(path);
            case BinarySyntax { Operator: BinaryOperator.And or BinaryOperator.Or } chain:
                return OfChain(chain, holds);
            default:
                return None;
        }
    }

    // A loop, because chains may be long. All operands of `and` hold when it holds; of `or` only some.
    private static ImmutableHashSet<string> OfChain(BinarySyntax chain, bool holds)
    {
        bool all = (chain.Operator == BinaryOperator.And) == holds;
        ImmutableHashSet<string>? found = null;
        ExpressionSyntax rest = chain;
        while (true)
        {
            bool isLink = rest is BinarySyntax b && b.Operator == chain.Operator;
            ImmutableHashSet<string> next = Of(isLink ? ((BinarySyntax)rest).Right : rest, holds);
            found = found is null ? next : all ? found.Union(next) : found.Intersect(next);
            if (!isLink) return found;
            rest = ((BinarySyntax)rest).Left;
        }
    }

    /// <summary>The path and all it goes through: where <c>a.b.c</c> is present, so are <c>a.b</c> and <c>a</c>.</summary>
    private static ImmutableHashSet<string> Prefixes(ExpressionSyntax path)
    {
        ImmutableHashSet<string>.Builder found = None.ToBuilder();
        for (ExpressionSyntax? step = path; step is not null;)
        {
            if (step is not ParenthesisedSyntax) found.Add(SyntaxPrinter.Print(step));
            step = step switch
            {
                ParenthesisedSyntax p => p.Inner,
                MemberSyntax m => m.Target,
                CallSyntax { Callee: MemberSyntax m } => m.Target,
                _ => null,
            };
        }
        return found.ToImmutable();
    }
}
