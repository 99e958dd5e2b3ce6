using RightsEngine.Analysis.Simulation;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Profiles;

/// <summary>A right in a profile.</summary>
/// <param name="Versions">Its versions in force for the period that is decided.</param>
/// <param name="Follows">Whether it may depend on a record that goes along with the income; else it is decided once.</param>
internal sealed record ProfiledRight(IReadOnlyList<RightDefinition> Versions, bool Follows)
{
    public string Name => Versions[0].Name;

    public RightDefinition Definition => Versions[0];

    /// <summary>Whether it gives or takes money, so that it can be added up.</summary>
    public bool HasMoney => YearlyAmount.Times(Definition) != 0;

    /// <summary>Whether the holder pays the amount.</summary>
    public bool IsPaid => Definition.AmountDirection == AmountDirection.Paid;

    /// <summary>The rights of a rulebook that a profile looks at, in the order of their names.</summary>
    public static IReadOnlyList<ProfiledRight> Of(Rulebook rulebook, ProfileDefinition profile)
    {
        HashSet<string> moved = [.. profile.Axis.Fields.Select(f => f.Record.Name)];
        return [.. rulebook.Rights
            .Where(r => (profile.Rights?.Contains(r.Name) ?? !r.IsInternal) && r.InForce.Contains(PeriodOf.Right(r, profile.Date).ReferenceDate))
            .GroupBy(r => r.Name, StringComparer.Ordinal)
            .Select(g => new ProfiledRight([.. g], g.Any(r => r.UsedDeclarations.Any(d => d is Concepts.Catalogue.RecordDefinition && moved.Contains(d.Name)))))];
    }
}
