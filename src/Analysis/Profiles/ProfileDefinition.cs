using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Profiles;

/// <summary>Families that nobody is, along an income: what a <c>*.profile.yaml</c> file says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Date">A date in the period that is decided.</param>
/// <param name="Rights">The names of the rights to look at; null for all that are not internal.</param>
/// <param name="Axis">The income.</param>
/// <param name="Families">The families.</param>
internal sealed record ProfileDefinition(string Name, LocalizedText Title, DateOnly Date, IReadOnlySet<string>? Rights, ProfileAxis Axis, IReadOnlyList<ProfileFamily> Families);

/// <summary>The income that families are followed along, in cents so that every place on it is exact.</summary>
/// <param name="Title">What it is, per year.</param>
/// <param name="From">Where it begins, in cents.</param>
/// <param name="To">Where it ends, in cents.</param>
/// <param name="Step">How far apart the incomes are that are looked at first, in cents.</param>
/// <param name="Fields">The fields that the income is written to.</param>
internal sealed record ProfileAxis(LocalizedText Title, long From, long To, long Step, IReadOnlyList<AxisField> Fields)
{
    /// <summary>The incomes of the steps; the last one is always the end.</summary>
    public IEnumerable<long> Places()
    {
        for (long place = From; place < To; place += Step) yield return place;
        yield return To;
    }
}

/// <summary>A field that goes along with the income.</summary>
/// <param name="Record">The record.</param>
/// <param name="Field">Its field, an amount of money.</param>
/// <param name="Key">The year, quarter or month, for a record that has one.</param>
/// <param name="Times">What the income is multiplied by, as 1/12 for a wage per month.</param>
internal sealed record AxisField(RecordDefinition Record, FieldDefinition Field, string? Key, decimal Times);

/// <summary>A family.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Case">Who they are, apart from the income.</param>
/// <param name="Earners">Who has which share of the income.</param>
internal sealed record ProfileFamily(string Id, LocalizedText Title, Case Case, IReadOnlyList<(string Person, decimal Share)> Earners)
{
    private const int CentDecimals = 2;

    /// <summary>The family with an income.</summary>
    /// <param name="profile">The profile that it belongs to.</param>
    /// <param name="cents">The income, in cents; what is written to a field is rounded to the cent, half away from zero.</param>
    public Case With(ProfileDefinition profile, long cents) => FieldValues.With(Case,
        [.. Earners.SelectMany(e => profile.Axis.Fields.Select(f => new FieldValue(e.Person, f.Record, f.Field, f.Key, Money(cents / 100m * e.Share * f.Times))))], profile.Date);

    /// <summary>An amount to the cent, without zeros at the end, as readers of cases make it.</summary>
    public static decimal Money(decimal amount) => Math.Round(amount, CentDecimals, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;
}
