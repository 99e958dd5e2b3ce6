namespace RightsEngine.National;

/// <summary>The figures of <c>rules/</c>, for the contestants that are written by hand. Amounts are in cents.</summary>
internal static class Figures
{
    public const int IncomeYear = 2023;
    public const int AdultAge = 18;
    public const int ManyChildren = 3;
    public const int SupplementSmallLimit = 40_000_00;
    public const int SupplementLargeLimit = 60_000_00;
    public const int SupplementSmallAmount = 60_00;
    public const int SupplementLargeAmount = 90_50;
    public const int ReimbursementBase = 22_000_00;
    public const int ReimbursementPerMember = 4_000_00;
    public const int SchoolBase = 30_000_00;
    public const int SchoolPerChild = 5_000_00;
    public const int SchoolAmount = 25_25;

    public static readonly DateOnly Day = new(2025, 1, 1);

    /// <summary>Who was born later is a child.</summary>
    public static readonly DateOnly AdultsAreBornBy = Day.AddYears(-AdultAge);

    public static decimal Euros(int cents) => cents / 100m;
}
