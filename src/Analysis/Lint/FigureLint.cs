using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>Figures and versions whose dates or rows do not fit together.</summary>
internal static class FigureLint
{
    /// <summary>So many changes on the same day make a habit.</summary>
    private const int Habit = 3;

    /// <summary>A year, give or take a month or two: figures for a year do not always come on the same day.</summary>
    private const int LeastMonths = 10, MostMonths = 14;

    public static IEnumerable<(string Owner, Diagnostic Finding)> Find(Rulebook rulebook, IReadOnlyList<RulePart> parts, DateOnly? upToDateOn)
    {
        ParameterDefinition[] parameters = [.. rulebook.Catalogue.Parameters.Values, .. rulebook.Rights.SelectMany(r => r.Parameters.Values)];
        return [.. Gaps(rulebook.Catalogue), .. parameters.SelectMany(Rows), .. Years(rulebook, parts), .. upToDateOn is { } on ? parameters.SelectMany(p => Old(p, on)) : []];
    }

    /// <summary>Days between two versions of a declaration on which it says nothing.</summary>
    private static IEnumerable<(string, Diagnostic)> Gaps(ConceptCatalogue catalogue)
    {
        IEnumerable<(Declaration, IEnumerable<IVersion>)> versioned =
            catalogue.Concepts.Values.Select(c => ((Declaration)c, c.Versions.Cast<IVersion>()))
                .Concat(catalogue.Households.Values.Select(h => ((Declaration)h, h.Versions.Cast<IVersion>())))
                .Concat(catalogue.Incomes.Values.Select(i => ((Declaration)i, i.Versions.Cast<IVersion>())));
        foreach ((Declaration declaration, IEnumerable<IVersion> versions) in versioned)
        {
            DateSpan[] spans = [.. versions.Select(v => v.InForce).OrderBy(s => s.From ?? DateOnly.MinValue)];
            foreach ((DateSpan earlier, DateSpan later) in spans.Zip(spans.Skip(1)))
                if (earlier.To is { } end && later.From is { } start && end.AddDays(1) < start)
                    yield return (RulebookParts.Owner(declaration), LintErrors.Gap(declaration.Location, $"{declaration.Kind} `{declaration.Name}`", end.AddDays(1), start.AddDays(-1)));
        }
    }

    /// <summary>Rows of a figure with one key of numbers: one that is never reached, or values between two rows that have none.</summary>
    private static IEnumerable<(string, Diagnostic)> Rows(ParameterDefinition parameter)
    {
        string owner = RulebookParts.Owner(parameter);
        foreach (ParameterVersion version in parameter.Versions)
        {
            IReadOnlyList<ParameterRow> rows = version.Rows ?? [];
            for (int later = 1; later < rows.Count; later++)
                for (int earlier = 0; earlier < later; earlier++)
                    if (rows[earlier].Keys.Zip(rows[later].Keys).All(k => Holds(k.First, k.Second)))
                    {
                        yield return (owner, LintErrors.HiddenRow(rows[later].Location, parameter.FullName, rows[earlier].Location));
                        break;
                    }
            if (parameter.Keys.Count != 1 || !Numbers(parameter.Keys[0].Type)) continue;
            (RangeValue Range, ParameterRow Row)[] ranges = [.. rows.Where(r => r.Keys[0].Range is not null).Select(r => (r.Keys[0].Range!, r)).OrderBy(r => ((NumberValue)r.Item1.Low).Value)];
            foreach ((var first, var second) in ranges.Zip(ranges.Skip(1)))
                if (Between(first.Range, second.Range) && !rows.Any(r => r.Keys[0].IsAny || r.Keys[0].Single is not null))
                    yield return (owner, LintErrors.RowGap(second.Row.Location, parameter.FullName, Shown(first.Range.High), Shown(second.Range.Low), first.Row.Location));
        }
    }

    private static bool Numbers(RightsType type) => type.IsMoney || type.Equals(RightsType.Number);

    /// <summary>Whether a cell fits everything that another fits.</summary>
    private static bool Holds(KeyCell wide, KeyCell narrow)
    {
        if (wide.IsAny) return true;
        if (narrow.IsAny) return false;
        if (wide.Single is { } single) return narrow.Single is { } other && single.Equals(other);
        if (wide.Range is not { Low: NumberValue low, High: NumberValue high } range) return false;
        if (narrow.Single is NumberValue n)
            return (n.Value > low.Value || (n.Value == low.Value && range.LowIncluded)) && (n.Value < high.Value || (n.Value == high.Value && range.HighIncluded));
        return narrow.Range is { Low: NumberValue from, High: NumberValue to } inner
            && (from.Value > low.Value || (from.Value == low.Value && (range.LowIncluded || !inner.LowIncluded)))
            && (to.Value < high.Value || (to.Value == high.Value && (range.HighIncluded || !inner.HighIncluded)));
    }

