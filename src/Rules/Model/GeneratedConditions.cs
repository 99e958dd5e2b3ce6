namespace RightsEngine.Rules.Model;

/// <summary>The conditions that a right has without being written.</summary>
internal static class GeneratedConditions
{
    /// <summary>The amount is not zero or refused.</summary>
    public const string AmountDue = "amount_due";

    /// <summary>The right was granted on a check date and still runs.</summary>
    public const string Award = "award";

    /// <summary>The ids that a condition may not have.</summary>
    public static readonly IReadOnlyList<string> All = [AmountDue, Award];

    /// <summary>Those of a right.</summary>
    public static IEnumerable<string> Of(RightDefinition right)
    {
        if (right.Award is not null) yield return Award;
        if (right.Amount is not null) yield return AmountDue;
    }
}
