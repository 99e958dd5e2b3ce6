using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Data.Cases;

/// <summary>The keys under which the entries of a record stand: <c>2023</c>, <c>2023-Q2</c>, <c>2023-05</c>.</summary>
internal static class RecordKeys
{
    /// <summary>The form that JSON Schema and messages use.</summary>
    public static string Pattern(RecordPeriod period) => period switch
    {
        RecordPeriod.Year => "^[1-9][0-9]{3}$",
        RecordPeriod.Quarter => "^[1-9][0-9]{3}-Q[1-4]$",
        RecordPeriod.Month => "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$",
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };

    public static string Expected(RecordPeriod period) => period switch
    {
        RecordPeriod.Year => "a year such as 2023",
        RecordPeriod.Quarter => "a quarter such as 2023-Q2",
        _ => "a month such as 2023-05",
    };

    public static bool IsKeyed(RecordPeriod period) => period is RecordPeriod.Year or RecordPeriod.Quarter or RecordPeriod.Month;

    public static bool IsKey(RecordPeriod period, string key)
    {
        if (key.Length < 4 || key[0] == '0' || key.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9')) return false;
        return period switch
        {
            RecordPeriod.Year => key.Length == 4,
            RecordPeriod.Quarter => key.Length == 7 && key[4] == '-' && key[5] == 'Q' && key[6] is >= '1' and <= '4',
            RecordPeriod.Month => key.Length == 7 && key[4] == '-'
                && ((key[5] == '0' && key[6] is >= '1' and <= '9') || (key[5] == '1' && key[6] is >= '0' and <= '2')),
            _ => false,
        };
    }
}
