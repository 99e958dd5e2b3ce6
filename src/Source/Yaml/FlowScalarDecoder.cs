using System.Globalization;

namespace RightsEngine.Source.Yaml;

/// <summary>Decodes plain and quoted scalars: escapes, and lines folded into one.</summary>
internal sealed class FlowScalarDecoder
{
    private readonly string _text;
    private readonly ScalarStyle _style;
    private readonly int _end;
    private readonly DecodedText _value = new();
    private int _at;

    public FlowScalarDecoder(string text, TextSpan raw, ScalarStyle style)
    {
        (_text, _style) = (text, style);
        int quote = style == ScalarStyle.Plain || raw.Length < 2 ? 0 : 1;
        (_at, _end) = (raw.Start + quote, raw.End - quote);
    }

    public DecodedText Decode()
    {
        while (_at < _end)
        {
            bool escapedBreak = ReadWord();
            ReadBlanks(escapedBreak);
        }
        _value.End = _end;
        return _value;
    }

    /// <summary>Reads up to white space; true when an escaped line break ended the word.</summary>
    private bool ReadWord()
    {
        while (_at < _end)
        {
            char c = _text[_at];
            if (YamlBreaks.IsBlank(c) || YamlBreaks.IsBreak(c)) return false;
            if (c == '\\' && _style == ScalarStyle.DoubleQuoted && _at + 1 < _end)
            {
                if (YamlBreaks.IsBreak(_text[_at + 1]))
                {
                    _at += 1 + YamlBreaks.Width(_text, _at + 1);
                    return true;
                }
                ReadEscape();
                continue;
            }
            _value.Add(c, _at);
            // Two quotes inside single quotes stand for one.
            _at += c == '\'' && _style == ScalarStyle.SingleQuoted ? 2 : 1;
        }
        return false;
    }

    private void ReadBlanks(bool folding)
    {
        var blanks = new DecodedText();
        var firstBreak = new DecodedText();
        var furtherBreaks = new DecodedText();
        while (_at < _end)
        {
            char c = _text[_at];
            if (YamlBreaks.IsBlank(c))
            {
                if (!folding) blanks.Add(c, _at);
                _at++;
            }
            else if (YamlBreaks.IsBreak(c))
            {
                _at = YamlBreaks.Read(_text, _at, folding ? furtherBreaks : firstBreak);
                folding = true;
            }
            else break;
        }

        if (!folding) _value.Take(blanks);
        else if (firstBreak.Count > 0 && firstBreak.First == '\n' && furtherBreaks.Count == 0) _value.Add(' ', firstBreak.Start);
        else
        {
            if (firstBreak.Count > 0 && firstBreak.First != '\n') _value.Take(firstBreak);
            _value.Take(furtherBreaks);
        }
    }

    private void ReadEscape()
    {
        char kind = _text[_at + 1];
        int digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0) _value.Add(Simple(kind), _at);
        else if (_at + 2 + digits <= _end
            && uint.TryParse(_text.AsSpan(_at + 2, digits), NumberStyles.AllowHexSpecifier, null, out uint code) && code <= 0x10FFFF)
        {
            // A character beyond 16 bits becomes two, and both come from this escape.
            if (code <= 0xFFFF) _value.Add((char)code, _at);
            else foreach (char c in char.ConvertFromUtf32((int)code)) _value.Add(c, _at);
        }
        _at = Math.Min(_end, _at + 2 + digits);
    }

    private static char Simple(char kind) => kind switch
    {
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'e' => '\u001B',
        'N' => '\u0085',
        '_' => '\u00A0',
        'L' => '\u2028',
        'P' => '\u2029',
        _ => kind,
    };
}
