using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Rules.Reading;

/// <summary>Finds figures that a right uses, its own and those of the catalogue, that start later than the right does.</summary>
internal static class ParameterGapCheck
{
    public static void Run(RightDefinition right, DiagnosticBag diagnostics)
    {
        foreach (ParameterDefinition parameter in right.Parameters.Values.Union(right.UsedParameters).Where(p => p.Indexed is not { Failed: true }))
        {
            DateOnly? from = parameter.InForce.From ?? right.InForce.From;
            if (from is null || parameter.Versions.Count == 0 || parameter.Versions[0].From <= from) continue;
            string inForce = parameter.InForce.From is null ? $"right `{right.Name}`" : "it";
            diagnostics.Add(RuleErrors.ParameterGap(parameter.Location, parameter.Name, inForce, right.Location, $"{from:yyyy-MM-dd}", $"{parameter.Versions[0].From:yyyy-MM-dd}"));
        }
    }
}
