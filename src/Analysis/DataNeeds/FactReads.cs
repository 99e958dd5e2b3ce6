using RightsEngine.Analysis.ConceptComparison;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.DataNeeds;

/// <summary>
/// Finds what a right reads, over Core: itself, its definitions, concepts, incomes, households, what absent records mean, and the
/// rights that it asks for. Everything that could be read in some case counts.
/// </summary>
internal sealed class FactReads
{
    private readonly ConceptCatalogue _catalogue;
    private readonly DateOnly? _on;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly SortedSet<FactRead> _found = [];

    private FactReads(ConceptCatalogue catalogue, DateOnly? on) => (_catalogue, _on) = (catalogue, on);

    /// <summary>The facts that a right reads, by source, record and field.</summary>
    /// <param name="right">The right.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="on">The reference date whose versions count; null for the latest of concepts, and every condition.</param>
    public static IReadOnlyCollection<FactRead> Of(RightDefinition right, ConceptCatalogue catalogue, DateOnly? on)
    {
        var reads = new FactReads(catalogue, on);
        reads.Right(right);
        return reads._found;
    }

    private void Right(RightDefinition right)
    {
        if (!_seen.Add(right)) return;
        foreach (RulePart part in RulebookParts.OfRight(right))
            if (part.Condition is not { } condition || _on is not { } date || condition.InForce.Contains(date)) Visit(part.Expression);
        if (right.Household is { } household) Household(household);
        if (right.Relation is { } relation) _found.Add(new FactRead(relation, ""));
        // Who is not born yet or has died holds no right.
        foreach (var role in new[] { _catalogue.BirthDate, _catalogue.DeathDate })
            if (role is var (record, field)) Record(record, field.Name);
    }

    private void Visit(CoreExpression? expression)
    {
        if (expression is null || !_seen.Add(expression)) return;
        if (expression is Member { Target.Type: { } target } member && Struct(target) is { } type)
        {
            if (type.Kind == StructKind.Record && _catalogue.Records.TryGetValue(type.Name, out RecordDefinition? record)) Record(record, record.Fields.ContainsKey(member.Symbol.Name) ? member.Symbol.Name : "");
            else if (type.Kind == StructKind.Link && _catalogue.Relations.TryGetValue(type.Name, out RelationDefinition? relation)) _found.Add(new FactRead(relation, relation.Fields.ContainsKey(member.Symbol.Name) ? member.Symbol.Name : ""));
        }
        if (expression is Call call) Call(call.Symbol);
        foreach (CoreExpression part in CoreParts.Of(expression)) Visit(part);
    }

    private static StructType? Struct(RightsType type) => type.Required() as StructType;

    private void Call(CallableSymbol symbol)
    {
        switch (symbol)
        {
            case RecordSymbol r: Record(r.Record, null); break;
            case Concepts.Reading.RecordOfYearSymbol r: Record(r.Record, null); break;
            case RelationSymbol r: _found.Add(new FactRead(r.Relation, "")); break;
            case StatusSymbol s:
                foreach (StatusDefinition leaf in s.Status.Leaves)
                    if (leaf.FromRecord is { } from) Record(from, StatusField(from));
                break;
            case AgeSymbol when _catalogue.BirthDate is var (record, field): Record(record, field.Name); break;
            case HouseholdSymbol h: Household(h.Household); break;
            case IncomeSymbol i when _seen.Add(i.Income):
                foreach (IncomeComponent component in IncomePartReader.Version(i.Income.Versions, _on)?.Components ?? [])
                    if (_on is not { } date || component.InForce.Contains(date)) Visit(component.Take);
                break;
            case ConceptSymbol c: Visit(IncomePartReader.Version(c.Concept.Versions, _on)?.Value); break;
            case DefinitionSymbol d: Visit(d.Body); break;
            case ConditionSymbol c:
                foreach (ConditionDefinition child in c.Condition.SelfAndDescendants) Visit(child.Require);
                break;
            case GrantedSymbol g: Right(g.Right); break;
            default: break;
        }
    }

    /// <summary>The field of a record of statuses that holds the code.</summary>
    private static string? StatusField(RecordDefinition record) => record.Fields.ContainsKey("code") ? "code" : null;

    /// <summary>A field, or with null the record itself: whether it is there, or what of it is asked further on.</summary>
    private void Record(RecordDefinition record, string? field)
    {
        _found.Add(new FactRead(record, field ?? ""));
        if (!_seen.Add(record)) return;
        foreach (AbsentRule rule in record.AbsentRules) Visit(rule.When);
    }

    private void Household(HouseholdDefinition household)
    {
        if (_seen.Add(household)) Visit(IncomePartReader.Version(household.Versions, _on)?.Members);
    }
}
