using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Rules.Reading;

/// <summary>
/// Looks through a table for rows that overlap and values that no row covers, on every date on which a
/// figure in its cells changes. Each input is cut at the figures in its column into points and gaps;
/// a table whose cells are not figures or constants is left to run time.
/// </summary>
internal static class TableCheck
{
    /// <summary>How many cells and sets of rows are looked at for one table: about three seconds.</summary>
    public const long MaximumWork = 60_000_000;

    public static void Run(CheckedTable table, DiagnosticBag diagnostics, ConceptCatalogue catalogue, IReadOnlyList<RightDefinition> rights)
    {
        if (table.Hit == HitPolicy.Sum || table.Rows.Count == 0) return;
        bool overlap = table.Hit == HitPolicy.Unique, gap = !table.HasOtherwise;
        RightDefinition? owner = rights.LastOrDefault(r => r.Location.File == table.Location.File && r.Location.Span.Start < table.Location.Span.Start);
        bool complete = gap;
        var search = new RowSearch(MaximumWork);
        foreach (DateOnly date in Dates(table, owner))
        {
            if (!overlap && !gap) return;
            List<CheckedRow> rows = [.. table.Rows.Where(r => r.InForce.Contains(date))];
            var figures = new Figures(date);
            if (rows.Count == 0 || Columns(table, rows, figures, catalogue) is not { } columns)
            {
                complete = false;
                continue;
            }
            complete &= !columns.Where((samples, i) => table.Inputs[i] is not BuiltinCall { Builtin.Name: "count" } && samples.Any(s => s.SkipsFractions)).Any();
            search.Look([.. columns.Select(c => c.Count)], rows.Count, (row, column, sample) => Passes(rows[row].Cells[column], columns[column][sample].Value, figures), overlap, gap);
            if (search.Overlap is { } twice)
            {
                diagnostics.Add(RuleErrors.OverlappingRows(rows[twice.Rows.Second].Location, rows[twice.Rows.First].Location, Describe(table, columns, twice.Point)));
                overlap = false;
            }
            if (search.Gap is { } point)
            {
                diagnostics.Add(RuleErrors.UncoveredValues(table.Location, Describe(table, columns, point)));
                gap = false;
            }
            if (search.IsExhausted)
            {
                diagnostics.Add(RuleErrors.TableNotChecked(table.Location, date));
                return;
            }
        }
        table.Core.Coverage!.IsComplete = complete && gap;
    }

    /// <summary>A value to try, and how to say it.</summary>
    private sealed record Sample(Value Value, string Text)
    {
        /// <summary>Whether fractions between it and the next one are not tried.</summary>
        public bool SkipsFractions { get; init; }
    }

    private static IEnumerable<DateOnly> Dates(CheckedTable table, RightDefinition? owner)
    {
        var dates = new SortedSet<DateOnly>();
        if (owner?.InForce.From is { } from) dates.Add(from);
        if (table.InForce.From is { } since) dates.Add(since);
        foreach (CheckedRow row in table.Rows)
        {
            if (row.InForce.From is { } start) dates.Add(start);
            if (row.InForce.To is { } end && end < DateOnly.MaxValue) dates.Add(end.AddDays(1));
            foreach (ParameterSymbol parameter in row.Cells.SelectMany(c => c).SelectMany(Operands).SelectMany(CoreParts.SelfAndDescendants).OfType<Call>().Select(c => c.Symbol).OfType<ParameterSymbol>())
                foreach (ParameterVersion version in parameter.Parameter.Versions) dates.Add(version.From);
        }
        if (dates.Count == 0) dates.Add(new DateOnly(2000, 1, 1));
        return dates.Where(d => (owner is null || owner.InForce.Contains(d)) && table.InForce.Contains(d));
    }

    private static IEnumerable<CoreExpression> Operands(CellTest test) => test switch
    {
        ComparisonCell c => [c.Operand],
        EqualCell c => [c.Operand],
        RangeCell c => [c.Low, c.High],
        MemberCell c => [c.Container],
        NotCell c => c.Tests.SelectMany(Operands),
        _ => [],
    };

    /// <summary>Per input the values to try, or null when some cell is not a figure on this date.</summary>
    private static List<List<Sample>>? Columns(CheckedTable table, List<CheckedRow> rows, Figures figures, ConceptCatalogue catalogue)
    {
        var columns = new List<List<Sample>>();
        for (int i = 0; i < table.Inputs.Count; i++)
        {
            var cuts = new List<Value>();
            foreach (CellTest test in rows.SelectMany(r => r.Cells[i]))
            {
                if (test is MemberCell or ErrorCell || (test is NotCell n && n.Tests.Any(t => t is MemberCell or ErrorCell))) return null;
                foreach (CoreExpression operand in Operands(test))
                {
                    if (figures.Of(operand) is not { } value) return null;
                    cuts.Add(value);
                }
            }
            if (Samples(table.Inputs[i].Type, cuts, catalogue) is not { } samples) return null;
            columns.Add(samples);
        }
        return columns;
    }

