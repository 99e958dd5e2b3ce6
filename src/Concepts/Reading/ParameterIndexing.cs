using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>
/// Fills the gaps of parameters that are <c>indexed:</c>. A published figure wins until its base or its factor changes
/// after it; from then on the figure is computed, and says so.
/// </summary>
internal sealed class ParameterIndexing(DiagnosticBag diagnostics)
{
    private readonly List<ParameterDefinition> _path = [];
    private readonly HashSet<ParameterDefinition> _done = [];

    /// <param name="parameters">The parameters to complete.</param>
    /// <param name="visible">Those that <c>base</c> and <c>factor</c> may name, by name.</param>
    public void Complete(IEnumerable<ParameterDefinition> parameters, IReadOnlyDictionary<string, ParameterDefinition> visible)
    {
        foreach (ParameterDefinition parameter in parameters) Complete(parameter, visible);
    }

    /// <summary>Computes what is indexed, then changes the figures as reforms say: those that hang on them follow.</summary>
    private void Complete(ParameterDefinition parameter, IReadOnlyDictionary<string, ParameterDefinition> visible)
    {
        Index(parameter, visible);
        IReadOnlyList<FigureReform> reforms = parameter.Reforms;
        parameter.Reforms = [];
        foreach (FigureReform reform in reforms) parameter.Versions = reform.Of(parameter, diagnostics);
    }

    private void Index(ParameterDefinition parameter, IReadOnlyDictionary<string, ParameterDefinition> visible)
    {
        if (parameter.Indexed is not { Base: null, Failed: false } indexed || !_done.Add(parameter)) return;
        _path.Add(parameter);
        indexed.Base = Find(indexed.BaseName, visible);
        indexed.Factor = Find(indexed.FactorName, visible);
        if (indexed is { Base: { } @base, Factor: { } factor } && Columns(parameter, indexed, @base, factor) is { } columns)
            parameter.Versions = [.. Versions(parameter, indexed, columns)];
        else indexed.Failed = true;
        _path.RemoveAt(_path.Count - 1);
    }

