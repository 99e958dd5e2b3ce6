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

    /// <summary>No name is as long as this; what is longer is no misspelling.</summary>
    private const int LongestName = 200;

    /// <summary>The nearest valid name within a third of the length; ties go to the longest common prefix, then to the alphabet.</summary>
    public static string? Nearest(string written, IEnumerable<string> valid)
    {
        // A rulebook with thousands of names and thousands of mistakes is answered in time: what cannot be nearer than the best is left early.
        int limit = Math.Max(1, written.Length / 3);
        if (written.Length > LongestName) return null;
        string? best = null;
        int bestPrefix = 0;
        string lower = written.ToLowerInvariant();
        foreach (string name in valid)
        {
            if (name.Length is 0 or > LongestName || name == written || Distance(lower, name, limit) is not { } distance) continue;
            int prefix = CommonPrefix(written, name);
            bool isBetter = best is null || distance < limit || prefix > bestPrefix || (prefix == bestPrefix && string.CompareOrdinal(name, best) < 0);
            if (isBetter) (best, limit, bestPrefix) = (name, distance, prefix);
        }
        return best;
    }

    private static int CommonPrefix(string a, string b)
    {
        int i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i]) i++;
        return i;
    }

    /// <summary>
    /// Edits (insert, delete, replace, swap of neighbours) that turn a word in small letters into another, whose capitals do not
    /// count; null when more than the limit. Only the diagonal band within the limit is looked at.
    /// </summary>
    private static int? Distance(string a, string name, int limit)
    {
        if (Math.Abs(a.Length - name.Length) > limit) return null;
        Span<char> b = stackalloc char[name.Length];
        name.AsSpan().ToLowerInvariant(b);
        int width = b.Length + 1, far = limit + 1;
        Span<int> rows = stackalloc int[3 * width];
        Span<int> above2 = rows[..width], above = rows.Slice(width, width), row = rows[(2 * width)..];
        for (int j = 0; j < width; j++) above[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row.Fill(far);
            if (i <= limit) row[0] = i;
            int least = row[0];
            for (int j = Math.Max(1, i - limit); j <= Math.Min(b.Length, i + limit); j++)
            {
                int edits = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) edits = Math.Min(edits, above2[j - 2] + 1);
                row[j] = Math.Min(edits, far);
                least = Math.Min(least, row[j]);
            }
            // A swap reaches back two rows, so one row beyond the limit is not the end yet; two are.
            if (least > limit && i > 1 && LeastOf(above) > limit) return null;
            Span<int> free = above2;
            above2 = above;
            above = row;
            row = free;
        }
        return above[^1] <= limit ? above[^1] : null;
    }

    private static int LeastOf(ReadOnlySpan<int> row)
    {
        int least = int.MaxValue;
        foreach (int edits in row) least = Math.Min(least, edits);
        return least;
    }
}
