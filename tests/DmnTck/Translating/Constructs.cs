using System.Text.RegularExpressions;

namespace RightsEngine.DmnTck.Translating;

/// <summary>Constructs of FEEL outside the subset, recognised in the text of an expression.</summary>
internal static partial class Constructs
{
    /// <summary>What is outside whatever is expected: the types do not exist, so nothing of the case can be measured.</summary>
    public static Outside? NeverReadable(string text)
    {
        string skeleton = FeelText.Skeleton(text);
        if (Time().IsMatch(skeleton) || TimeLiteral().IsMatch(text)) return Outside.TimeTypes;
        return Clock().IsMatch(skeleton) ? Outside.Clock : null;
    }

    /// <summary>What explains that the compiler rejects an expression of which FEEL knows a value.</summary>
    public static Outside? ExplainsRejection(string text)
    {
        string skeleton = FeelText.Skeleton(text);
        if (InstanceOf().IsMatch(skeleton)) return Outside.InstanceOf;
        if (External().IsMatch(skeleton)) return Outside.ExternalFunction;
        if (Function().IsMatch(skeleton)) return Outside.FunctionValue;
        if (DynamicContext().IsMatch(skeleton)) return Outside.DynamicContext;
        if (RangeCall().IsMatch(skeleton)) return Outside.RangeFromText;
        if (NotExact().IsMatch(skeleton)) return Outside.NotExact;
        return Null().IsMatch(skeleton) ? Outside.NullValue : null;
    }

    [GeneratedRegex(@"(?<!\w)(?:time|date\s+and\s+time|days\s+and\s+time\s+duration)\s*\(|(?<!\w)instance\s+of\s+(?:time|date\s+and\s+time|days\s+and\s+time)")]
    private static partial Regex Time();

    // "10:00", "2024-01-01T…", "P1D", "PT1H", with or without a date before them.
    [GeneratedRegex("""(?:@|duration\s*\(\s*(?:from\s*:\s*)?)"(?:-?P(?:\d+Y)?(?:\d+M)?(?:\d+D|T)|[^"]*\d:\d\d|-?\d+-\d\d-\d\dT)""")]
    private static partial Regex TimeLiteral();

    [GeneratedRegex(@"(?<!\w)(?:now|today)\s*\(")]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<!\w)instance\s+of(?!\w)")]
    private static partial Regex InstanceOf();

    [GeneratedRegex(@"(?<!\w)external(?!\w)\s*\{")]
    private static partial Regex External();

    // `f(1)(2)` calls what a call gives.
    [GeneratedRegex(@"(?<!\w)function\s*\(|(?<!\w)sort\s*\(|\)\s*\(")]
    private static partial Regex Function();

    [GeneratedRegex(@"(?<!\w)(?:get\s+value|get\s+entries|context|context\s+put|context\s+merge)\s*\(")]
    private static partial Regex DynamicContext();

    [GeneratedRegex(@"(?<!\w)range\s*\(")]
    private static partial Regex RangeCall();

    [GeneratedRegex(@"(?<!\w)(?:exp|log|sqrt|stddev)\s*\(")]
    private static partial Regex NotExact();

    [GeneratedRegex(@"(?<![\w.])null(?!\w)")]
    private static partial Regex Null();
}
