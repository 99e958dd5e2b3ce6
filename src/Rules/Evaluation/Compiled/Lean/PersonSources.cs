using RightsEngine.Language.Builtins;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>The day of birth of each person.</summary>
internal sealed class BornSource : LeanSource
{
    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        if (batch.X.PlainBirths is { } days)
        {
            into.Alias(days, batch.Persons);
            return;
        }
        into.Start(batch.Persons);
        Lifetimes lifetimes = batch.X.Lifetimes;
        for (int p = 0; p < batch.Persons; p++)
        {
            int born = lifetimes.Born(p);
            into.Values[p] = born;
            if (born < 0) into.SetOther(p, LeanState.Open);
        }
    }
}

/// <summary>The age of each person on a day.</summary>
internal sealed class AgeSource(BornSource born, int day) : LeanSource
{
    public override Int128 Bound => 10_000;

    public override IEnumerable<int> Inputs => [born.Number];

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        LeanColumn births = batch.Columns[born.Number];
        into.Start(batch.Persons);
        for (int p = 0; p < batch.Persons; p++)
        {
            if (births.HasOther && births.States[p] != LeanState.Known) into.SetOther(p, LeanState.Open);
            else into.Values[p] = Ages.On((int)births.Values[p], day);
        }
    }
}

/// <summary>Whether each person lives on some day of a span.</summary>
internal sealed class AliveSource(BornSource born, bool hasDeaths, int from, int to) : LeanSource
{
    public override Int128 Bound => 1;

    public override IEnumerable<int> Inputs => [born.Number];

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        into.Start(batch.Persons);
        LeanColumn births = batch.Columns[born.Number];
        if (!hasDeaths && !births.HasOther)
        {
            ReadOnlySpan<long> days = births.Values.AsSpan(0, batch.Persons);
            if (days.IndexOfAnyExceptInRange(0L, to) < 0) into.AllOne(days.Length);
            else for (int p = 0; p < days.Length; p++) into.Values[p] = days[p] <= to ? 1 : 0;
            return;
        }
        Lifetimes lifetimes = batch.X.Lifetimes;
        for (int p = 0; p < batch.Persons; p++)
        {
            // Who was not born by then does not live, whatever is known of a death.
            if (lifetimes.IsKnown(p, from, to, out int alive)) into.Values[p] = alive;
            else into.SetOther(p, LeanState.Open);
        }
    }
}

/// <summary>Ages in full years.</summary>
internal static class Ages
{
    public static int On(int born, int day)
    {
        if (day < born) return (int)Math.Floor(DateBuiltins.WholeMonths(DateOnly.FromDayNumber(born), DateOnly.FromDayNumber(day)) / 12m);
        (int y, int m, int d) = DateOnly.FromDayNumber(day);
        (int year, int month, int dayOfMonth) = DateOnly.FromDayNumber(born);
        return y - year - (m * 100 + d < month * 100 + dayOfMonth ? 1 : 0);
    }

    /// <summary>The last day of birth of those who are at least so old on a day; -1 when there is none. Who is born later is younger.</summary>
    public static int LastBirthOf(int age, int day)
    {
        int low = -1, high = DateOnly.MaxValue.DayNumber;
        while (low < high)
        {
            int middle = (int)(((long)low + high + 1) / 2);
            if (On(middle, day) >= age) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
