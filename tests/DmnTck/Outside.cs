namespace RightsEngine.DmnTck;

/// <summary>Why a case lies outside the subset of FEEL that the language is. The list is closed.</summary>
internal enum Outside
{
    /// <summary>Time of day, date and time, days and time.</summary>
    TimeTypes,

    /// <summary>A function as a value: lambdas, function types, functions in contexts.</summary>
    FunctionValue,

    /// <summary><c>instance of</c>.</summary>
    InstanceOf,

    /// <summary>Contexts whose keys are computed: <c>get value</c>, <c>context put</c> and kin.</summary>
    DynamicContext,

    /// <summary>A null that has to be a value, not something unknown.</summary>
    NullValue,

    /// <summary>Java, PMML.</summary>
    ExternalFunction,

    /// <summary>A model that imports another.</summary>
    Import,

    /// <summary>A decision service as a function.</summary>
    DecisionService,

    /// <summary>A range made out of a text: <c>range("[1..2]")</c>.</summary>
    RangeFromText,

    /// <summary>Roots, logarithms, powers and deviations that have no exact result.</summary>
    NotExact,

    /// <summary>The clock of the machine: <c>now</c>, <c>today</c>.</summary>
    Clock,

    /// <summary>Operands, list items or results of mixed types, which FEEL turns into one another or into null.</summary>
    DynamicTyping,

    /// <summary>A function that calls itself.</summary>
    Recursion,

    /// <summary>A decision without logic, or an expression without text.</summary>
    NoLogic,

    /// <summary>Something else that the compiler reports as outside the language (RE2014, RE3014).</summary>
    ReportedByCompiler,

    /// <summary>A form of boxed expression, or a nesting of forms, that this console does not translate.</summary>
    NotTranslated,
}

/// <summary>Thrown while a model is translated, when it needs something outside the subset.</summary>
internal sealed class OutsideException(Outside reason, string detail) : Exception($"{reason}: {detail}")
{
    public Outside Reason { get; } = reason;

    public string Detail { get; } = detail;
}
