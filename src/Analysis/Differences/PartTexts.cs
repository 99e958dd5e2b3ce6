using System.Globalization;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Differences;

/// <summary>Where a part of the rules stands in a rulebook: the right or declaration, the kind of part, its name.</summary>
/// <param name="Owner">The right or declaration.</param>
/// <param name="Kind">The kind of part; empty for the whole.</param>
/// <param name="Name">The name; empty where there is one part of the kind.</param>
internal readonly record struct PartKey(string Owner, string Kind, string Name);

/// <summary>What a part of the rules says, on one line, and where.</summary>
internal readonly record struct PartText(string Text, Location Location);

/// <summary>All parts of a rulebook, each with what it says: what layout, comments and files cannot change.</summary>
internal sealed class PartTexts
{
    private readonly Dictionary<PartKey, PartText> _parts = [];

    private PartTexts()
    {
    }

    public static IReadOnlyDictionary<PartKey, PartText> Of(Rulebook rulebook)
    {
        var texts = new PartTexts();
        foreach (Declaration declaration in rulebook.Catalogue.All) texts.Add(declaration);
        foreach (RightDefinition right in rulebook.Rights) texts.Add(right);
        return texts._parts;
    }

    private void Add(string owner, string kind, string name, string? text, Location at)
    {
        if (text is not null) _parts[new PartKey(owner, kind, name)] = new PartText(text, at);
    }

    private void Add(Declaration declaration)
    {
        string owner = RulebookParts.Owner(declaration);
        switch (declaration)
        {
            case ParameterDefinition parameter:
                Add(owner, "", "", "", parameter.Location);
                Figures(owner, parameter);
                break;
            case IncomeDefinition income:
                Add(owner, "", "", "", income.Location);
                foreach (IncomeComponent c in income.Versions.SelectMany(v => v.Components))
                    Add(owner, "component", $"{c.Id}{Since(c.InForce)}", $"{Written(c.Take)}{(c.Numerator == c.Denominator ? "" : $" × {Number(c.Numerator)}/{Number(c.Denominator)}")}", c.Location);
                break;
            case HouseholdDefinition household:
                Add(owner, "", "", "", household.Location);
                foreach (HouseholdVersion v in household.Versions) Add(owner, "members", Since(v.InForce).Trim(), Written(v.Members), v.Members.Origin);
                break;
            case ConceptDefinition concept:
                Add(owner, "", "", "", concept.Location);
                foreach (ConceptVersion v in concept.Versions) Add(owner, "value", Since(v.InForce).Trim(), Written(v.Value), v.Value.Origin);
                break;
            default:
                // Records, relations, statuses and codes change as a whole.
                Add(owner, "", "", "", declaration.Location);
                Add(owner, "declaration", "", OneLine(declaration.DigestText), declaration.Location);
                break;
        }
    }

    private void Add(RightDefinition right)
    {
        string owner = right.Name;
        Add(owner, "", "", "", right.Location);
        Add(owner, "title", "", string.Join(" / ", right.Title.Languages.Order(StringComparer.Ordinal).Select(right.Title.In)), right.Location);
        Add(owner, "holder", "", right.Holder switch { HolderKind.Person => "person", HolderKind.Relation => right.Relation!.Name, _ => right.Household!.Name }, right.Location);
        Add(owner, "period", "", $"{right.Period}, {right.DecideOn}, {right.YearStarts}", right.Location);
        Add(owner, "grant", "", $"{right.Grant}, {(right.RefusesAutomatically ? "refused automatically" : "refused by hand")}", right.Location);
        Add(owner, "in_force", "", Span(right.InForce), right.Location);
        Add(owner, "candidates", "", right.Candidates is { } c ? Written(c) : null, right.Location);
        Add(owner, "one_per", "", right.OnePer.Count > 0 ? string.Join(", ", right.OnePer.Select(Written)) : null, right.Location);
        Add(owner, "first_by", "", right.FirstBy is { } f ? Written(f) : null, right.Location);
        Add(owner, "award", "", right.Award is { } award ? $"{award.Checked}: {Written(award.RunsUntil)}" : null, right.Location);
        foreach (ParameterDefinition parameter in right.Parameters.Values) Figures(owner, parameter);
        foreach (DefinitionSymbol definition in right.Definitions.Values)
            Add(owner, "definition", definition.Name, definition.Body is { } body ? Written(body) : null, definition.Declared ?? right.Location);
        foreach (ConditionDefinition condition in right.AllConditions)
        {
            string said = condition.Require is { } require ? Written(require) : $"{condition.Kind}: {string.Join(", ", condition.Children.Select(x => x.Id))}";
            string grant = condition.Grant is { } mode ? $", {mode}" : "";
            string basis = condition.Basis is { } article ? $" ({article})" : "";
            Add(owner, "condition", condition.Id, said + Since(condition.InForce) + grant + basis, condition.Location);
            if (condition.Text is { } text) Add(owner, "text", condition.Id, string.Join(" / ", text.Texts.Languages.Order(StringComparer.Ordinal).Select(text.Texts.In)), condition.Location);
        }
        if (right.Amount is not { } amount) return;
        string floor = amount.NotDueBelow is { } least ? $", not due below {Written(least)}" : "";
        Add(owner, "amount", "", $"{Written(amount.Value)}, {amount.Unit ?? amount.Type.ToString()}, {(amount.Round is null ? "not rounded" : $"{amount.Round}")}{(amount.Direction == AmountDirection.Received ? "" : $", {amount.Direction.ToString().ToLowerInvariant()}")}{floor}{(amount.ZeroGranted ? ", zero granted" : "")}", amount.Location);
    }

    private void Figures(string owner, ParameterDefinition parameter)
    {
        foreach (ParameterVersion version in parameter.Versions)
        {
            string name = $"{parameter.Name} from {version.From:yyyy-MM-dd}";
            if (version.Rows is null) Add(owner, "figure", name, version.Value is { } value ? $"{Shown(value)}{Status(version.Status)}" : "missing", version.Location);
            foreach (ParameterRow row in version.Rows ?? [])
                Add(owner, "figure", $"{name}, {string.Join(", ", row.Keys.Select(Key))}", string.Join(", ", row.Columns.Select(c => $"{c.Key} {(c.Value is null ? "missing" : Shown(c.Value))}")) + Status(row.Status), row.Location);
        }
    }

    private static string Key(KeyCell cell) => cell.IsAny ? "any" : cell.Single is { } single ? Shown(single)
        : $"{(cell.Range!.LowIncluded ? '[' : '(')}{Shown(cell.Range.Low)}..{Shown(cell.Range.High)}{(cell.Range.HighIncluded ? ']' : ')')}";

    private static string Status(ParameterStatus status) => status == ParameterStatus.Verified ? "" : $" ({status.ToString().ToLowerInvariant()})";

    private static string Shown(Value value) => value switch
    {
        NumberValue n => Number(n.Value),
        DateValue d => $"{d.Value:yyyy-MM-dd}",
        DurationValue d => $"{d.Months} months",
        BooleanValue b => b.Value ? "true" : "false",
        TextValue t => t.Value,
        _ => value.ToString(),
    };

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Since(DateSpan span) => span == DateSpan.Always ? "" : $" {Span(span)}";

    private static string Span(DateSpan span) => $"from {(span.From is { } from ? $"{from:yyyy-MM-dd}" : "ever")}{(span.To is { } to ? $" to {to:yyyy-MM-dd}" : "")}";

    private static string Written(CoreExpression expression) => OneLine(expression.Origin.Text);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
