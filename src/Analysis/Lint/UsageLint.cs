using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>Figures, definitions and personal data that nothing asks for.</summary>
internal static class UsageLint
{
    /// <summary>The sensitivity of what anybody may know.</summary>
    private const string Ordinary = "ordinary";

    public static IEnumerable<(string Owner, Diagnostic Finding)> Find(Rulebook rulebook, IReadOnlyList<RulePart> parts)
    {
        CoreExpression[] nodes = [.. parts.SelectMany(p => p.Nodes).Concat(Shown(rulebook))];
        CallableSymbol[] asked = [.. nodes.OfType<Call>().Select(c => c.Symbol)];
        return [.. Figures(rulebook, asked), .. Definitions(rulebook, asked), .. PersonalData(rulebook, nodes, asked)];
    }

    private static IEnumerable<(string, Diagnostic)> Figures(Rulebook rulebook, CallableSymbol[] asked)
    {
        var parameters = asked.OfType<ParameterSymbol>().Select(s => s.Parameter).ToHashSet();
        ParameterDefinition[] all = [.. rulebook.Catalogue.Parameters.Values, .. rulebook.Rights.SelectMany(r => r.Parameters.Values)];
        foreach (Indexation indexed in all.Select(p => p.Indexed).OfType<Indexation>())
        {
            if (indexed.Base is { } b) parameters.Add(b);
            if (indexed.Factor is { } factor) parameters.Add(factor);
        }
        foreach (ParameterDefinition parameter in all.Where(p => !parameters.Contains(p)))
            yield return (RulebookParts.Owner(parameter), LintErrors.UnusedParameter(parameter.Location, parameter.FullName));
    }

    private static IEnumerable<(string, Diagnostic)> Definitions(Rulebook rulebook, CallableSymbol[] asked)
    {
        var definitions = asked.OfType<DefinitionSymbol>().ToHashSet();
        foreach (RightDefinition right in rulebook.Rights)
            // What has a title is there to be shown.
            foreach (DefinitionSymbol definition in right.Definitions.Values.Where(d => d.Title is null && !definitions.Contains(d)))
                yield return (right.Name, LintErrors.UnusedDefinition(definition.Declared ?? right.Location, definition.Name, right.Name));
    }

    /// <summary>Records that no rule reads, and fields of sensitive ones. A register delivers a record as a whole, so one field less spares something only where it matters.</summary>
    private static IEnumerable<(string, Diagnostic)> PersonalData(Rulebook rulebook, CoreExpression[] nodes, CallableSymbol[] asked)
    {
        var read = nodes.OfType<Member>().Select(m => (Struct: m.Target.Type.Required() as StructType, m.Symbol.Name)).Where(m => m.Struct is not null)
            .Select(m => (m.Struct!.Kind, m.Struct.Name, m.Name)).ToHashSet();
        var statuses = asked.OfType<StatusSymbol>().SelectMany(s => s.Status.Leaves).Select(s => s.FromRecord).OfType<RecordDefinition>().ToHashSet();
        foreach (RecordDefinition record in rulebook.Catalogue.Records.Values)
        {
            FieldDefinition[] unread = record.Sensitivity is null or Ordinary ? [] : [.. record.Fields.Values.Where(f => f.Role == FieldRole.None && !read.Contains((StructKind.Record, record.Name, f.Name)) && !(f.Name == "code" && statuses.Contains(record)))];
            bool asks = statuses.Contains(record) || record.Fields.Values.Any(f => f.Role != FieldRole.None) || asked.Any(s => s is RecordSymbol r ? r.Record == record : s is RecordOfYearSymbol y && y.Record == record);
            if (!asks) yield return (RulebookParts.Owner(record), LintErrors.UnreadRecord(record.Location, record.Name));
            else foreach (FieldDefinition field in unread) yield return (RulebookParts.Owner(record), LintErrors.UnreadField(field.Location, field.Name, $"record `{record.Name}`"));
        }
    }

    /// <summary>What the texts of conditions show.</summary>
    private static IEnumerable<CoreExpression> Shown(Rulebook rulebook) =>
        rulebook.Rights.SelectMany(r => r.AllConditions).SelectMany(c => c.Text?.Placeholders.Values ?? []).SelectMany(CoreParts.SelfAndDescendants);
}
