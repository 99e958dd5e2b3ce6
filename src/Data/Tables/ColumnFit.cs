using RightsEngine.Data.Duck;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tables;

/// <summary>Which stored types hold values of a type of the catalogue without loss.</summary>
internal static class ColumnFit
{
    public static bool Takes(RightsType type, DuckColumnType stored)
    {
        if (stored.IsText) return true;
        RightsType required = type.Required();
        if (required.IsMoney || required.Equals(RightsType.Number)) return stored.IsWhole || stored.IsDecimal;
        if (required.Equals(RightsType.Date)) return stored.IsDate;
        if (required.Equals(RightsType.Boolean)) return stored.IsBoolean;
        return stored.IsWhole && (required.Equals(RightsType.Identifier) || required.Equals(RightsType.Text));
    }

    /// <summary>The stored types that do, for a finding.</summary>
    public static string Expected(RightsType type)
    {
        RightsType required = type.Required();
        return required.IsMoney || required.Equals(RightsType.Number) ? "DECIMAL, INTEGER or text"
            : required.Equals(RightsType.Date) ? "DATE or text"
            : required.Equals(RightsType.Boolean) ? "BOOLEAN or text"
            : required.Equals(RightsType.Identifier) || required.Equals(RightsType.Text) ? "text or INTEGER"
            : "text";
    }
}
