namespace RightsEngine.Data.Populations;

/// <summary>A test on a person of a household, or on the household alone. What it does not name may be anything.</summary>
internal sealed record Condition
{
    /// <summary>A bit per type of household.</summary>
    public ulong Types { get; init; } = ulong.MaxValue;

    /// <summary>A bit per role.</summary>
    public ulong Roles { get; init; } = ulong.MaxValue;

    public int AgeFrom { get; init; }

    public int AgeTo { get; init; } = int.MaxValue;

    /// <summary>The numbers of traits with a bit per value.</summary>
    public IReadOnlyList<(int Trait, ulong Values)> Traits { get; init; } = [];

    public bool IsOfPersons => Roles != ulong.MaxValue || AgeFrom != 0 || AgeTo != int.MaxValue;

    public bool Holds(SyntheticHousehold household, int person)
    {
        if ((Types >> household.Type & 1) == 0) return false;
        if (IsOfPersons && ((Roles >> household.Roles[person] & 1) == 0 || household.Ages[person] < AgeFrom || household.Ages[person] > AgeTo)) return false;
        foreach ((int trait, ulong values) in Traits)
            if (household.Trait(person, trait) is var value && (value < 0 || (values >> value & 1) == 0)) return false;
        return true;
    }
}
