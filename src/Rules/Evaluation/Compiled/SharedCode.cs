namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The code of a unit that dates share.</summary>
internal delegate int DatedUnitKernel(KernelContext context, int person, long[] dated);

/// <summary>The same for a <see cref="CandidateKernel"/>.</summary>
internal delegate int DatedCandidateKernel(KernelContext context, int a, int b, long holder, long[] dated);

/// <summary>The same for a <see cref="DecideKernel"/>.</summary>
internal delegate void DatedDecideKernel(KernelContext context, int a, int b, long holder, int candidacy, long[] dated);

/// <summary>Code as it was made for one date, for others to share.</summary>
/// <typeparam name="T">The delegate.</typeparam>
/// <param name="Dates">What of the date it hangs on.</param>
/// <param name="Code">The code; null where there is nothing to run.</param>
internal sealed record SharedCode<T>(DateSlots Dates, KernelCode<T>? Code)
    where T : Delegate
{
    /// <summary>The rights that it asks for, by their numbers in the plan.</summary>
    public required SortedSet<int> Needed { get; init; }

    /// <summary>What of it has no code.</summary>
    public required SortedSet<string> LeftOut { get; init; }

    /// <summary>What its value is, of a unit.</summary>
    public Emitted? Shape { get; init; }

    /// <summary>What 1 is in each key, of candidates.</summary>
    public long[] KeyUnits { get; init; } = [];

    /// <summary>The decimals of the amount, of a decision.</summary>
    public int Scale { get; init; }

    /// <summary>The code for a date; null when the date takes code of its own.</summary>
    public CodeOnDate<T>? On(KernelDate date)
    {
        try
        {
            if (Dates.On(date) is not var (numbers, units)) return null;
            var found = new CodeOnDate<T>(this, numbers) { Needed = [.. Needed], LeftOut = new(LeftOut, StringComparer.Ordinal) };
            foreach (KernelUnit unit in units)
            {
                found.Needed.UnionWith(unit.Needed);
                found.LeftOut.UnionWith(unit.LeftOut);
            }
            return found;
        }
        catch (NotEmittableException)
        {
            // A unit that it asks for has no code on this date: what that means is for the code of the date itself.
            return null;
        }
    }
}

/// <summary>Shared code with what it reads for a date.</summary>
/// <typeparam name="T">The delegate.</typeparam>
/// <param name="Shared">The code.</param>
/// <param name="Numbers">What it reads.</param>
internal sealed record CodeOnDate<T>(SharedCode<T> Shared, long[] Numbers)
    where T : Delegate
{
    /// <summary>The rights that it asks for on the date, by their numbers in the plan.</summary>
    public required SortedSet<int> Needed { get; init; }

    /// <summary>What of it has no code.</summary>
    public required SortedSet<string> LeftOut { get; init; }
}

/// <summary>All code that dates share, by what it is of.</summary>
/// <typeparam name="T">The delegate.</typeparam>
internal sealed class SharedCodes<T>
    where T : Delegate
{
    private readonly Dictionary<(object, string), List<SharedCode<T>>> _made = [];

    /// <summary>The code for a date: that of another date, or made now.</summary>
    /// <param name="of">What it is of.</param>
    /// <param name="date">The date.</param>
    /// <param name="make">Makes it.</param>
    /// <exception cref="NotEmittableException">Some construct has no emitter.</exception>
    public CodeOnDate<T> Get((object, string) of, KernelDate date, Func<DateSlots, SharedCode<T>> make)
    {
        if (!_made.TryGetValue(of, out List<SharedCode<T>>? others)) _made[of] = others = [];
        for (int i = 0; i < others.Count; i++)
            if (others[i].On(date) is { } found) return found;
        SharedCode<T> made = make(new DateSlots(date));
        others.Add(made);
        return made.On(date) ?? throw new InvalidOperationException($"code is not for the date {date.Date:yyyy-MM-dd} that it was made for");
    }
}
