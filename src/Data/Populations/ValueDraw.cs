namespace RightsEngine.Data.Populations;

/// <summary>A value of a column, as the file that is written holds it.</summary>
/// <param name="text">For texts, in UTF-8.</param>
/// <param name="number">For all others: a day number, a scaled amount, 0 or 1.</param>
/// <param name="isNothing">Whether the source has nothing.</param>
internal readonly ref struct CellDraw(ReadOnlySpan<byte> text, long number, bool isNothing = false)
{
    public ReadOnlySpan<byte> Text { get; } = text;

    public long Number { get; } = number;

    public bool IsNothing { get; } = isNothing;

    public static CellDraw Nothing => new(default, 0, true);
}

/// <summary>Where the value of a column comes from.</summary>
internal abstract class ValueDraw
{
    /// <param name="household">The household.</param>
    /// <param name="person">The person that the row is about.</param>
    /// <param name="row">Which of the rows about that person: the key of a record, or the other person of a relation.</param>
    public abstract CellDraw Of(SyntheticHousehold household, int person, int row);
}

/// <summary>The same for everyone.</summary>
internal sealed class ConstantDraw(byte[] text, long number) : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row) => new(text, number);
}

internal sealed class NothingDraw : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row) => CellDraw.Nothing;
}

/// <summary>One of several values by weight.</summary>
internal sealed class ChoiceDraw(Weights weights, ValueDraw[] values, int site) : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row) =>
        values[weights.Pick(Draw.At(household.Stream, site, person, row))].Of(household, person, row);
}

/// <summary>A number in ranges by weight, made into what the column holds: a day from today on, for instance.</summary>
internal sealed class RangeDraw(Ranges ranges, long times, long plus, int site) : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row) => new(default, ranges.Pick(household.Stream, site, person, row) * times + plus);
}

/// <summary>What was drawn for the person or the household before.</summary>
internal sealed class TraitValue(int trait, ValueDraw[] values) : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row) =>
        household.Trait(person, trait) is >= 0 and var value ? values[value].Of(household, person, row) : CellDraw.Nothing;
}

/// <summary>The date of birth.</summary>
internal sealed class BirthDayValue : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row) => new(default, household.BirthDays[person]);
}

/// <summary>The id of the household, as an address for instance.</summary>
internal sealed class HouseholdValue : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row) => new(household.Case, 0);
}

/// <summary>The first of several whose condition holds; nothing when none does.</summary>
internal sealed class ConditionalDraw(IReadOnlyList<(Condition? When, ValueDraw Value)> cases) : ValueDraw
{
    public override CellDraw Of(SyntheticHousehold household, int person, int row)
    {
        foreach ((Condition? when, ValueDraw value) in cases)
            if (when is null || when.Holds(household, person)) return value.Of(household, person, row);
        return CellDraw.Nothing;
    }
}
