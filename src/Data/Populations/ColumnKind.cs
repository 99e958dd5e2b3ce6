using RightsEngine.Language.Types;

namespace RightsEngine.Data.Populations;

/// <summary>How the values of a column are stored.</summary>
internal enum ColumnKind
{
    Text,
    Date,
    Boolean,

    /// <summary>A year, quarter or month.</summary>
    Part,

    /// <summary>In hundredths.</summary>
    Money,

    /// <summary>In ten-thousandths.</summary>
    Number,
}

/// <summary>How values of the catalogue are stored.</summary>
internal static class ColumnKinds
{
    /// <summary>The digits of a stored number.</summary>
    public const byte Digits = 18;

    /// <summary>The kind for a type, or null when values of the type cannot be drawn.</summary>
    public static ColumnKind? Of(RightsType type)
    {
        RightsType required = type.Required();
        if (required.IsMoney) return ColumnKind.Money;
        if (required.Equals(RightsType.Number)) return ColumnKind.Number;
        if (required.Equals(RightsType.Date)) return ColumnKind.Date;
        if (required.Equals(RightsType.Boolean)) return ColumnKind.Boolean;
        return required is CodeType || required.Equals(RightsType.Text) || required.Equals(RightsType.Identifier) || required.Equals(RightsType.Duration) ? ColumnKind.Text : null;
    }

    public static byte Decimals(ColumnKind kind) => kind switch { ColumnKind.Money => 2, ColumnKind.Number => 4, _ => 0 };

    /// <summary>A number as it is stored; null when it has too many digits.</summary>
    public static long? Scaled(decimal number, ColumnKind kind)
    {
        if (Math.Abs(number) >= 1_000_000_000_000) return null;
        decimal scaled = number * (kind == ColumnKind.Money ? 100 : 10_000);
        return scaled == decimal.Truncate(scaled) ? (long)scaled : null;
    }
}
