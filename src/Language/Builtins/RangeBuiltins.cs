using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Builtins;

/// <summary>Built-ins that compare points and ranges. A range that leaves out an end does not reach it.</summary>
internal static class RangeBuiltins
{
    public static readonly Builtin[] All =
    [
        Relation("before", "lies before the other", "before(1, [2..5]) = true", Forms.All, Before),
        Relation("after", "lies after the other", "after([5..8], 4) = true", Forms.All, (a, b) => Before(b, a)),
        Relation("meets", "ends where the other starts", "meets([1..5], [5..10]) = true", Forms.Ranges, Meets),
        Relation("met by", "starts where the other ends", "met by([5..10], [1..5]) = true", Forms.Ranges, (a, b) => Meets(b, a)),
        Relation("overlaps", "shares values with the other", "overlaps([1..5], [3..8]) = true", Forms.Ranges, Overlaps),
        Relation("overlaps before", "starts before the other and ends inside it", "overlaps before([1..5], [3..8]) = true", Forms.Ranges, OverlapsBefore),
        Relation("overlaps after", "starts inside the other and ends after it", "overlaps after([3..8], [1..5]) = true", Forms.Ranges, (a, b) => OverlapsBefore(b, a)),
        Relation("finishes", "ends with the other and starts inside it", "finishes(10, [1..10]) = true", Forms.PointOrRangeInRange, Finishes),
        Relation("finished by", "ends with the other, which starts inside it", "finished by([1..10], [5..10]) = true", Forms.RangeWithPointOrRange, (a, b) => Finishes(b, a)),
        Relation("includes", "holds the other", "includes([1..10], [5..6]) = true", Forms.RangeWithPointOrRange, Includes),
        Relation("during", "lies inside the other", "during(5, [1..10]) = true", Forms.PointOrRangeInRange, (a, b) => Includes(b, a)),
        Relation("starts", "starts with the other and ends inside it", "starts([1..5], [1..10]) = true", Forms.PointOrRangeInRange, Starts),
        Relation("started by", "starts with the other, which ends inside it", "started by([1..10], 1) = true", Forms.RangeWithPointOrRange, (a, b) => Starts(b, a)),
        Relation("coincides", "is the same as the other", "coincides([1..5], [1..5]) = true", Forms.Alike,
            (a, b) => Order(a.Low, b.Low) == 0 && Order(a.High, b.High) == 0 && a.LowIncluded == b.LowIncluded && a.HighIncluded == b.HighIncluded),
    ];

    /// <summary>What a relation may stand between: points (P) and ranges (R).</summary>
    private static class Forms
    {
        public static readonly (bool, bool)[] All = [(false, false), (false, true), (true, false), (true, true)];
        public static readonly (bool, bool)[] Alike = [(false, false), (true, true)];
        public static readonly (bool, bool)[] Ranges = [(true, true)];
        public static readonly (bool, bool)[] PointOrRangeInRange = [(false, true), (true, true)];
        public static readonly (bool, bool)[] RangeWithPointOrRange = [(true, false), (true, true)];
    }

    private static Builtin Relation(string name, string summary, string example, (bool FirstIsRange, bool SecondIsRange)[] forms, Func<RangeValue, RangeValue, bool> holds)
    {
        string signature = string.Join(" | ", forms.Select(f => $"{name}({Parameter(f.FirstIsRange, f.SecondIsRange, 1)}, {Parameter(f.SecondIsRange, f.FirstIsRange, 2)}) → boolean"));
        return new Builtin(name, signature, $"whether the first {summary}", example, t => Typed(t, forms) ? RightsType.Boolean : null,
            a => BooleanValue.Of(holds(AsRange(a[0]), AsRange(a[1]))));
    }

    private static string Parameter(bool isRange, bool otherIsRange, int number) =>
        $"{(isRange ? "range" : "point")}{(isRange == otherIsRange ? number : "")}: {(isRange ? "range" : "value")}";

    private static bool Typed(IReadOnlyList<RightsType> types, (bool, bool)[] forms) =>
        types.Count == 2 && forms.Contains((types[0] is RangeType, types[1] is RangeType))
        && RightsType.Join(Point(types[0]), Point(types[1])) is { IsOrdered: true };

    private static RightsType Point(RightsType type) => type is RangeType range ? range.Item : type;

    /// <summary>A point is the range from itself to itself.</summary>
    private static RangeValue AsRange(Value value) => value as RangeValue ?? new RangeValue(true, value, value, true);

    private static int Order(Value a, Value b) => BuiltinSupport.Compare(a, b);

    private static bool Before(RangeValue a, RangeValue b) =>
        Order(a.High, b.Low) is var order && (order < 0 || (order == 0 && !(a.HighIncluded && b.LowIncluded)));

    private static bool Meets(RangeValue a, RangeValue b) => a.HighIncluded && b.LowIncluded && Order(a.High, b.Low) == 0;

    private static bool Overlaps(RangeValue a, RangeValue b) => !Before(a, b) && !Before(b, a);

    private static bool OverlapsBefore(RangeValue a, RangeValue b) =>
        StartsEarlier(a, b) && !Before(a, b) && (Order(a.High, b.High) is var end && (end < 0 || (end == 0 && (!a.HighIncluded || b.HighIncluded))));

    private static bool StartsEarlier(RangeValue a, RangeValue b) =>
        Order(a.Low, b.Low) is var start && (start < 0 || (start == 0 && a.LowIncluded && !b.LowIncluded));

    private static bool Finishes(RangeValue a, RangeValue b) =>
        a.HighIncluded == b.HighIncluded && Order(a.High, b.High) == 0
        && Order(a.Low, b.Low) is var start && (start > 0 || (start == 0 && (!a.LowIncluded || b.LowIncluded)));

    private static bool Starts(RangeValue a, RangeValue b) =>
        a.LowIncluded == b.LowIncluded && Order(a.Low, b.Low) == 0
        && Order(a.High, b.High) is var end && (end < 0 || (end == 0 && (!a.HighIncluded || b.HighIncluded)));

    private static bool Includes(RangeValue a, RangeValue b) =>
        Order(a.Low, b.Low) is var start && (start < 0 || (start == 0 && (a.LowIncluded || !b.LowIncluded)))
        && Order(a.High, b.High) is var end && (end > 0 || (end == 0 && (a.HighIncluded || !b.HighIncluded)));
}
