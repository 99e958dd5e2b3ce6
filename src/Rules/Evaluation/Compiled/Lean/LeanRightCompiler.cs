using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>Compiles rights for the lean lane: one method per right and period, a loop over the holders in a batch.</summary>
/// <param name="plan">The steps of the lane.</param>
/// <param name="general">Gives a right its code in the general lane.</param>
internal sealed class LeanRightCompiler(LeanPlan plan, RightCompiler general)
{
    private readonly Dictionary<(RightDefinition, DateOnly), LeanRight> _done = [];

    /// <exception cref="NotEmittableException">Some construct has no code in this lane.</exception>
    public LeanRight Compile(RightDefinition right, PeriodOf period)
    {
        if (_done.TryGetValue((right, period.Start), out LeanRight? done)) return done;
        RightKernel kernel = general.Compile(right, period);
        LeanRight made = plan.Get((right, period.Start), () => CompileOne(kernel));
        return _done[(right, period.Start)] = made;
    }

    private LeanRight CompileOne(RightKernel kernel)
    {
        (RightDefinition right, PeriodOf period) = (kernel.Right, kernel.Period);
        HouseholdStep? households = right.Household is { } household ? new LeanUnits(plan).Households(household, period.ReferenceDate) : null;
        if (!right.InForce.Contains(period.ReferenceDate)) return new LeanRight(kernel, null, [], households);
        if (right.Holder == HolderKind.Relation && right.Relation!.SilenceIsUnknown) throw new NotEmittableException("links of which silence says nothing");
        var making = new RightMaking(plan, this, kernel, households);
        return new LeanRight(kernel, making.Compile(), making.Inputs, households);
    }
}

/// <summary>The code of one right while it is made.</summary>
internal sealed class RightMaking
{
    private readonly RightKernel _kernel;
    private readonly RightDefinition _right;
    private readonly PeriodOf _period;
    private readonly HouseholdStep? _households;
    private readonly LeanCode _code = new();
    private readonly LeanEmitter _emitter;
    private readonly ParameterExpression _into = Parameter(typeof(DecisionBatch), "into");
    private readonly ParameterExpression _answers = Parameter(typeof(LeanAnswers), "answers");
    private readonly ParameterExpression _row = Parameter(typeof(int), "row");
    private readonly ParameterExpression _start = Variable(typeof(int), "start");
    private readonly ParameterExpression _second = Variable(typeof(int), "second");
    private readonly ParameterExpression _holder = Variable(typeof(long), "holder");
    private readonly ParameterExpression _place = Variable(typeof(int), "number");

    public RightMaking(LeanPlan plan, LeanRightCompiler rights, RightKernel kernel, HouseholdStep? households)
    {
        (_kernel, _right, _period, _households) = (kernel, kernel.Right, kernel.Period, households);
        _emitter = new LeanEmitter(plan, _code)
        {
            LeanRights = rights,
            Home = households is null ? null : (_right.HolderLocals[0], households, _place),
            HomeMembers = _holder,
        };
    }

    public IReadOnlyCollection<int> Inputs => _code.Inputs;

    public LeanRightCode Compile()
    {
        KernelScope scope = Scope();
        Expression perCase = _right.OnePer.Count > 0 ? OfCandidates(scope) : EachHolder(_emitter.Block(() =>
        {
            KernelScope inner = Inner(scope);
            if (_right.Candidates is { } candidates) Leave(_emitter.TruthOf(candidates, inner).Value);
            Decide(inner);
        }));
        bool usesContext = LeanCode.Mentions([perCase], _code.X);
        LabelTarget next = Label("next");
        ParameterExpression open = _code.Hoist(Field(_answers, nameof(LeanAnswers.Open)), "open");
        Expression body = Block(typeof(void),
            Assign(_start, _row),
            LeaveExotic(),
            perCase,
            usesContext ? _code.LeaveWhenBailed : Empty(),
            Goto(next),
            Label(_code.Open),
            // Rows of the case do not count: the general lane writes them.
            Assign(_row, _start),
            Assign(ArrayAccess(open, _code.Case), Constant(true)),
            Assign(Field(_answers, nameof(LeanAnswers.HasOpen)), Constant(true)),
            Label(next));
        Expression loops = Block(typeof(int), _code.EachCase(body, usesContext), _row);
        BlockExpression whole = _code.Whole([.. _emitter.Variables, _start, _second, _holder, _place], loops);
        return Lambda<LeanRightCode>(whole, _code.X, _code.Batch, _into, _answers, _row).Compile();
    }

