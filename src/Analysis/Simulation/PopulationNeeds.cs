using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Simulation;

/// <summary>What a simulation reads and a population of tables does not have.</summary>
internal static class PopulationNeeds
{
    /// <summary>The tables that are not there and that changed rights read, with the rights.</summary>
    /// <param name="plan">What is simulated.</param>
    /// <param name="path">The population.</param>
    /// <param name="rules">The rules of mapping files.</param>
    /// <exception cref="InputException">A measure needs a table that is not there, so that nothing could be said by it.</exception>
    public static IReadOnlyList<(string Table, IReadOnlyList<string> Rights)> Missing(SimulationPlan plan, string path, IReadOnlyList<TableRule> rules)
    {
        var vocabulary = new CaseVocabulary(plan.Baseline.Catalogue);
        if (path == CaseReader.StandardInput || !TableFolder.Is(path, vocabulary, rules)) return [];
        using var folder = new TableFolder(path, vocabulary, rules);
        Dictionary<string, string> missing = folder.NotDelivered.ToDictionary(l => (l.Record?.Name ?? l.Relation?.Name)!, l => l.Name, StringComparer.Ordinal);
        foreach (RightDefinition measure in plan.Analysis.Measures)
            if (Read(measure).FirstOrDefault(missing.ContainsKey) is { } needed)
                throw new InputException($"`{Shown.Short(path)}` has no table `{missing[needed]}`, and `{measure.Name["analysis.".Length..]}` of households cannot be measured without it: deliver the table, one with only its names of columns where the source has nothing, or measure something else");
        return [.. missing.Keys.Order(StringComparer.Ordinal).Select(name => (missing[name], (IReadOnlyList<string>)[.. plan.Rights.Where(r => r.IsChanged && new[] { r.Before, r.After }.OfType<RightDefinition>().SelectMany(Read).Contains(name)).Select(r => r.Name)])).Where(m => m.Item2.Count > 0)];
    }

    private static IEnumerable<string> Read(RightDefinition right) =>
        right.UsedDeclarations.Where(d => d is RecordDefinition or RelationDefinition).Select(d => d.Name);
}
