using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Builtins;

/// <summary>A built-in function: its name, what it takes, what it does, and the computation over known values.</summary>
/// <param name="Name">The name as written, words separated by one space.</param>
/// <param name="Signature">
/// The parameters and result as the manual shows them; several ways to call it are separated by <c> | </c>, and
/// <c>name?: type</c> may be left out. Arguments may be given by these names.
/// </param>
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
    private readonly Lazy<IReadOnlyList<IReadOnlyList<string>>> _parameters = new(() => BuiltinSignature.Parameters(Signature));

    /// <summary>The names of the parameters, in order, for each way to call it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Parameters => _parameters.Value;

    /// <summary>Whether a bare number among the arguments takes the money type of the others.</summary>
    public bool UnifiesArguments { get; init; }

    /// <summary>Whether the computation accepts lists with possible members.</summary>
    public bool TakesPossible { get; init; }

    /// <summary>Whether items of a list argument that are not known, or at fault, are for the computation to handle.</summary>
    public bool TakesUnknownItems { get; init; }

    /// <summary>Whether the items of the list may also be given one by one: <c>mean(1, 2, 3)</c>.</summary>
    public bool TakesItems { get; init; }

    /// <summary>The position of an argument that must be written as a text, because it is read before any case is; or -1.</summary>
    public int LiteralArgument { get; init; } = -1;

    /// <summary>Why a literal argument is wrong, or null.</summary>
    public Func<IReadOnlyList<Value>, string?>? LiteralProblem { get; init; }

    /// <summary>Whether a later first argument never gives an earlier or smaller result, so that bounds give bounds.</summary>
    public bool IsMonotone { get; init; }
}

/// <summary>Reads the names of parameters out of signatures.</summary>
internal static class BuiltinSignature
{
    public static IReadOnlyList<IReadOnlyList<string>> Parameters(string signature) => [.. signature.Split(" | ").Select(Names)];

    private static string[] Names(string call)
    {
        int open = call.IndexOf('('), close = call.LastIndexOf(") →", StringComparison.Ordinal);
        if (open < 0 || close <= open + 1) return [];
        return [.. call[(open + 1)..close].Split(", ").Where(p => p.Contains(':')).Select(p => p[..p.IndexOf(':')].TrimEnd('?'))];
    }
}
