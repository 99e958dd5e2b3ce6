using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>What emitted numbers stand for.</summary>
internal enum Shape
{
    /// <summary>A boolean: 0, 1, -1 for a fault, from 2 a handle of missing facts; there is no separate state.</summary>
    Truth,

    /// <summary>A scaled number, a day, a code, a text, a person: one number and a state.</summary>
    Scalar,

    /// <summary>Persons of the case as a mask.</summary>
    Persons,

    /// <summary>Links of the case as a mask.</summary>
    LinkSet,

    /// <summary>A row of a record.</summary>
    Row,

    /// <summary>Rows of a record of one person as a mask, counted from the first row of the person.</summary>
    RowSet,

    /// <summary>A link of the case.</summary>
    Link,

    /// <summary>A row of a table of figures.</summary>
    Figures,

    /// <summary>An income of a person and a year, of which a part is asked next.</summary>
    Income,

    /// <summary>A constant that is only taken apart: a list, a range.</summary>
    Constant,

    /// <summary>A range of which an end hangs on the case.</summary>
    Range,

    /// <summary>The first days of the months that lie in a range of dates that hangs on the case.</summary>
    Months,

    /// <summary>Items of a constant list, as a mask over it.</summary>
    Chosen,

    /// <summary>Several lists one after another, in which somebody may stand twice.</summary>
    Several,
}

/// <summary>The code of a value: expressions without effects, for state and value.</summary>
internal sealed record Emitted(Shape Shape, RightsType Type, Expression State, Expression Value)
{
    public static readonly Expression Known = Expression.Constant(0);

    private readonly Expression _value = Value;
    private readonly bool _isReplaced;
    private readonly int _scale;
    private readonly Int128 _bound = Int128.MaxValue;

    /// <summary>The code of the value. A day or a number is read; whoever takes another constant shapes the code by it.</summary>
    public Expression Value
    {
        get => Read ?? Written(_value);
        // Values are compared: one that was kept where it already was is the same.
        init => (_value, _isReplaced) = (value, _isReplaced || !ReferenceEquals(value, _value));
    }

    /// <summary>The decimals of a scaled number.</summary>
    public int Scale
    {
        get => Written(_scale);
        init => _scale = value;
    }

    /// <summary>No value is larger, whatever its sign: so far as is known when the code is made.</summary>
    public Int128 Bound
    {
        get => Written(_bound);
        init => _bound = value;
    }

    /// <summary>Whether the value is zero where it is absent.</summary>
    public bool ZeroWhenAbsent { get; init; }

    private readonly Value? _constant;
    private readonly Dated? _dated;

    /// <summary>The constant, where it is one. Whoever asks shapes the code by it: dates with another constant do not share that code.</summary>
    public Value? Constant
    {
        get
        {
            Dated?.Fix();
            return _constant;
        }
        init => _constant = value;
    }

    /// <summary>The constant for the date that code is being made for. Whoever shapes the code by it notes what other dates need to have in common.</summary>
    public Value? ConstantHere => _constant;

    /// <summary>How the constant hangs on the date that code is for; null when it does not, or no dates share the code.</summary>
    public Dated? Dated
    {
        get => _constant is null ? null : _dated;
        init => _dated = value;
    }

    public RecordDefinition? Record { get; init; }

    public RelationDefinition? Relation { get; init; }

    public IncomeDefinition? Income { get; init; }

    public ParameterDefinition? Parameter { get; init; }

    public ParameterVersion? Version { get; init; }

    /// <summary>The versions of a table, where which one it is hangs on the date that code is for.</summary>
    public FigureTable? Table { get; init; }

    /// <summary>The key of a row, for the facts that it lacks; the year of an income.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>The person whose row or income it is.</summary>
    public Expression? Owner { get; init; }

    /// <summary>The date for which an income counts.</summary>
    public DateOnly Date { get; init; }

    /// <summary>How that date hangs on the one that code is for.</summary>
    public Dated? DatedOn { get; init; }

    /// <summary>The ends of a range that hangs on the case.</summary>
    public EmittedRange? Ends { get; init; }

    /// <summary>The lists that stand one after another.</summary>
    public Emitted[]? Parts { get; init; }

    /// <summary>The years of which one is meant, where the year of an income hangs on the case; and which it is.</summary>
    public (int[] Years, Emitted Year)? Choice { get; init; }

    /// <summary>The order of a list of persons, by its number in <see cref="Sequences"/>; null when it always is that of the case, as a mask is read.</summary>
    public Expression? Order { get; init; }

    /// <summary>Whether members of a list may be only possible: its state is then that of a list with some (<see cref="PossibleMembers"/>).</summary>
    public bool MayBePartial { get; init; }

    /// <summary>Whether a list that is not known may be one that holds somebody who is not known, beside others who are.</summary>
    public bool MayHoldUnknown { get; init; }

    /// <summary>Whether a number that is not known may have bounds.</summary>
    public bool MayBeBounded { get; init; }

    /// <summary>The code that reads a number that hangs on the date; null of anything else.</summary>
    private Expression? Read => Dated is { Here: NumberValue } dated && !_isReplaced ? dated.Number(_scale) : null;

    /// <summary>What is written into the code: of a constant that is not read, so that dates with another one do not share the code.</summary>
    private T Written<T>(T part)
    {
        if (Dated is { Here: not (DateValue or RangeValue or ListValue) } dated && Read is null) dated.Fix();
        return part;
    }

    public bool IsAlwaysKnown => State is ConstantExpression { Value: 0 };

    public bool IsAlwaysBoolean => Shape == Shape.Truth && Value is ConstantExpression { Value: 0 or 1 };
}

