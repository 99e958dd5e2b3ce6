using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>An expression as written, with its place.</summary>
internal abstract record ExpressionSyntax(Location Location);

/// <summary>A number; <c>80%</c> is the number 0.80 with <see cref="IsPercentage"/>.</summary>
internal sealed record NumberSyntax(decimal Value, bool IsPercentage, Location Location) : ExpressionSyntax(Location);

/// <summary>A text in double quotes, unescaped.</summary>
internal sealed record TextSyntax(string Value, Location Location) : ExpressionSyntax(Location);

internal sealed record BooleanSyntax(bool Value, Location Location) : ExpressionSyntax(Location);

/// <summary>The word <c>null</c>: parsed so that the checker can say what to write instead.</summary>
internal sealed record NullSyntax(Location Location) : ExpressionSyntax(Location);

/// <summary><c>@"2025-09-01"</c> or <c>@"P1Y6M"</c>: the text between the quotes.</summary>
internal sealed record TemporalSyntax(string Value, Location Location) : ExpressionSyntax(Location);

/// <summary>A name, or the name of a built-in of several words such as <c>round half up</c>.</summary>
internal sealed record NameSyntax(string Name, Location Location) : ExpressionSyntax(Location);

/// <summary><c>target.member</c>.</summary>
internal sealed record MemberSyntax(ExpressionSyntax Target, string Member, Location MemberLocation, Location Location) : ExpressionSyntax(Location);

/// <summary>An argument; <see cref="Name"/> is null when it is given by position.</summary>
internal sealed record ArgumentSyntax(string? Name, ExpressionSyntax Value);

/// <summary><c>callee(arguments)</c>; the callee is a name or a member.</summary>
internal sealed record CallSyntax(ExpressionSyntax Callee, IReadOnlyList<ArgumentSyntax> Arguments, Location Location) : ExpressionSyntax(Location);

/// <summary><c>target[inner]</c>: an index when inner is a number, else a filter with <c>item</c> in scope.</summary>
internal sealed record BracketSyntax(ExpressionSyntax Target, ExpressionSyntax Inner, Location Location) : ExpressionSyntax(Location);

internal sealed record NegationSyntax(ExpressionSyntax Operand, Location Location) : ExpressionSyntax(Location);

internal enum BinaryOperator
{
    Or, And, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Add, Subtract, Multiply, Divide, Power,
}

internal sealed record BinarySyntax(BinaryOperator Operator, ExpressionSyntax Left, ExpressionSyntax Right, Location Location) : ExpressionSyntax(Location);

internal sealed record BetweenSyntax(ExpressionSyntax Value, ExpressionSyntax Low, ExpressionSyntax High, Location Location) : ExpressionSyntax(Location);

/// <summary><c>value in test</c> or <c>value in (test, test)</c>.</summary>
internal sealed record InSyntax(ExpressionSyntax Value, IReadOnlyList<UnaryTestSyntax> Tests, Location Location) : ExpressionSyntax(Location);

internal sealed record IfSyntax(ExpressionSyntax Condition, ExpressionSyntax Then, ExpressionSyntax Else, Location Location) : ExpressionSyntax(Location);

/// <summary><c>name in domain</c>; <c>name in low..high</c> has a domain of kind <see cref="SeriesSyntax"/>.</summary>
internal sealed record IteratorSyntax(string Name, Location NameLocation, ExpressionSyntax Domain);

/// <summary><c>1..4</c> in an iterator: the whole numbers from low to high.</summary>
internal sealed record SeriesSyntax(ExpressionSyntax Low, ExpressionSyntax High, Location Location) : ExpressionSyntax(Location);

internal sealed record ForSyntax(IReadOnlyList<IteratorSyntax> Iterators, ExpressionSyntax Body, Location Location) : ExpressionSyntax(Location);

/// <summary><c>some … satisfies</c> or, when <see cref="IsEvery"/>, <c>every … satisfies</c>.</summary>
internal sealed record QuantifiedSyntax(bool IsEvery, IReadOnlyList<IteratorSyntax> Iterators, ExpressionSyntax Body, Location Location) : ExpressionSyntax(Location);

/// <summary><c>[a..b]</c>, <c>(a..b]</c>, <c>[a..b)</c> …; an open end (<c>[a..]</c> is not FEEL) does not exist.</summary>
internal sealed record RangeSyntax(bool LowIncluded, ExpressionSyntax Low, ExpressionSyntax High, bool HighIncluded, Location Location) : ExpressionSyntax(Location);

internal sealed record ListSyntax(IReadOnlyList<ExpressionSyntax> Items, Location Location) : ExpressionSyntax(Location);

internal sealed record ContextEntrySyntax(string Key, Location KeyLocation, ExpressionSyntax Value);

/// <summary><c>{name: value, …}</c>.</summary>
internal sealed record ContextSyntax(IReadOnlyList<ContextEntrySyntax> Entries, Location Location) : ExpressionSyntax(Location);

/// <summary>Parentheses are kept: they end a chain of <c>*</c> and <c>/</c>.</summary>
internal sealed record ParenthesisedSyntax(ExpressionSyntax Inner, Location Location) : ExpressionSyntax(Location);

/// <summary>Stands where an expression could not be parsed; a finding has been reported.</summary>
internal sealed record ErrorSyntax(Location Location) : ExpressionSyntax(Location);

/// <summary>A unary test: a cell of a table, or what stands behind <c>in</c>.</summary>
internal abstract record UnaryTestSyntax(Location Location);

/// <summary><c>-</c> or <c>any</c>.</summary>
internal sealed record AnyTestSyntax(Location Location) : UnaryTestSyntax(Location);

/// <summary><c>not(test, …)</c>.</summary>
internal sealed record NotTestSyntax(IReadOnlyList<UnaryTestSyntax> Tests, Location Location) : UnaryTestSyntax(Location);

/// <summary><c>&lt; 18</c>, <c>&gt;= limit</c>, <c>= x</c>, <c>!= x</c>.</summary>
internal sealed record ComparisonTestSyntax(BinaryOperator Operator, ExpressionSyntax Operand, Location Location) : UnaryTestSyntax(Location);

/// <summary>A range, a list or a single value: in the range, in the list, or equal.</summary>
internal sealed record ValueTestSyntax(ExpressionSyntax Value, Location Location) : UnaryTestSyntax(Location);
