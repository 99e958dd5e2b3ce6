namespace RightsEngine.Language.Syntax;

/// <summary>Operators, by recursive descent with precedence climbing. Chains are loops, so they never use up the stack.</summary>
internal sealed partial class ExpressionParser(TokenCursor cursor)
{
    private const int OrLevel = 1, AndLevel = 2, ComparisonLevel = 3, SumLevel = 4, ProductLevel = 5, PowerLevel = 6;

    public ExpressionSyntax ParseWhole()
    {
        ExpressionSyntax result = ParseExpression();
        if (!cursor.AtEnd) FailBehindExpression();
        return result;
    }

    private void FailBehindExpression()
    {
        string? help = cursor.Current.Text switch
        {
            ")" or "]" or "}" when cursor.Current.Kind == TokenKind.Symbol => "there is no bracket to close",
            "," when cursor.Current.Kind == TokenKind.Symbol => "a list is written in brackets: `[a, b]`",
            "then" or "else" when cursor.Current.Kind == TokenKind.Keyword => "a choice is written `if … then … else …`",
            _ => null,
        };
        cursor.FailExpecting("an operator or the end", help);
    }

    private ExpressionSyntax ParseExpression()
    {
        int start = cursor.Current.Start;
        if (!cursor.Enter()) return Error(start);
        ExpressionSyntax result = ParseBinary(OrLevel);
        cursor.Leave();
        return result;
    }

    private ExpressionSyntax ParseBinary(int level)
    {
        int start = cursor.Current.Start;
        return ContinueBinary(start, ParseUnary(), level);
    }

    /// <summary>Goes on with the operators behind an operand that has been read already.</summary>
    private ExpressionSyntax ContinueBinary(int start, ExpressionSyntax left, int level)
    {
        while (true)
        {
            Token token = cursor.Current;
            int found = LevelOf(token);
            if (found < level) return left;
            cursor.Next();
            cursor.CountOperator(token);
            left = token.Text switch
            {
                "between" => FinishBetween(start, left),
                "in" => FinishIn(start, left),
                _ => FinishBinary(start, left, OperatorOf(token), found),
            };
            if (found == ComparisonLevel && LevelOf(cursor.Current) == ComparisonLevel) FailChained(left);
        }
    }

    private BinarySyntax FinishBinary(int start, ExpressionSyntax left, BinaryOperator @operator, int level)
    {
        ExpressionSyntax right = ParseBinary(level + 1);
        return new BinarySyntax(@operator, left, right, cursor.Since(start));
    }

    private BetweenSyntax FinishBetween(int start, ExpressionSyntax value)
    {
        ExpressionSyntax low = ParseBinary(SumLevel);
        cursor.Expect("and", "write `x between a and b`");
        ExpressionSyntax high = ParseBinary(SumLevel);
        return new BetweenSyntax(value, low, high, cursor.Since(start));
    }

    private void FailChained(ExpressionSyntax left)
    {
        Token second = cursor.Current;
        string help = "put one of the comparisons in brackets";
        if (left is BinarySyntax first && second.Kind == TokenKind.Symbol)
        {
            cursor.Next();
            ExpressionSyntax third = ParseBinary(SumLevel);
            if (cursor.Failed) return;
            help = $"write `{SyntaxPrinter.Print(first)} and {SyntaxPrinter.Print(first.Right)} {second.Text} {SyntaxPrinter.Print(third)}`";
        }
        cursor.Fail(SyntaxErrors.ChainedComparison(cursor.Of(second), help));
    }

    private ExpressionSyntax ParseUnary()
    {
        int start = cursor.Current.Start;
        if (!cursor.Is("-"))
        {
            ExpressionSyntax primary = ParsePrimary();
            return ContinuePostfix(start, primary);
        }
        if (!cursor.Enter()) return Error(start);
        cursor.Next();
        ExpressionSyntax operand = ParseUnary();
        cursor.Leave();
        return new NegationSyntax(operand, cursor.Since(start));
    }

    private ErrorSyntax Error(int start) => new(cursor.Since(start));

    private static int LevelOf(Token token) => token.Kind switch
    {
        TokenKind.Keyword => token.Text switch
        {
            "or" => OrLevel,
            "and" => AndLevel,
            "between" or "in" => ComparisonLevel,
            _ => 0,
        },
        TokenKind.Symbol => token.Text switch
        {
            "=" or "!=" or "<" or "<=" or ">" or ">=" => ComparisonLevel,
            "+" or "-" => SumLevel,
            "*" or "/" => ProductLevel,
            "**" => PowerLevel,
            _ => 0,
        },
        _ => 0,
    };

    private static BinaryOperator OperatorOf(Token token) => token.Text switch
    {
        "or" => BinaryOperator.Or,
        "and" => BinaryOperator.And,
        "=" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        "+" => BinaryOperator.Add,
        "-" => BinaryOperator.Subtract,
        "*" => BinaryOperator.Multiply,
        "/" => BinaryOperator.Divide,
        _ => BinaryOperator.Power,
    };
}
