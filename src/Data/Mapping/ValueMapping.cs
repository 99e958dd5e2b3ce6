using System.Globalization;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Data.Mapping;

/// <summary>Why a value of a source could not be taken over.</summary>
internal enum MappingMistake
{
    None,

    /// <summary>The mapping lists what a source may say, and this is not among it.</summary>
    NotListed,

    /// <summary>It is not a number, a date or an amount in the form that the mapping says.</summary>
    NotConvertible,
}

/// <summary>A value as it would stand in JSON, or why it cannot.</summary>
/// <param name="Scalar">The value; <c>unknown</c> when there is a mistake.</param>
/// <param name="Mistake">What is wrong.</param>
/// <param name="Written">What the source wrote, joined.</param>
internal readonly record struct MappedValue(CaseScalar Scalar, MappingMistake Mistake, string Written);

/// <summary>
/// How a value of the catalogue comes from what a source calls it: a path in a message or a column of a table.
/// It only rewrites text; whether the result is a good value of the field is for <see cref="CaseBuilder"/> to say, as with JSON.
/// </summary>
internal sealed class ValueMapping
{
    public static readonly CaseScalar Unknown = new("unknown", ScalarKind.Text);
    public static readonly CaseScalar Nothing = new("", ScalarKind.Null);

    public required RightsType Type { get; init; }

    public required Location Location { get; init; }

    /// <summary>The parts that are joined; of each part the names to look at, the first with a value counts.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Parts { get; init; } = [];

    public string Separator { get; init; } = "";

    /// <summary>Names without which a joined value is still whole.</summary>
    public IReadOnlySet<string> MayBeEmpty { get; init; } = new HashSet<string>();

    public IReadOnlyDictionary<string, CaseScalar>? Recode { get; init; }

    /// <summary>Beginnings of texts, the longest first.</summary>
    public IReadOnlyList<(string Prefix, CaseScalar Value)>? StartsWith { get; init; }

    public decimal? Divide { get; init; }

    public bool DecimalComma { get; init; }

    public string? DateFormat { get; init; }

    /// <summary>Decimals to round to, half up; for numbers of columns in floating point.</summary>
    public int? Decimals { get; init; }

    public CaseScalar? Constant { get; init; }

    /// <summary>The names of the source that are looked at.</summary>
    public IEnumerable<string> Names => Parts.SelectMany(p => p);

    /// <summary>The value that a source gives.</summary>
    /// <param name="cell">The text under a name of the source; null or empty when there is none.</param>
    /// <param name="line">The line to name in findings.</param>
    public MappedValue Apply(Func<string, string?> cell, int? line)
    {
        if (Constant is not null) return Good(At(Constant, line), "");
        if (Text(cell) is not { } text) return Good(Nothing, "");
        if (Recode is not null) return Recode.TryGetValue(text, out CaseScalar? code) ? Good(At(code, line), text) : Bad(MappingMistake.NotListed, text, line);
        if (StartsWith is not null)
        {
            foreach ((string prefix, CaseScalar value) in StartsWith)
                if (text.StartsWith(prefix, StringComparison.Ordinal)) return Good(At(value, line), text);
            return Bad(MappingMistake.NotListed, text, line);
        }
        string? converted = Convert(text);
        return converted is null ? Bad(MappingMistake.NotConvertible, text, line) : Good(CaseScalar.FromCell(converted, Type, line), text);
    }

    private string? Text(Func<string, string?> cell)
    {
        List<string> values = [];
        bool any = false;
        foreach (IReadOnlyList<string> part in Parts)
        {
            string? value = part.Select(n => cell(n)?.Trim()).FirstOrDefault(v => !string.IsNullOrEmpty(v));
            if (value is null && !part.Any(MayBeEmpty.Contains)) return null;
            any |= value is not null;
            values.Add(value ?? "");
        }
        return any ? string.Join(Separator, values) : null;
    }

    private string? Convert(string text)
    {
        if (DateFormat is not null) return Date(text, DateFormat);
        if (DecimalComma) text = text.Contains('.') ? "" : text.Replace(',', '.');
        if (Divide is null && Decimals is null) return text.Length == 0 ? null : text;
        if (Decimals is not null && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double floating))
        {
            if (!double.IsFinite(floating) || Math.Abs(floating) >= 1e15) return null;
            return Plain(Math.Round((decimal)floating / (Divide ?? 1m), Decimals.Value, MidpointRounding.AwayFromZero));
        }
        const int digits = 24;
        string digitsOnly = TrimZeros(text);
        if (digitsOnly.Length > digits || !ExactNumber.IsPlain(digitsOnly) || Divide is null) return null;
        // A power of ten divides without remainder as long as the digits fit.
        return Plain(decimal.Parse(digitsOnly, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) / Divide.Value);
    }

    // A month stands for its first day, or (`yyyy-MM end`) for its last.
    private static string? Date(string text, string format)
    {
        const string end = " end";
        bool last = format.EndsWith(end, StringComparison.Ordinal);
        if (!DateOnly.TryParseExact(text, last ? format[..^end.Length] : format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return null;
        if (last) date = new DateOnly(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));
        return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    // Registers fill numbers up with zeros: `000012345`.
    private static string TrimZeros(string text)
    {
        if (text.Length < 2 || text[0] != '0') return text;
        string rest = text.TrimStart('0');
        return rest.Length == 0 || rest[0] == '.' ? "0" + rest : rest;
    }

    private static string Plain(decimal value) => value == 0 ? "0" : value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static CaseScalar At(CaseScalar value, int? line) => new(value.Text, value.ScalarKind, line);

    private static MappedValue Good(CaseScalar value, string written) => new(value, MappingMistake.None, written);

    private static MappedValue Bad(MappingMistake mistake, string written, int? line) => new(At(Unknown, line), mistake, written);
}
