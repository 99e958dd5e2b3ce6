using System.Runtime.CompilerServices;
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

    private Dictionary<MemoKey, (Value Value, TraceNode? Trace)>? _memo;
    private Binding? _bound;

    /// <summary>What its definitions came to; concepts, of which there are many, have none.</summary>
    public Dictionary<MemoKey, (Value Value, TraceNode? Trace)> Memo => _memo ??= [];

    /// <summary>Gives a name a value.</summary>
    public void Bind(LocalSymbol symbol, Value value) => _bound = new Binding(symbol, value, _bound);

    /// <summary>The value of a name, or null.</summary>
    public Value? Lookup(LocalSymbol symbol) => Binding.Find(_bound, symbol);
}

/// <summary>A definition with its arguments on a date.</summary>
/// <param name="Symbol">The definition itself: one that is only written alike is another one.</param>
/// <param name="Date">The date.</param>
/// <param name="Arguments">The argument; of several the list; null without.</param>
/// <param name="Part">What of it is asked, where it has parts.</param>
internal readonly record struct MemoKey(object Symbol, DateOnly Date, Value? Arguments, string? Part = null)
{
    public bool Equals(MemoKey other) =>
        ReferenceEquals(Symbol, other.Symbol) && Date == other.Date && Part == other.Part && (Arguments is null ? other.Arguments is null : Arguments.Equals(other.Arguments));

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Symbol), Date.DayNumber, Arguments, Part);

    /// <summary>Arguments as they stand in a key.</summary>
    public static Value? Of(Value[] arguments) => arguments.Length switch { 0 => null, 1 => arguments[0], _ => ListValue.Certain((ReadOnlySpan<Value>)arguments) };
}

/// <summary>A variable bound inside an expression.</summary>
internal sealed record Binding(LocalSymbol Symbol, Value Value, Binding? Next)
{
    /// <summary>The value that was bound last to a variable, or null.</summary>
    public static Value? Find(Binding? last, LocalSymbol symbol)
    {
        for (Binding? b = last; b is not null; b = b.Next)
            if (ReferenceEquals(b.Symbol, symbol)) return b.Value;
        return null;
    }
}

/// <summary>Where an expression is evaluated: its frame, the bound variables, and the date that counts.</summary>
internal readonly record struct Env(Frame Frame, Binding? Bound, DateOnly Date)
{
    public Env With(LocalSymbol symbol, Value value) => this with { Bound = new Binding(symbol, value, Bound) };

    public Value? Lookup(LocalSymbol symbol) => Binding.Find(Bound, symbol) ?? Frame.Lookup(symbol);
}
