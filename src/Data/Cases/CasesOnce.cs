namespace RightsEngine.Data.Cases;

/// <summary>Sees to it that no case comes twice in a run.</summary>
/// <param name="seen">The ids that came already.</param>
internal sealed class CasesOnce(HashSet<string> seen)
{
    /// <summary>A second case with one id is rejected, also when the first was: which of the two is meant, nobody can tell.</summary>
    public CaseResult Of(CaseResult result)
    {
        if (result.CaseId.Length == 0 || seen.Add(result.CaseId)) return result;
        var at = new CasePlace(result.File, result.Row, CasePath.Root.Member("case"));
        CaseProblem problem = DataErrors.DuplicateCase(at, result.CaseId) with { Case = result.CaseId };
        return new CaseResult(result.CaseId, result.File, result.Row, null, [problem, .. result.Problems]) { Ids = result.Ids };
    }
}
