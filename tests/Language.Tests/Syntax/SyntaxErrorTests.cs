using RightsEngine.Language.Syntax;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Language.Tests.Syntax;

/// <summary>What cannot be written: whole message, underlined text and help of each frequent mistake.</summary>
public sealed class SyntaxErrorTests
{
    private const string Choice = "a choice is written `if … then … else …`";

    [Theory]
    [InlineData("", "RE2001", "expected an expression, found the end", "", null)]
    [InlineData("a + * b", "RE2001", "expected an expression, found operator `*`", "*", null)]
    [InlineData("a +", "RE2001", "expected an expression, found the end", "", "complete what follows `+`, or remove it")]
    [InlineData("a b", "RE2001", "expected an operator or the end, found name `b`", "b", "an operator is missing, or the words of a name are not joined by `_`")]
    [InlineData("a, b", "RE2001", "expected an operator or the end, found `,`", ",", "a list is written in brackets: `[a, b]`")]
    [InlineData("a)", "RE2001", "expected an operator or the end, found `)`", ")", "there is no bracket to close")]
    [InlineData("18..65", "RE2001", "expected an operator or the end, found `..`", "..", "write a range in brackets: `[1..5]`")]
    [InlineData("f(a,)", "RE2001", "expected an expression, found `)`", ")", null)]
    [InlineData("xs[]", "RE2001", "expected an expression, found `]`", "]", null)]
    [InlineData("then", "RE2001", "expected an expression, found `then`", "then", "`then` is a word of the language and cannot be a name")]
    [InlineData("a.in", "RE2001", "expected a name, found `in`", "in", "`in` is a word of the language and cannot be a name")]
    [InlineData("a.\"b\"", "RE2001", "expected a name, found text `\"b\"`", "\"b\"", null)]
    [InlineData("not x", "RE2001", "expected an operator or the end, found name `x`", "x", "write `not(…)`")]
    [InlineData("x is present", "RE2001", "expected an operator or the end, found name `is`", "is", "write `is present(…)` to ask whether there is a value, and `=` to compare")]
    [InlineData("is present x", "RE2001", "expected an operator or the end, found name `present`", "present", "write `is present(…)`")]
    [InlineData("round half upp(x, 2)", "RE2001", "expected an operator or the end, found name `half`", "half", "did you mean `round half up(…)`?")]
    [InlineData("f(is present x)", "RE2001", "expected `,` or `)`, found name `present`", "present", "write `is present(…)`")]
    [InlineData("x instance of date", "RE2001", "expected an operator or the end, found name `instance`", "instance", "types are known before a case is read; `instance of` is not part of the language")]
    [InlineData("if a b else c", "RE2001", "expected `then`, found name `b`", "b", "an operator is missing, or the words of a name are not joined by `_`")]
    [InlineData("if a", "RE2001", "expected `then`, found the end", "", Choice)]
    [InlineData("if a then b", "RE2001", "expected `else`, found the end", "", Choice)]
    [InlineData("if a then b elif c then d else e", "RE2001", "expected `else`, found name `elif`", "elif", "write `else if … then …`")]
    [InlineData("for x in xs x", "RE2001", "expected `return`, found name `x`", "x", "an operator is missing, or the words of a name are not joined by `_`")]
    [InlineData("for x in xs satisfies x", "RE2001", "expected `return`, found `satisfies`", "satisfies", "an iteration is written `for x in xs return …`")]
    [InlineData("some x in xs return x", "RE2001", "expected `satisfies`, found `return`", "return", "a test of a list is written `some x in xs satisfies …`")]
    [InlineData("every x of xs", "RE2001", "expected `in`, found name `of`", "of", "an operator is missing, or the words of a name are not joined by `_`")]
    [InlineData("for 1 in xs return 1", "RE2001", "expected a name, found number `1`", "1", null)]
    [InlineData("x between 1, 2", "RE2001", "expected `and`, found `,`", ",", "write `x between a and b`")]
    [InlineData("{a = 1}", "RE2001", "expected `:`, found operator `=`", "=", null)]
    [InlineData("1 abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz", "RE2001", "expected an operator or the end, found name `abcdefghijklmnopqrstuvwxyz_abcdefghijklm…`", "abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz", null)]
    [InlineData("a ]1, 2]", "RE2001", "expected an operator or the end, found `]`", "]", "there is no bracket to close")]
    [InlineData("]1, 2]", "RE2001", "expected `..`, found `,`", ",", "`]` opens a range without its first value: `]1..5]`")]
    [InlineData("(a + b", "RE2002", "expected `)`, found the end", "", "add the closing bracket where that part ends")]
    [InlineData("f(a b)", "RE2001", "expected `,` or `)`, found name `b`", "b", "an operator is missing, or the words of a name are not joined by `_`")]
    [InlineData("[1, 2)", "RE2002", "expected `,` or `]`, found `)`", ")", "add the closing bracket where that part ends")]
    [InlineData("[1..2}", "RE2002", "expected `]` or `)`, found `}`", "}", "add the closing bracket where that part ends")]
    [InlineData("a \u202e b", "RE2003", "character U+202E is not allowed here", "\u202e", "remove this invisible character")]
    [InlineData("a // \u200f", "RE2003", "character U+200F is not allowed here", "\u200f", "remove this invisible character")]
    [InlineData("a \u0007", "RE2003", "character U+0007 is not allowed here", "\u0007", "remove this invisible character")]
    [InlineData("a\u00a0+ b", "RE2003", "character U+00A0 is not allowed here", "\u00a0", "use an ordinary space")]
    [InlineData("a ≤ b", "RE2003", "character `≤` (U+2264) is not allowed here", "≤", "write `<=`")]
    [InlineData("“a”", "RE2003", "character `“` (U+201C) is not allowed here", "“", "use straight double quotes")]
    [InlineData("a + 😀", "RE2003", "character `😀` (U+1F600) is not allowed here", "😀", null)]
    [InlineData("@ \"2025-01-01\"", "RE2003", "character `@` (U+0040) is not allowed here", "@", "a date is written `@\"2025-09-01\"`")]
    [InlineData("\"abc", "RE2004", "text is not closed", "\"abc", "end it with `\"` on the same line; a line break in a text is `\\n`")]
    [InlineData("\"a\nb\"", "RE2004", "text is not closed", "\"a", "end it with `\"` on the same line; a line break in a text is `\\n`")]
    [InlineData("\"a\\qb\"", "RE2005", "unknown escape `\\q` in a text", "\\q", "the escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\uXXXX`; a backslash itself is `\\\\`")]
    [InlineData("\"\\ud83d\"", "RE2005", "unknown escape `\\ud83d` in a text", "\\ud83d", "the escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\uXXXX`; a backslash itself is `\\\\`")]
    [InlineData("a /* b", "RE2006", "comment is not closed", "/*", "end it with `*/`")]
    [InlineData("007", "RE2007", "number `007` has leading zeros", "007", "write `7`, or a text in double quotes if it is a code")]
    [InlineData("00.50", "RE2007", "number `00.50` has leading zeros", "00.50", "write `0.50`, or a text in double quotes if it is a code")]
    [InlineData("1e3", "RE2007", "`1e3` is not a number", "1e3", "write the number in full, without an exponent")]
    [InlineData("1_000", "RE2007", "`1_000` is not a number", "1_000", "write `1000`")]
    [InlineData("1.000.000", "RE2007", "`1.000.000` is not a number", "1.000.000", "write the number without separators, with `.` before the decimals")]
    [InlineData("12abc", "RE2007", "`12abc` is not a number", "12abc", "a name does not start with a digit, and an operator stands between a number and a name")]
    [InlineData("5%3", "RE2007", "`5%3` is not a number", "5%3", "`%` makes a percentage; the remainder of a division is `modulo(a, b)`")]
    [InlineData("10000000000000000000000000000", "RE2007", "number has 29 significant digits", "10000000000000000000000000000", "at most 28 are exact")]
    [InlineData("0.000000000000000000000000001%", "RE2007", "number has 29 decimals", "0.000000000000000000000000001%", "at most 28 are exact")]
    [InlineData("d >= 2019-01-01", "RE2008", "a date needs `@\"2019-01-01\"`", "2019-01-01", "`2019-01-01` without quotes would be a subtraction; put spaces around `-` if you mean one")]
    [InlineData("1-9-2025", "RE2008", "a date needs `@\"2025-09-01\"`", "1-9-2025", "`1-9-2025` without quotes would be a subtraction; put spaces around `-` if you mean one")]
    [InlineData("a == b", "RE2009", "`==` is not an operator of the language", "==", "write `=`")]
    [InlineData("a && b", "RE2009", "`&&` is not an operator of the language", "&&", "write `and`")]
    [InlineData("a || b", "RE2009", "`||` is not an operator of the language", "||", "write `or`")]
    [InlineData("a <> b", "RE2009", "`<>` is not an operator of the language", "<>", "write `!=`")]
    [InlineData("a => b", "RE2009", "`=>` is not an operator of the language", "=>", "write `>=`")]
    [InlineData("!x", "RE2009", "`!` is not an operator of the language", "!", "write `not(…)`")]
    [InlineData("a ^ 2", "RE2009", "`^` is not an operator of the language", "^", "write `**`")]
    [InlineData("80 %", "RE2009", "`%` is not an operator of the language", "%", "a percentage is written without a space: `80%`; the remainder of a division is `modulo(a, b)`")]
    [InlineData("a < b+1 < c", "RE2010", "comparisons cannot be chained", "<", "write `a < b + 1 and b + 1 < c`")]
    [InlineData("a in b = c", "RE2010", "comparisons cannot be chained", "=", "put one of the comparisons in brackets")]
    [InlineData("2(a)", "RE2013", "only a name can be called", "(", "write `*` to multiply")]
    [InlineData("f(a)(b)", "RE2013", "only a name can be called", "(", "an operator is missing before the bracket")]
    [InlineData("? > 5", "RE2014", "`?` is not part of the language", "?", "write the name of the value that is tested")]
    [InlineData("function(x) x", "RE2014", "`function` is not part of the language", "function", "declare a concept or a definition with `with:`")]
    [InlineData("a = 'text'", "RE2015", "text in single quotes", "'text'", "use double quotes")]
    [InlineData("a = 'text", "RE2015", "text in single quotes", "'", "use double quotes")]
    public void Expressions(string written, string code, string message, string underlined, string? help)
    {
        var diagnostics = new DiagnosticBag();
        ExpressionSyntax parsed = Parser.ParseExpression(MappedText.Alone(written), diagnostics);
        Assert.IsType<ErrorSyntax>(parsed);
        DiagnosticAssert.Single(diagnostics).HasCode(code).HasMessage(message).Underlines(underlined).HasHelp(help);
    }

