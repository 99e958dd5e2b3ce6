using RightsEngine.Data.Cases;
using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>Shows the problems of rejected cases to people.</summary>
internal static class ProblemText
{
    /// <summary><c>families.json:12: case f1: persons.anna.birth: … (RE5007)</c>.</summary>
    public static string Of(CaseProblem problem)
    {
        string row = problem.Row is { } line ? $":{line}" : "";
        string id = problem.Case.Length > 0 ? $" case {Shown.Short(problem.Case)}:" : "";
        string path = problem.Path.Length > 0 ? $" {problem.Path}:" : "";
        return $"{ControlCharacters.Replace(problem.File)}{row}:{id}{path} {problem.Message} ({problem.Code})";
    }
}
