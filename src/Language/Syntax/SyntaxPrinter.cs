using System.Text;

namespace RightsEngine.Language.Syntax;

/// <summary>
/// Writes syntax back as canonical text: one space around operators, brackets only where they are needed or were
/// written. What it prints parses to the same tree.
/// </summary>
internal static class SyntaxPrinter
{
    private const int AnyLevel = 0, OrLevel = 1, AndLevel = 2, ComparisonLevel = 3, SumLevel = 4, ProductLevel = 5,
        PowerLevel = 6, UnaryLevel = 7, PostfixLevel = 8;

    public static string Print(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax n => NumberLiteral.Print(n.Value, n.IsPercentage),
        TextSyntax t => Quote(t.Value),
        BooleanSyntax b => b.Value ? "true" : "false",
        NullSyntax => "null",
        TemporalSyntax t => "@" + Quote(t.Value),
        NameSyntax n => n.Name,
        MemberSyntax m => $"{At(PostfixLevel, m.Target)}.{m.Member}",
        CallSyntax c => $"{Print(c.Callee)}({Arguments(c)})",
        BracketSyntax b => $"{At(PostfixLevel, b.Target)}[{Print(b.Inner)}]",
        NegationSyntax n => "-" + At(UnaryLevel, n.Operand),
        BinarySyntax b => Binary(b),
        BetweenSyntax b => $"{At(SumLevel, b.Value)} between {At(SumLevel, b.Low)} and {At(SumLevel, b.High)}",
        InSyntax i => In(At(SumLevel, i.Value), TestsBehindIn(i.Tests)),
        IfSyntax i => $"if {Print(i.Condition)} then {Print(i.Then)} else {Print(i.Else)}",
        SeriesSyntax s => $"{At(OrLevel, s.Low)}..{At(OrLevel, s.High)}",
        ForSyntax f => $"for {Iterators(f.Iterators)} return {Print(f.Body)}",
        QuantifiedSyntax q => $"{(q.IsEvery ? "every" : "some")} {Iterators(q.Iterators)} satisfies {Print(q.Body)}",
        RangeSyntax r => $"{(r.LowIncluded ? '[' : '(')}{At(OrLevel, r.Low)}..{At(OrLevel, r.High)}{(r.HighIncluded ? ']' : ')')}",
        ListSyntax l => $"[{string.Join(", ", l.Items.Select(Print))}]",
        ContextSyntax c => $"{{{string.Join(", ", c.Entries.Select(e => $"{Key(e.Key)}: {Print(e.Value)}"))}}}",
        ParenthesisedSyntax p => $"({Print(p.Inner)})",
        _ => "…",
    };

    public static string Print(UnaryTestSyntax test) => test switch
    {
        AnyTestSyntax => "-",
        NotTestSyntax n => $"not({Print(n.Tests)})",
        ComparisonTestSyntax c => $"{Sign(c.Operator)} {At(SumLevel, c.Operand)}",
        ValueTestSyntax v => Print(v.Value),
        _ => "…",
    };

    public static string Print(IReadOnlyList<UnaryTestSyntax> tests) => string.Join(", ", tests.Select(Print));

    public static string Print(TypeSyntax type) => type switch
    {
        NamedTypeSyntax n => n.Name,
        MoneyTypeSyntax m => $"money per {m.Period}",
        ListTypeSyntax l => $"list of {Print(l.Item)}",
        RangeTypeSyntax r => $"range of {Print(r.Item)}",
        OptionalTypeSyntax { Inner: ListTypeSyntax or RangeTypeSyntax } o => $"({Print(o.Inner)})?",
        OptionalTypeSyntax o => $"{Print(o.Inner)}?",
        _ => "…",
    };

    /// <summary>The operator as written.</summary>
    public static string Sign(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "**",
    };

    private static string At(int level, ExpressionSyntax operand) =>
        LevelOf(operand) < level ? $"({Print(operand)})" : Print(operand);

    private static int LevelOf(ExpressionSyntax expression) => expression switch
    {
        IfSyntax or ForSyntax or QuantifiedSyntax or SeriesSyntax => AnyLevel,
        BinarySyntax b => LevelOf(b.Operator),
        BetweenSyntax or InSyntax => ComparisonLevel,
        NegationSyntax or NumberSyntax { Value: < 0 } => UnaryLevel,
        _ => PostfixLevel,
    };

    private static int LevelOf(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => OrLevel,
        BinaryOperator.And => AndLevel,
        BinaryOperator.Add or BinaryOperator.Subtract => SumLevel,
        BinaryOperator.Multiply or BinaryOperator.Divide => ProductLevel,
        BinaryOperator.Power => PowerLevel,
        _ => ComparisonLevel,
    };

    private static string Binary(BinarySyntax binary)
    {
        int level = LevelOf(binary.Operator);
        // Comparisons do not chain, so neither side may be one.
        return $"{At(level == ComparisonLevel ? SumLevel : level, binary.Left)} {Sign(binary.Operator)} {At(level + 1, binary.Right)}";
    }

    // A value named `held` before `in (…)` would be read as a call of `held in`.
    private static string In(string value, string tests)
    {
        bool endsInHeld = value == "held" || value.EndsWith(" held", StringComparison.Ordinal) || value.EndsWith("-held", StringComparison.Ordinal);
        return endsInHeld && tests.StartsWith('(') ? $"({value}) in {tests}" : $"{value} in {tests}";
    }

    private static string TestsBehindIn(IReadOnlyList<UnaryTestSyntax> tests)
    {
        if (tests.Count != 1) return $"({Print(tests)})";
        string text = Print(tests[0]);
        bool alone = tests[0] switch
        {
            ValueTestSyntax { Value: RangeSyntax } => true,
            // What starts with a bracket would be read as a list of tests.
            ValueTestSyntax v => LevelOf(v.Value) >= SumLevel && !text.StartsWith('('),
            _ => true,
        };
        return alone ? text : $"({text})";
    }

    private static string Iterators(IReadOnlyList<IteratorSyntax> iterators) =>
        string.Join(", ", iterators.Select(i => $"{i.Name} in {(i.Domain is SeriesSyntax ? Print(i.Domain) : At(OrLevel, i.Domain))}"));

    private static string Arguments(CallSyntax call)
    {
        var text = new StringBuilder();
        foreach (ArgumentSyntax argument in call.Arguments)
        {
            bool isOrder = text.Length > 0 && call.Callee is NameSyntax { Name: "sort by" }
                && argument is { Name: "order", Value: TextSyntax { Value: "ascending" or "descending" } };
            if (isOrder) text.Append(' ').Append(((TextSyntax)argument.Value).Value);
            else
            {
                if (text.Length > 0) text.Append(", ");
                if (argument.Name is not null) text.Append(argument.Name).Append(": ");
                text.Append(Print(argument.Value));
            }
        }
        return text.ToString();
    }

    private static string Key(string key) => Lexer.IsName(key) ? key : Quote(key);

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                _ when char.IsControl(c) => text.Append($"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }
        return text.Append('"').ToString();
    }
}
