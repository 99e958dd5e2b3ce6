using System.Globalization;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Analysis.Mutation;

/// <summary>The values the smallest step from one: a cent, a day, a month, the last decimal place.</summary>
internal static class Steps
{
    private const decimal Cent = 0.01m;

    /// <summary>One step up and one down; none for what has no steps.</summary>
    public static IEnumerable<Value> Of(Value value, RightsType type)
    {
        switch (value)
        {
            case NumberValue n:
                decimal step = type.Required().IsMoney ? Cent : new decimal(1, 0, 0, false, n.Value.Scale);
                yield return new NumberValue(n.Value + step);
                yield return new NumberValue(n.Value - step);
                break;
            case DateValue d:
                if (d.Value < DateOnly.MaxValue) yield return new DateValue(d.Value.AddDays(1));
                if (d.Value > DateOnly.MinValue) yield return new DateValue(d.Value.AddDays(-1));
                break;
            case DurationValue d:
                yield return new DurationValue(d.Months + 1);
                yield return new DurationValue(d.Months - 1);
                break;
        }
    }

    /// <summary>A value as rules write it.</summary>
    public static string Text(Value value) => value switch
    {
        NumberValue n => n.Value.ToString(CultureInfo.InvariantCulture),
        DateValue d => $"date(\"{d.Value:yyyy-MM-dd}\")",
        DurationValue d => $"duration(\"P{d.Months}M\")",
        _ => value.ToString(),
    };
}
