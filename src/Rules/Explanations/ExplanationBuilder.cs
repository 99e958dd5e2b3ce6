using System.Text.RegularExpressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Explanations;

/// <summary>Makes an explanation of a traced decision: what was decided, why, from which figures and facts.</summary>
internal sealed partial class ExplanationBuilder(TracedDecision traced, Rulebook rulebook, string language)
{
    private readonly ValueFormat _format = new(language, rulebook.Currency, rulebook.Catalogue);

    private Decision Decision => traced.Decision;

    public ExplanationModel Build()
    {
        List<TraceNode> nodes = [.. Roots().SelectMany(r => r.All())];
        return new ExplanationModel
        {
            Title = traced.Right.Title.In(language),
            Authority = traced.Right.Authority?.In(language),
            Period = PeriodText(),
            Outcome = _format.Word(Decision.Outcome.ToString().ToLowerInvariant()),
            Amount = AmountText(),
            Conditions = [.. Decision.Conditions.Select(Condition)],
            Figures = [.. Figures(nodes)],
            Parameters = [.. Parameters(nodes)],
            Facts = [.. Facts(nodes)],
            Missing = [.. Decision.Missing.Select(Missing)],
            LegalBasis = [.. Decision.LegalBasis.Select(b => new ExplainedBasis(b.Id, b.Cite.In(language), b.Eli))],
        };
    }

    /// <summary>One line: the conditions that carried the decision, or the facts that are missing.</summary>
    public string Reason()
    {
        string missing = string.Join("; ", Decision.Missing.Select(m => Missing(m).Text));
        return Decision.Outcome switch
        {
            Outcome.Granted when Decision.AmountUndetermined => $"{_format.Word("amount_undetermined")}: {missing}",
            Outcome.Granted => string.Join("; ", traced.Right.Conditions.SelectMany(Carrying).Select(ConditionText)),
            Outcome.Refused => string.Join("; ", Refusing().Select(id => $"{_format.Word("not_met")}: {ConditionText(id)}")),
            Outcome.Undetermined => missing,
            _ => Decision.Fault ?? "",
        };
    }

    /// <summary>The outcome of a condition; null when it was not looked at, or another version of it was.</summary>
    private ConditionOutcome? OutcomeOf(ConditionDefinition condition) =>
        condition.InForce.Contains(traced.Env.Date) ? Decision.Conditions.FirstOrDefault(c => c.Id == condition.Id)?.Outcome : null;

    /// <summary>The conditions that hold and were needed: of alternatives the first that holds.</summary>
    private IEnumerable<string> Carrying(ConditionDefinition condition)
    {
        if (OutcomeOf(condition) != ConditionOutcome.True) return [];
        return condition.Kind switch
        {
            ConditionKind.Any => condition.Children.Where(c => OutcomeOf(c) == ConditionOutcome.True).Take(1).SelectMany(Carrying),
            ConditionKind.All => condition.Children.SelectMany(Carrying),
            _ => [condition.Id],
        };
    }

    /// <summary>The conditions that do not hold; of alternatives that all fail, each is said.</summary>
    private IEnumerable<string> Refusing()
    {
        IEnumerable<string> Failing(ConditionDefinition c) => OutcomeOf(c) != ConditionOutcome.False ? []
            : c.Kind is ConditionKind.All or ConditionKind.Any ? c.Children.SelectMany(Failing) : [c.Id];
        List<string> failing = [.. traced.Right.Conditions.SelectMany(Failing)];
        return failing.Count > 0 ? failing : [.. Decision.Conditions.Where(c => c.Outcome == ConditionOutcome.False && GeneratedConditions.All.Contains(c.Id)).Select(c => c.Id)];
    }

    private IEnumerable<TraceNode> Roots() =>
        traced.Conditions.Values.Select(c => c.Trace).Append(traced.AmountTrace).Append(traced.CandidateTrace).OfType<TraceNode>();

    private string PeriodText() => traced.Right.Period switch
    {
        RightPeriod.Month => _format.Month(Decision.PeriodStart),
        _ when Decision.PeriodStart == Decision.PeriodEnd => _format.Date(Decision.PeriodStart),
        _ => $"{_format.Date(Decision.PeriodStart)} {_format.Word("to")} {_format.Date(Decision.PeriodEnd)}",
    };

