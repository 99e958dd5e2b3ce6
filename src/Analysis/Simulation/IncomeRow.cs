namespace RightsEngine.Analysis.Simulation;

/// <summary>The incomes of a household and what its rights give, as whole numbers: what deciles and inequality need of every household.</summary>
/// <param name="Income">The equivalised income it is ordered by, in hundredths; <see cref="NotKnown"/> when it is not known.</param>
/// <param name="DisposableBefore">The equivalised disposable income by the rules of today, in the same way.</param>
/// <param name="DisposableAfter">The same by the reform.</param>
/// <param name="Before">What its rights give, times the divisor of the plan, in ten-thousandths.</param>
/// <param name="After">The same by the reform.</param>
/// <param name="Weight">Its weight in ten-thousandths.</param>
/// <param name="Persons">How many persons; below 0 when the change is not known.</param>
internal readonly record struct IncomeRow(long Income, long DisposableBefore, long DisposableAfter, long Before, long After, long Weight, int Persons)
{
    public const long NotKnown = long.MinValue;

    private const decimal Fine = 10_000;

    public static IncomeRow Of(in HouseholdFigures h, long divisor) => new(
        Equivalised(h.Income, h.Equivalence),
        Equivalised(h.Disposable + (h.Before / divisor), h.Equivalence),
        Equivalised(h.Disposable + (h.After / divisor), h.Equivalence),
        (long)decimal.Round(h.Before * Fine), (long)decimal.Round(h.After * Fine), (long)decimal.Round(h.Weight * Fine), h.IsUnknown ? -h.Persons : h.Persons);

    public HouseholdFigures Figures => new() { Before = Before / Fine, After = After / Fine, Weight = Weight / Fine, Persons = Math.Abs(Persons), IsUnknown = Persons < 0 };

    private static long Equivalised(decimal? income, decimal? by) => income is { } i && by is > 0 and { } scale ? (long)decimal.Round(i / scale * 100) : NotKnown;
}
