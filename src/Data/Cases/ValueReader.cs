using System.Globalization;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Data.Cases;

/// <summary>Whose field is read: what the fact is called when it is not known.</summary>
internal readonly record struct FieldOwner(string Person, string Record, string? Key);

/// <summary>Turns what was written into values of the declared type. Null means: nothing was said, or a problem was reported.</summary>
internal sealed class ValueReader(CaseVocabulary vocabulary, CaseProblems problems)
{
    private const int MoneyDecimals = 2;
    private const int MoneyDigits = 12;
    private const int NumberDecimals = 12;
    private const int NumberDigits = 15;

    public Value? Field(FieldDefinition field, CaseNode node, FieldOwner owner, CasePlace entry)
    {
        if (node.IsNothing) return null;
        var fact = new Fact(owner.Person, owner.Record, owner.Key, field.Name);
        if (SaysUnknown(node)) return UnknownValue.Of(fact);
        if (field.Type.Required().Equals(RightsType.Date) && node is CaseScalar { ScalarKind: ScalarKind.Text } text && PartialDate.Parse(text.Text) is var (first, last))
            return PartialDate.Between(FactSet.Of(fact), first, last);
        return Read(field.Type.Required(), field.Name, node, entry.Member(field.Name, node));
    }

    /// <summary>A boundary of a span: nothing is open, <c>unknown</c> is not known.</summary>
    public SpanDate Boundary(string name, CaseNode node, CasePlace entry)
    {
        if (node.IsNothing) return default;
        bool unknown = node is CaseScalar scalar && (scalar.SaysUnknown || PartialDate.Parse(scalar.Text) is not null);
        return unknown ? new SpanDate(null, true) : new SpanDate(Date(name, node, entry));
    }

    /// <summary>A date that may not be unknown.</summary>
    public DateOnly? Date(string name, CaseNode node, CasePlace entry) =>
        (Read(RightsType.Date, name, node, entry.Member(name, node)) as DateValue)?.Value;

    /// <summary>Whether a text can name a person or a case; reports why not.</summary>
    public bool IsIdentifier(string text, string? field, CasePlace at)
    {
        if (text.Length == 0) problems.Add(DataErrors.EmptyText(at, field));
        else if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) problems.Add(DataErrors.BlankAround(at, field, text));
        // Identifiers come out in tables and messages, and a terminal obeys what is hidden in them.
        else if (text.Any(char.IsControl)) problems.Add(DataErrors.ControlCharacter(at, field, text));
        else return true;
        return false;
    }

    // A list of which one item is not known is not known.
    private static bool SaysUnknown(CaseNode node) =>
        node is CaseScalar { SaysUnknown: true } || (node is CaseList list && list.Items.Any(i => i is CaseScalar { SaysUnknown: true }));

    private Value? Read(RightsType type, string field, CaseNode node, CasePlace at)
    {
        if (type is ListType list) return ReadList(list.Item, field, node, at);
        if (node is not CaseScalar scalar) return WrongKind(field, node, at, Expected(type));
        return type switch
        {
            MoneyType => ReadNumber(scalar, field, at, "money", MoneyDecimals, MoneyDigits),
            CodeType codes => ReadCode(codes, scalar, field, at),
            _ when type.Equals(RightsType.Number) => ReadNumber(scalar, field, at, "a number", NumberDecimals, NumberDigits),
            _ when type.Equals(RightsType.Boolean) => scalar is { ScalarKind: ScalarKind.Boolean, Text: "true" or "false" }
                ? BooleanValue.Of(scalar.Text == "true")
                : WrongKind(field, node, at, Expected(type)),
            _ => ReadText(type, scalar, field, at),
        };
    }

    private ListValue? ReadList(RightsType item, string field, CaseNode node, CasePlace at)
    {
        if (node is not CaseList list)
        {
            WrongKind(field, node, at, "a list");
            return null;
        }
        List<Value> values = [];
        for (int i = 0; i < list.Items.Count; i++)
            if (Read(item, field, list.Items[i], at.Item(i, list.Items[i])) is { } value) values.Add(value);
        return ListValue.Certain(values);
    }

    private NumberValue? ReadNumber(CaseScalar scalar, string field, CasePlace at, string type, int maximumDecimals, int maximumDigits)
    {
        if (scalar.ScalarKind != ScalarKind.Number)
        {
            WrongKind(field, scalar, at, "a number");
            return null;
        }
        if (!ExactNumber.IsPlain(scalar.Text))
        {
            problems.Add(DataErrors.NotANumber(at, field, scalar.Text));
            return null;
        }
        switch (ExactNumber.Read(scalar.Text, maximumDecimals, maximumDigits, out decimal value))
        {
            case NumberProblem.TooManyDecimals:
                problems.Add(DataErrors.TooManyDecimals(at, field, scalar.Text, type, maximumDecimals));
                return null;
            case NumberProblem.TooLarge:
                problems.Add(DataErrors.NumberTooLarge(at, field, scalar.Text, type, maximumDigits));
                return null;
            default:
                return new NumberValue(value);
        }
    }

    private TextValue? ReadCode(CodeType type, CaseScalar scalar, string field, CasePlace at)
    {
        IReadOnlySet<string> codes = vocabulary.CodesOf(type.Name);
        if (scalar.ScalarKind != ScalarKind.Text) WrongKind(field, scalar, at, $"a code of `{type.Name}`", Quote(scalar));
        else if (!codes.Contains(scalar.Text)) problems.Add(DataErrors.UnknownCode(at, field, scalar.Text, type.Name, vocabulary.Catalogue.CodeLists[type.Name].Codes.Select(c => c.Name)));
        else return new TextValue(scalar.Text);
        return null;
    }

    private Value? ReadText(RightsType type, CaseScalar scalar, string field, CasePlace at)
    {
        if (scalar.ScalarKind != ScalarKind.Text) return WrongKind(field, scalar, at, Expected(type), Quote(scalar));
        string text = scalar.Text;
        if (type.Equals(RightsType.Date))
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return new DateValue(date);
            problems.Add(DataErrors.InvalidDate(at, field, text));
            return null;
        }
        if (type.Equals(RightsType.Duration))
        {
            if (DateBuiltins.ParseDuration(text) is { } months) return new DurationValue(months);
            problems.Add(DataErrors.InvalidDuration(at, field, text));
            return null;
        }
        if (type.Equals(RightsType.Identifier)) return IsIdentifier(text, field, at) ? new TextValue(text) : null;
        if (!type.Equals(RightsType.Text)) throw new NotSupportedException($"a field cannot have the type {type}");
        if (text.Length > 0) return new TextValue(text);
        problems.Add(DataErrors.EmptyText(at, field));
        return null;
    }

    private Value? WrongKind(string field, CaseNode found, CasePlace at, string expected, string? help = null)
    {
        problems.Add(DataErrors.WrongKind(at, field, found, expected, help));
        return null;
    }

    private static string? Quote(CaseScalar scalar) => scalar.ScalarKind == ScalarKind.Number ? "put it in quotes" : null;

    private static string Expected(RightsType type) => type switch
    {
        MoneyType => "a number",
        CodeType codes => $"a code of `{codes.Name}`",
        _ when type.Equals(RightsType.Boolean) => "true or false",
        _ when type.Equals(RightsType.Date) => "a date such as \"2024-10-01\"",
        _ when type.Equals(RightsType.Duration) => "a duration such as \"P1Y6M\"",
        _ when type.Equals(RightsType.Identifier) => "an identifier",
        _ => $"a {type}",
    };
}