    private string? AmountText()
    {
        if (traced.Right.Amount is not { } definition) return null;
        string per = definition.Type is MoneyType { Period: not MoneyPeriod.None } m ? " " + _format.Word($"per {m.Period.ToString().ToLowerInvariant()}")
            : definition.UnitText is { } unit ? $" ({unit.In(_format.Language)})" : "";
        if (definition.Direction == AmountDirection.Paid) per += $" ({_format.Word("paid")})";
        string Shown(decimal amount) => _format.Value(new NumberValue(amount), definition.Type);
        if (Decision.Amount is { } amount) return Shown(amount) + per;
        if (Decision.AmountRange is var (low, high) && low != high)
            return $"{_format.Word("amount_undetermined")}, {_format.Word("amount_between")} {Shown(low)} {_format.Word("and")} {Shown(high)}{per}";
        return Decision.AmountUndetermined ? _format.Word("amount_undetermined") : null;
    }

    private ExplainedCondition Condition(DecidedCondition condition)
    {
        ConditionDefinition? definition = Condition(condition.Id);
        string? basis = definition?.Basis is { } b && traced.Right.LegalBasis.TryGetValue(b, out LegalBasis? article) ? article.Cite.In(language) : null;
        string outcome = _format.Word(condition.Outcome switch
        {
            ConditionOutcome.True => "met",
            ConditionOutcome.False => "not_met",
            ConditionOutcome.Unknown => "not_known",
            _ => "failed",
        });
        return new ExplainedCondition(condition.Id, ConditionText(condition.Id), outcome, condition.Depth, basis);
    }

    /// <summary>The condition of an id; of several versions the one that was looked at.</summary>
    private ConditionDefinition? Condition(string id) => traced.Right.AllConditions.Where(c => c.Id == id).OrderByDescending(c => c.InForce.Contains(traced.Env.Date)).FirstOrDefault();

    private string ConditionText(string id)
    {
        if (GeneratedConditions.All.Contains(id)) return _format.Word(id);
        if (Condition(id)?.Text is not { } text) return id;
        return PlaceholderPattern().Replace(text.Texts.In(language), m =>
            text.Placeholders.TryGetValue(m.Groups[1].Value, out CoreExpression? e) ? _format.Value(traced.Value(e), e.Type) : m.Value);
    }

    private IEnumerable<ExplainedFigure> Figures(List<TraceNode> nodes)
    {
        HashSet<string> used = [.. nodes.Select(n => n.Expression).OfType<Call>().Select(c => c.Symbol).OfType<DefinitionSymbol>()
            .Where(d => traced.Right.Definitions.GetValueOrDefault(d.Name) == d && d.Parameters.Count == 0).Select(d => d.Name)];
        foreach ((string name, DefinitionSymbol symbol) in traced.Right.Definitions)
            if (used.Contains(name) && traced.Definition(name) is { } value) yield return new ExplainedFigure(symbol.Title?.In(language) ?? name, _format.Value(value, symbol.ResultType));
    }

    private IEnumerable<ExplainedParameter> Parameters(List<TraceNode> nodes) => nodes
        .Where(n => n.Read is ParameterRead)
        .Select(n => (Read: (ParameterRead)n.Read!, n.Value))
        .DistinctBy(r => (r.Read.Parameter.FullName, r.Read.Version.From, r.Read.Row?.Location, r.Read.Column))
        .OrderBy(r => r.Read.Parameter.FullName, StringComparer.Ordinal)
        .Select(r =>
        {
            ParameterStatus status = r.Read.Row?.Status ?? r.Read.Version.Status;
            string? source = r.Read.Row?.Source ?? r.Read.Version.Source;
            PublishedSource? published = source is null ? null : rulebook.Sources.GetValueOrDefault(source);
            RightsType type = r.Read.Column is { } column ? r.Read.Parameter.Columns[column].Type : r.Read.Parameter.Type;
            string title = r.Read.Parameter.Title.In(language) is { Length: > 0 } t ? t : r.Read.Parameter.Name;
            if (r.Read.Row is { } row) title += $" ({string.Join(", ", row.Keys.Select((k, i) => Key(k, r.Read.Parameter.Keys[i])).Where(k => k.Length > 0))})";
            return new ExplainedParameter(r.Read.Parameter.FullName, title, r.Value is null ? "" : _format.Value(r.Value, type), r.Read.Version.From,
                _format.Word(status.ToString().ToLowerInvariant()), published?.Title ?? source ?? r.Read.Version.Formula, published?.Url);
        });

    private string Key(KeyCell cell, ParameterKey key) =>
        cell.IsAny ? "" : cell.Single is { } single
            ? key.Type.Equals(RightsType.Boolean) ? $"{key.Name}: {_format.Value(single, key.Type)}" : _format.Value(single, key.Type)
            : _format.Value(cell.Range!, new RangeType(key.Type));

