using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Rules.Reading;

/// <summary>Finds constant keys for which a parameter has no row on any date. Other keys are left to run time, where they are a fault.</summary>
internal sealed class ParameterKeyCheck(DiagnosticBag diagnostics)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    public static void Run(ConceptCatalogue catalogue, IEnumerable<RightDefinition> rights, DiagnosticBag diagnostics)
    {
        var check = new ParameterKeyCheck(diagnostics);
        foreach (CoreExpression? root in OfCatalogue(catalogue).Concat(rights.SelectMany(OfRight)))
            if (root is not null) check.Visit(root);
    }

    private static IEnumerable<CoreExpression?> OfCatalogue(ConceptCatalogue catalogue) =>
        catalogue.Concepts.Values.SelectMany(c => c.Versions).Select(v => (CoreExpression?)v.Value)
            .Concat(catalogue.Households.Values.SelectMany(h => h.Versions).Select(v => v.Members))
            .Concat(catalogue.Incomes.Values.SelectMany(i => i.Versions).SelectMany(v => v.Components).Select(c => c.Take))
            .Concat(catalogue.Records.Values.SelectMany(r => r.AbsentRules).Select(r => r.When));

    private static IEnumerable<CoreExpression?> OfRight(RightDefinition right) =>
        right.Definitions.Values.Select(d => d.Body)
            .Concat(right.AllConditions.Select(c => c.Require))
            .Concat([right.Candidates, right.FirstBy, right.Amount?.Value, right.Amount?.NotDueBelow])
            .Concat(right.OnePer);

    private void Visit(CoreExpression expression)
    {
        foreach (Call call in CoreParts.SelfAndDescendants(expression).OfType<Call>())
        {
            if (!_seen.Add(call)) continue;
            if (call.Symbol is DefinitionSymbol { Body: { } body } && _seen.Add(body)) Visit(body);
            else if (call.Symbol is ParameterSymbol { Parameter: { Keys.Count: > 0 } parameter }) Look(call, parameter);
        }
    }

    private void Look(Call call, ParameterDefinition parameter)
    {
        Value?[] keys = [.. call.Arguments.Select(a => (CoreFolding.Fold(a) as Literal)?.Value)];
        // A version that is missing as a whole may have had the row.
        if (parameter.Versions.Any(v => v.Rows is null || v.Rows.Any(r => r.Keys.Zip(keys).All(k => MayFit(k.First, k.Second))))) return;
        string[] known = [.. call.Arguments.Zip(keys).Where(k => k.Second is not null).Select(k => k.First.Origin.Text)];
        if (known.Length > 0) diagnostics.Add(ConceptErrors.NoRow(call.Origin, parameter.Name, known));
    }

    private static bool MayFit(KeyCell cell, Value? key)
    {
        if (key is null || cell.IsAny) return true;
        if (cell.Range is not { } range) return cell.Single!.Equals(key);
        int low = BuiltinSupport.Compare(key, range.Low), high = BuiltinSupport.Compare(key, range.High);
        return (range.LowIncluded ? low >= 0 : low > 0) && (range.HighIncluded ? high <= 0 : high < 0);
    }
}
