using System.Globalization;

namespace RightsEngine.Rules.Explanations;

/// <summary>Writes money, numbers and dates for people. The process runs without culture data, so the formats of each language are here.</summary>
/// <param name="language">The language that is written.</param>
/// <param name="currency">The currency, as in <c>EUR</c>.</param>
internal sealed class LocalFormat(string language, string currency)
{
    private const decimal Million = 1_000_000m, Billion = 1_000_000_000m;

    /// <summary>The language that is written.</summary>
    public string Language => language;

    private readonly NumberFormatInfo _numbers = new()
    {
        NumberGroupSeparator = language switch { "en" => ",", "fr" => "\u202f", _ => "." },
        NumberDecimalSeparator = language == "en" ? "." : ",",
    };

    private readonly string[] _months = language switch
    {
        "nl" => ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
        "fr" => ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        "de" => ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
        _ => ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    };

    public string Money(decimal amount) => $"{Symbol} {amount.ToString(Decimals(amount), _numbers)}";

    /// <summary>An amount in as many digits as are read at a glance, and as tell it from others.</summary>
    public string About(decimal amount)
    {
        if (amount < 0) return $"\u2212{About(-amount)}";
        return $"{Symbol}\u00a0{amount switch
        {
            >= Billion => $"{Significant(amount / Billion)}\u00a0{(language == "nl" ? "miljard" : "billion")}",
            >= Million => $"{Significant(amount / Million)}\u00a0{(language == "nl" ? "miljoen" : "million")}",
            >= 1000 => amount.ToString("#,0", _numbers),
            _ when amount == decimal.Truncate(amount) => Number(amount),
            _ => amount.ToString("N2", _numbers),
        }}";
    }

    /// <summary>An amount without currency: all the decimals it has, and two at least.</summary>
    public string Amount(decimal amount) => amount.ToString(Decimals(amount), _numbers);

    /// <summary>A number with all the decimals it has.</summary>
    public string Number(decimal number) => number.ToString(number == decimal.Truncate(number) ? "#,0" : "#,0.############", _numbers);

    /// <summary>A number with so many decimals at most.</summary>
    public string Number(decimal number, int decimals) => Number(Math.Round(number, decimals, MidpointRounding.AwayFromZero));

    /// <summary>A share of 1 in percent, with so many decimals at most; all of them when not given.</summary>
    public string Percent(decimal share, int? decimals = null) => $"{(decimals is { } d ? Number(share * 100, d) : Number(share * 100))}\u00a0%";

    public string Date(DateOnly date) => language == "de" ? $"{date.Day}. {Month(date)}" : $"{date.Day} {Month(date)}";

    public string Month(DateOnly date) => $"{_months[date.Month - 1]} {date.Year}";

    private string Symbol => currency == "EUR" ? "€" : currency;

    private string Significant(decimal number) => number.ToString(number >= 100 ? "#,0.#" : number >= 10 ? "#,0.##" : "#,0.###", _numbers);

    private static string Decimals(decimal amount) => amount == decimal.Round(amount, 2) ? "N2" : "#,0.00##########";
}
