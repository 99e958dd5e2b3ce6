using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>Which check dates of a right with memory can still count. Both evaluators leave out the same ones.</summary>
/// <param name="evaluator">Computes what is the same for everybody.</param>
internal sealed class AwardEnds(Evaluator evaluator)
{
    /// <summary>The check dates up to a date, the latest first, of which a grant may still run on that date.</summary>
    /// <param name="right">A right with memory.</param>
    /// <param name="date">The day that is decided.</param>
    public IEnumerable<DateOnly> Checks(RightDefinition right, DateOnly date) =>
        right.Award!.ChecksUntil(date, right.InForce).Where(check => !HasRunOut(right, check, date));

    /// <summary>Whether a grant of a check date is over for everybody: who might have held it then need not be found.</summary>
    private bool HasRunOut(RightDefinition right, DateOnly check, DateOnly date)
    {
        PeriodOf period = PeriodOf.Right(right, check);
        var frame = new Frame(right);
        frame.Bind(RightScope.Period, new RangeValue(true, new DateValue(period.Start), new DateValue(period.End), true));
        return Latest(right.Award!.RunsUntil, new Env(frame, null, check).With(RightScope.GrantedOn, new DateValue(check))) is { } latest && latest < date;
    }

    /// <summary>The latest day that an end may be, whoever holds the right; null when that hangs on more than the branches of an <c>if</c>.</summary>
    private DateOnly? Latest(CoreExpression until, Env env)
    {
        if (until.Needs == Needs.Nothing) return evaluator.Evaluate(until, env) is DateValue day ? day.Value : null;
        if (until is not Select { Hit: HitPolicy.First, Otherwise: { } otherwise } choice || Latest(otherwise, env) is not { } latest) return null;
        foreach (SelectRow row in choice.Rows)
        {
            if (Latest(row.Then, env) is not { } end) return null;
            if (end > latest) latest = end;
        }
        return latest;
    }
}