    /// <summary>Cases that columns cannot hold, and those whose households are not clear.</summary>
    private BlockExpression LeaveExotic()
    {
        ParameterExpression hasExotic = _code.Hoist(Property(_code.Batch, nameof(LeanBatch.HasExotic)), "hasExotic"), exotic = _code.Hoist(Property(_code.Batch, nameof(LeanBatch.Exotic)), "exotic");
        Expression leave = IfThen(AndAlso(hasExotic, ArrayIndex(exotic, _code.Case)), Goto(_code.Open));
        if (_households is null) return Block(typeof(void), leave);
        ParameterExpression unclear = _code.Hoist(Field(Homes, nameof(LeanHouseholds.HasOpen)), "hasUnclear"), homes = _code.Hoist(Field(Homes, nameof(LeanHouseholds.Open)), "unclear");
        return Block(typeof(void), leave, IfThen(AndAlso(unclear, ArrayIndex(homes, _code.Case)), Goto(_code.Open)));
    }

    private ParameterExpression Homes => _code.Hoist(ArrayIndex(Property(_code.Batch, nameof(LeanBatch.Households)), Constant(_households!.Number)), "homes");

    /// <summary>The end of one turn of the loop over holders.</summary>
    private LabelTarget _nextHolder = Label("nextHolder");

    /// <summary>Leaves out a holder for whom something does not hold.</summary>
    private void Leave(Expression truth)
    {
        if (truth is ConstantExpression { Value: 1 }) return;
        _emitter.Do(IfThen(Equal(truth, Constant(0)), Goto(_nextHolder)));
    }

    /// <summary>Runs code for each holder in the case who lives in the period.</summary>
    private Expression EachHolder(Expression body)
    {
        int from = _period.Start.DayNumber, to = _period.End.DayNumber, day = _period.ReferenceDate.DayNumber;
        LabelTarget next = _nextHolder;
        _nextHolder = Label("nextHolder");
        Expression Turn(Action alive) => Block(typeof(void), _emitter.Block(alive), body, Label(next));
        void LeaveUnless(Expression truth) => _emitter.Do(IfThen(Equal(truth, Constant(0)), Goto(next)));
        switch (_right.Holder)
        {
            case HolderKind.Person:
                return _code.EachPerson(Turn(() =>
                {
                    _emitter.Do(Assign(_place, _code.Place));
                    LeaveUnless(_emitter.IsAlive(_code.Person, from, to));
                }));
            case HolderKind.Relation:
                ParameterExpression links = _code.Hoist(Call(_code.X, nameof(KernelContext.RelationOf), null, Constant(_kernel.Relation)), "links");
                Expression Column(string name) => ArrayIndex(_code.Hoist(Field(links, name), $"link{name}"), _place);
                return EachNumber(ArrayIndex(_code.Hoist(Field(links, nameof(RelationColumns.LinkStart)), "linkStart"), _code.Case),
                    ArrayIndex(_code.Hoist(Field(links, nameof(RelationColumns.LinkStart)), "linkStart"), Add(_code.Case, Constant(1))), start => Turn(() =>
                    {
                        _emitter.Do(IfThen(OrElse(GreaterThan(Column(nameof(RelationColumns.From)), Constant(day)), LessThan(Column(nameof(RelationColumns.To)), Constant(day))), Goto(next)));
                        _emitter.Do(Assign(_code.Person, Column(nameof(RelationColumns.FromPerson))));
                        _emitter.Do(Assign(_code.Place, Add(_code.First, _code.Person)));
                        _emitter.Do(Assign(_second, Column(nameof(RelationColumns.ToPerson))));
                        _emitter.Do(Assign(_holder, Convert(Subtract(_place, start), typeof(long))));
                        LeaveUnless(_emitter.IsAlive(_code.Person, from, to));
                        LeaveUnless(_emitter.IsAlive(_second, from, to));
                    }));
            default:
                Expression Home(string name) => _code.Hoist(Field(Homes, name), $"home{name}");
                return EachNumber(ArrayIndex(Home(nameof(LeanHouseholds.Starts)), _code.Case), ArrayIndex(Home(nameof(LeanHouseholds.Starts)), Add(_code.Case, Constant(1))), _ => Turn(() =>
                {
                    _emitter.Do(Assign(_holder, ArrayIndex(Home(nameof(LeanHouseholds.Members)), _place)));
                    // Members live on the day; when that is in the period there is nothing more to ask.
                    if (day >= from && day <= to) return;
                    ParameterExpression any = _emitter.Variable(typeof(int), "any");
                    _emitter.Do(Assign(any, Constant(0)));
                    _emitter.EachPersonOf(_holder, person => _emitter.Do(Assign(any, Or(any, _emitter.IsAlive(person, from, to)))));
                    LeaveUnless(any);
                }));
        }
    }