/// <summary>The code of both ends of a range.</summary>
internal sealed record EmittedRange(bool LowIncluded, Emitted Low, Emitted High, bool HighIncluded);

/// <summary>A right in one of its periods: what its definitions hang on, besides the holder and the date.</summary>
internal sealed record RightFrame(Rules.Model.RightDefinition Right, PeriodOf Period);

/// <summary>A definition with its arguments.</summary>
internal readonly record struct ComputedCall(DefinitionSymbol Definition, Emitted? First, Emitted? Second);

/// <summary>Names in scope, and where their definitions are computed.</summary>
internal sealed class KernelScope(KernelScope? outer, DateOnly date, List<Expression> code)
{
    private readonly KernelScope? _outer = outer;
    private readonly DateOnly _date = date;
    private bool _isOutside;

    /// <summary>The date that counts. Whoever asks shapes the code by it: no other date shares that code.</summary>
    /// <exception cref="NotEmittableException">It hangs on the case: see <see cref="Day"/>.</exception>
    public DateOnly Date
    {
        get
        {
            Dated?.Fix();
            return DateHere;
        }
    }

    /// <summary>The date that counts, as code is being made for it. Whoever shapes the code by it notes what other dates need to have in common.</summary>
    /// <exception cref="NotEmittableException">It hangs on the case: see <see cref="Day"/>.</exception>
    public DateOnly DateHere => Day is null ? _date : throw new NotEmittableException("this on a day that hangs on the case");

    /// <summary>How the date hangs on the one that code is for; null when it does not, or no dates share the code.</summary>
    public Dated? Dated { get; init; }

    /// <summary>The day that counts as a number, where it hangs on the case; else null.</summary>
    public Expression? Day { get; private init; }

    /// <summary>The day that counts as a number.</summary>
    public Expression DayNumber => Day ?? (Dated is { } dated ? Expression.Convert(dated.Day, typeof(int)) : Expression.Constant(_date.DayNumber));

    /// <summary>The right whose names these are; null in concepts.</summary>
    public RightFrame? Frame { get; init; } = outer?.Frame;

    /// <summary>Where definitions go: before whatever first asks for them.</summary>
    public List<Expression> Code { get; } = code;

    public Dictionary<LocalSymbol, Emitted> Locals { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Definitions and conditions computed so far, by date.</summary>
    public Dictionary<(object, DateOnly, Dated?), Emitted> Computed { get; init; } = [];

    /// <summary>By what <see cref="Computed"/> finds something on the date that counts.</summary>
    public (object, DateOnly, Dated?) Once(object what) => (what, DateHere, Dated);

    public Emitted? Find(LocalSymbol symbol) => Locals.GetValueOrDefault(symbol) ?? _outer?.Find(symbol);

    /// <summary>The same names on another date.</summary>
    public KernelScope On(DateOnly other) => new(this, other, Code) { Computed = Computed };

    /// <summary>The same names on a date that hangs on the one that code is for.</summary>
    public KernelScope On(Dated other) => new(this, ((DateValue)other.Here).Value, Code) { Computed = Computed, Dated = other };

    /// <summary>The same names in code that may not be run: what is computed there is not computed outside.</summary>
    public KernelScope Branch(List<Expression> branch) => new(this, DateHere, branch) { Computed = new(Computed), Dated = Dated };

    /// <summary>The same names with more of them; what is computed outside does not see these.</summary>
    public KernelScope Inner() => new(this, _date, Code) { Computed = Computed, Day = Day, Dated = Dated };

    /// <summary>The same names with an item of a list, about which code runs over and over.</summary>
    /// <param name="body">The code that runs for each item.</param>
    public KernelScope OfItem(List<Expression> body) => new(this, _date, Code) { Computed = Computed, Day = Day, Dated = Dated, Body = body };

    /// <summary>The same names in code that runs before that about any item, once: what is computed for an item is not there yet.</summary>
    public KernelScope Outside() => new(this, _date, Code) { Computed = Computed, Day = Day, Dated = Dated, _isOutside = true };

    /// <summary>The code that runs for each item of the innermost list; null outside of lists.</summary>
    public List<Expression>? Body { get; private init; }

    /// <summary>Definitions with arguments that were computed for the item.</summary>
    public Dictionary<ComputedCall, Emitted> Calls { get; } = [];

    /// <summary>The scope of the innermost item, where all of some values are known before the code about it begins; else null.</summary>
    public KernelScope? ItemWith(IReadOnlyList<Emitted> values)
    {
        KernelScope? item = this;
        while (item is { Body: null }) item = item._isOutside ? null : item._outer;
        // What counts on another day is something else.
        return item is not null && item._date == _date && ReferenceEquals(item.Day, Day) && ReferenceEquals(item.Dated, Dated) && values.All(v => v.ConstantHere is not null || item.Binds(v)) ? item : null;
    }

    private bool Binds(Emitted value) => Locals.ContainsValue(value) || (_outer?.Binds(value) ?? false);

    /// <summary>The same names on a day that hangs on the case: a number in a variable.</summary>
    public KernelScope OnDay(Expression day) => new(this, _date, Code) { Day = day };

    /// <summary>Other names on the same day.</summary>
    public KernelScope Apart(List<Expression> other) => new(null, _date, other) { Day = Day, Dated = Dated };
}

/// <summary>Thrown while emitting: this construct has no emitter, so the right is decided by the reference evaluator.</summary>
internal sealed class NotEmittableException(string what) : Exception(what)
{
    /// <summary>Whether the message names the place in the rules.</summary>
    public bool IsPlaced { get; init; }

    /// <summary>Whether the whole code is none: not only the place that is named.</summary>
    public bool IsFinal { get; init; }
}
