using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The year, quarter or month of a record, or the year of an income, which is the same for all cases.</summary>
/// <param name="Here">The key for the date that code is being made for.</param>
/// <param name="On">The key for another date, null where there is none; null when it does not hang on the date.</param>
internal sealed record RecordKey(string Here, Func<KernelDate, string?>? On = null)
{
    /// <summary>The year that is part of it.</summary>
    public int Year => YearOf(Here);

    /// <summary>The key for another date, null where there is none.</summary>
    public string? For(KernelDate other) => On is null ? Here : On(other);

    /// <summary>The year for another date, null where there is none.</summary>
    public NumberValue? YearFor(KernelDate other) => For(other) is { } key ? new NumberValue(YearOf(key)) : null;

    /// <summary>The key by its parts; null where the case decides one of them.</summary>
    /// <param name="per">What there is one record of.</param>
    /// <param name="parts">The year, and the quarter or month.</param>
    /// <exception cref="NotEmittableException">A year has decimals.</exception>
    public static RecordKey? Of(RecordPeriod per, Emitted[] parts)
    {
        if (parts.Any(p => p.ConstantHere is not NumberValue)) return null;
        string here = Text(per, [.. parts.Select(p => p.ConstantHere!)]) ?? throw new NotEmittableException("a year with decimals");
        if (parts.All(p => p.Dated is null)) return new RecordKey(here);
        return new RecordKey(here, other =>
        {
            Value?[] values = [.. parts.Select(p => p.Dated is { } dated ? dated.On(other) : p.ConstantHere)];
            return values.Contains(null) ? null : Text(per, values!);
        });
    }

    private static string? Text(RecordPeriod per, Value[] parts)
    {
        if (parts[0] is not NumberValue { Value: var year } || year != decimal.Truncate(year)) return null;
        int part = parts.Length > 1 ? (int)((NumberValue)parts[1]).Value : 0;
        return per switch { RecordPeriod.Year => $"{decimal.Truncate(year)}", RecordPeriod.Quarter => $"{decimal.Truncate(year)}-Q{part}", _ => $"{decimal.Truncate(year)}-{part:00}" };
    }

    private static int YearOf(string key) => int.Parse(key.Split('-')[0]);
}
