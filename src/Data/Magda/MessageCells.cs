using System.Globalization;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Magda;

/// <summary>What the names in a value of the mapping stand for: paths, and a few words before them.</summary>
internal static class MessageCells
{
    // `reply day` is the one thing of the envelope that rules may use: what holds "now" holds on that day.
    private const string ReplyDay = "reply day";
    private const string SumOf = "sum of ";
    private const string Only = "only ";
    private const int MaximumDigits = 15;

    public static Func<string, string?> Of(MessageElement element, string? day) => name =>
    {
        if (name == ReplyDay) return day;
        if (name.StartsWith(SumOf, StringComparison.Ordinal)) return Sum(Texts(element, name[SumOf.Length..]));
        // Of several the first is no better than the others.
        if (name.StartsWith(Only, StringComparison.Ordinal)) return Texts(element, name[Only.Length..]) is [var text] ? text : null;
        return element.Value(name);
    };

    private static string[] Texts(MessageElement element, string path) => [.. element.All(path).Select(e => e.Value(".")!).Where(v => v.Length > 0)];

    /// <summary>The exact sum of numbers; where one is no number, that one, so that it is reported.</summary>
    private static string? Sum(string[] numbers)
    {
        if (numbers.Length == 0) return null;
        decimal sum = 0;
        foreach (string number in numbers)
        {
            if (number.Length > MaximumDigits || !ExactNumber.IsPlain(number)) return number;
            sum += decimal.Parse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }
        return sum.ToString(CultureInfo.InvariantCulture);
    }
}
