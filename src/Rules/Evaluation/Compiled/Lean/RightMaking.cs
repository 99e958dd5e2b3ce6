using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>How the rows of a right are written.</summary>
internal enum RowLayout
{
    /// <summary>Case by case: rows of a case that is left open are taken back by the code.</summary>
    ByCase,

    /// <summary>Holder by holder: rows of cases that are left open have to be dropped.</summary>
    ByHolder,

    /// <summary>A row for each household of the batch, so that cases and members are copied in one go.</summary>
    EveryHousehold,
}

/// <summary>The code of one right while it is made: loops over cases and holders, conditions, amount, rows.</summary>
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

    /// <summary>The number of the holder in the batch: of the person, the household or the link.</summary>
    private readonly ParameterExpression _place = Variable(typeof(int), "number");

    /// <summary>The end of one turn of the loop over holders.</summary>
    private LabelTarget _nextHolder = Label("nextHolder");

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

    /// <summary>How the code writes rows; known when it is compiled.</summary>
    public RowLayout Rows { get; private set; }

    public LeanRightCode Compile()
    {
        Expression loops = _right.OnePer.Count > 0 ? OfCases(OfCandidates(Scope())) : OfEveryone(Scope());
        BlockExpression whole = _code.Whole([.. _emitter.Variables, _start, _second, _holder, _place], Block(typeof(int), loops, _row));
        return Lambda<LeanRightCode>(whole, _code.X, _code.Batch, _into, _answers, _row).Compile();
    }

    /// <summary>All who may hold the right are decided as they are found.</summary>
    private Expression OfEveryone(KernelScope scope)
    {
        LabelTarget next = _nextHolder;
        Expression lives = _emitter.Block(() => LeaveDead(next));
        Expression decide = _emitter.Block(() =>
        {
            KernelScope inner = Inner(scope);
            if (_right.Candidates is { } candidates) Leave(_emitter.TruthOf(candidates, inner).Value);
            Decide(inner);
        });
        // What asks nothing about the case as a whole is one loop over all holders of the batch.
        bool isFlat = _right.Holder != HolderKind.Relation && !LeanCode.Mentions([lives, decide], _code.X, _code.Everyone);
        if (!isFlat) return OfCases(EachHolder(Block(typeof(void), lives, decide, EndRow(), Label(next))));
        bool isEvery = _right.Holder == HolderKind.Household && _right.Candidates is null && IsDecidedInPeriod;
        Rows = isEvery ? RowLayout.EveryHousehold : RowLayout.ByHolder;
        return OfHolders(lives, decide, next);
    }

    /// <summary>A loop over cases: what it does not decide of one it takes back.</summary>
    private Expression OfCases(Expression perCase)
    {
        bool usesContext = LeanCode.Mentions([perCase], _code.X);
        LabelTarget next = Label("nextCase");
        ParameterExpression open = _code.Hoist(Field(_answers, nameof(LeanAnswers.Open)), "open"), hasOpen = _code.Hoist(Field(_answers, nameof(LeanAnswers.HasOpen)), "hasOpen");
        Expression body = Block(typeof(void),
            Assign(_start, _row),
            IfThen(AndAlso(hasOpen, ArrayIndex(open, _code.Case)), Goto(next)),
            perCase,
            usesContext ? _code.LeaveWhenBailed : Empty(),
            Goto(next),
            Label(_code.Open),
            Assign(_row, _start),
            LeaveOpen(open),
            Label(next));
        return _code.EachCase(body, usesContext);
    }

    /// <summary>One loop over all holders of the batch.</summary>
    private Expression OfHolders(Expression lives, Expression decide, LabelTarget next)
    {
        bool isPerson = _right.Holder == HolderKind.Person;
        bool isEvery = Rows == RowLayout.EveryHousehold;
        LabelTarget done = Label("done"), end = Label("end");
        ParameterExpression open = _code.Hoist(Field(_answers, nameof(LeanAnswers.Open)), "open");
        ParameterExpression count = isPerson ? _code.Hoist(Property(_code.Batch, nameof(LeanBatch.Persons)), "persons") : _code.Hoist(Field(Homes, nameof(LeanHouseholds.Count)), "households");
        ParameterExpression caseOf = isPerson ? _code.Hoist(Property(Property(_code.Batch, nameof(LeanBatch.Batch)), nameof(CaseBatch.CaseOf)), "caseOf") : Home(nameof(LeanHouseholds.Cases));
        ParameterExpression starts = _code.Hoist(Property(_code.Batch, nameof(LeanBatch.PersonStarts)), "starts");
        bool asksFirst = isPerson || LeanCode.Mentions([lives, decide], _code.First, _code.Person);
        bool asksCase = asksFirst || !isEvery || LeanCode.Mentions([lives, decide], _code.Case), asksMembers = !isEvery || LeanCode.Mentions([lives, decide], _holder);
        Expression turn = Block(typeof(void),
            asksCase ? Assign(_code.Case, ArrayIndex(caseOf, _place)) : Empty(),
            asksFirst ? Assign(_code.First, ArrayIndex(starts, _code.Case)) : Empty(),
            isPerson ? Block(typeof(void), Assign(_code.Place, _place), Assign(_code.Person, Subtract(_place, _code.First))) : asksMembers ? Assign(_holder, ArrayIndex(Home(nameof(LeanHouseholds.Members)), _place)) : Empty(),
            lives, decide, isEvery ? Empty() : EndRow(), Goto(end),
            Label(_code.Open), Assign(_code.Case, ArrayIndex(caseOf, _place)), LeaveOpen(open), Goto(end),
            Label(next), Label(end),
            // Every household has its row, also those whose case is left open.
            isEvery ? PreIncrementAssign(_row) : Empty(),
            PreIncrementAssign(_place));
        return Block(typeof(void), Assign(_place, Constant(0)), Loop(Block(typeof(void), IfThen(GreaterThanOrEqual(_place, count), Break(done)), turn), done));
    }

    private BlockExpression LeaveOpen(ParameterExpression open) => Block(typeof(void),
        Assign(ArrayAccess(open, _code.Case), Constant(true)),
        Assign(Field(_answers, nameof(LeanAnswers.HasOpen)), Constant(true)));

    private ParameterExpression Homes => _code.Hoist(ArrayIndex(Property(_code.Batch, nameof(LeanBatch.Households)), Constant(_households!.Number)), "homes");

    private ParameterExpression Home(string column) => _code.Hoist(Field(Homes, column), $"home{column}");

    /// <summary>Whether the day that is looked at lies in the period, so that the members of households live in it.</summary>
    private bool IsDecidedInPeriod => _period.ReferenceDate >= _period.Start && _period.ReferenceDate <= _period.End;

    /// <summary>Leaves out a holder for whom something does not hold.</summary>
    private void Leave(Expression truth) => LeaveUnless(truth, _nextHolder);

    private void LeaveUnless(Expression truth, LabelTarget next)
    {
        if (truth is not ConstantExpression { Value: 1 }) _emitter.Do(IfThen(Equal(truth, Constant(0)), Goto(next)));
    }

    /// <summary>Leaves out a holder who does not live in the period.</summary>
    private void LeaveDead(LabelTarget next)
    {
        int from = _period.Start.DayNumber, to = _period.End.DayNumber;
        if (_right.Holder != HolderKind.Household) LeaveUnless(_emitter.IsAlive(_code.Person, from, to), next);
        if (_right.Holder == HolderKind.Relation) LeaveUnless(_emitter.IsAlive(_second, from, to), next);
        if (_right.Holder != HolderKind.Household || IsDecidedInPeriod) return;
        ParameterExpression any = _emitter.Variable(typeof(int), "any");
        _emitter.Do(Assign(any, Constant(0)));
        _emitter.EachPersonOf(_holder, person => _emitter.Do(Assign(any, Or(any, _emitter.IsAlive(person, from, to)))));
        LeaveUnless(any, next);
    }

    /// <summary>Runs code for each holder in the case.</summary>
    private Expression EachHolder(Expression body)
    {
        switch (_right.Holder)
        {
            case HolderKind.Person:
                return _code.EachPerson(Block(typeof(void), Assign(_place, _code.Place), body));
            case HolderKind.Relation:
                int day = _period.ReferenceDate.DayNumber;
                ParameterExpression links = _code.Hoist(Call(_code.X, ContextMethods.Named(nameof(KernelContext.RelationOf)), Constant(_kernel.Relation)), "links");
                Expression Column(string name) => ArrayIndex(_code.Hoist(Field(links, name), $"link{name}"), _place);
                ParameterExpression first = _emitter.Variable(typeof(int), "firstLink");
                LabelTarget next = Label("nextLink");
                ParameterExpression starts = _code.Hoist(Field(links, nameof(RelationColumns.LinkStart)), "linkStart");
                return Block(typeof(void), Assign(first, ArrayIndex(starts, _code.Case)), EachNumber(first, ArrayIndex(starts, Add(_code.Case, Constant(1))), Block(typeof(void),
                    IfThen(OrElse(GreaterThan(Column(nameof(RelationColumns.From)), Constant(day)), LessThan(Column(nameof(RelationColumns.To)), Constant(day))), Goto(next)),
                    Assign(_code.Person, Column(nameof(RelationColumns.FromPerson))),
                    Assign(_code.Place, Add(_code.First, _code.Person)),
                    Assign(_second, Column(nameof(RelationColumns.ToPerson))),
                    Assign(_holder, Convert(Subtract(_place, first), typeof(long))),
                    body, Label(next))));
            default:
                ParameterExpression homes = Home(nameof(LeanHouseholds.Starts));
                return EachNumber(ArrayIndex(homes, _code.Case), ArrayIndex(homes, Add(_code.Case, Constant(1))), Block(typeof(void),
                    Assign(_holder, ArrayIndex(Home(nameof(LeanHouseholds.Members)), _place)), body));
        }
    }

    private Expression EachNumber(Expression from, Expression to, Expression body)
    {
        ParameterExpression last = _emitter.Variable(typeof(int), "lastHolder");
        LabelTarget done = Label("done");
        return Block(typeof(void),
            Assign(last, to),
            Assign(_place, from),
            Loop(Block(typeof(void), IfThen(GreaterThanOrEqual(_place, last), Break(done)), body, PreIncrementAssign(_place)), done));
    }

    /// <summary>Of those who may hold the right the one that comes first: all are found before any is decided.</summary>
    private Expression OfCandidates(KernelScope scope)
    {
        Expression candidates = Property(_code.X, nameof(KernelContext.Candidates));
        CoreExpression?[] keys = [_right.FirstBy, .. _right.OnePer];
        LabelTarget nextFound = _nextHolder;
        Expression find = EachHolder(Block(typeof(void), _emitter.Block(() =>
        {
            LeaveDead(nextFound);
            KernelScope inner = Inner(scope);
            if (_right.Candidates is { } concerned) Leave(_emitter.TruthOf(concerned, inner).Value);
            for (int i = 0; i < keys.Length; i++)
            {
                if (keys[i] is not { } key) continue;
                Emitted value = _emitter.Scalar(_emitter.Emit(key, inner));
                if (value.Shape is not (Shape.Scalar or Shape.Persons or Shape.Link)) throw new NotEmittableException($"`one_per` of {value.Type}");
                _emitter.Do(Call(_code.X, ContextMethods.Named(nameof(KernelContext.SetKey)), Constant(i), value.State, value.Value));
            }
            _emitter.Do(Call(candidates, nameof(Candidates.Add), null, _code.Person, _second, _holder, Constant(1)));
            _emitter.Do(Call(candidates, nameof(Candidates.SetPlace), null, _place));
        }), Label(nextFound)));
        LabelTarget next = _nextHolder = Label("nextCandidate"), done = Label("done");
        ParameterExpression number = _emitter.Variable(typeof(int), "candidate"), comes = _emitter.Variable(typeof(int), "comes");
        Expression At(string column) => ArrayIndex(Field(candidates, column), number);
        Expression decide = _emitter.Block(() =>
        {
            _emitter.Do(Assign(comes, Call(Property(_answers, nameof(LeanAnswers.Run)), nameof(RightRun.OnePer), null, number)));
            _emitter.Do(IfThen(GreaterThan(Convert(comes, typeof(uint)), Constant(1u)), Goto(_code.Open)));
            LeaveUnless(comes, next);
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
            Loop(Block(typeof(void), IfThen(GreaterThanOrEqual(number, Property(candidates, nameof(Candidates.Count))), Break(done)), decide, EndRow(), Label(next), PreIncrementAssign(number)), done));
    }

    /// <summary>Whose row it is; then on to the next row.</summary>
    private BlockExpression EndRow()
    {
        Expression Set(string column, Expression value) => Assign(ArrayAccess(_code.Hoist(Field(_into, column), $"row{column}"), _row), value);
        return Block(typeof(void),
            Set(nameof(DecisionBatch.Case), _code.Case),
            _right.Holder == HolderKind.Household ? Set(nameof(DecisionBatch.Members), _holder) : Set(nameof(DecisionBatch.First), _code.Person),
            _right.Holder == HolderKind.Relation ? Set(nameof(DecisionBatch.Second), _second) : Empty(),
            PreIncrementAssign(_row));
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
        row.Write(conditions.Count, bits, isWhole, _right.Amount is null ? null : due, amount);
        row.Answer(_answers, _place);
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