    private ParameterDefinition? Find(YamlScalar name, IReadOnlyDictionary<string, ParameterDefinition> visible)
    {
        if (!visible.TryGetValue(name.Text, out ParameterDefinition? found))
        {
            diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "parameter", name.Text, visible.Keys));
            return null;
        }
        int start = _path.IndexOf(found);
        if (start >= 0)
        {
            diagnostics.Add(ConceptErrors.Cycle(name.Location, [.. _path.Skip(start).Select(p => p.Name), found.Name],
                [.. _path.Skip(start).Select(p => new Label(p.Location, "part of the circle"))]));
            return null;
        }
        Complete(found, visible);
        return found;
    }

    /// <summary>The column of the base behind each column of the parameter; empty for a parameter without keys; null after a finding.</summary>
    private Dictionary<string, string>? Columns(ParameterDefinition parameter, Indexation indexed, ParameterDefinition @base, ParameterDefinition factor)
    {
        if (factor.Keys.Count > 0 || !factor.Type.Equals(RightsType.Number))
        {
            diagnostics.Add(ConceptErrors.ParameterValue(indexed.FactorName.Location, $"`{factor.Name}` is {(factor.Keys.Count > 0 ? "a table" : factor.Type.ToString())}: the factor is one number"));
            return null;
        }
        if (!@base.Keys.Select(k => k.Type).SequenceEqual(parameter.Keys.Select(k => k.Type)))
        {
            diagnostics.Add(ConceptErrors.ParameterValue(indexed.BaseName.Location, $"`{@base.Name}` has other keys than `{parameter.Name}`", "the base of an indexed table has the same keys in the same order"));
            return null;
        }
        if (parameter.Keys.Count == 0) return Fits(@base.Type, parameter.Type, indexed) ? [] : null;
        var columns = new Dictionary<string, string>();
        foreach (MemberSymbol column in parameter.Columns.Values)
        {
            MemberSymbol? from = parameter.Columns.Count == 1 && @base.Columns.Count == 1 ? @base.Columns.Values.First() : @base.Columns.GetValueOrDefault(column.Name);
            if (from is null)
            {
                diagnostics.Add(ConceptErrors.ParameterValue(indexed.BaseName.Location, $"`{@base.Name}` has no column `{column.Name}`", Suggestions.DidYouMean(column.Name, @base.Columns.Keys)));
                return null;
            }
            if (!Fits(from.Type, column.Type, indexed)) return null;
            columns[column.Name] = from.Name;
        }
        return columns;
    }

    /// <summary>The same type, or money of a year made money of a shorter period by dividing by their number.</summary>
    private bool Fits(RightsType from, RightsType to, Indexation indexed)
    {
        if (from.Equals(to) && (to.IsMoney || to.Equals(RightsType.Number))) return true;
        decimal parts = (from, to) is (MoneyType { Period: MoneyPeriod.Year }, MoneyType { Period: MoneyPeriod.Month }) ? 12
            : (from, to) is (MoneyType { Period: MoneyPeriod.Year }, MoneyType { Period: MoneyPeriod.Quarter }) ? 4 : 0;
        if (parts != 0 && indexed.Divisor == parts) return true;
        diagnostics.Add(ConceptErrors.ParameterValue(indexed.BaseName.Location, $"{from} cannot be indexed to {to}{(parts == 0 ? "" : $" without `divide: {parts}`")}"));
        return false;
    }

    private IEnumerable<ParameterVersion> Versions(ParameterDefinition parameter, Indexation indexed, Dictionary<string, string> columns)
    {
        IEnumerable<DateOnly> dates = new[] { parameter, indexed.Base!, indexed.Factor! }.SelectMany(p => p.Versions.Select(v => v.From)).Distinct().Order();
        ParameterVersion? last = null;
        foreach (DateOnly date in dates)
        {
            ParameterVersion? published = parameter.At(date), from = At(indexed.Base!, date), by = At(indexed.Factor!, date);
            ParameterVersion? now = published;
            if (from is not null && by is not null && (published is null or { IsMissing: true } || published.From < Later(from.From, by.From)))
                now = from.IsMissing || by.IsMissing ? Unknown(date, indexed) : Computed(parameter, date, from, by, indexed, columns);
            if (now is null || ReferenceEquals(now, last)) continue;
            last = now;
            yield return now.From < date ? now with { From = date } : now;
        }
    }

    private static ParameterVersion? At(ParameterDefinition parameter, DateOnly date) => parameter.InForce.Contains(date) ? parameter.At(date) : null;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static ParameterVersion Unknown(DateOnly date, Indexation indexed) =>
        new(date, null, null, ParameterStatus.Derived, null, indexed.BaseName.Location);

    private ParameterVersion Computed(ParameterDefinition parameter, DateOnly date, ParameterVersion from, ParameterVersion by, Indexation indexed, Dictionary<string, string> columns)
    {
        decimal factor = ((NumberValue)by.Value!).Value;
        Value? value = from.Value is null ? null : Times(from.Value);
        ParameterRow[]? rows = from.Rows is null ? null : [.. from.Rows.Select(r => r with
        {
            Columns = columns.ToDictionary(c => c.Key, c => r.Columns[c.Value] is { } cell ? Times(cell) : null),
            Status = ParameterStatus.Derived,
            Source = null,
        })];
        return new ParameterVersion(date, value, rows, ParameterStatus.Derived, null, indexed.BaseName.Location) { Formula = indexed.Formula };

        Value? Times(Value amount)
        {
            decimal? result = ExactDecimal.Multiply(((NumberValue)amount).Value, factor) is { } product ? ExactDecimal.Divide(product, indexed.Divisor) : null;
            Value? rounded = result is not { } number ? null : indexed.Round?.Of(number) ?? new NumberValue(number);
            if (rounded is NumberValue) return rounded;
            diagnostics.Add(ConceptErrors.ParameterValue(indexed.BaseName.Location, $"`{parameter.Name}` from {date:yyyy-MM-dd} needs more than 28 digits"));
            return null;
        }
    }
}
