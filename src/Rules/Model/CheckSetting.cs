using RightsEngine.Source;

namespace RightsEngine.Rules.Model;

/// <summary>How serious a check of the rules is taken, in the whole rulebook or in one place.</summary>
/// <param name="Check">The code of the check.</param>
/// <param name="In">The right or declaration for which this holds, such as <c>water.social_tariff</c> or <c>concept new_system</c>; null for all.</param>
/// <param name="Severity">How serious; null turns the check off.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record CheckSetting(string Check, string? In, Severity? Severity, Location Location);
