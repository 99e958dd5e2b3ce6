using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>
/// The names of one right or concept being evaluated, and what its definitions came to.
/// Definitions see these names and not the variables bound where they are used.
/// </summary>
internal sealed class Frame(RightDefinition? right = null)
{
    public RightDefinition? Right { get; } = right;

    public Dictionary<LocalSymbol, Value> Locals { get; } = new(ReferenceEqualityComparer.Instance);

    public Dictionary<MemoKey, (Value Value, TraceNode? Trace)> Memo { get; } = [];
}

/// <summary>A definition with its arguments on a date.</summary>
internal readonly record struct MemoKey(object Symbol, DateOnly Date, ListValue? Arguments);

/// <summary>A variable bound inside an expression.</summary>
internal sealed record Binding(LocalSymbol Symbol, Value Value, Binding? Next);

/// <summary>Where an expression is evaluated: its frame, the bound variables, and the date that counts.</summary>
internal readonly record struct Env(Frame Frame, Binding? Bound, DateOnly Date)
{
    public Env With(LocalSymbol symbol, Value value) => this with { Bound = new Binding(symbol, value, Bound) };

    public Value? Lookup(LocalSymbol symbol)
    {
        for (Binding? b = Bound; b is not null; b = b.Next)
            if (ReferenceEquals(b.Symbol, symbol)) return b.Value;
        return Frame.Locals.GetValueOrDefault(symbol);
    }
}
