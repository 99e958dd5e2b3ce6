namespace RightsEngine.Source;

/// <summary>Finds the names that a misspelt name may have meant.</summary>
internal static class Suggestions
{
    private const int MaximumListed = 12;

    /// <summary>Help such as <c>did you mean `income`?</c>, or null when no name is near.</summary>
    public static string? DidYouMean(string written, IEnumerable<string> valid)
    {
        string? best = Nearest(written, valid);
        return best is null ? null : $"did you mean `{best}`?";
    }

    /// <summary>Help that suggests a name, or else lists those that are possible: <c>the persons are `anna`, `bram`</c>; null when there are none.</summary>
    /// <param name="written">The name as written.</param>
    /// <param name="valid">The names that are possible.</param>
    /// <param name="intro">Such as "the persons are".</param>
    public static string? DidYouMeanOrOneOf(string written, IEnumerable<string> valid, string intro)
    {
        string[] names = [.. valid.Distinct().Order(StringComparer.Ordinal)];
        if (DidYouMean(written, names) is { } near) return near;
        if (names.Length == 0) return null;
        string rest = names.Length > MaximumListed ? $" and {names.Length - MaximumListed} more" : "";
        return $"{intro} {string.Join(", ", names.Take(MaximumListed).Select(n => $"`{n}`"))}{rest}";
    }

    /// <summary>The nearest valid name within a third of the length; ties go to the longest common prefix, then to the alphabet.</summary>
    public static string? Nearest(string written, IEnumerable<string> valid)
    {
        int limit = Math.Max(1, written.Length / 3);
        return valid.Distinct()
            .Where(name => name.Length > 0 && name != written)
            .Select(name => (name, distance: Distance(written, name), prefix: CommonPrefix(written, name)))
            .Where(x => x.distance <= limit)
            .OrderBy(x => x.distance).ThenByDescending(x => x.prefix).ThenBy(x => x.name, StringComparer.Ordinal)
            .Select(x => x.name)
            .FirstOrDefault();
    }

    private static int CommonPrefix(string a, string b)
    {
        int i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i]) i++;
        return i;
    }

    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two words; case counts half by ignoring it.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > Math.Max(a.Length, b.Length) / 3 + 1) return int.MaxValue;
        a = a.ToLowerInvariant();
        b = b.ToLowerInvariant();
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
