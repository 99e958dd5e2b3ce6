using RightsEngine.Analysis.Lint;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Proofs;

/// <summary>What can be shown about the conditions of one right, whoever asks for it: with the figures of each date on which one of them changes.</summary>
internal sealed class RightProofs
{
    private readonly RightDefinition _right;
    private readonly List<(DateOnly Date, FormulaBuilder Formulas)> _dates;

    public RightProofs(RightDefinition right, ConceptCatalogue catalogue)
    {
        _right = right;
        var keys = new ContentKeys();
        _dates = [.. Dates(right).Select(d => (d, new FormulaBuilder(catalogue, d, keys)))];
    }

    /// <summary>The first date from which the conditions exclude each other, with the fewest of them that do; null when none is found.</summary>
    public (DateOnly From, bool Always, IReadOnlyList<ConditionDefinition> Conditions)? NeverGranted()
    {
        (DateOnly Date, FormulaBuilder Formulas)[] never = [.. _dates.Where(d => Satisfiability.Excluded([Candidates(d.Formulas), .. InForce(d.Date).Select(c => d.Formulas.Of(c, true))]))];
        if (never.Length == 0) return null;
        (DateOnly date, FormulaBuilder formulas) = never[0];
        return (date, never.Length == _dates.Count, Satisfiability.Core([.. InForce(date)], c => formulas.Of(c, true), Candidates(formulas)));
    }

    /// <summary>Whether the amount is nothing on every date.</summary>
    public bool NeverPaid() =>
        _right.Amount is { ZeroGranted: false } amount && _dates.All(d => d.Formulas.Range(amount.Value).High is <= 0);

    /// <summary>Whether the conditions hold for every candidate on every date, and no amount can refuse.</summary>
    public bool NeverRefused() =>
        !_right.Conditions.All(IsPlainTruth) && _right.Award is null
        && (_right.Amount is null or { ZeroGranted: true } || _dates.All(d => d.Formulas.Range(_right.Amount.Value).Low is > 0 && _right.Amount.NotDueBelow is null))
        && _dates.All(d => Satisfiability.Excluded([Candidates(d.Formulas), new Disjunction([.. InForce(d.Date).Select(c => d.Formulas.Of(c, false))])]));

    /// <summary>Conditions that hold on every date on which they are in force whenever others do, with those others.</summary>
    public IEnumerable<(ConditionDefinition Condition, IReadOnlyList<ConditionDefinition> By)> Implied()
    {
        var told = new HashSet<ConditionDefinition>();
        foreach ((ConditionDefinition condition, IReadOnlyList<ConditionDefinition> siblings) in Required(_right.Conditions).Reverse())
        {
            (DateOnly Date, FormulaBuilder Formulas)[] dates = [.. _dates.Where(d => condition.InForce.Contains(d.Date))];
            // One with a way of granting of its own does more than hold.
            if (dates.Length == 0 || IsPlainTruth(condition) || condition.SelfAndDescendants.Any(c => c.Grant is not null)) continue;
            // Of two that say the same the second is told: they are looked at from the last.
            ConditionDefinition[] others = [.. siblings.Where(s => s != condition && !told.Contains(s))];
            if (!dates.All(d => Satisfiability.Excluded([Candidates(d.Formulas), d.Formulas.Of(condition, false), .. others.Where(o => o.InForce.Contains(d.Date)).Select(o => d.Formulas.Of(o, true))]))) continue;
            (DateOnly date, FormulaBuilder formulas) = dates[0];
            told.Add(condition);
            yield return (condition, Satisfiability.Core([.. others.Where(o => o.InForce.Contains(date))], o => formulas.Of(o, true), Candidates(formulas), formulas.Of(condition, false)));
        }
    }

    /// <summary>Alternatives that hold only where another alternative of their group does.</summary>
    public IEnumerable<(ConditionDefinition Alternative, IReadOnlyList<ConditionDefinition> By)> Covered()
    {
        var told = new HashSet<ConditionDefinition>();
        foreach (ConditionDefinition group in _right.AllConditions.Where(c => c.Kind is ConditionKind.Any or ConditionKind.None))
            // One with a way of granting of its own does more than hold.
            foreach (ConditionDefinition alternative in group.Children.Reverse().Where(c => c.SelfAndDescendants.All(d => d.Grant is null)))
            {
                (DateOnly Date, FormulaBuilder Formulas)[] dates = [.. _dates.Where(d => alternative.InForce.Contains(d.Date))];
                ConditionDefinition[] others = [.. group.Children.Where(s => s != alternative && !told.Contains(s))];
                if (dates.Length == 0 || !dates.All(d => Satisfiability.Excluded([Candidates(d.Formulas), d.Formulas.Of(alternative, true), .. others.Where(o => o.InForce.Contains(d.Date)).Select(o => d.Formulas.Of(o, false))]))) continue;
                (DateOnly date, FormulaBuilder formulas) = dates[0];
                told.Add(alternative);
                yield return (alternative, Satisfiability.Core([.. others.Where(o => o.InForce.Contains(date))], o => formulas.Of(o, false), Candidates(formulas), formulas.Of(alternative, true)));
            }
    }

    /// <summary>Conditions that must hold, each with those that must hold beside it: at the top, and in a group of <c>all</c>.</summary>
    private static IEnumerable<(ConditionDefinition, IReadOnlyList<ConditionDefinition>)> Required(IReadOnlyList<ConditionDefinition> conditions)
    {
        foreach (ConditionDefinition condition in conditions)
        {
            yield return (condition, conditions);
            if (condition.Kind != ConditionKind.All) continue;
            foreach ((ConditionDefinition inner, IReadOnlyList<ConditionDefinition> beside) in Required(condition.Children))
                yield return (inner, [.. beside, .. conditions.Where(c => c != condition)]);
        }
    }

    /// <summary>Whoever writes <c>true</c> means it.</summary>
    private static bool IsPlainTruth(ConditionDefinition condition) => condition.Require is Literal;

    private IEnumerable<ConditionDefinition> InForce(DateOnly date) => _right.Conditions.Where(c => c.InForce.Contains(date));

    private Formula Candidates(FormulaBuilder formulas) => _right.Candidates is { } candidates ? formulas.Of(candidates, true) : Formula.True;

    /// <summary>The first day of the right, and each later day on which a figure, a row or a condition changes.</summary>
    private static SortedSet<DateOnly> Dates(RightDefinition right)
    {
        IEnumerable<DateSpan> spans = right.AllConditions.Select(c => c.InForce)
            .Concat(Expressions(right).SelectMany(CoreParts.SelfAndDescendants).OfType<Select>().SelectMany(s => s.Rows).Select(r => r.InForce))
            .Concat(right.UsedParameters.Select(p => p.InForce));
        IEnumerable<DateOnly> changes = right.UsedParameters.SelectMany(p => p.Versions).Select(v => v.From)
            .Concat(spans.SelectMany(s => new[] { s.From, s.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1) : null }).OfType<DateOnly>());
        var dates = new SortedSet<DateOnly>(changes.Where(right.InForce.Contains));
        dates.Add(right.InForce.From ?? (dates.Count > 0 ? dates.Min : new DateOnly(2000, 1, 1)));
        return dates;
    }

    private static IEnumerable<CoreExpression> Expressions(RightDefinition right) =>
        right.AllConditions.Select(c => c.Require).Concat(right.Definitions.Values.Select(d => d.Body)).Append(right.Candidates).Append(right.Amount?.Value).OfType<CoreExpression>();
}
