namespace RightsEngine.Language.Syntax;

/// <summary>Unary tests: the cells of tables, and what stands behind <c>in</c>.</summary>
internal sealed partial class ExpressionParser
{
    public IReadOnlyList<UnaryTestSyntax> ParseWholeCell()
    {
        var tests = new List<UnaryTestSyntax>();
        do tests.Add(ParseCellTest());
        while (cursor.Accept(","));
        if (!cursor.AtEnd)
        {
            cursor.FailExpecting("`,` or the end", cursor.Current.Text switch
            {
                "and" => "write two limits as a range: `[18..65]`",
                "or" => "separate alternatives by a comma",
                _ => null,
            });
        }
        return tests;
    }

    private UnaryTestSyntax ParseCellTest()
    {
        Token token = cursor.Current;
        if ((token.Is("-") || token.IsName("any")) && (cursor.Following.Kind == TokenKind.End || cursor.Following.Is(",")))
        {
            cursor.Next();
            return new AnyTestSyntax(cursor.Of(token));
        }
        if (token.Kind == TokenKind.End)
        {
            cursor.FailExpecting("a test", "`-` or `any` matches everything");
            return new ValueTestSyntax(Error(token.Start), cursor.Of(token));
        }
        return ParseTest(OrLevel);
    }

    /// <summary>A test; a value reaches as far as operators of this level and above.</summary>
    private UnaryTestSyntax ParseTest(int level)
    {
        Token first = cursor.Current;
        if (first.Kind == TokenKind.Symbol && LevelOf(first) == ComparisonLevel)
        {
            cursor.Next();
            ExpressionSyntax operand = ParseBinary(SumLevel);
            return new ComparisonTestSyntax(OperatorOf(first), operand, cursor.Since(first.Start));
        }
        if (first.IsName("not") && cursor.Following.Is("(")) return ParseNot(level);
        ExpressionSyntax value = level == OrLevel ? ParseExpression() : ParseBinary(level);
        return new ValueTestSyntax(value, cursor.Since(first.Start));
    }

    private UnaryTestSyntax ParseNot(int level)
    {
        Token word = cursor.Next();
        Token opening = cursor.Next();
        IReadOnlyList<UnaryTestSyntax> tests = ParseTests(opening);
        // `not(a) and b` is a boolean expression; `not("a", "b")` a test.
        if (LevelOf(cursor.Current) < level || !tests.All(t => t is ValueTestSyntax))
            return new NotTestSyntax(tests, cursor.Since(word.Start));
        ArgumentSyntax[] arguments = [.. tests.Cast<ValueTestSyntax>().Select(t => new ArgumentSyntax(null, t.Value))];
        var call = new CallSyntax(new NameSyntax(word.Text, cursor.Of(word)), arguments, cursor.Since(word.Start));
        ExpressionSyntax value = ContinueBinary(word.Start, call, level);
        return new ValueTestSyntax(value, cursor.Since(word.Start));
    }

    /// <summary>Tests up to the closing bracket; a bracket that opens is already taken.</summary>
    private List<UnaryTestSyntax> ParseTests(Token opening)
    {
        var tests = new List<UnaryTestSyntax>();
        if (!cursor.Enter()) return tests;
        do tests.Add(ParseTest(OrLevel));
        while (cursor.Accept(","));
        cursor.ExpectClosing(")", opening);
        cursor.Leave();
        return tests;
    }

    private InSyntax FinishIn(int start, ExpressionSyntax value)
    {
        IReadOnlyList<UnaryTestSyntax> tests = cursor.Is("(") ? ParseTestsInBrackets() : [ParseTest(SumLevel)];
        return new InSyntax(value, tests, cursor.Since(start));
    }

    // A bracket behind `in` opens a list of tests, a range or an operand: `in (1, 2)`, `in (1..2]`, `in (a) + b`.
    private IReadOnlyList<UnaryTestSyntax> ParseTestsInBrackets()
    {
        Token opening = cursor.Next();
        if (!cursor.Enter()) return [];
        UnaryTestSyntax first = ParseTest(OrLevel);
        cursor.Leave();
        ExpressionSyntax operand;
        if (first is ValueTestSyntax { Value: var low } && cursor.Is(".."))
            operand = FinishRange(opening, low);
        else
        {
            var tests = new List<UnaryTestSyntax> { first };
            while (cursor.Accept(",")) tests.Add(ParseTest(OrLevel));
            cursor.ExpectClosing(")", opening);
            bool goesOn = LevelOf(cursor.Current) >= SumLevel || cursor.Is(".") || cursor.Is("[");
            if (!goesOn || first is not ValueTestSyntax { Value: var inner } || tests.Count > 1) return tests;
            operand = new ParenthesisedSyntax(inner, cursor.Since(opening.Start));
        }
        ExpressionSyntax whole = ContinueBinary(opening.Start, ContinuePostfix(opening.Start, operand), SumLevel);
        return [new ValueTestSyntax(whole, cursor.Since(opening.Start))];
    }
}
