using RightsEngine.Analysis.Overview;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Simulation;

/// <summary>Makes a result of what was counted.</summary>
internal sealed class SimulationResults(SimulationPlan plan, SimulationTarget target, RunTally run, IReadOnlyList<DateOnly> dates)
{
    public const string Estimator = "weighted totals (Horvitz-Thompson); standard errors as for households drawn with replacement with probabilities inverse to their weights, without strata: sqrt(n / (n - 1) * (sum (w y)^2 - (sum w y)^2 / n))";

    private const int Decimals = 6;

    private readonly bool _isSample = plan.Analysis.Weight is not null;
    private readonly SimulationTally _tally = target.Tally;

    public SimulationResult Make()
    {
        AnalysisDefinition analysis = plan.Analysis;
        return new SimulationResult
        {
            Rulebook = plan.Baseline.Name,
            RulebookVersion = plan.Baseline.Version,
            Currency = plan.Baseline.Currency,
            Reforms = [.. plan.Reform.Reforms.Select(r => new ReformResult(r.Name, Texts(r.Title), r.From))],
            Dates = dates,
            Population = Population(analysis),
            Rights = [.. plan.Rights.Select((right, i) => Right(right, _tally.Rights[i]))],
            Total = Group("all", null, _tally.All, isAll: true),
            Breakdowns = [.. Breakdowns(analysis)],
            Distribution = [.. _tally.Changes.Select((count, i) => new ChangeBar(i == 0 ? null : ChangeEdges.All[i - 1], i == ChangeEdges.All.Length ? null : ChangeEdges.All[i], count))],
            Inequality = Inequality(analysis),
            Reasons = [.. _tally.Reasons.Select(r => new ReasonResult(plan.Rights[r.Key.Right].Name, r.Key.IsLoss, r.Key.Condition, r.Value.Count, Yearly(r.Value.Amount)))],
            LossCount = target.LossCount,
            Losses = target.Losses,
        };
    }

    private PopulationResult Population(AnalysisDefinition analysis)
    {
        (string, RightDefinition?)[] measures = [("income", analysis.Income), ("disposable_income", analysis.Disposable), ("equivalence", analysis.Equivalence), ("children", analysis.Children), ("age", analysis.Age)];
        var said = new Dictionary<string, string>(StringComparer.Ordinal) { ["household"] = analysis.Household.Name };
        foreach ((string name, RightDefinition? measure) in measures)
            if (measure?.Amount is { } amount) said[name] = amount.Location.Text;
        return new PopulationResult
        {
            CasesAccepted = run.Accepted,
            CasesRejected = run.Rejected,
            HouseholdsCounted = _tally.Households,
            Households = _tally.All.Households,
            Persons = _tally.All.Persons,
            WeightField = analysis.WeightField,
            Estimator = _isSample ? Estimator : null,
            Measures = said,
        };
    }

    private RightResult Right(SimulatedRight right, RightTally tally)
    {
        decimal PerPeriod(decimal count) => right.Periods == 1 ? count : Math.Round(count / right.Periods, Decimals);
        BeforeAfter Counts(decimal before, decimal after) => new(PerPeriod(before), PerPeriod(after), PerPeriod(after - before));
        Outcomes was = tally.Before.Outcomes, becomes = tally.After.Outcomes;
        return new RightResult
        {
            Name = right.Name,
            Title = Texts(right.Any.Title),
            IsChanged = right.IsChanged,
            Unit = right.Any.Amount is { } amount ? amount.Unit ?? amount.Type.ToString() : null,
            Direction = DecisionText.Of(right.Any.AmountDirection),
            Periods = right.Periods,
            Holders = WithErrors(Counts(was.Granted, becomes.Granted), tally.Before.Holders, tally.After.Holders, null, right.Periods),
            Households = WithErrors(new(tally.Before.Households.Total, tally.After.Households.Total, tally.After.Households.Total - tally.Before.Households.Total), tally.Before.Households, tally.After.Households, null, 1),
            Cost = right.HasCost ? WithErrors(new(Yearly(tally.Before.Cost.Total), Yearly(tally.After.Cost.Total), Yearly(tally.Change.Total)), tally.Before.Cost, tally.After.Cost, tally.Change, plan.Divisor) : null,
            Automatic = Counts(was.Automatic, becomes.Automatic),
            OnRequest = Counts(was.OnRequest, becomes.OnRequest),
            Undetermined = Counts(was.Undetermined, becomes.Undetermined),
            Refused = Counts(was.Refused, becomes.Refused),
            Errors = Counts(was.Errors, becomes.Errors),
            AmountUnknown = Counts(was.AmountUnknown, becomes.AmountUnknown),
            Moves = Enum.GetValues<Move>().ToDictionary(m => m.ToString().ToLowerInvariant(), m => new MoveResult(PerPeriod(tally.Moves[(int)m]), Yearly(tally.Amounts[(int)m]))),
            Conditions = Conditions(right),
        };
    }

