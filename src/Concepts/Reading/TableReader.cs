using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>A table as read, kept beside its lowered form so that overlaps and gaps can be looked for.</summary>
internal sealed record CheckedTable(Select Core, HitPolicy Hit, IReadOnlyList<CoreExpression> Inputs, IReadOnlyList<string> InputTexts, IReadOnlyList<CheckedRow> Rows, bool HasOtherwise, Location Location)
{
    /// <summary>The reference dates for which the table holds, besides those of its right.</summary>
    public DateSpan InForce { get; init; }
}

internal sealed record CheckedRow(IReadOnlyList<IReadOnlyList<CellTest>> Cells, DateSpan InForce, Location Location);

/// <summary>Reads <c>table:</c> and lowers it to <see cref="Select"/>.</summary>
internal sealed class TableReader(ReadingContext context)
{
    /// <param name="map">The table.</param>
    /// <param name="scope">The names that cells and results may use.</param>
    /// <param name="expected">The type of the results, or null to infer it from the first row.</param>
    /// <param name="forAmount">Whether `otherwise: refused` may stand.</param>
    /// <param name="owner">For messages.</param>
    /// <param name="dates">When the table holds, if its right has another one at other times.</param>
    /// <param name="mayBeAbsent">Whether the result may be absent although the expected type is not.</param>
    public CoreExpression Read(YamlMap map, LocalScope scope, RightsType? expected, bool forAmount, string owner, DateSpan dates = default, bool mayBeAbsent = false)
    {
        DiagnosticBag diagnostics = context.Diagnostics;
        var checker = new Checker(scope, diagnostics);
        var reader = new MapReader(map, $"table of `{owner}`", diagnostics);
        HitPolicy hit = reader.OptionalChoice("hit", "unique", "first", "sum") switch
        {
            "first" => HitPolicy.First,
            "sum" => HitPolicy.Sum,
            _ => HitPolicy.Unique,
        };
        YamlScalar[] inputTexts = [.. reader.Scalars("inputs", reader.RequiredList("inputs"))];
        CoreExpression[] inputs = [.. inputTexts.Select(i => ExpressionReader.Check(i, scope, null, diagnostics))];
        YamlList? rowList = reader.RequiredList("rows");
        YamlScalar? otherwise = reader.OptionalScalar("otherwise");
        reader.Finish();

        RightsType? type = expected;
        var rows = new List<SelectRow>();
        var checkedRows = new List<CheckedRow>();
        foreach (YamlNode item in rowList?.Items ?? [])
        {
            if (ReadRow(item, inputTexts.Length) is not var (cells, then, inForce)) continue;
            var tests = cells.Select((c, i) => checker.CheckCell(Parser.ParseUnaryTests(c.Content, diagnostics), inputs[i])).ToArray();
            CoreExpression when = Conjunction(tests, inputs, item.Location);
            CoreExpression result = ExpressionReader.Check(then, scope, type, diagnostics);
            type ??= result.Type.IsError ? null : result.Type;
            rows.Add(new SelectRow(when, result, inForce, item.Location));
            checkedRows.Add(new CheckedRow(tests, inForce, item.Location));
        }
        type ??= RightsType.Error;
        CoreExpression? fallback = otherwise switch
        {
            null => null,
            { Text: "absent" or "refused", IsQuoted: false } => new Literal(AbsentValue.Instance, type.Optional(), otherwise.Location),
            _ => ExpressionReader.Check(otherwise, scope, type, diagnostics),
        };
        if (otherwise is { Text: "refused", IsQuoted: false } && !forAmount)
            diagnostics.Add(ConceptErrors.Table(otherwise.Location, "only the table of an amount can refuse", "write `otherwise: absent` and test it with `is present(…)`"));
        if (fallback is not null && fallback.Type.IsOptional) type = type.Optional();
        if (expected is not null && !type.FitsIn(expected) && !forAmount && !mayBeAbsent)
            diagnostics.Add(ConceptErrors.Table(map.Location, $"the table gives {type}: expected {expected}", $"declare `type: {type}`"));
        Needs needs = rows.Aggregate(fallback?.Needs ?? Needs.Nothing, (n, r) => n | r.When.Needs | r.Then.Needs);
        var select = new Select(hit, rows, fallback, type, map.Location) { Needs = needs, Coverage = new TableCoverage() };
        // A row that could not be read would only look like a gap.
        if (checkedRows.Count == (rowList?.Items.Count ?? 0))
            context.Tables.Add(new CheckedTable(select, hit, inputs, [.. inputTexts.Select(i => i.Text)], checkedRows, otherwise is not null || hit == HitPolicy.Sum, map.Location) { InForce = dates });
        return select;
    }

    private (YamlScalar[] Cells, YamlScalar Then, DateSpan InForce)? ReadRow(YamlNode item, int inputs)
    {
        if (item is YamlList list && list.Items.All(i => i is YamlScalar) && list.Items.Count == inputs + 1)
        {
            YamlScalar[] all = [.. list.Items.Cast<YamlScalar>()];
            return (all[..^1], all[^1], DateSpan.Always);
        }
        if (item is YamlMap map)
        {
            var reader = new MapReader(map, "row", context.Diagnostics);
            YamlNode? when = reader.Required("when");
            YamlScalar? then = reader.RequiredScalar("then");
            DateSpan inForce = context.InForce(reader.OptionalMap("in_force"));
            reader.OptionalScalar("basis");
            if (!reader.Finish()) return null;
            YamlScalar[]? cells = when switch
            {
                YamlScalar single => [single],
                YamlList several when several.Items.All(i => i is YamlScalar) => [.. several.Items.Cast<YamlScalar>()],
                _ => null,
            };
            if (cells?.Length == inputs && then is not null) return (cells, then, inForce);
            if (when is null || then is null) return null;
        }
        context.Diagnostics.Add(ConceptErrors.Table(item.Location, $"a row needs {inputs} cells and a result", "one cell per input, quoted, then the result"));
        return null;
    }

    private static CoreExpression Conjunction(IReadOnlyList<CellTest>[] cells, CoreExpression[] inputs, Location at)
    {
        CoreExpression[] conditions = [.. cells.Select((c, i) => CellTest.AnyOf(c, inputs[i], at)).Where(c => c is not Literal { Value: BooleanValue { Value: true } })];
        return conditions.Length switch
        {
            0 => new Literal(BooleanValue.True, RightsType.Boolean, at),
            1 => conditions[0],
            _ => new And(conditions, at) { Needs = conditions.Aggregate(Needs.Nothing, (n, c) => n | c.Needs) },
        };
    }
}