    [Theory]
    [InlineData("", "RE2001", "expected a test, found the end", "", "`-` or `any` matches everything")]
    [InlineData("1,", "RE2001", "expected a test, found the end", "", "`-` or `any` matches everything")]
    [InlineData(">= 18 and <= 65", "RE2001", "expected `,` or the end, found `and`", "and", "write two limits as a range: `[18..65]`")]
    [InlineData("< 18 or > 65", "RE2001", "expected `,` or the end, found `or`", "or", "separate alternatives by a comma")]
    [InlineData("18..65", "RE2001", "expected `,` or the end, found `..`", "..", "write a range in brackets: `[1..5]`")]
    [InlineData(">= 2019-01-01", "RE2008", "a date needs `@\"2019-01-01\"`", "2019-01-01", "`2019-01-01` without quotes would be a subtraction; put spaces around `-` if you mean one")]
    [InlineData("not(a", "RE2002", "expected `,` or `)`, found the end", "", "add the closing bracket where that part ends")]
    public void Unary_tests(string written, string code, string message, string underlined, string? help)
    {
        var diagnostics = new DiagnosticBag();
        UnaryTestSyntax test = Assert.Single(Parser.ParseUnaryTests(MappedText.Alone(written), diagnostics));
        Assert.IsType<ErrorSyntax>(Assert.IsType<ValueTestSyntax>(test).Value);
        DiagnosticAssert.Single(diagnostics).HasCode(code).HasMessage(message).Underlines(underlined).HasHelp(help);
    }