    /// <summary>The texts of the conditions of a changed right; those of the reform where both have one.</summary>
    private static Dictionary<string, IReadOnlyDictionary<string, string>> Conditions(SimulatedRight right)
    {
        var texts = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (!right.IsChanged) return texts;
        foreach (ConditionDefinition condition in new[] { right.Before, right.After }.OfType<RightDefinition>().SelectMany(r => r.AllConditions))
            if (condition.Text is { } text) texts[condition.Id] = text.Texts.Languages.Order(StringComparer.Ordinal).ToDictionary(l => l, l => ConditionWords.Of(condition, l)!);
        return texts;
    }

    private GroupResult Group(string key, LocalizedText? title, HouseholdTally tally, bool isAll = false)
    {
        decimal before = tally.Before.Total + (isAll ? _tally.OutsideBefore : 0), after = tally.After.Total + (isAll ? _tally.OutsideAfter : 0);
        Sum change = Together(tally.Gainers.Amount, tally.Losers.Amount, tally.Unchanged.Amount, tally.Unknown.Amount);
        return new GroupResult
        {
            Key = key,
            Title = title is null ? null : Texts(title),
            Households = tally.Households,
            Persons = tally.Persons,
            Cost = WithErrors(new(Yearly(before), Yearly(after), Yearly(after - before)), tally.Before, tally.After, change, plan.Divisor),
            Gainers = Class(tally.Gainers),
            Losers = Class(tally.Losers),
            Unchanged = Class(tally.Unchanged),
            Unknown = Class(tally.Unknown),
            Outside = isAll ? Yearly(_tally.OutsideAfter - _tally.OutsideBefore) : 0,
        };
    }

    private ClassResult Class(in ClassTally tally) => new(tally.Households.Total, tally.Persons, Yearly(tally.Amount.Total))
    {
        HouseholdsError = Error(tally.Households, 1),
        AmountError = Error(tally.Amount, plan.Divisor),
    };

    private IEnumerable<BreakdownResult> Breakdowns(AnalysisDefinition analysis)
    {
        if (analysis.Income is not null)
        {
            SortedDictionary<int, HouseholdTally> tenths = Distribution.Deciles(target.Incomes, _isSample);
            yield return Breakdown("decile", tenths.ToDictionary(g => g.Key == 0 ? -1 : g.Key, g => g.Value), k => ($"{k}", null));
        }
        if (analysis.Types is not null) yield return Breakdown("household_type", _tally.Types, k => (analysis.HouseholdTypes[k].Id, analysis.HouseholdTypes[k].Title));
        if (analysis.Children is not null) yield return Breakdown("children", _tally.Children, k => ($"{k}", null));
        if (analysis.Age is not null) yield return Breakdown("age", _tally.Ages, k => (Ages(analysis.AgeGroups, k), null));
    }

    private BreakdownResult Breakdown(string by, IEnumerable<KeyValuePair<int, HouseholdTally>> groups, Func<int, (string Key, LocalizedText? Title)> name) => new(by,
        [.. groups.OrderBy(g => g.Key < 0 ? int.MaxValue : g.Key).Select(g => g.Key < 0 ? Group("unknown", null, g.Value) : Group(name(g.Key).Key, name(g.Key).Title, g.Value))]);

    private static string Ages(IReadOnlyList<int> groups, int number) =>
        number == groups.Count ? $"{(number == 0 ? 0 : groups[^1])}+" : $"{(number == 0 ? 0 : groups[number - 1])}-{groups[number] - 1}";

    private InequalityResult? Inequality(AnalysisDefinition analysis)
    {
        if (analysis.Disposable is null || Distribution.Of(target.Incomes, after: false, analysis.PovertyShare, null) is not { } before) return null;
        return new InequalityResult(before, Distribution.Of(target.Incomes, after: true, analysis.PovertyShare, before.PovertyLine)!);
    }

    /// <summary>A sum of amounts as that of a year.</summary>
    private decimal Yearly(decimal sum) => plan.Divisor == 1 ? sum : Math.Round(sum / plan.Divisor, Decimals);

    private BeforeAfter WithErrors(BeforeAfter figures, in Sum before, in Sum after, in Sum? change, long divisor) => figures with
    {
        BeforeError = Error(before, divisor),
        AfterError = Error(after, divisor),
        ChangeError = change is { } c ? Error(c, divisor) : null,
    };

    /// <summary>The standard error of a total over a sample of households.</summary>
    private decimal? Error(in Sum sum, long divisor)
    {
        if (!_isSample || _tally.Households < 2) return null;
        decimal n = _tally.Households, variance = n / (n - 1) * (sum.Squares - (sum.Total / n * sum.Total));
        return Math.Round((decimal)Math.Sqrt((double)Math.Max(0, variance)) / divisor, 2);
    }

    /// <summary>Sums over households that are in one of them only.</summary>
    private static Sum Together(params ReadOnlySpan<Sum> sums)
    {
        var all = default(Sum);
        foreach (Sum sum in sums) all.Add(sum);
        return all;
    }

    private static Dictionary<string, string> Texts(LocalizedText text) => text.Languages.Order(StringComparer.Ordinal).ToDictionary(l => l, text.In);
}
