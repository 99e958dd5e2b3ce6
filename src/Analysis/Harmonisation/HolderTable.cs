using RightsEngine.Analysis.Populations;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>In which way the search can place a holder.</summary>
internal enum Placing
{
    /// <summary>Everything is known, and the income makes a difference.</summary>
    Swept,

    /// <summary>Granted, whatever the income.</summary>
    AlwaysIn,

    /// <summary>Open, whatever the income: other facts are missing.</summary>
    AlwaysOpen,

    /// <summary>Refused, whatever the income.</summary>
    AlwaysOut,

    /// <summary>The income as the right counts it today is not known.</summary>
    TodayUnknown,

    /// <summary>The common income, or of how many, is not known.</summary>
    CommonUnknown,

    /// <summary>Neither is known.</summary>
    BothUnknown,

    /// <summary>The limit is not known.</summary>
    LimitUnknown,

    /// <summary>A computation has no result.</summary>
    Error,
}

/// <summary>Everyone who may hold a right, with what a search for limits needs. Nobody is left out: who cannot be placed is counted apart.</summary>
internal sealed class HolderTable
{
    private readonly PopulationSurvey _survey;
    private readonly bool _hasCosts;
    private readonly int _firstLimit, _limits, _firstPoint;
    private readonly List<SweptHolder> _swept = [];
    private readonly Placing[] _placings;

    /// <param name="survey">The answers: today's decision, today's income, the common one, members, limits, points.</param>
    /// <param name="hasCosts">Whether amounts are costs.</param>
    /// <param name="firstLimit">Which question asks for the first limit.</param>
    /// <param name="limits">How many limits there are.</param>
    /// <param name="firstPoint">Which question asks at the first point; the points are those of <see cref="IncomeLimits.Points"/>.</param>
    public HolderTable(PopulationSurvey survey, bool hasCosts, int firstLimit, int limits, int firstPoint)
    {
        (_survey, _hasCosts, _firstLimit, _limits, _firstPoint) = (survey, hasCosts, firstLimit, limits, firstPoint);
        _placings = [.. Enumerable.Range(0, survey.Cases.Count).Select(Place)];
    }

    public IReadOnlyList<SweptHolder> Swept => _swept;

    public int Count => _placings.Length;

    public long Of(Placing placing) => _placings.Count(p => p == placing);

    public string Case(int holder) => _survey.Cases[holder];

    public string Holder(int holder) => _survey.Holders[holder];

    /// <summary>Today's income of a holder who is swept.</summary>
    public decimal IncomeToday(int holder) => _survey.Answers[1].Amounts[holder]!.Value;

    private Placing Place(int holder)
    {
        Outcome[] asked = [.. Enumerable.Range(_firstPoint, 1 + 2 * _limits).Select(q => _survey.Answers[q].Outcomes[holder])];
        if (asked.Contains(Outcome.Error)) return Placing.Error;
        if (asked.Distinct().Count() == 1) return asked[0] switch { Outcome.Granted => Placing.AlwaysIn, Outcome.Refused => Placing.AlwaysOut, _ => Placing.AlwaysOpen };
        decimal?[] limits = [.. Enumerable.Range(_firstLimit, _limits).Select(q => _survey.Answers[q].Amounts[holder])];
        if (limits.Contains(null)) return Placing.LimitUnknown;
        decimal? today = _survey.Answers[1].Amounts[holder], common = _survey.Answers[2].Amounts[holder], members = _survey.Answers[3].Amounts[holder];
        HolderSteps steps = HolderSteps.Of(StandingOf(asked[0]), limits.Select((limit, i) => (limit!.Value, StandingOf(asked[1 + 2 * i]), StandingOf(asked[2 + 2 * i]))));
        switch (today is null, common is null || members is null)
        {
            case (true, true): return Placing.BothUnknown;
            case (true, false): return Placing.TodayUnknown;
            case (false, true): return Placing.CommonUnknown;
            default:
                _swept.Add(new SweptHolder(holder, steps, steps.With(today!.Value), common!.Value, Math.Max(0, members!.Value - 1), _hasCosts ? Cost(holder) : 1));
                return Placing.Swept;
        }
    }

    /// <summary>The amount, which does not depend on the income, where it is granted at all; 0 where even then it is not known.</summary>
    private decimal Cost(int holder) => Enumerable.Range(_firstPoint, 1 + 2 * _limits).Select(q => _survey.Answers[q].Amounts[holder]).FirstOrDefault(a => a is not null) ?? 0;

    private static Standing StandingOf(Outcome outcome) => outcome switch
    {
        Outcome.Granted => Standing.In,
        Outcome.Refused => Standing.Out,
        _ => Standing.Open,
    };
}
