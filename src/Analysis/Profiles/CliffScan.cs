using RightsEngine.Analysis.Populations;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Profiles;

/// <summary>
/// Finds the households of a population that stand near a cliff: each earner in turn gets some more income, the case is decided
/// again, and where all rights together fall by more than that, the cliffs on the way are found to the cent. Memory is that of a part.
/// </summary>
internal sealed class CliffScan
{
    private const int MovedAtOnce = 1024;

    private readonly Rulebook _rulebook;
    private readonly ProfileDefinition _profile;
    private readonly IReadOnlyList<ProfiledRight> _rights;
    private readonly BatchEvaluator _evaluator;
    private readonly long _within;
    private readonly decimal _least;

    /// <param name="rulebook">The rules.</param>
    /// <param name="profile">What goes along with an income, the date, and the rights.</param>
    /// <param name="within">How much more is earned, in cents.</param>
    /// <param name="least">The least fall at one cent that is a cliff, in a year.</param>
    /// <param name="compile">Whether to make kernels; null for what is usual.</param>
    public CliffScan(Rulebook rulebook, ProfileDefinition profile, long within, decimal least, bool? compile)
    {
        (_rulebook, _profile, _within, _least) = (rulebook, profile, within, least);
        _rights = [.. ProfiledRight.Of(rulebook, profile).Where(r => r.Follows)];
        _evaluator = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [profile.Date], Rights = _rights.Select(r => r.Name).ToHashSet(StringComparer.Ordinal) }, compile);
    }

    /// <summary>The rights that may depend on the income; no others are looked at.</summary>
    public IReadOnlyList<ProfiledRight> Rights => _rights;

    /// <summary>Goes over all cases.</summary>
    /// <param name="scan">The population.</param>
    /// <param name="onNear">Takes the earners near a cliff, in the order of the cases.</param>
    /// <param name="counts">What is counted on the way.</param>
    public PartLog Run(PopulationScan scan, CliffCounts counts, Action<NearCliff> onNear) => scan.Run(_evaluator, batches =>
    {
        var part = new Part();
        foreach (BatchDecider batch in batches) Look(batch, part);
        return part;
    }, part =>
    {
        counts.Add(part.Counts);
        foreach (NearCliff near in part.Near) onNear(near);
    });

    private sealed class Part
    {
        public CliffCounts Counts { get; } = new();

        public List<NearCliff> Near { get; } = [];

        public BatchDecider? Moved { get; set; }
    }

    private void Look(BatchDecider batch, Part part)
    {
        part.Moved ??= new BatchDecider(_evaluator);
        var waiting = new List<(int Case, Case Subject, Person Earner)>();
        for (int index = 0; index < batch.Cases.Count; index++)
        {
            part.Counts.Cases++;
            Case subject = batch.Cases.Source(index);
            Person[] earners = [.. subject.Persons.Where(p => Income(p) > 0)];
            if (earners.Length > 0) part.Counts.CasesWithEarners++;
            waiting.AddRange(earners.Select(e => (index, subject, e)));
            if (waiting.Count < MovedAtOnce) continue;
            Compare(batch, waiting, part);
            waiting.Clear();
        }
        if (waiting.Count > 0) Compare(batch, waiting, part);
    }

    /// <summary>Decides the cases with more income, and puts both decisions beside each other.</summary>
    private void Compare(BatchDecider batch, List<(int Case, Case Subject, Person Earner)> waiting, Part part)
    {
        BatchDecider moved = part.Moved!;
        moved.Cases.Clear();
        foreach ((_, Case subject, Person earner) in waiting) moved.Cases.Add(More(subject, earner, _within));
        moved.Decide();
        var before = new RowsOfCase(batch.Decisions, _evaluator);
        var after = new RowsOfCase(moved.Decisions, _evaluator);
        for (int i = 0; i < waiting.Count; i++)
        {
            (int number, Case subject, Person earner) = waiting[i];
            part.Counts.Earners++;
            (decimal fall, bool isLost, bool isOpen) = after.FallFrom(before, number, i);
            if (isOpen) part.Counts.NotKnown++;
            if (fall * 100 <= _within && !isLost) continue;
            IReadOnlyList<Cliff> cliffs = CliffsOf(subject, earner);
            // A steep slope without a jump is no cliff.
            if (cliffs.Count == 0) continue;
            part.Counts.Near++;
            part.Near.Add(new NearCliff(subject.Id, earner.Id, Income(earner)!.Value, fall, cliffs));
        }
    }

    /// <summary>The cliffs on the way, by the reference evaluator; their places count from what is earned now.</summary>
    private List<Cliff> CliffsOf(Case subject, Person earner)
    {
        var moving = new MovingCase(_rulebook, _profile.Date, more => More(subject, earner, more));
        var cliffs = new List<Cliff>();
        foreach (ProfiledRight right in _rights)
            foreach (long step in new StepSearch(c => moving.Given(right, c), _least).Between(0, _within))
            {
                GivenRight before = moving.Given(right, step - 1), after = moving.Given(right, step);
                if (right.HasMoney ? after.FallFrom(before) <= _least : after.LostFrom(before) <= 0) continue;
                decimal total = _rights.Where(r => r.HasMoney).Sum(r => moving.Given(r, step).FallFrom(moving.Given(r, step - 1)));
                cliffs.Add(new Cliff(right, step, right.HasMoney ? after.FallFrom(before) : null, Math.Max(0, after.LostFrom(before)), total, CliffReason.Of(_rulebook, moving.Traced(right, step - 1), moving.Traced(right, step))));
            }
        return cliffs;
    }

    /// <summary>What somebody earns by the first field of the axis that is known and more than nothing, as an income of the axis.</summary>
    private decimal? Income(Person person) => _profile.Axis.Fields
        .Where(f => f.Times > 0).Select(f => FieldValues.Of(person, f.Record, f.Field, f.Key, _profile.Date) / f.Times).FirstOrDefault(v => v > 0);

    /// <summary>The case when somebody earns more: every field of the axis that is known of them and more than nothing goes up.</summary>
    private Case More(Case subject, Person earner, long cents)
    {
        var values = new List<FieldValue>();
        foreach (AxisField field in _profile.Axis.Fields)
            if (FieldValues.Of(earner, field.Record, field.Field, field.Key, _profile.Date) is { } now && now > 0)
                values.Add(new FieldValue(earner.Id, field.Record, field.Field, field.Key, ProfileFamily.Money(now + cents / 100m * field.Times)));
        return FieldValues.With(subject, values, _profile.Date);
    }
}
