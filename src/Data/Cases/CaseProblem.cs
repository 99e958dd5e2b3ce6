using RightsEngine.Concepts.Cases;
using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>Something wrong in the data of a case; a case with an error is rejected as a whole, one with warnings is decided.</summary>
/// <param name="Code">The stable code, such as <c>RE5007</c>.</param>
/// <param name="Case">The id of the case; empty when it could not be read.</param>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Row">The 1-based line or row, when known.</param>
/// <param name="Path">Where in the case: <c>persons.anna.tax_assessment.2023.employee_income</c>; empty for the case itself.</param>
/// <param name="Field">The field, or null when it is not about one field.</param>
/// <param name="Value">The value as written, or null when it is not about one value.</param>
/// <param name="Message">What is wrong, and what to do where that is not plain.</param>
public sealed record CaseProblem(string Code, string Case, string File, int? Row, string Path, string? Field, string? Value, string Message)
{
    /// <summary>Whether the case is rejected for it (error) or is decided without what is wrong (warning).</summary>
    public Severity Severity { get; init; } = Severity.Error;
}

/// <summary>What came of reading one case: the case, or why it is rejected.</summary>
public sealed class CaseResult
{
    internal CaseResult(string caseId, string file, int? row, Case? accepted, IReadOnlyList<CaseProblem> problems)
    {
        CaseId = caseId;
        File = file;
        Row = row;
        Case = accepted;
        Problems = problems;
    }

    /// <summary>The same with further warnings.</summary>
    internal CaseResult With(IEnumerable<CaseProblem> warnings) => new(CaseId, File, Row, Case, [.. Problems, .. warnings]);

    /// <summary>The id of the case; empty when it could not be read.</summary>
    public string CaseId { get; }

    /// <summary>The file it was read from, as the user named it.</summary>
    public string File { get; }

    /// <summary>The 1-based line where the case starts, when known.</summary>
    public int? Row { get; }

    /// <summary>The case; null when any problem is an error.</summary>
    public Case? Case { get; }

    /// <summary>Everything that is wrong with the case, up to a limit; only warnings when it is accepted.</summary>
    public IReadOnlyList<CaseProblem> Problems { get; }
}

/// <summary>Input that cannot be read at all: a missing or unreadable file. Bad data inside a file is a <see cref="CaseProblem"/>.</summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence for the user.</param>
    /// <param name="inner">What the system reported.</param>
    public InputException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
