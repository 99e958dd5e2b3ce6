using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Builtins;

/// <summary>A built-in function: its name, what it takes, what it does, and the computation over known values.</summary>
/// <param name="Name">The name as written, words separated by one space.</param>
/// <param name="Signature">The parameters and result as the manual shows them.</param>
/// <param name="Summary">One sentence for the manual.</param>
/// <param name="Example">An expression and its value, <c>abs(-1) = 1</c>; a test runs it.</param>
/// <param name="Typing">The result type for argument types, or null when they do not fit.</param>
/// <param name="Compute">The result for known arguments; lists in it have certain items only unless <see cref="TakesPossible"/>.</param>
internal sealed record Builtin(
    string Name,
    string Signature,
    string Summary,
    string Example,
    Func<IReadOnlyList<RightsType>, RightsType?> Typing,
    Func<IReadOnlyList<Value>, Value> Compute)
{
    /// <summary>Whether a bare number among the arguments takes the money type of the others.</summary>
    public bool UnifiesArguments { get; init; }

    /// <summary>Whether the computation accepts lists with possible members.</summary>
    public bool TakesPossible { get; init; }
}
