using RightsEngine.Language.Core;

namespace RightsEngine.Analysis.Proofs;

/// <summary>
/// What a condition says, as far as it can be reasoned about: facts and bounds, joined by and and or, with every negation
/// inside them. What is not understood is a fact of its own, so a formula never says more than the condition.
/// </summary>
internal abstract record Formula
{
    public static readonly Formula True = new Conjunction([]);

    public static readonly Formula False = new Disjunction([]);

    public static Formula Of(bool value) => value ? True : False;
}

internal sealed record Conjunction(IReadOnlyList<Formula> Parts) : Formula;

internal sealed record Disjunction(IReadOnlyList<Formula> Parts) : Formula;

/// <summary>Something that is true or false.</summary>
/// <param name="Key">What it is: equal for equal content.</param>
/// <param name="Holds">Whether it is said to be true.</param>
internal sealed record Said(string Key, bool Holds) : Formula;

/// <summary>A bound on a number; dates count as day numbers, durations as months.</summary>
internal sealed record Bound(Term Term, ComparisonOperator Operator, decimal Limit) : Formula;

/// <summary>A text is, or is not, one of some.</summary>
internal sealed record OneOf(Term Term, IReadOnlySet<string> Texts, bool Holds) : Formula;

/// <summary>A value that formulas speak of, with what is known about it beforehand. Two with equal keys are one.</summary>
internal sealed class Term(string key) : IEquatable<Term>
{
    public string Key { get; } = key;

    public decimal? Low { get; init; }

    public decimal? High { get; init; }

    /// <summary>Whether it has no fractions.</summary>
    public bool IsWhole { get; init; }

    /// <summary>All texts that it can be; null when nobody knows, or when it may be absent.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    public bool Equals(Term? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as Term);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
