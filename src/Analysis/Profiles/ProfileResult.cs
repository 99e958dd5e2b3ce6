using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Profiles;

/// <summary>The families of a profile by one set of rules.</summary>
/// <param name="Rules"><c>today</c> or <c>reform</c>.</param>
/// <param name="Rulebook">The rules.</param>
/// <param name="Profile">The profile, read for these rules.</param>
/// <param name="Families">What was found, in the order of the file.</param>
internal sealed record ProfiledFamilies(string Rules, Rulebook Rulebook, ProfileDefinition Profile, IReadOnlyList<FamilyProfile> Families)
{
    public const string Today = "today", Reform = "reform";

    /// <summary>Follows all families, each on a thread of its own.</summary>
    /// <param name="rules"><see cref="Today"/> or <see cref="Reform"/>.</param>
    /// <param name="rulebook">The rules.</param>
    /// <param name="profile">The profile, read for these rules.</param>
    /// <param name="least">The least fall of a right that is a cliff, in a year.</param>
    /// <param name="threads">How many threads work; the result is the same.</param>
    /// <param name="onStep">Called by all threads after each step, with how many there are in all.</param>
    public static ProfiledFamilies Of(string rules, Rulebook rulebook, ProfileDefinition profile, decimal least, int threads, Action<int> onStep)
    {
        IReadOnlyList<ProfiledRight> rights = ProfiledRight.Of(rulebook, profile);
        var found = new FamilyProfile[profile.Families.Count];
        int steps = found.Length * FamilyProfile.StepsOf(profile, rights);
        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            found[i] = FamilyProfile.Of(rulebook, profile, profile.Families[i], rights, least, () => onStep(steps));
        });
        return new ProfiledFamilies(rules, rulebook, profile, found);
    }
}
