using RightsEngine.Concepts.Cases;

namespace RightsEngine.Data.Cases;

/// <summary>The days on which something holds for certain, whatever its unknown boundaries turn out to be.</summary>
internal readonly record struct CertainSpan(DateOnly From, DateOnly To)
{
    /// <summary>
    /// A span whose boundary is unknown holds at least on its other boundary; with both unknown no day is certain.
    /// Checks look at certain days only: what may turn out right is not a mistake.
    /// </summary>
    public static CertainSpan? Of(CaseSpan span)
    {
        if (span.From.IsUnknown && span.To.IsUnknown) return null;
        DateOnly from = span.From.Date ?? DateOnly.MinValue, to = span.To.Date ?? DateOnly.MaxValue;
        if (span.From.IsUnknown) return new CertainSpan(to, to);
        return span.To.IsUnknown ? new CertainSpan(from, from) : new CertainSpan(from, to);
    }

    public bool Contains(DateOnly day) => From <= day && day <= To;
}