    private Expression EachNumber(Expression from, Expression to, Func<Expression, Expression> body)
    {
        ParameterExpression first = _emitter.Variable(typeof(int), "firstHolder"), last = _emitter.Variable(typeof(int), "lastHolder");
        LabelTarget done = Label("done");
        return Block(typeof(void),
            Assign(first, from),
            Assign(last, to),
            Assign(_place, first),
            Loop(Block(typeof(void), IfThen(GreaterThanOrEqual(_place, last), Break(done)), body(first), PreIncrementAssign(_place)), done));
    }

    /// <summary>Of those who may hold the right the one that comes first: all are found before any is decided.</summary>
    private Expression OfCandidates(KernelScope scope)
    {
        Expression candidates = Property(_code.X, nameof(KernelContext.Candidates));
        CoreExpression?[] keys = [_right.FirstBy, .. _right.OnePer];
        Expression find = EachHolder(_emitter.Block(() =>
        {
            KernelScope inner = Inner(scope);
            if (_right.Candidates is { } concerned) Leave(_emitter.TruthOf(concerned, inner).Value);
            for (int i = 0; i < keys.Length; i++)
            {
                if (keys[i] is not { } key) continue;
                Emitted value = _emitter.Scalar(_emitter.Emit(key, inner));
                if (value.Shape is not (Shape.Scalar or Shape.Persons or Shape.Link)) throw new NotEmittableException($"`one_per` of {value.Type}");
                _emitter.Do(Call(_code.X, nameof(KernelContext.SetKey), null, Constant(i), value.State, value.Value));
            }
            _emitter.Do(Call(candidates, nameof(Candidates.Add), null, _code.Person, _second, _holder, Constant(1)));
            // With the number of the holder, for those who ask for this right.
            _emitter.Do(Call(candidates, nameof(Candidates.SetPlace), null, _place));
        }));
        LabelTarget next = _nextHolder;
        _nextHolder = Label("nextHolder");
        ParameterExpression number = _emitter.Variable(typeof(int), "candidate"), comes = _emitter.Variable(typeof(int), "comes");
        LabelTarget done = Label("done");
        Expression At(string column) => ArrayIndex(Field(candidates, column), number);
        Expression decide = _emitter.Block(() =>
        {
            _emitter.Do(Assign(comes, Call(Property(_answers, nameof(LeanAnswers.Run)), nameof(RightRun.OnePer), null, number)));
            _emitter.Do(IfThen(GreaterThan(Convert(comes, typeof(uint)), Constant(1u)), Goto(_code.Open)));
            _emitter.Do(IfThen(Equal(comes, Constant(0)), Goto(next)));
            _emitter.Do(Assign(_code.Person, At(nameof(Candidates.First))));
            _emitter.Do(Assign(_code.Place, Add(_code.First, _code.Person)));
            _emitter.Do(Assign(_second, At(nameof(Candidates.Second))));
            _emitter.Do(Assign(_holder, At(nameof(Candidates.Holder))));
            _emitter.Do(Assign(_place, At(nameof(Candidates.Places))));
            Decide(Inner(scope));
        });
        return Block(typeof(void),
            Assign(Property(candidates, nameof(Candidates.Count)), Constant(0)),
            find,
            Assign(number, Constant(0)),
            Loop(Block(typeof(void), IfThen(GreaterThanOrEqual(number, Property(candidates, nameof(Candidates.Count))), Break(done)), decide, Label(next), PreIncrementAssign(number)), done));
    }