    private IEnumerable<ExplainedFact> Facts(List<TraceNode> nodes)
    {
        var facts = new Dictionary<(string, string), ExplainedFact>();
        foreach (TraceNode node in nodes)
        {
            ExplainedFact? fact = node.Read switch
            {
                FieldRead f => Field(f, node.Value),
                StatusRead s when node.Value is not null => new ExplainedFact(s.Person, s.Status.Title.In(language), StatusValue(node), Source(s.Status.Leaves.FirstOrDefault()?.FromRecord?.Source)),
                _ => null,
            };
            if (fact is not null) facts.TryAdd((fact.Person, fact.Text), fact);
        }
        return facts.Values.OrderBy(f => f.Person, StringComparer.Ordinal).ThenBy(f => f.Source, StringComparer.Ordinal).ThenBy(f => f.Text, StringComparer.Ordinal);
    }

    private string StatusValue(TraceNode node) => _format.Value(node.Value!, node.Expression.Type);

    private ExplainedFact? Field(FieldRead read, Value? value)
    {
        FieldDefinition? field = (read.Record?.Fields ?? read.Relation?.Fields)?.GetValueOrDefault(read.Field);
        if (field is null || value is null || read.Person.Length == 0) return null;
        // What the source did not mention is listed only when it was decisive, that is, when it is unknown.
        if (!read.Delivered && value is not UnknownValue) return null;
        string record = (read.Record?.Title ?? read.Relation!.Title).In(language);
        string fieldTitle = field.Title.In(language) is { Length: > 0 } t ? t : read.Field;
        string key = read.Key is null ? "" : read.Relation is null ? $" {read.Key}" : $" {read.Key}";
        // `age on` reads the date of birth but computes a number: the fact is the date.
        Value shown = read.Record is not null && field.Role == FieldRole.BirthDate && traced.Case.Find(read.Person) is { } person
            ? CaseFacts.FieldOf(person, read.Record, field) ?? value : value;
        return new ExplainedFact(read.Person, $"{record}{key}: {fieldTitle}", _format.Value(shown, field.Type), Source(read.Record?.Source ?? read.Relation?.Source));
    }

    private static string? Source(RecordSource? source) => source is null || source.Authority.Length == 0 ? null
        : source.Service is null ? source.Authority : $"{source.Authority}, {source.Service}";

    private ExplainedMissing Missing(Fact fact)
    {
        ConceptCatalogue catalogue = rulebook.Catalogue;
        if (fact.Subject is null && fact.Record == RightScope.RequestedOn.Name) return new ExplainedMissing(fact.ToString(), _format.Word("requested_on"), "fetch", null);
        if (fact.Subject is null) return new ExplainedMissing(fact.ToString(), Figure(fact), "rule", null);
        string text;
        RecordSource? source = null;
        if (catalogue.Records.TryGetValue(fact.Record, out RecordDefinition? record))
        {
            source = record.Source;
            string title = record.Title.In(language);
            StatusDefinition? status = catalogue.Statuses.Values.FirstOrDefault(s => s.FromRecord == record && s.Code == fact.Key);
            string key = fact.Key is null ? "" : status is null ? $" {fact.Key}" : $" – {status.Title.In(language)}";
            string field = fact.Field is null ? "" : record.Fields.TryGetValue(fact.Field, out FieldDefinition? f) && f.Title.In(language) is { Length: > 0 } ft ? $": {ft}" : $": {fact.Field}";
            text = $"{title}{key}{field} {_format.Word("for")} {fact.Subject}";
        }
        else if (catalogue.Relations.TryGetValue(fact.Record, out RelationDefinition? relation))
        {
            source = relation.Source;
            string field = fact.Field is null ? "" : relation.Fields.TryGetValue(fact.Field, out FieldDefinition? f) && f.Title.In(language) is { Length: > 0 } ft ? $": {ft}" : $": {fact.Field}";
            text = $"{relation.Title.In(language)} {fact.Subject}{(fact.Key is null ? "" : $" – {fact.Key}")}{field}";
        }
        else
        {
            text = fact.ToString();
        }
        return new ExplainedMissing(fact.ToString(), text, source is { Human: true } ? "judge" : "fetch", Source(source));
    }

    /// <summary>A figure that the rulebook does not have, by its title.</summary>
    private string Figure(Fact fact)
    {
        ParameterDefinition? parameter = rulebook.Catalogue.Parameters.GetValueOrDefault(fact.Record) ?? rulebook.Rights.SelectMany(r => r.Parameters.Values).FirstOrDefault(p => p.FullName == fact.Record);
        string name = parameter?.Title.In(language) is { Length: > 0 } title ? title : fact.Record;
        return name + (fact.Key is null ? "" : $" ({fact.Key})");
    }

    [GeneratedRegex(@"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")]
    private static partial Regex PlaceholderPattern();
}
