using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>Parses types: <c>list of person</c>, <c>money per year</c>, <c>(list of person)?</c>.</summary>
internal sealed class TypeParser(TokenCursor cursor)
{
    private static readonly string[] Periods = ["day", "month", "quarter", "year"];

    public TypeSyntax ParseWhole()
    {
        TypeSyntax type = ParseType();
        if (cursor.AtEnd) return type;
        Fail("the end of the type", type is NamedTypeSyntax { Name: "list" or "range" } named
            ? $"write `{named.Name} of …`" : null);
        return type;
    }

    // `list of person?` is a list of optional persons: the mark belongs to the nearest type.
    private TypeSyntax ParseType()
    {
        int start = cursor.Current.Start;
        if (!cursor.Enter()) return new ErrorTypeSyntax(cursor.Since(start));
        TypeSyntax type = ParsePlain(start);
        if (type is not (ListTypeSyntax or RangeTypeSyntax or OptionalTypeSyntax) && cursor.Accept("?"))
            type = new OptionalTypeSyntax(type, cursor.Since(start));
        cursor.Leave();
        return type;
    }

    private TypeSyntax ParsePlain(int start)
    {
        if (cursor.Is("("))
        {
            Token opening = cursor.Next();
            TypeSyntax inner = ParseType();
            cursor.ExpectClosing(")", opening, separator: null);
            // Brackets only say what `?` belongs to. A list in brackets keeps its place and may be followed by it.
            return inner is ListTypeSyntax or RangeTypeSyntax && cursor.Accept("?")
                ? new OptionalTypeSyntax(inner, cursor.Since(start)) : inner;
        }
        if (cursor.Current.Kind != TokenKind.Name)
        {
            Fail("a type", cursor.Current.Kind == TokenKind.Text ? "a type is written without quotes" : null);
            return new ErrorTypeSyntax(cursor.Since(start));
        }
        Token name = cursor.Next();
        if (name.Text is "list" or "range" && cursor.Current.IsName("of"))
        {
            cursor.Next();
            TypeSyntax item = ParseType();
            Location location = cursor.Since(start);
            return name.Text == "list" ? new ListTypeSyntax(item, location) : new RangeTypeSyntax(item, location);
        }
        if (name.Text == "money" && cursor.Current.IsName("per"))
        {
            cursor.Next();
            return ParsePeriod(start);
        }
        return new NamedTypeSyntax(name.Text, cursor.Since(start));
    }

    // The frequent mistakes the cursor knows are those of expressions.
    private void Fail(string expected, string? help = null) =>
        cursor.Fail(SyntaxErrors.Expected(cursor.Of(cursor.Current), expected, cursor.Found, help));

    private MoneyTypeSyntax ParsePeriod(int start)
    {
        Token period = cursor.Current;
        if (period.Kind != TokenKind.Name) Fail("`day`, `month`, `quarter` or `year`");
        else if (!Periods.Contains(period.Text))
            cursor.Fail(SyntaxErrors.MoneyPeriod(cursor.Of(period), period.Text, Suggestions.DidYouMean(period.Text, Periods)));
        else cursor.Next();
        return new MoneyTypeSyntax(period.Text, cursor.Since(start));
    }
}
