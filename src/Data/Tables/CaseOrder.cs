namespace RightsEngine.Data.Tables;

/// <summary>
/// The order of cases in tables: by character (code point), which is the order of the bytes of UTF-8 and so that of every engine that
/// sorts files. It differs from the ordinal order of C# only for characters beyond U+FFFF.
/// </summary>
internal sealed class CaseOrder : IComparer<string?>
{
    public static readonly CaseOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return string.CompareOrdinal(x, y);
        int at = x.AsSpan().CommonPrefixLength(y);
        if (at == x.Length || at == y.Length) return x.Length.CompareTo(y.Length);
        char a = x[at], b = y[at];
        bool far = char.IsSurrogate(a), farther = char.IsSurrogate(b);
        return far == farther ? a.CompareTo(b) : far ? 1 : -1;
    }
}
