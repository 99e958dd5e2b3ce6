using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>Findings about the engine itself (RE9xxx).</summary>
internal static class CliErrors
{
    public static readonly DiagnosticDescriptor InternalErrorDescriptor = new("RE9001", "internal error");

    public static Diagnostic InternalError(Exception problem, bool detailsFollow) =>
        InternalErrorDescriptor.At(null, $"internal error: {problem.Message}", detailsFollow ? null : "run again with --debug for the details, and report them");
}
