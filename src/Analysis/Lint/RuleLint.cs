using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>Looks at a rulebook without errors for what is probably not meant so.</summary>
internal static class RuleLint
{
    /// <summary>Fewer expressions than these say little: two rights may both ask for the age.</summary>
    private const int LeastContent = 8;

    /// <summary>Adds what is found, as serious as the rulebook takes it.</summary>
    public static void Check(Rulebook rulebook, DiagnosticBag findings)
    {
        IReadOnlyList<RulePart> parts = RulebookParts.Of(rulebook);
        (string Owner, Diagnostic Finding)[] found = [.. Unused(rulebook, parts), .. SameContent(rulebook), .. OfRights(rulebook), .. Comparisons(parts)];
        foreach ((string owner, Diagnostic finding) in found)
        {
            CheckSetting? setting = rulebook.Checks.FirstOrDefault(c => c.Check == finding.Code && c.In == owner) ?? rulebook.Checks.FirstOrDefault(c => c.Check == finding.Code && c.In is null);
            if (setting is null) findings.Add(finding);
            else if (setting.Severity is { } severity) findings.Add(finding with { Severity = severity });
        }
        foreach (CheckSetting setting in rulebook.Checks)
        {
            if (LintErrors.Checks.All(c => c.Code != setting.Check)) findings.Add(LintErrors.UnknownCheck(setting.Location, setting.Check));
            else if (setting.In is { } place && !found.Any(f => f.Owner == place && f.Finding.Code == setting.Check)) findings.Add(LintErrors.NothingFound(setting.Location, setting.Check, place));
        }
    }

    private static IEnumerable<(string, Diagnostic)> OfRights(Rulebook rulebook)
    {
        foreach (RightDefinition right in rulebook.Rights)
        {
            foreach (ConditionDefinition condition in right.Conditions.Where(c => right.LegalBasis.Count > 0 && !c.SelfAndDescendants.Any(d => d.Basis is not null)))
                yield return (right.Name, LintErrors.NoBasis(condition.Location, condition.Id, right.Name));
            if (right.Amount is { Round: null, Type.IsMoney: true } amount && CoreParts.SelfAndDescendants(amount.Value).Any(IsFraction))
                yield return (right.Name, LintErrors.NoRounding(amount.Location, right.Name));
        }
    }

    private static bool IsFraction(CoreExpression e) =>
        e is Product { Divisors.Count: > 0 } || (e is Product p && p.Factors.Any(f => f is Literal { Value: NumberValue n } && !decimal.IsInteger(n.Value)));

    private static IEnumerable<(string, Diagnostic)> Comparisons(IEnumerable<RulePart> parts)
    {
        foreach (RulePart part in parts)
            foreach (Comparison comparison in part.Nodes.OfType<Comparison>().Where(c => ContentKey.Same(c.Left, c.Right)))
                yield return (part.Owner, LintErrors.Always(comparison.Origin, RulebookParts.Written(comparison),
                    comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.LessOrEqual or ComparisonOperator.GreaterOrEqual));
    }

    private static IEnumerable<(string, Diagnostic)> Unused(Rulebook rulebook, IReadOnlyList<RulePart> parts)
    {
        CallableSymbol[] asked = [.. parts.SelectMany(p => p.Nodes).Concat(Shown(rulebook)).OfType<Call>().Select(c => c.Symbol)];
        var parameters = asked.OfType<ParameterSymbol>().Select(s => s.Parameter).ToHashSet();
        ParameterDefinition[] all = [.. rulebook.Catalogue.Parameters.Values, .. rulebook.Rights.SelectMany(r => r.Parameters.Values)];
        foreach (Indexation indexed in all.Select(p => p.Indexed).OfType<Indexation>())
        {
            if (indexed.Base is { } b) parameters.Add(b);
            if (indexed.Factor is { } factor) parameters.Add(factor);
        }
        foreach (ParameterDefinition parameter in all.Where(p => !parameters.Contains(p)))
            yield return (RulebookParts.Owner(parameter), LintErrors.UnusedParameter(parameter.Location, parameter.FullName));
        var definitions = asked.OfType<DefinitionSymbol>().ToHashSet();
        foreach (RightDefinition right in rulebook.Rights)
            // What has a title is there to be shown.
            foreach (DefinitionSymbol definition in right.Definitions.Values.Where(d => d.Title is null && !definitions.Contains(d)))
                yield return (right.Name, LintErrors.UnusedDefinition(definition.Declared ?? right.Location, definition.Name, right.Name));
    }

    /// <summary>What the texts of conditions show.</summary>
    private static IEnumerable<CoreExpression> Shown(Rulebook rulebook) =>
        rulebook.Rights.SelectMany(r => r.AllConditions).SelectMany(c => c.Text?.Placeholders.Values ?? []).SelectMany(CoreParts.SelfAndDescendants);

    /// <summary>Concepts and households of the catalogue, and definitions of rights, that say what another says already.</summary>
    private static IEnumerable<(string, Diagnostic)> SameContent(Rulebook rulebook)
    {
        var first = new Dictionary<string, (string Name, Location At)>(StringComparer.Ordinal);
        foreach ((string owner, string name, Location at, IReadOnlyList<CoreExpression> contents) in Named(rulebook))
        {
            if (contents.Sum(c => CoreParts.SelfAndDescendants(c).Count()) < LeastContent) continue;
            string key = string.Join('\n', contents.Select(ContentKey.Of));
            if (!first.TryAdd(key, (name, at))) yield return (owner, LintErrors.SameContent(at, name, first[key].Name, first[key].At));
        }
    }

    private static IEnumerable<(string Owner, string Name, Location At, IReadOnlyList<CoreExpression> Contents)> Named(Rulebook rulebook)
    {
        foreach (HouseholdDefinition h in rulebook.Catalogue.Households.Values) yield return (RulebookParts.Owner(h), $"household `{h.Name}`", h.Location, [.. h.Versions.Select(v => v.Members)]);
        foreach (ConceptDefinition c in rulebook.Catalogue.Concepts.Values) yield return (RulebookParts.Owner(c), $"concept `{c.Name}`", c.Location, [.. c.Versions.Select(v => v.Value)]);
        foreach (RightDefinition right in rulebook.Rights)
            foreach (DefinitionSymbol d in right.Definitions.Values)
                if (d.Body is { } body) yield return (right.Name, $"definition `{d.Name}` of right `{right.Name}`", d.Declared ?? right.Location, [body]);
    }
}
