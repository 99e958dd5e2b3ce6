using RightsEngine.Data.Duck;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Decisions;

/// <summary>What is the same for all decisions on a right and period, as a query whose result stands in a table beside them.</summary>
internal static class RightsTable
{
    private const string Conditions = "STRUCT(bit INTEGER, id VARCHAR, depth INTEGER)[]";
    private const string LegalBasis = "STRUCT(id VARCHAR, cite MAP(VARCHAR, VARCHAR), eli VARCHAR)[]";

    private static readonly (string Name, string Type)[] Columns =
    [
        ("right", "VARCHAR"), ("period_start", "DATE"), ("period_end", "DATE"), ("reference_date", "DATE"), ("version", "VARCHAR"), ("holder", "VARCHAR[]"),
        ("unit", "VARCHAR"), ("currency", "VARCHAR"), ("direction", "VARCHAR"), ("parameter_status", "VARCHAR"), ("conditions", Conditions), ("legal_basis", LegalBasis),
    ];

    /// <summary>The query, with a row per right and period in force.</summary>
    /// <param name="steps">What was decided.</param>
    /// <param name="currency">The currency of amounts of money.</param>
    public static string Query(IReadOnlyList<DecisionStep> steps, string currency)
    {
        IEnumerable<string> rows = steps.Where(s => s.InForce).Select(s => $"SELECT {Row(Values(s, currency))}");
        string none = $"SELECT {Row(Columns.Select(_ => "NULL"))} LIMIT 0";
        return string.Join(" UNION ALL ", rows.Prepend($"({none})"));
    }

    private static string Row(IEnumerable<string> values) => string.Join(", ", values.Zip(Columns, (value, column) => $"{value}::{column.Type} AS \"{column.Name}\""));

    private static IEnumerable<string> Values(DecisionStep step, string currency)
    {
        RightDefinition right = step.Right;
        yield return Text(right.Name);
        yield return Text(DecisionText.Of(step.Period.Start));
        yield return Text(DecisionText.Of(step.Period.End));
        yield return Text(DecisionText.Of(step.Period.ReferenceDate));
        yield return Text(right.Version);
        yield return List(Roles(right).Select(Text));
        yield return Text(step.AmountUnit);
        yield return Text(DecisionText.IsMoney(step.AmountUnit) ? currency : null);
        yield return Text(DecisionText.Of(right.AmountDirection));
        yield return Text(step.ParameterStatus);
        yield return List(ParquetDecisions.HasLooseConditions(step) ? [] : ConditionsOf(step).Select((c, bit) => $"{{'bit': {bit}, 'id': {Text(c.Id)}, 'depth': {c.Depth}}}"));
        yield return List(right.LegalBasis.Values.Select(b => $"{{'id': {Text(b.Id)}, 'cite': MAP {{{string.Join(", ", b.Cite.Languages.Order(StringComparer.Ordinal).Select(l => $"{Text(l)}: {Text(b.Cite.In(l))}"))}}}, 'eli': {Text(b.Eli)}}}"));
    }

    private static IEnumerable<(string Id, int Depth)> ConditionsOf(DecisionStep step)
    {
        foreach ((ConditionDefinition condition, int depth) in step.Conditions) yield return (condition.Id, depth);
        if (step.Right.Amount is not null) yield return (GeneratedConditions.AmountDue, 0);
    }

    private static string[] Roles(RightDefinition right) => right.Holder switch
    {
        HolderKind.Person => ["person"],
        HolderKind.Relation => [right.Relation!.FromRole, right.Relation.ToRole],
        _ => ["member"],
    };

    private static string Text(string? text) => text is null ? "NULL" : DuckConnection.Quote(text);

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
}
