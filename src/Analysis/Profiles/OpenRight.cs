namespace RightsEngine.Analysis.Profiles;

/// <summary>A stretch of incomes on which is not known what a right gives.</summary>
/// <param name="Right">The right.</param>
/// <param name="From">The first place where it is so, in cents.</param>
/// <param name="To">The last one.</param>
/// <param name="Missing">The facts that would tell, at the first place.</param>
internal sealed record OpenRight(ProfiledRight Right, long From, long To, string Missing);