    [Theory]
    [InlineData("", "RE2001", "expected a type, found the end", "", null)]
    [InlineData("\"number\"", "RE2001", "expected a type, found text `\"number\"`", "\"number\"", "a type is written without quotes")]
    [InlineData("list person", "RE2001", "expected the end of the type, found name `person`", "person", "write `list of …`")]
    [InlineData("number??", "RE2001", "expected the end of the type, found `?`", "?", null)]
    [InlineData("money per", "RE2001", "expected `day`, `month`, `quarter` or `year`, found the end", "", null)]
    [InlineData("money per week", "RE2016", "money has no period `week`", "week", "the periods are `day`, `month`, `quarter` and `year`")]
    [InlineData("money per yaer", "RE2016", "money has no period `yaer`", "yaer", "did you mean `year`?")]
    public void Types(string written, string code, string message, string underlined, string? help)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsType<ErrorTypeSyntax>(Parser.ParseType(MappedText.Alone(written), diagnostics));
        DiagnosticAssert.Single(diagnostics).HasCode(code).HasMessage(message).Underlines(underlined).HasHelp(help);
    }

    [Fact]
    public void An_unclosed_bracket_is_shown() =>
        DiagnosticAssert.Single(Findings("1 + max(a, (b)")).HasCode("RE2002").HasLabel("(", "this `(` is not closed");

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("-")]
    [InlineData("{a:")]
    [InlineData("f(")]
    [InlineData("xs[")]
    [InlineData("not(")]
    [InlineData("x in (")]
    [InlineData("x in not(")]
    [InlineData("if ")]
    [InlineData("if a then b else ")]
    [InlineData("for x in xs return ")]
    [InlineData("list of ")]
    public void Nesting_is_limited(string opening)
    {
        string text = string.Concat(Enumerable.Repeat(opening, Parser.MaximumLength / opening.Length));
        var diagnostics = new DiagnosticBag();
        if (opening == "list of ") Parser.ParseType(MappedText.Alone(text), diagnostics);
        else Parser.ParseExpression(MappedText.Alone(text), diagnostics);
        DiagnosticAssert.Single(diagnostics).HasCode("RE2011").HasMessage("nested more than 64 levels deep");
        Parser.ParseUnaryTests(MappedText.Alone(text), new DiagnosticBag());
    }

    [Fact]
    public void Sixty_four_brackets_are_allowed()
    {
        DiagnosticAssert.None(Findings(new string('(', 64) + "1" + new string(')', 64)));
        DiagnosticAssert.Single(Findings(new string('(', 65) + "1" + new string(')', 65))).HasCode("RE2011");
    }

    [Theory]
    [InlineData("1", "+1")]
    [InlineData("a", ".b")]
    [InlineData("a", "[1]")]
    [InlineData("a", " and b")]
    public void Chains_are_limited(string first, string link)
    {
        DiagnosticAssert.None(Findings(first + string.Concat(Enumerable.Repeat(link, Parser.MaximumOperators))));
        DiagnosticAssert.Single(Findings(first + string.Concat(Enumerable.Repeat(link, Parser.MaximumOperators + 1))))
            .HasCode("RE2012").HasMessage("expression of more than 2000 operators, paths and calls");
    }

    [Fact]
    public void Length_is_limited()
    {
        DiagnosticAssert.Single(Findings("1" + string.Concat(Enumerable.Repeat("+1", 50_000))))
            .HasCode("RE2012").HasMessage("expression of more than 100000 characters");
        string list = "[" + string.Join(',', Enumerable.Repeat("1", 49_999)) + "]";
        DiagnosticAssert.None(Findings(list));
    }

    [Fact]
    public void Positions_are_those_of_the_file()
    {
        // The value of a folded YAML scalar: the line break and the indentation became one space.
        var file = new SourceFile("x.yaml", "v: >\n  a +\n    == b\n");
        int[] offsets = [7, 8, 9, 10, 15, 16, 17, 18, 19];
        var diagnostics = new DiagnosticBag();
        Parser.ParseExpression(MappedText.Mapped(file, "a + == b", offsets), diagnostics);
        DiagnosticAssert.Single(diagnostics).Underlines("==").StartsAt(3, 5);
    }

    private static DiagnosticBag Findings(string text)
    {
        var diagnostics = new DiagnosticBag();
        Parser.ParseExpression(MappedText.Alone(text), diagnostics);
        return diagnostics;
    }
}
