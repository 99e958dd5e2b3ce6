using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Analysis.Coverage;

/// <summary>Of which values the limit of a comparison is the last that is on its side.</summary>
internal enum LimitSide
{
    /// <summary><c>value &lt;= limit</c>: beyond is a step more.</summary>
    FromAbove,

    /// <summary><c>value &lt; limit</c>: beyond is a step less.</summary>
    AboveOut,

    /// <summary><c>value >= limit</c>: beyond is a step less.</summary>
    FromBelow,

    /// <summary><c>value > limit</c>: beyond is a step more.</summary>
    BelowOut,
}

/// <summary>Where a value is beside a limit. The smallest step is a day, a month of a duration, 0.01 of money, 1 between other whole numbers, else 0.01.</summary>
internal static class Limit
{
    private const decimal Cent = 0.01m;

    public static LimitSide? Of(ComparisonOperator op) => op switch
    {
        ComparisonOperator.LessOrEqual => LimitSide.FromAbove,
        ComparisonOperator.Less => LimitSide.AboveOut,
        ComparisonOperator.GreaterOrEqual => LimitSide.FromBelow,
        ComparisonOperator.Greater => LimitSide.BelowOut,
        _ => null,
    };

    /// <summary>True at the limit (or less than a step from it on its side), false within a step beyond, null elsewhere.</summary>
    public static bool? Where(Value value, Value limit, LimitSide side, bool money)
    {
        if (Distance(value, limit, money) is not var (distance, step)) return null;
        if (side is LimitSide.FromBelow or LimitSide.AboveOut) distance = -distance;
        if (distance <= 0 && distance > -step) return true;
        return distance > 0 && distance <= step ? false : null;
    }

    private static (decimal Distance, decimal Step)? Distance(Value value, Value limit, bool money) => (value, limit) switch
    {
        (NumberValue a, NumberValue b) => Math.Abs(a.Value) < int.MaxValue && Math.Abs(b.Value) < int.MaxValue
            ? (a.Value - b.Value, !money && decimal.IsInteger(a.Value) && decimal.IsInteger(b.Value) ? 1 : Cent) : null,
        (DateValue a, DateValue b) => (a.Value.DayNumber - b.Value.DayNumber, 1),
        (DurationValue a, DurationValue b) => (a.Months - b.Months, 1),
        _ => null,
    };
}
