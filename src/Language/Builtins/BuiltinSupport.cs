using System.Text;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Builtins;

/// <summary>What the families of built-ins share: reading arguments, exact results, ordering.</summary>
internal static class BuiltinSupport
{
    public static readonly FaultValue Overflow = new("overflow: the result needs more than 28 digits", null);

    public static bool Are(this IReadOnlyList<RightsType> types, params RightsType[] expected) =>
        types.Count == expected.Length && types.Zip(expected).All(p => p.First.FitsIn(p.Second));

    /// <summary>A number or money, which keep their type through rounding and the like.</summary>
    public static bool IsAmount(this RightsType type) => type.Equals(RightsType.Number) || type.IsMoney;

    public static decimal Number(this Value value) => ((NumberValue)value).Value;

    public static string String(this Value value) => ((TextValue)value).Value;

    public static DateOnly Date(this Value value) => ((DateValue)value).Value;

    public static IEnumerable<Value> Items(this Value value) => ((ListValue)value).Items.Select(i => i.Value);

    public static Value OrOverflow(this decimal? value) => value is { } v ? new NumberValue(v) : Overflow;

    /// <summary>A whole number argument that fits an int, else a fault.</summary>
    public static bool TryInt(this Value value, out int whole)
    {
        decimal d = value.Number();
        whole = 0;
        if (d != decimal.Truncate(d) || Math.Abs(d) > 1_000_000m) return false;
        whole = (int)d;
        return true;
    }

    /// <summary>The order of two known values of one ordered type. Texts go by code point.</summary>
    public static int Compare(Value a, Value b) => (a, b) switch
    {
        (NumberValue x, NumberValue y) => x.Value.CompareTo(y.Value),
        (DateValue x, DateValue y) => x.Value.CompareTo(y.Value),
        (DurationValue x, DurationValue y) => x.Months.CompareTo(y.Months),
        (TextValue x, TextValue y) => CompareCodePoints(x.Value, y.Value),
        (BooleanValue x, BooleanValue y) => x.Value.CompareTo(y.Value),
        _ => throw new InvalidOperationException($"no order between {a.GetType().Name} and {b.GetType().Name}"),
    };

    private static int CompareCodePoints(string a, string b)
    {
        StringRuneEnumerator x = a.EnumerateRunes();
        StringRuneEnumerator y = b.EnumerateRunes();
        while (true)
        {
            bool more = x.MoveNext();
            if (more != y.MoveNext()) return more ? 1 : -1;
            if (!more) return 0;
            int c = x.Current.CompareTo(y.Current);
            if (c != 0) return c;
        }
    }
}