    private static bool Between(RangeValue first, RangeValue second)
    {
        decimal end = ((NumberValue)first.High).Value, start = ((NumberValue)second.Low).Value;
        if (start < end) return false;
        if (start == end) return !first.HighIncluded && !second.LowIncluded;
        // [0..1] and [2..3] are for whole numbers, and [0..10.00] and [10.01..20] for cents.
        decimal step = decimal.IsInteger(start) && decimal.IsInteger(end) ? 1 : 0.01m;
        return !(first.HighIncluded && second.LowIncluded && start - end <= step);
    }

    private static string Shown(Value value) => ((NumberValue)value).Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Limits of one right that change on the same days, save for one or two of those days.</summary>
    private static IEnumerable<(string, Diagnostic)> Years(Rulebook rulebook, IReadOnlyList<RulePart> parts)
    {
        var told = new HashSet<(ParameterDefinition, DateOnly)>();
        foreach (RightDefinition right in rulebook.Rights)
        {
            HashSet<ParameterDefinition> compared = Compared(parts, right);
            ParameterDefinition[] limits = [.. right.UsedParameters.Where(p => p.Indexed is null && p.Versions.Count >= Habit && compared.Contains(p))];
            foreach (ParameterDefinition limit in limits)
                foreach (ParameterDefinition other in limits.Where(o => o != limit))
                    if (Lacks(limit, other) is { } date && told.Add((limit, date)))
                        yield return (RulebookParts.Owner(limit), LintErrors.OtherYears(limit.Location, limit.FullName, limit.Right ?? right.Name, date, other.FullName, other.Versions.Single(v => v.From == date).Location));
        }
    }

    /// <summary>The figures that a right, or a concept it uses, compares something with.</summary>
    private static HashSet<ParameterDefinition> Compared(IReadOnlyList<RulePart> parts, RightDefinition right)
    {
        HashSet<string> owners = [right.Name, .. right.UsedDeclarations.Select(RulebookParts.Owner)];
        IEnumerable<CoreExpression> sides = parts.Where(p => owners.Contains(p.Owner)).SelectMany(p => p.Nodes).SelectMany(n => n switch
        {
            Comparison c => [c.Left, c.Right],
            Within w => [w.Container],
            _ => (IEnumerable<CoreExpression>)[],
        });
        return [.. sides.SelectMany(Opened).OfType<Call>().Select(c => c.Symbol).OfType<ParameterSymbol>().Select(s => s.Parameter)];
    }

    /// <summary>An expression and what it is made of, the definitions it names included.</summary>
    private static IEnumerable<CoreExpression> Opened(CoreExpression e) =>
        CoreParts.SelfAndDescendants(e).SelectMany(n => n is Call { Symbol: DefinitionSymbol { Body: { } body } } ? Opened(body).Prepend(n) : [n]);

    /// <summary>A day on which the other figure changes and this one does not, although they change on the same days otherwise.</summary>
    private static DateOnly? Lacks(ParameterDefinition limit, ParameterDefinition other)
    {
        DateOnly[] mine = [.. limit.Versions.Select(v => v.From)], theirs = [.. other.Versions.Select(v => v.From)];
        DateOnly[] shared = [.. mine.Intersect(theirs).Order()];
        if (shared.Length < Habit) return null;
        // Before both exist, and once one of them is no longer known, nothing is said.
        DateOnly from = shared[0], to = limit.Versions[^1].IsMissing ? limit.Versions[^1].From : DateOnly.MaxValue;
        // What is not known on either side has no year.
        DateOnly[] lacking = [.. theirs.Except(mine).Where(d => d > from && d < to && limit.InForce.Contains(d) && other.At(d) is { IsMissing: false } && limit.At(d) is { IsMissing: false })];
        DateOnly[] extra = [.. mine.Except(theirs).Where(d => d > from && (!other.Versions[^1].IsMissing || d < other.Versions[^1].From))];
        return lacking.Length is 1 && extra.Length <= 1 && shared.Length > lacking.Length + extra.Length ? lacking[0] : null;
    }

    /// <summary>A figure that changed every year and is no longer of this one.</summary>
    private static IEnumerable<(string, Diagnostic)> Old(ParameterDefinition parameter, DateOnly on)
    {
        ParameterVersion[] published = [.. parameter.Versions.Where(v => v.Formula is null && v.From <= on)];
        if (published.Length < Habit || published[^1].IsMissing || !parameter.InForce.Contains(on)) yield break;
        ParameterVersion last = published[^1];
        // The law computes it, so it is as old as its coefficient, which is looked at by itself.
        if (parameter.Indexed is not null) yield break;
        if (!published.Zip(published.Skip(1)).TakeLast(Habit - 1).All(p => Months(p.First.From, p.Second.From) is >= LeastMonths and <= MostMonths)) yield break;
        if (Months(last.From, on) > MostMonths) yield return (RulebookParts.Owner(parameter), LintErrors.Old(last.Location, parameter.FullName, last.From, on));
    }

    private static int Months(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;
}
