using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>Operands: literals, names, calls, paths, brackets, choices and iterations.</summary>
internal sealed partial class ExpressionParser
{
    private const int MaximumWordsOfParameter = 3;

    private int _openRanges;

    private ExpressionSyntax ParsePrimary()
    {
        Token token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                cursor.Next();
                return new NumberSyntax(NumberLiteral.Read(token.Text), token.Text.EndsWith('%'), cursor.Of(token));
            case TokenKind.Text:
                cursor.Next();
                return new TextSyntax(token.Text, cursor.Of(token));
            case TokenKind.Temporal:
                cursor.Next();
                return new TemporalSyntax(token.Text, cursor.Of(token));
            case TokenKind.Name:
                return ParseName();
            case TokenKind.Keyword when token.StartsExpression:
                cursor.Next();
                return ParseKeyword(token);
            case TokenKind.Symbol when token.Text is "(" or "[" or "{" || (token.Text == "]" && cursor.Following.StartsExpression):
                cursor.Next();
                return ParseBracketed(token);
            case TokenKind.Symbol when token.Text == "?":
                cursor.Fail(SyntaxErrors.Unsupported(cursor.Of(token), "`?`", "write the name of the value that is tested"));
                break;
            default:
                cursor.FailExpecting("an expression", token.Kind == TokenKind.Keyword ? $"`{token.Text}` is a word of the language and cannot be a name" : null);
                break;
        }
        return Error(token.Start);
    }

    private NameSyntax ParseName()
    {
        Token first = cursor.Current;
        if (first.IsName("function") && cursor.Following.Is("("))
            cursor.Fail(SyntaxErrors.Unsupported(cursor.Of(first), "`function`", "declare a concept or a definition with `with:`"));
        int words = Math.Max(1, MultiWordNames.WordsAt(cursor.Tokens, cursor.Position));
        string name = string.Join(' ', Enumerable.Range(0, words).Select(_ => cursor.Next().Text));
        return new NameSyntax(name, cursor.Since(first.Start));
    }

    private ExpressionSyntax ParseKeyword(Token word) => word.Text switch
    {
        "true" or "false" => new BooleanSyntax(word.Text == "true", cursor.Of(word)),
        "null" => new NullSyntax(cursor.Of(word)),
        "if" => FinishIf(word),
        "for" => FinishFor(word),
        _ => FinishQuantified(word),
    };

    private IfSyntax FinishIf(Token word)
    {
        const string help = "a choice is written `if … then … else …`";
        ExpressionSyntax condition = ParseExpression();
        cursor.Expect("then", help);
        ExpressionSyntax then = ParseExpression();
        cursor.Expect("else", help);
        ExpressionSyntax otherwise = ParseExpression();
        return new IfSyntax(condition, then, otherwise, cursor.Since(word.Start));
    }

    private ForSyntax FinishFor(Token word)
    {
        IReadOnlyList<IteratorSyntax> iterators = ParseIterators();
        cursor.Expect("return", "an iteration is written `for x in xs return …`");
        ExpressionSyntax body = ParseExpression();
        return new ForSyntax(iterators, body, cursor.Since(word.Start));
    }

    private QuantifiedSyntax FinishQuantified(Token word)
    {
        IReadOnlyList<IteratorSyntax> iterators = ParseIterators();
        cursor.Expect("satisfies", $"a test of a list is written `{word.Text} x in xs satisfies …`");
        ExpressionSyntax body = ParseExpression();
        return new QuantifiedSyntax(word.Text == "every", iterators, body, cursor.Since(word.Start));
    }

    private List<IteratorSyntax> ParseIterators()
    {
        var iterators = new List<IteratorSyntax>();
        do iterators.Add(ParseIterator());
        while (cursor.Accept(",") || (cursor.Current.Kind == TokenKind.Name && cursor.Following.Is("in")));
        return iterators;
    }

    private IteratorSyntax ParseIterator()
    {
        Token name = cursor.Current;
        if (name.Kind == TokenKind.Name) cursor.Next();
        else cursor.FailExpecting("a name", HelpForReserved(name));
        cursor.Expect("in");
        int start = cursor.Current.Start;
        ExpressionSyntax domain = ParseExpression();
        if (cursor.Accept(".."))
        {
            ExpressionSyntax high = ParseExpression();
            domain = new SeriesSyntax(domain, high, cursor.Since(start));
        }
        return new IteratorSyntax(name.Text, cursor.Of(name), domain);
    }

    private ExpressionSyntax ParseBracketed(Token opening)
    {
        if (opening.Text == "{") return FinishContext(opening);
        if (opening.Text == "[" && cursor.Accept("]")) return new ListSyntax([], cursor.Since(opening.Start));
        if (opening.Text == "(" && cursor.Current.Kind == TokenKind.Symbol && LevelOf(cursor.Current) == ComparisonLevel)
            cursor.Fail(SyntaxErrors.Unsupported(cursor.Of(cursor.Current), "a range without both ends", "write both ends: `[1..10]`"));
        ExpressionSyntax first = ParseExpression();
        if (cursor.Is("..")) return FinishRange(opening, first);
        switch (opening.Text)
        {
            case "(":
                cursor.ExpectClosing(")", opening, separator: null);
                return new ParenthesisedSyntax(first, cursor.Since(opening.Start));
            case "[":
                var items = new List<ExpressionSyntax> { first };
                while (cursor.Accept(",")) items.Add(ParseExpression());
                cursor.ExpectClosing("]", opening);
                return new ListSyntax(items, cursor.Since(opening.Start));
            default:
                cursor.FailExpecting("`..`", "`]` opens a range without its first value: `]1..5]`");
                return Error(opening.Start);
        }
    }

    /// <summary>The rest of a range, from <c>..</c> on.</summary>
    private ExpressionSyntax FinishRange(Token opening, ExpressionSyntax low)
    {
        cursor.Next();
        _openRanges++;
        ExpressionSyntax high = ParseExpression();
        _openRanges--;
        Token closing = cursor.Current;
        if (!closing.Is("]") && !closing.Is(")") && !closing.Is("["))
        {
            cursor.FailExpectingClosing("`]` or `)`", opening);
            return Error(opening.Start);
        }
        cursor.Next();
        return new RangeSyntax(opening.Text == "[", low, high, closing.Text == "]", cursor.Since(opening.Start));
    }

    private ContextSyntax FinishContext(Token opening)
    {
        var entries = new List<ContextEntrySyntax>();
        if (cursor.Accept("}")) return new ContextSyntax(entries, cursor.Since(opening.Start));
        do
        {
            Token key = cursor.Current;
            if (key.Kind is TokenKind.Name or TokenKind.Text) cursor.Next();
            else cursor.FailExpecting("a key", HelpForReserved(key));
            cursor.Expect(":");
            entries.Add(new ContextEntrySyntax(key.Text, cursor.Of(key), ParseExpression()));
        }
        while (cursor.Accept(","));
        cursor.ExpectClosing("}", opening);
        return new ContextSyntax(entries, cursor.Since(opening.Start));
    }

    /// <summary>Goes on with paths, brackets and calls behind an operand that has been read already.</summary>
    private ExpressionSyntax ContinuePostfix(int start, ExpressionSyntax target)
    {
        while (true)
        {
            Token token = cursor.Current;
            // In a range `[` may be FEEL's reversed closing bracket; then nothing that could be an index follows.
            bool isPostfix = token.Is(".") || token.Is("(") || (token.Is("[") && (_openRanges == 0 || cursor.Following.StartsExpression));
            if (!isPostfix) return target;
            cursor.Next();
            cursor.CountOperator(token);
            target = token.Text switch
            {
                "." => FinishMember(start, target),
                "[" => FinishBracket(start, target, token),
                _ => FinishCall(start, target, token),
            };
        }
    }

    private MemberSyntax FinishMember(int start, ExpressionSyntax target)
    {
        Token member = cursor.Current;
        if (member.Kind == TokenKind.Name) cursor.Next();
        else cursor.FailExpecting("a name", HelpForReserved(member));
        string name = member.Text;
        Location at = cursor.Of(member);
        if (name is "start" or "end" && cursor.Current.IsName("included"))
        {
            at = at.Cover(cursor.Of(cursor.Current));
            name += " " + cursor.Next().Text;
        }
        return new MemberSyntax(target, name, at, cursor.Since(start));
    }

    private BracketSyntax FinishBracket(int start, ExpressionSyntax target, Token opening)
    {
        ExpressionSyntax inner = ParseOutsideRange();
        cursor.ExpectClosing("]", opening, separator: null);
        return new BracketSyntax(target, inner, cursor.Since(start));
    }

    private CallSyntax FinishCall(int start, ExpressionSyntax callee, Token opening)
    {
        if (callee is not (NameSyntax or MemberSyntax))
        {
            cursor.Fail(SyntaxErrors.NotCallable(cursor.Of(opening), callee is NumberSyntax or ParenthesisedSyntax
                ? "write `*` to multiply" : "an operator is missing before the bracket"));
        }
        var arguments = new List<ArgumentSyntax>();
        if (!cursor.Accept(")"))
        {
            bool isSort = callee is NameSyntax { Name: "sort by" };
            do ParseArgument(arguments, isSort);
            while (cursor.Accept(","));
            cursor.ExpectClosing(")", opening);
        }
        return new CallSyntax(callee, arguments, cursor.Since(start));
    }

    private void ParseArgument(List<ArgumentSyntax> arguments, bool isSort)
    {
        string? name = null;
        // A parameter of a built-in may have a name of several words: `start position: 2`.
        int words = 0;
        while (words < MaximumWordsOfParameter && cursor.Tokens[cursor.Position + words].Kind == TokenKind.Name) words++;
        if (words > 0 && cursor.Tokens[cursor.Position + words].Is(":"))
        {
            name = string.Join(' ', Enumerable.Range(0, words).Select(_ => cursor.Next().Text));
            cursor.Next();
        }
        arguments.Add(new ArgumentSyntax(name, ParseOutsideRange()));
        Token word = cursor.Current;
        if (!isSort || !(word.IsName("descending") || word.IsName("ascending"))) return;
        cursor.Next();
        arguments.Add(new ArgumentSyntax("order", new TextSyntax(word.Text, cursor.Of(word))));
    }

    // Inside brackets of its own an expression is no longer the end of a range.
    private ExpressionSyntax ParseOutsideRange()
    {
        int open = _openRanges;
        _openRanges = 0;
        ExpressionSyntax result = ParseExpression();
        _openRanges = open;
        return result;
    }

    private static string? HelpForReserved(Token token) =>
        token.Kind == TokenKind.Keyword ? $"`{token.Text}` is a word of the language and cannot be a name" : null;
}