    private static List<Sample>? Samples(RightsType type, List<Value> figures, ConceptCatalogue catalogue)
    {
        RightsType inner = type.Required();
        List<Sample>? samples = inner switch
        {
            _ when inner.Equals(RightsType.Boolean) => [new(BooleanValue.False, "= false"), new(BooleanValue.True, "= true")],
            CodeType code when catalogue.CodeLists.TryGetValue(code.Name, out CodeList? list) => [.. list.Codes.Select(c => new Sample(new TextValue(c.Name), $"= {c.Name}"))],
            _ when inner.IsMoney || inner.Equals(RightsType.Number) => Numbers(inner.IsMoney, [.. figures.OfType<NumberValue>().Select(f => f.Value).Distinct().Order()]),
            _ when inner.Equals(RightsType.Date) => Dates([.. figures.OfType<DateValue>().Select(f => f.Value).Distinct().Order()]),
            _ when inner.Equals(RightsType.Text) || inner.Equals(RightsType.Identifier) =>
                [.. figures.OfType<TextValue>().Distinct().Select(t => new Sample(t, $"= {t.Value}")), new(new TextValue("\u0001"), "= another text")],
            _ => null,
        };
        if (samples is not null && type.IsOptional) samples.Add(new Sample(AbsentValue.Instance, "absent"));
        return samples;
    }

    private static List<Sample> Numbers(bool money, decimal[] cuts)
    {
        if (cuts.Length == 0) return [new(new NumberValue(0), "any value")];
        var samples = new List<Sample> { new(new NumberValue(cuts[0] - 1), $"< {cuts[0]}") };
        for (int i = 0; i < cuts.Length; i++)
        {
            bool last = i == cuts.Length - 1;
            // Whole numbers next to each other leave nothing between them that a count could be; money has cents.
            bool skips = !money && !last && cuts[i + 1] - cuts[i] == 1 && cuts[i] == decimal.Truncate(cuts[i]);
            samples.Add(new Sample(new NumberValue(cuts[i]), $"= {cuts[i]}") { SkipsFractions = skips });
            if (skips) continue;
            samples.Add(last ? new Sample(new NumberValue(cuts[i] + 1), $"> {cuts[i]}") : new Sample(new NumberValue((cuts[i] + cuts[i + 1]) / 2), $"between {cuts[i]} and {cuts[i + 1]}"));
        }
        return samples;
    }

    private static List<Sample> Dates(DateOnly[] cuts)
    {
        if (cuts.Length == 0) return [new(new DateValue(new DateOnly(2000, 1, 1)), "any date")];
        return [.. cuts.SelectMany(c => new[] { c == DateOnly.MinValue ? c : c.AddDays(-1), c, c == DateOnly.MaxValue ? c : c.AddDays(1) }).Distinct().Order().Select(d => new Sample(new DateValue(d), $"= {d:yyyy-MM-dd}"))];
    }

    private static bool Passes(IReadOnlyList<CellTest> tests, Value value, Figures figures)
    {
        foreach (CellTest test in tests)
            if (Passes(test, value, figures)) return true;
        return false;
    }

    private static bool Passes(CellTest test, Value value, Figures figures)
    {
        if (test is AnyCell) return true;
        if (value is AbsentValue) return false;
        switch (test)
        {
            case EqualCell c: return figures.Of(c.Operand)!.Equals(value);
            case NotCell c: return !c.Tests.Any(t => Passes(t, value, figures));
            case ComparisonCell c:
                Value operand = figures.Of(c.Operand)!;
                if (c.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual) return operand.Equals(value) == (c.Operator == ComparisonOperator.Equal);
                int order = BuiltinSupport.Compare(value, operand);
                return c.Operator switch
                {
                    ComparisonOperator.Less => order < 0,
                    ComparisonOperator.LessOrEqual => order <= 0,
                    ComparisonOperator.Greater => order > 0,
                    _ => order >= 0,
                };
            case RangeCell c:
                int low = BuiltinSupport.Compare(value, figures.Of(c.Low)!), high = BuiltinSupport.Compare(value, figures.Of(c.High)!);
                return (c.LowIncluded ? low >= 0 : low > 0) && (c.HighIncluded ? high <= 0 : high < 0);
            default: return false;
        }
    }

    /// <summary>The figures in the cells of a table on one date.</summary>
    private sealed class Figures(DateOnly date)
    {
        private readonly Dictionary<CoreExpression, Value?> _known = new(ReferenceEqualityComparer.Instance);

        /// <summary>The value of an operand that is a constant or an unkeyed figure, else null.</summary>
        public Value? Of(CoreExpression operand)
        {
            if (operand is Literal { Value: not AbsentValue } plain) return plain.Value;
            if (!_known.TryGetValue(operand, out Value? value)) _known[operand] = value = Compute(operand);
            return value;
        }

        private Value? Compute(CoreExpression operand) => CoreFolding.Fold(operand) switch
        {
            Literal { Value: not AbsentValue } literal => literal.Value,
            Call { Symbol: ParameterSymbol { Parameter: var parameter } } when parameter.Keys.Count == 0 && parameter.InForce.Contains(date) => parameter.At(date)?.Value,
            _ => null,
        };
    }

    private static string Describe(CheckedTable table, List<List<Sample>> columns, int[] point) =>
        string.Join(", ", point.Select((s, i) => $"`{table.InputTexts[i]}` {columns[i][s].Text}"));
}
