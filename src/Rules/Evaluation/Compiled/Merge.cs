using System.Linq.Expressions;
using RightsEngine.Language.Types;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// The variables in which several branches leave one value. Numbers of different scale are brought to the largest scale
/// of any branch.
/// </summary>
internal sealed class Merge
{
    private readonly Emitter _emitter;
    private readonly RightsType _type;
    private readonly ParameterExpression _state;
    private readonly ParameterExpression _value;
    private readonly List<(Int128 Bound, int Scale)> _bounds = [];
    private Emitted? _first;
    private ParameterExpression? _owner;
    private bool _isKnown = true;
    private bool _mayBeBounded;
    private bool _mayBePartial;
    private bool _mayHoldUnknown;
    private readonly ParameterExpression? _order;
    private bool _mayHaveOrder;

    public Merge(Emitter emitter, RightsType type, Shape? shape)
    {
        (_emitter, _type) = (emitter, type);
        _state = emitter.Variable(typeof(int), "s");
        _value = emitter.Variable(typeof(long), "v");
        emitter.Do(Assign(_state, Constant(1)));
        emitter.Do(Assign(_value, Constant(0L)));
        if (Emitter.ShapeFor(type) == Shape.Persons)
        {
            _order = emitter.Variable(typeof(int), "order");
            emitter.Do(Assign(_order, Constant(0)));
        }
        if (shape is Shape.Truth) _type = RightsType.Boolean;
    }

    /// <summary>The most decimals of any branch; the others are brought to it when the code is compiled.</summary>
    private int _scale;

    public Emitted Value
    {
        get
        {
            Emitted shape = _first ?? new Emitted(Emitter.ShapeFor(_type), _type, _state, _value);
            if (_owner is not null) shape = shape with { Owner = _owner };
            return shape with { Type = _type, State = _isKnown && _emitter.FaultLeaves ? Emitted.Known : _state, Value = _value, Scale = _scale, Constant = null, Bound = Bound(), ZeroWhenAbsent = false, MayBeBounded = _mayBeBounded, MayBePartial = _mayBePartial, MayHoldUnknown = _mayHoldUnknown, Order = _mayHaveOrder ? _order : null };
        }
    }

    public void Set(Emitted value)
    {
        value = _emitter.Handed(value);
        if (value.Shape is Shape.Constant or Shape.Income or Shape.Range or Shape.Months or Shape.Chosen or Shape.Several) throw new NotEmittableException($"a choice between {value.Type}");
        bool isAbsent = value.ConstantHere is Language.Values.AbsentValue;
        if (!isAbsent && value.Shape is Shape.Row or Shape.Figures && _first is not null && !_emitter.IsOfSameRows(_first, value))
            throw new NotEmittableException("a choice between rows");
        if (!isAbsent) _first ??= value;
        if (!isAbsent && value.Owner is { } owner)
        {
            // Each branch may read the record of somebody else.
            if (_owner is null && value.Shape == Shape.RowSet) throw new NotEmittableException("a choice between lists of rows");
            _emitter.Do(Assign(_owner ??= _emitter.Variable(typeof(int), "p"), owner));
        }
        _emitter.Do(Assign(_state, value.State));
        if (_order is not null)
        {
            _mayHaveOrder |= value.Order is not null;
            _emitter.Do(Assign(_order, value.Order ?? Constant(0)));
        }
        _isKnown &= value.IsAlwaysKnown;
        _mayBeBounded |= value.MayBeBounded;
        _mayBePartial |= value.MayBePartial;
        _mayHoldUnknown |= value.MayHoldUnknown;
        _bounds.Add((value.Bound, value.Scale));
        _scale = Math.Max(_scale, value.Scale);
        _emitter.Do(Assign(_value, new InCommonScale(this, value)));
    }

    public void Fault()
    {
        _isKnown &= _emitter.FaultLeaves;
        _emitter.Do(_emitter.Fault(_state));
    }

    public void Unknown(Expression facts)
    {
        _isKnown = false;
        _emitter.Do(Assign(_state, facts));
    }

    /// <summary>The largest number of any branch in the common scale.</summary>
    private Int128 Bound()
    {
        Int128 most = 0;
        foreach ((Int128 bound, int scale) in _bounds)
        {
            if (bound > long.MaxValue) return Int128.MaxValue;
            most = Int128.Max(most, bound * Scaled.Power(Math.Min(18, _scale - scale)));
        }
        return most;
    }

    /// <summary>Whether the value kept so far is this one; both are known or absent.</summary>
    public Expression HasSameValue(Emitted value) =>
        AndAlso(Equal(_state, value.State), OrElse(Equal(_state, Constant(1)), Equal(_value, new InCommonScale(this, value))));

    /// <summary>A value in the scale of the merge, which is known only when all branches are.</summary>
    private sealed class InCommonScale(Merge merge, Emitted value) : Expression
    {
        public override ExpressionType NodeType => ExpressionType.Extension;

        public override Type Type => typeof(long);

        public override bool CanReduce => true;

        public override Expression Reduce() => merge._emitter.Rescaled(value, merge._scale);
    }
}
