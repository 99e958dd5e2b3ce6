using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>Cuts the text of an expression into tokens. Stops at the first finding.</summary>
internal sealed partial class Lexer
{
    private static readonly string[] Symbols =
        ["**", "..", "<=", ">=", "!=", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", "?"];

    // Tried before the symbols, longest first; `!=` is the only symbol that starts like one of them.
    private static readonly (string Written, string Help)[] ForeignOperators =
    [
        ("==", "write `=`"), ("&&", "write `and`"), ("||", "write `or`"), ("<>", "write `!=`"),
        ("=<", "write `<=`"), ("=>", "write `>=`"), ("!", "write `not(…)`"), ("&", "write `and`"), ("|", "write `or`"),
        ("^", "write `**`"), ("%", "a percentage is written without a space: `80%`; the remainder of a division is `modulo(a, b)`"),
    ];

    private static readonly HashSet<string> Keywords =
        ["and", "between", "else", "every", "false", "for", "if", "in", "null", "or", "return", "satisfies", "some", "then", "true"];

    private readonly MappedText _source;
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<Token> _tokens = [];
    private int _position;
    private bool _failed;

    private Lexer(MappedText source, DiagnosticBag diagnostics) =>
        (_source, _text, _diagnostics) = (source, source.Text, diagnostics);

    /// <summary>Whether a word is reserved, so that nothing can be named so.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);

    /// <summary>Whether a word can be written as a name.</summary>
    public static bool IsName(string word) =>
        word.Length > 0 && !IsKeyword(word) && StartsName(word, 0) && LengthOfName(word, 0) == word.Length;

    /// <summary>The tokens, closed by one of kind End; null when a finding was reported.</summary>
    public static IReadOnlyList<Token>? Tokenise(MappedText source, DiagnosticBag diagnostics)
    {
        var lexer = new Lexer(source, diagnostics);
        while (!lexer._failed && lexer._position < lexer._text.Length) lexer.ReadNext();
        if (lexer._failed) return null;
        // Just behind the last word, not behind trailing line breaks: there the reader looks.
        lexer._tokens.Add(new Token(TokenKind.End, "", lexer._tokens.Count == 0 ? 0 : lexer._tokens[^1].End, 0));
        return lexer._tokens;
    }

    private void ReadNext()
    {
        char c = _text[_position];
        if (c is ' ' or '\t' or '\r' or '\n') _position++;
        else if (At("//") || At("/*")) SkipComment();
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(CharAt(_position + 1)))) ReadNumber();
        else if (c == '"') ReadText(TokenKind.Text);
        else if (At("@\"")) ReadText(TokenKind.Temporal);
        else if (StartsName(_text, _position)) ReadName();
        else ReadSymbol();
    }

    private void SkipComment()
    {
        int start = _position;
        bool isLine = _text[start + 1] == '/';
        int end = isLine ? _text.IndexOf('\n', start) : _text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        if (end < 0 && !isLine)
        {
            Fail(SyntaxErrors.UnclosedComment(_source.At(start, 2)));
            return;
        }
        _position = end < 0 ? _text.Length : isLine ? end : end + 2;
        // A mark that turns the direction of writing could make a comment look like code and code like a comment.
        for (int i = start; i < _position && !_failed; i++)
            if (IsHidden(_text[i])) Fail(InvalidCharacter(i));
    }

    private void ReadNumber()
    {
        int start = _position;
        Match date = BareDate().Match(_text, start);
        if (date.Success)
        {
            string iso = date.Groups[1].Success ? IsoDate(date, 1, 2, 3) : IsoDate(date, 6, 5, 4);
            Fail(SyntaxErrors.BareDate(_source.At(start, date.Length), date.Value, iso));
            return;
        }
        SkipDigits();
        int wholeDigits = _position - start;
        if (CharAt(_position) == '.' && char.IsAsciiDigit(CharAt(_position + 1)))
        {
            _position++;
            SkipDigits();
        }
        if (CharAt(_position) == '%') _position++;
        int end = _position;
        SkipRestOfMalformed();

        string written = _text[start.._position];
        Location at = _source.At(start, _position - start);
        if (_position > end) Fail(SyntaxErrors.InvalidNumber(at, $"`{written}` is not a number", HelpForMalformed(written)));
        else if (wholeDigits > 1 && written[0] == '0')
        {
            string trimmed = written[..wholeDigits].TrimStart('0');
            Fail(SyntaxErrors.InvalidNumber(at, $"number `{written}` has leading zeros",
                $"write `{(trimmed.Length == 0 ? "0" : trimmed)}{written[wholeDigits..]}`, or a text in double quotes if it is a code"));
        }
        else if (NumberLiteral.Problem(written) is string problem)
            Fail(SyntaxErrors.InvalidNumber(at, problem, $"at most {NumberLiteral.MaximumDigits} are exact"));
        else Add(TokenKind.Number, written, start);
    }

    // `1e3`, `1.2.3` and `12abc` are one mistake each, underlined as a whole.
    private void SkipRestOfMalformed()
    {
        while (true)
        {
            if (LengthOfName(_text, _position) is int length and > 0) _position += length;
            else if (CharAt(_position) == '.' && char.IsAsciiDigit(CharAt(_position + 1))) _position++;
            else return;
        }
    }

    private static string HelpForMalformed(string written)
    {
        if (Exponent().IsMatch(written)) return "write the number in full, without an exponent";
        if (Grouped().IsMatch(written)) return $"write `{written.Replace("_", "")}`";
        if (written.All(c => c == '.' || char.IsAsciiDigit(c))) return "write the number without separators, with `.` before the decimals";
        return written.Contains('%') ? "`%` makes a percentage; the remainder of a division is `modulo(a, b)`"
            : "a name does not start with a digit, and an operator stands between a number and a name";
    }

    private static string IsoDate(Match date, int year, int month, int day) =>
        $"{date.Groups[year].Value}-{date.Groups[month].Value.PadLeft(2, '0')}-{date.Groups[day].Value.PadLeft(2, '0')}";

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(CharAt(_position))) _position++;
    }

    private void ReadText(TokenKind kind)
    {
        int start = _position;
        _position += kind == TokenKind.Temporal ? 2 : 1;
        var value = new StringBuilder();
        while (true)
        {
            if (_position >= _text.Length || _text[_position] is '\n' or '\r')
            {
                Fail(SyntaxErrors.UnclosedText(_source.At(start, _position - start)));
                return;
            }
            char c = _text[_position];
            if (c == '"') break;
            if (c != '\\')
            {
                value.Append(c);
                _position++;
            }
            else if (!ReadEscape(value)) return;
        }
        _position++;
        Add(kind, value.ToString(), start);
    }

    private bool ReadEscape(StringBuilder value)
    {
        int start = _position;
        char c = CharAt(start + 1);
        string? plain = c switch { '"' => "\"", '\\' => "\\", 'n' => "\n", 't' => "\t", 'r' => "\r", _ => null };
        _position += 2;
        if (plain is null && c == 'u' && ReadCodeUnit() is char unit)
        {
            plain = unit.ToString();
            // Half a character is only allowed together with the other half.
            if (char.IsHighSurrogate(unit) && At("\\u"))
            {
                _position += 2;
                plain = ReadCodeUnit() is char low && char.IsLowSurrogate(low) ? plain + low : null;
            }
            else if (char.IsSurrogate(unit)) plain = null;
        }
        if (plain is null)
        {
            int end = Math.Clamp(_position, start, _text.Length);
            Fail(SyntaxErrors.InvalidEscape(_source.At(start, end - start), _text[start..end]));
            return false;
        }
        value.Append(plain);
        return true;
    }

    private char? ReadCodeUnit()
    {
        if (_position + 4 > _text.Length) return null;
        if (!ushort.TryParse(_text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            return null;
        _position += 4;
        return (char)unit;
    }

    private void ReadName()
    {
        int start = _position;
        _position += LengthOfName(_text, start);
        string word = _text[start.._position];
        Add(Keywords.Contains(word) ? TokenKind.Keyword : TokenKind.Name, word, start);
    }

    private void ReadSymbol()
    {
        foreach ((string written, string help) in ForeignOperators)
        {
            if (!At(written) || At("!=")) continue;
            Fail(SyntaxErrors.ForeignOperator(_source.At(_position, written.Length), written, help));
            return;
        }
        string? symbol = Array.Find(Symbols, At);
        if (symbol is null) Fail(InvalidCharacter(_position));
        else
        {
            _position += symbol.Length;
            Add(TokenKind.Symbol, symbol, _position - symbol.Length);
        }
    }

    private Diagnostic InvalidCharacter(int at)
    {
        if (_text[at] == '\'')
        {
            int end = _text.IndexOf('\'', at + 1);
            return SyntaxErrors.SingleQuotes(_source.At(at, (end < 0 ? at : end) - at + 1));
        }
        int codePoint = Rune.TryGetRuneAt(_text, at, out Rune rune) ? rune.Value : _text[at];
        int length = rune.Utf16SequenceLength;
        bool visible = codePoint == rune.Value && !IsHidden(_text[at])
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.SpaceSeparator);
        string shown = $"U+{codePoint:X4}";
        return SyntaxErrors.InvalidCharacter(_source.At(at, length), visible ? $"`{rune}` ({shown})" : shown, HelpForCharacter(codePoint));
    }

    private static string? HelpForCharacter(int codePoint) => codePoint switch
    {
        '@' => "a date is written `@\"2025-09-01\"`",
        ';' => "an expression has one value; give parts a name under `definitions:`",
        0x201C or 0x201D or 0x201E or 0x00AB or 0x00BB => "use straight double quotes",
        0x2018 or 0x2019 => "use straight double quotes",
        0x2264 => "write `<=`",
        0x2265 => "write `>=`",
        0x2260 => "write `!=`",
        0x00D7 or 0x22C5 => "write `*`",
        0x00F7 => "write `/`",
        0x2212 or 0x2013 or 0x2014 => "write `-`",
        0x2026 => "write `..`",
        0x20AC or '$' => "write the number alone: the type says that it is money",
        0x00A0 or 0x202F or 0x2009 => "use an ordinary space",
        < 0x10000 when IsHidden((char)codePoint) => "remove this invisible character",
        _ => null,
    };

    /// <summary>Control characters and marks that change the direction or the joining of letters.</summary>
    private static bool IsHidden(char c) => c is not ('\t' or '\r' or '\n')
        && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool StartsName(string text, int at) =>
        at < text.Length && (text[at] == '_' || (Rune.TryGetRuneAt(text, at, out Rune rune) && Rune.IsLetter(rune)));

    private static int LengthOfName(string text, int at)
    {
        int end = at;
        while (end < text.Length)
        {
            if (text[end] == '_') end++;
            else if (Rune.TryGetRuneAt(text, end, out Rune rune) && Rune.IsLetterOrDigit(rune)) end += rune.Utf16SequenceLength;
            else break;
        }
        return end - at;
    }

    private bool At(string symbol) => string.CompareOrdinal(_text, _position, symbol, 0, symbol.Length) == 0;

    private char CharAt(int at) => at < _text.Length ? _text[at] : '\0';

    private void Add(TokenKind kind, string text, int start) => _tokens.Add(new Token(kind, text, start, _position - start));

    private void Fail(Diagnostic diagnostic)
    {
        _failed = true;
        _diagnostics.Add(diagnostic);
    }

    [GeneratedRegex(@"\G(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}))(?![0-9])")]
    private static partial Regex BareDate();

    [GeneratedRegex("^[0-9.]+[eE][0-9]*$")]
    private static partial Regex Exponent();

    [GeneratedRegex("^[0-9]+(_[0-9]+)+$")]
    private static partial Regex Grouped();
}