    /// <summary>Conditions, amount, and the row of the decision.</summary>
    private void Decide(KernelScope scope)
    {
        List<(ConditionDefinition Condition, int Depth)> conditions = [.. DecisionStep.Flatten(_right.Conditions, 0, _period.ReferenceDate)];
        var row = new RowWriter(_emitter, _code, _right, _kernel, _into, _row);
        Expression whole = Constant(1), holds = Constant(0L);
        for (int i = 0; i < conditions.Count; i++)
        {
            Emitted outcome = _emitter.Keep(_emitter.ConditionOnce(conditions[i].Condition, scope));
            holds = Or(holds, LeftShift(Convert(outcome.Value, typeof(long)), Constant(i)));
            if (conditions[i].Depth == 0) whole = And(whole, outcome.Value);
        }
        ParameterExpression isWhole = _emitter.Variable(typeof(int), "whole"), bits = _emitter.Variable(typeof(long), "holds"), due = _emitter.Variable(typeof(int), "due"), amount = _emitter.Variable(typeof(long), "amount");
        _emitter.Do(Assign(isWhole, whole));
        _emitter.Do(Assign(bits, holds));
        if (_right.Amount is { } definition)
        {
            Expression code = _emitter.Block(() => Amount(definition, new KernelScope(scope, scope.Date, _emitter.Code) { Computed = new(scope.Computed) }, due, amount));
            if (LeanCode.OnlyComputes(code, _code.X)) _emitter.Do(code);
            else
            {
                _emitter.Do(Assign(due, Constant(0)));
                _emitter.Do(Assign(amount, Constant(0L)));
                _emitter.Do(IfThen(NotEqual(isWhole, Constant(0)), code));
            }
        }
        if (LeanCode.Mentions(_emitter.Code, _code.X)) _emitter.Do(_code.LeaveWhenBailed);
        row.Write(conditions.Count, bits, isWhole, _right.Amount is null ? null : due, amount, _second, _holder);
        row.Answer(_answers, _place);
        _emitter.Do(PreIncrementAssign(_row));
    }

    private void Amount(AmountDefinition definition, KernelScope scope, ParameterExpression due, ParameterExpression result)
    {
        Emitted amount = _emitter.Keep(_emitter.Scalar(_emitter.Emit(definition.Value, scope)));
        if (definition.Round is { } round) amount = _emitter.Keep(_emitter.Rounded(amount, round.Decimals, Emitter.Way(round.Mode), absentIsFault: false));
        Expression isDue = Constant(1);
        if (definition is not { ZeroGranted: true, NotDueBelow: null } || definition.Value.Type.IsOptional)
        {
            Emitted floor = definition.NotDueBelow is null ? _emitter.OfConstant(new NumberValue(0), amount.Type) : _emitter.Keep(_emitter.Emit(definition.NotDueBelow, scope));
            if (!floor.IsAlwaysKnown) throw new NotEmittableException("`not_due_below` that depends on the case");
            Emitted known = amount with { State = Emitted.Known };
            ComparisonOperator enough = definition.NotDueBelow is not null || definition.ZeroGranted ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater;
            isDue = _emitter.OfComparison(enough, known, floor).Value;
            if (!definition.ZeroGranted && definition.NotDueBelow is not null)
                isDue = And(isDue, _emitter.OfComparison(ComparisonOperator.Greater, known, _emitter.OfConstant(new NumberValue(0), amount.Type)).Value);
        }
        // What is absent is not due.
        if (!amount.IsAlwaysKnown) isDue = And(isDue, LeanEmitter.Bit(Equal(amount.State, Emitted.Known)));
        _emitter.Do(Assign(due, isDue));
        _emitter.Do(Assign(result, _emitter.Rescaled(amount, _kernel.AmountScale)));
    }

    /// <summary>The same names for code of its own: what is computed in one place is not at hand in another.</summary>
    private KernelScope Inner(KernelScope scope) => new(scope, scope.Date, _emitter.Code);

    private KernelScope Scope()
    {
        var scope = new KernelScope(null, _period.ReferenceDate, _emitter.Code);
        scope.Locals[RightScope.Period] = _emitter.OfConstant(new RangeValue(true, new DateValue(_period.Start), new DateValue(_period.End), true), RightScope.Period.Type);
        IReadOnlyList<LocalSymbol> locals = _right.HolderLocals;
        switch (_right.Holder)
        {
            case HolderKind.Person:
                scope.Locals[locals[0]] = Person(_code.Person);
                break;
            case HolderKind.Relation:
                scope.Locals[locals[0]] = Person(_code.Person);
                scope.Locals[locals[1]] = Person(_second);
                scope.Locals[locals[2]] = new Emitted(Shape.Link, _right.Relation!.Struct, Emitted.Known, _holder) { Relation = _right.Relation };
                break;
            default:
                scope.Locals[locals[0]] = new Emitted(Shape.Persons, locals[0].Type, Emitted.Known, _holder);
                break;
        }
        return scope;
    }

    private static Emitted Person(ParameterExpression person) => new(Shape.Scalar, RightsType.Person, Emitted.Known, Convert(person, typeof(long)));
}
