using System.Collections.Concurrent;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The values of an expression that hangs on the day and on nothing else. Each is computed by the reference evaluator when a case first asks for its day, and kept for all.</summary>
/// <param name="body">The expression.</param>
/// <param name="frame">The right that it belongs to, or null.</param>
/// <param name="plan">The kinds of facts of the run.</param>
/// <param name="scale">The decimals of the values.</param>
internal sealed class DayTable(CoreExpression body, RightFrame? frame, KernelPlan plan, int scale)
{
    private readonly ConcurrentDictionary<int, Entry> _entries = [];

    /// <summary>The value on a day: a state, and a number or the kinds of facts that lack.</summary>
    private sealed record Entry(int State, long Value, int[] Missing);

    /// <summary>The state of the value of a day; the value is left in the context.</summary>
    public int Find(KernelContext x, int day)
    {
        if (!_entries.TryGetValue(day, out Entry? entry)) entry = _entries.GetOrAdd(day, Compute);
        x.Result = entry.Value;
        if (entry.Missing.Length == 0)
        {
            if (entry.State == -1) x.GiveUp("a fault");
            return entry.State;
        }
        int facts = 0;
        foreach (int kind in entry.Missing) facts = x.Facts.Union(facts, x.Facts.Of(kind));
        return facts;
    }

    private Entry Compute(int day)
    {
        DateOnly date = DateOnly.FromDayNumber(day);
        var frameOfDay = new Frame(frame?.Right);
        if (frame is not null) frameOfDay.Bind(RightScope.Period, new RangeValue(true, new DateValue(frame.Period.Start), new DateValue(frame.Period.End), true));
        return AboutNobody.Evaluator(plan.Catalogue).Evaluate(body, new Env(frameOfDay, null, date)) switch
        {
            AbsentValue => new Entry(1, 0, []),
            UnknownValue unknown when unknown.Facts.All(f => f.Subject is null) =>
                new Entry(0, 0, [.. unknown.Facts.Select(f => plan.Kinds.NumberOf(new FactKind(f.Record, f.Key, f.Field, false, false)))]),
            var value when value.IsKnown && Number(value) is { } number => new Entry(0, number, []),
            // A fault, or a number that does not fit: the reference evaluator says what it is.
            _ => new Entry(-1, 0, []),
        };
    }

    private long? Number(Value value) => value switch
    {
        NumberValue n => CaseBatch.Scaled(n.Value, scale),
        BooleanValue b => b.Value ? 1 : 0,
        DateValue d => d.Value.DayNumber,
        _ => null,
    };
}

/// <summary>Computes what is the same for everybody.</summary>
internal static class AboutNobody
{
    public static Evaluator Evaluator(Concepts.Catalogue.ConceptCatalogue catalogue) =>
        new(new CaseFacts(new Case("", [], [], [], null, null), catalogue), null, trace: false, (_, _, _, _) => throw new InvalidOperationException("a decision on nobody"));
}
