using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Profiles;

/// <summary>A place on the axis, with what each right gives there.</summary>
/// <param name="Cents">The income.</param>
/// <param name="IsStep">Whether it is one of the steps of the axis; else the edge of a jump.</param>
/// <param name="Given">What the rights give, in their order.</param>
internal sealed record ProfilePoint(long Cents, bool IsStep, IReadOnlyList<GivenRight> Given)
{
    public decimal Income => Cents / 100m;
}

/// <summary>What of each further euro is lost in rights between two steps.</summary>
/// <param name="From">The lower income, in cents.</param>
/// <param name="To">The higher income, in cents.</param>
/// <param name="Fall">What all rights together fall by in a year; less than 0 when they rise.</param>
/// <param name="Rate">That as a share of the income between; null where what some right gives is known on one side only.</param>
internal sealed record MarginalRate(long From, long To, decimal Fall, decimal? Rate);

/// <summary>What a family has of each right along the axis, by one set of rules.</summary>
internal sealed class FamilyProfile
{
    private readonly MovingCase _case;
    private readonly Rulebook _rulebook;
    private readonly decimal _least;

    private FamilyProfile(Rulebook rulebook, ProfileDefinition profile, ProfileFamily family, IReadOnlyList<ProfiledRight> rights, decimal least, Action onStep)
    {
        (_rulebook, Family, Rights, _least) = (rulebook, family, rights, least);
        _case = new MovingCase(rulebook, profile.Date, cents => family.With(profile, cents));
        Compute(profile.Axis, onStep);
    }

    public ProfileFamily Family { get; }

    public IReadOnlyList<ProfiledRight> Rights { get; }

    /// <summary>The places, in order of income: the steps of the axis, and both edges of every jump.</summary>
    public IReadOnlyList<ProfilePoint> Points { get; private set; } = [];

    /// <summary>The cliffs, in order of income.</summary>
    public IReadOnlyList<Cliff> Cliffs { get; private set; } = [];

    /// <summary>The marginal rate of each step.</summary>
    public IReadOnlyList<MarginalRate> Rates { get; private set; } = [];

    /// <summary>Follows a family along the axis.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="profile">The profile, read for these rules.</param>
    /// <param name="family">One of its families.</param>
    /// <param name="rights">What is looked at.</param>
    /// <param name="least">The least fall that is a cliff, in a year.</param>
    /// <param name="onStep">Called after each step of the work.</param>
    public static FamilyProfile Of(Rulebook rulebook, ProfileDefinition profile, ProfileFamily family, IReadOnlyList<ProfiledRight> rights, decimal least, Action onStep) => new(rulebook, profile, family, rights, least, onStep);

    /// <summary>How many steps the work for a family has: the places of the axis, and the search for the jumps of each right.</summary>
    public static int StepsOf(ProfileDefinition profile, IReadOnlyList<ProfiledRight> rights) => profile.Axis.Places().Count() + rights.Count(r => r.Follows);

    /// <summary>What all rights with money give at a place, in a year, as far as it is known.</summary>
    public decimal TotalAt(ProfilePoint point) => Rights.Index().Where(r => r.Item.HasMoney).Sum(r => point.Given[r.Index].PerYear);

    /// <summary>The stretches on which is not known what a right gives, right by right.</summary>
    public IEnumerable<OpenRight> Open()
    {
        foreach ((int number, ProfiledRight right) in Rights.Index())
        {
            ProfilePoint? first = null, last = null;
            foreach (ProfilePoint point in Points.Append(null!))
            {
                if (point is not null && point.Given[number].IsOpen)
                {
                    first ??= point;
                    last = point;
                }
                else if (first is not null)
                {
                    yield return new OpenRight(right, first.Cents, last!.Cents, Missing(right, first.Cents));
                    first = null;
                }
            }
        }
    }

    private string Missing(ProfiledRight right, long place) => string.Join(", ", _case.Traced(right, place).Select(t => t.Decision)
        .SelectMany(d => d.Fault is { } fault ? [fault] : d.Missing.Select(m => m.ToString())).Distinct(StringComparer.Ordinal));

    private void Compute(ProfileAxis axis, Action onStep)
    {
        long[] places = [.. axis.Places()];
        ProfiledRight[] following = [.. Rights.Where(r => r.Follows)], fixedRights = [.. Rights.Where(r => !r.Follows)];
        Dictionary<ProfiledRight, GivenRight> once = fixedRights.Zip(_case.Given(fixedRights, places[0])).ToDictionary();
        foreach (long place in places)
        {
            _case.Given(following, place);
            onStep();
        }
        var jumps = new SortedSet<long>();
        var falls = new List<(ProfiledRight Right, long At)>();
        foreach (ProfiledRight right in following)
        {
            var search = new StepSearch(c => _case.Given(right, c), _least);
            for (int i = 1; i < places.Length; i++)
                foreach (long step in search.Between(places[i - 1], places[i]))
                {
                    jumps.Add(step);
                    if (IsFall(right, step)) falls.Add((right, step));
                }
            onStep();
        }
        HashSet<long> steps = [.. places];
        Points = [.. places.Concat(jumps).Concat(jumps.Select(j => j - 1)).Distinct().Order().Select(place => new ProfilePoint(place, steps.Contains(place), GivenAt(following, once, place)))];
        Cliffs = [.. falls.OrderBy(f => f.At).ThenBy(f => f.Right.Name, StringComparer.Ordinal).Select(f => CliffAt(f.Right, f.At))];
        Rates = [.. places.Zip(places.Skip(1), RateOf)];
    }

    private GivenRight[] GivenAt(ProfiledRight[] following, Dictionary<ProfiledRight, GivenRight> once, long place)
    {
        Dictionary<ProfiledRight, GivenRight> given = following.Zip(_case.Given(following, place)).ToDictionary();
        return [.. Rights.Select(r => r.Follows ? given[r] : once[r])];
    }

    private bool IsFall(ProfiledRight right, long at)
    {
        GivenRight before = _case.Given(right, at - 1), after = _case.Given(right, at);
        return right.HasMoney ? after.FallFrom(before) > _least : after.LostFrom(before) > 0;
    }

    private Cliff CliffAt(ProfiledRight right, long at)
    {
        GivenRight before = _case.Given(right, at - 1), after = _case.Given(right, at);
        return new Cliff(right, at, right.HasMoney ? after.FallFrom(before) : null, Math.Max(0, after.LostFrom(before)), FallBetween(at - 1, at),
            CliffReason.Of(_rulebook, _case.Traced(right, at - 1), _case.Traced(right, at)));
    }

    private decimal FallBetween(long from, long to) => Rights.Where(r => r is { Follows: true, HasMoney: true }).Sum(r => _case.Given(r, to).FallFrom(_case.Given(r, from)));

    private MarginalRate RateOf(long from, long to)
    {
        decimal fall = FallBetween(from, to);
        bool isKnown = Rights.Where(r => r is { Follows: true, HasMoney: true }).All(r => _case.Given(r, from).IsOpen == _case.Given(r, to).IsOpen);
        return new MarginalRate(from, to, fall, isKnown ? fall / ((to - from) / 100m) : null);
    }
}
