namespace RightsEngine.DmnTck.Translating;

/// <summary>The built-in functions of FEEL (DMN 1.5, 10.3.4), by which a function that is missing is told from a name that is wrong.</summary>
internal static class FeelBuiltins
{
    private static readonly HashSet<string> Names =
    [
        "date", "date and time", "time", "number", "string", "duration", "years and months duration", "not", "substring", "string length",
        "upper case", "lower case", "substring before", "substring after", "replace", "contains", "starts with", "ends with", "matches",
        "split", "string join", "list contains", "list replace", "count", "min", "max", "sum", "mean", "all", "any", "sublist", "append",
        "concatenate", "insert before", "remove", "reverse", "index of", "union", "distinct values", "flatten", "product", "median",
        "stddev", "mode", "decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down", "abs", "modulo",
        "sqrt", "log", "exp", "odd", "even", "is", "before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after",
        "finishes", "finished by", "includes", "during", "starts", "started by", "coincides", "day of year", "day of week", "month of year",
        "week of year", "sort", "get value", "get entries", "context", "context put", "context merge", "now", "today", "range",
    ];

    /// <summary>Whether a finding of an unknown name is about a built-in of FEEL.</summary>
    public static bool IsMissing(Source.Diagnostic finding) =>
        finding.Code == Language.TypeErrors.UnknownNameDescriptor.Code && finding.Message.Split('`') is [_, var name, ..] && Names.Contains(name);
}
