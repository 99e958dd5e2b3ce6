using System.Collections.Immutable;
using RightsEngine.Language.Core;

namespace RightsEngine.Analysis.Proofs;

/// <summary>The values that a term may still have.</summary>
internal sealed record Domain(decimal? Low, bool LowOpen, decimal? High, bool HighOpen, bool IsWhole, ImmutableHashSet<decimal> Not, ImmutableHashSet<string>? Texts, ImmutableHashSet<string> NotTexts)
{
    public static Domain Of(Term term) =>
        new Domain(term.Low, false, term.High, false, term.IsWhole, [], term.Texts?.ToImmutableHashSet(StringComparer.Ordinal), ImmutableHashSet.Create<string>(StringComparer.Ordinal));

    public bool IsEmpty
    {
        get
        {
            if (Texts is not null && Texts.Count == 0) return true;
            if (Low is not { } low || High is not { } high) return false;
            if (low > high || (low == high && (LowOpen || HighOpen))) return true;
            if (low == high) return Not.Contains(low);
            // A few whole numbers may all be ruled out one by one.
            return IsWhole && high - low < 64 && Enumerable.Range(0, (int)(high - low) + 1).All(i => Not.Contains(low + i));
        }
    }

    /// <summary>The domain with a bound added.</summary>
    public Domain With(ComparisonOperator comparison, decimal limit) => (comparison switch
    {
        ComparisonOperator.Equal => AtLeast(limit, false).AtMost(limit, false),
        ComparisonOperator.NotEqual => this with { Not = Not.Add(limit) },
        ComparisonOperator.Less => AtMost(limit, true),
        ComparisonOperator.LessOrEqual => AtMost(limit, false),
        ComparisonOperator.Greater => AtLeast(limit, true),
        _ => AtLeast(limit, false),
    }).Tightened();

    public Domain With(IReadOnlySet<string> texts, bool holds)
    {
        if (!holds) return this with { Texts = Texts?.Except(texts), NotTexts = NotTexts.Union(texts) };
        ImmutableHashSet<string> allowed = Texts is null ? texts.ToImmutableHashSet(StringComparer.Ordinal).Except(NotTexts) : Texts.Intersect(texts);
        return this with { Texts = allowed };
    }

    private Domain AtLeast(decimal limit, bool open) =>
        Low is { } low && (low > limit || (low == limit && (LowOpen || !open))) ? this : this with { Low = limit, LowOpen = open };

    private Domain AtMost(decimal limit, bool open) =>
        High is { } high && (high < limit || (high == limit && (HighOpen || !open))) ? this : this with { High = limit, HighOpen = open };

    /// <summary>Among whole numbers an end that is left out, or has a fraction, is the next one.</summary>
    private Domain Tightened()
    {
        if (!IsWhole) return this;
        Domain result = this;
        if (Low is { } low)
        {
            decimal first = decimal.Ceiling(low);
            result = result with { Low = LowOpen && first == low ? first + 1 : first, LowOpen = false };
        }
        if (High is { } high)
        {
            decimal last = decimal.Floor(high);
            result = result with { High = HighOpen && last == high ? last - 1 : last, HighOpen = false };
        }
        return result;
    }
}
