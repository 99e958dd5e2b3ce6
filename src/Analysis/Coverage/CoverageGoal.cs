using RightsEngine.Source;

namespace RightsEngine.Analysis.Coverage;

/// <summary>What kind of thing tests should have seen.</summary>
internal enum CoverageKind
{
    /// <summary>A condition with one of its outcomes.</summary>
    Condition,

    /// <summary>One side of a limit: the value at it, or the smallest step beyond.</summary>
    Boundary,

    /// <summary>A row of a table that holds, or a component of an income that counts.</summary>
    Row,

    /// <summary>A branch of <c>if</c>.</summary>
    Branch,

    /// <summary>A version of a parameter that is used.</summary>
    Figure,
}

/// <summary>In which way a part of the rules was seen.</summary>
internal enum Aspect
{
    True,
    False,
    Unknown,
    Computed,

    /// <summary>Computed as a number that is not 0.</summary>
    Counted,
    AtLimit,
    Beyond,
    AtUpperLimit,
    BeyondUpper,
}

/// <summary>One thing that tests should have seen of one part of the rules.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Owner">The right or declaration it belongs to.</param>
/// <param name="Location">Where the part is written.</param>
/// <param name="Text">What it is in words: <c>condition `income` was true</c>.</param>
/// <param name="Part">The part: an expression, a condition or a version of a parameter, as the same object that evaluation meets.</param>
/// <param name="Aspect">In which way it should have been seen.</param>
internal sealed record CoverageGoal(CoverageKind Kind, string Owner, Location Location, string Text, object Part, Aspect Aspect);
