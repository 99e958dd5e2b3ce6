namespace RightsEngine.Analysis.Simulation;

/// <summary>What needs all households at once: tenths of income, and inequality before and after.</summary>
internal static class Distribution
{
    public const int Tenths = 10;

    /// <summary>
    /// Households by tenths of their weight in the order of income. A household is in the tenth in which those with less income end, so
    /// that equal incomes are together; 0 holds those whose income is not known.
    /// </summary>
    public static SortedDictionary<int, HouseholdTally> Deciles(IEnumerable<IncomeRow[]> rows, bool withSquares)
    {
        var groups = new SortedDictionary<int, HouseholdTally>();
        (long[] incomes, IncomeRow[] known) = Sorted(rows, r => r.Income);
        foreach (IncomeRow row in rows.SelectMany(r => r).Where(r => r.Income == IncomeRow.NotKnown)) Add(0, row);
        Int128 all = 0, below = 0, here = 0;
        foreach (IncomeRow row in known) all += row.Weight;
        for (int i = 0; i < known.Length; i++)
        {
            if (i > 0 && incomes[i] != incomes[i - 1])
            {
                below += here;
                here = 0;
            }
            here += known[i].Weight;
            Add(all == 0 ? 1 : 1 + (int)Int128.Min(Tenths - 1, below * Tenths / all), known[i]);
        }
        return groups;

        void Add(int tenth, in IncomeRow row)
        {
            if (!groups.TryGetValue(tenth, out HouseholdTally? group)) groups[tenth] = group = new HouseholdTally();
            group.Add(row.Figures, withSquares);
        }
    }

    /// <summary>Inequality of equivalised disposable income among persons; null when it is known of nobody.</summary>
    /// <param name="rows">The households.</param>
    /// <param name="after">Whether by the reform.</param>
    /// <param name="povertyShare">The share of the median below which somebody is at risk of poverty.</param>
    /// <param name="anchor">A poverty line to use besides the own one, or null.</param>
    public static Inequality? Of(IEnumerable<IncomeRow[]> rows, bool after, decimal povertyShare, decimal? anchor)
    {
        (long[] incomes, IncomeRow[] known) = Sorted(rows, r => after ? r.DisposableAfter : r.DisposableBefore);
        Int128 all = 0;
        foreach (IncomeRow row in known) all += Persons(row);
        if (all == 0) return null;
        Int128 passed = 0;
        decimal sum = 0, ranked = 0;
        long? median = null;
        for (int i = 0; i < known.Length; i++)
        {
            Int128 persons = Persons(known[i]);
            decimal share = (decimal)persons / 10_000;
            sum += share * incomes[i] / 100;
            ranked += share * incomes[i] / 100 * (decimal)((2 * passed) + persons) / 10_000;
            passed += persons;
            if (median is null && passed * 2 >= all) median = incomes[i];
        }
        decimal line = Math.Round(median!.Value / 100m * povertyShare, 2), total = (decimal)all / 10_000;
        return new Inequality(sum <= 0 ? null : Math.Round((ranked / (total * sum)) - 1, 6), median.Value / 100m, line, Below(line), anchor is { } fixedLine ? Below(fixedLine) : null);

        decimal Below(decimal limit)
        {
            Int128 poor = 0;
            for (int i = 0; i < known.Length && incomes[i] < limit * 100; i++) poor += Persons(known[i]);
            return Math.Round((decimal)poor / (decimal)all, 6);
        }
    }

    private static Int128 Persons(in IncomeRow row) => (Int128)row.Weight * Math.Abs(row.Persons);

    private static (long[] Incomes, IncomeRow[] Rows) Sorted(IEnumerable<IncomeRow[]> rows, Func<IncomeRow, long> income)
    {
        IncomeRow[] known = [.. rows.SelectMany(r => r).Where(r => income(r) != IncomeRow.NotKnown)];
        long[] incomes = [.. known.Select(income)];
        Array.Sort(incomes, known);
        return (incomes, known);
    }
}

/// <summary>How disposable income is spread over persons.</summary>
/// <param name="Gini">The Gini coefficient; null when there is no income in all.</param>
/// <param name="Median">The equivalised income that half of all persons do not exceed.</param>
/// <param name="PovertyLine">The share of the median that counts.</param>
/// <param name="AtRisk">The share of persons below that line.</param>
/// <param name="AtRiskOfAnchoredLine">The share of persons below the line of today; null for today itself.</param>
internal sealed record Inequality(decimal? Gini, decimal Median, decimal PovertyLine, decimal AtRisk, decimal? AtRiskOfAnchoredLine);
