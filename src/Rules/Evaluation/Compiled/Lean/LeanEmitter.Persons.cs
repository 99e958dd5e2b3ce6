using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>What is asked of persons and households: columns that were filled before.</summary>
internal sealed partial class LeanEmitter
{
    protected override Emitted EmitNode(CoreExpression e, KernelScope scope) => e switch
    {
        Member { Target: Call { Symbol: RecordSymbol { Record: { Many: false } record } } call } member when IsPlainField(record, member) => OfField(record, call, member, scope),
        Member { Target: Call { Symbol: RecordOfYearSymbol symbol } } member when IsPlainField(symbol.Record, member) => OfFieldOfYear(symbol, member, scope),
        Default { Operand: Member member, Otherwise: Literal { Value: NumberValue { Value: 0 } } } when ZeroField(member, scope) is { } zero => zero with { Type = e.Type },
        Comparison { Left: Call { Symbol: AgeSymbol } age, Right: var limit } c when AgeLimit(limit, scope) is { } years => OfAge(c.Operator, age, years, scope) ?? base.EmitNode(e, scope),
        BuiltinCall { Builtin.Name: "sum", Arguments: [ForEach { FlattenDistinct: false } each] } when IsHome(each.Domain) => OfMembers(each.Variable, each.Body, AggregateKind.Sum, e.Type, scope) ?? base.EmitNode(e, scope),
        BuiltinCall { Builtin.Name: "count", Arguments: [Filter filter] } when IsHome(filter.Domain) => OfMembers(filter.Variable, filter.Condition, AggregateKind.Sum, e.Type, scope) ?? base.EmitNode(e, scope),
        Quantified q when IsHome(q.Domain) => OfMembers(q.Variable, q.Body, q.IsEvery ? AggregateKind.Every : AggregateKind.Any, e.Type, scope) ?? base.EmitNode(e, scope),
        _ => base.EmitNode(e, scope),
    };

    private bool IsHome(CoreExpression domain) => Home is var (members, _, _) && domain is Local local && ReferenceEquals(local.Symbol, members);

    /// <summary>Something about all members of the household that the right is about: other rights ask the same.</summary>
    private Emitted? OfMembers(LocalSymbol variable, CoreExpression body, AggregateKind kind, RightsType type, KernelScope scope)
    {
        (_, HouseholdStep households, ParameterExpression number) = Home!.Value;
        if (new CoreKey(variable, plan.NumberOf).Of(body) is not { } key) return null;
        LeanUnits units = new(plan);
        (LeanSource item, int scale) = units.Item(variable, body, key, scope.Date);
        AggregateSource source = plan.Get((households.Number, item.Number, kind), () => new AggregateSource(households, item, kind));
        return Read(source, number, kind == AggregateKind.Sum ? Shape.Scalar : Shape.Truth, type) with { Scale = scale };
    }

    /// <summary>A plain field with 0 for what is absent; null where it is none.</summary>
    private Emitted? ZeroField(Member member, KernelScope scope) => member.Target switch
    {
        Call { Symbol: RecordSymbol { Record: { Many: false } record }, Arguments: [Local, ..] } call when IsPlainField(record, member) && Emit(call.Arguments[0], scope).IsAlwaysKnown => OfField(record, call, member, scope, isZero: true),
        Call { Symbol: RecordOfYearSymbol symbol } when IsPlainField(symbol.Record, member) => OfFieldOfYear(symbol, member, scope, isZero: true),
        _ => null,
    };

    private static Silence? SilenceOf(RecordDefinition record, bool noneIsUnknown) => record.AbsentRules[0] switch
    {
        { When: not null } => null,
        { Means: AbsentMeaning.Nil } => Silence.Nil,
        { Means: AbsentMeaning.None } when !noneIsUnknown => Silence.Absent,
        _ => Silence.Open,
    };

    private static bool IsPlainField(RecordDefinition record, Member member) => record.Fields.ContainsKey(member.Symbol.Name) && record.AbsentRules[0].When is null;

    private RowChoice Choice(RecordDefinition record, RecordKey? key, KernelScope scope) => record.Per == RecordPeriod.Span
        ? new RowChoice(Plan.Record(record), 0, scope.Date.DayNumber) : new RowChoice(Plan.Record(record), CaseBatch.KeyNumber(key?.Here), -1);

    private Emitted OfField(RecordDefinition record, Call call, Member member, KernelScope scope, bool isZero = false)
    {
        Emitted[] arguments = [.. call.Arguments.Select(a => Keep(Emit(a, scope)))];
        if (!arguments[0].IsAlwaysKnown) return OfMember(OfPerson(call.Symbol, arguments, call.Type, scope), member.Symbol.Name, member.Type);
        return OfField(record, AsPerson(arguments[0]), KeyOf(record, arguments), member, SilenceOf(record, noneIsUnknown: false)!.Value, scope, isZero);
    }

    private Emitted OfFieldOfYear(RecordOfYearSymbol symbol, Member member, KernelScope scope, bool isZero = false)
    {
        if (scope.Find(symbol.Income.PersonLocal) is not { } person || scope.Find(symbol.Income.YearLocal)?.Constant is not NumberValue year)
            throw new NotEmittableException("an income of a year that the case decides");
        return OfField(symbol.Record, AsPerson(person), new RecordKey($"{year.Value}"), member, SilenceOf(symbol.Record, noneIsUnknown: true)!.Value, scope, isZero);
    }

    private Emitted OfField(RecordDefinition record, Expression person, RecordKey? key, Member member, Silence silence, KernelScope scope, bool isZero)
    {
        (int absentState, long absentValue) = AbsentOf(record.Fields[member.Symbol.Name]);
        RowChoice choice = Choice(record, key, scope);
        int column = Plan.Field(record, member.Symbol.Name);
        byte absent = absentState switch { 0 => LeanState.Known, 1 => LeanState.Absent, _ => LeanState.Open };
        CellSource source = plan.Get((choice, silence, column, isZero), () => new CellSource(choice, silence, column, absent, absentValue, isZero));
        Emitted cell = Read(source, PlaceOf(person), Shape.Scalar, member.Type);
        return OfField(member.Type, cell.State, cell.Value) with { Bound = cell.Bound, ZeroWhenAbsent = true };
    }

    protected override Emitted Row(RecordDefinition record, Expression person, RecordKey? key, KernelScope scope, bool noneIsUnknown)
    {
        Silence silence = SilenceOf(record, noneIsUnknown) ?? Silence.Rule;
        RowChoice choice = Choice(record, key, scope);
        RowSource source = plan.Get((typeof(RowSource), choice, silence), () => new RowSource(choice, silence));
        HoistedColumn column = code.Column(source.Number);
        Expression place = Kept(PlaceOf(person), "at");
        ParameterExpression row = Variable(typeof(int), "row"), state = Variable(typeof(int), "s");
        Do(Assign(row, Convert(ArrayIndex(column.Values, place), typeof(int))));
        Do(Assign(state, Condition(column.HasOther, StateAt(column, place), Emitted.Known)));
        if (silence == Silence.Rule)
        {
            Expression owner = Kept(person, "p");
            Do(IfThen(Equal(state, Constant((int)LeanState.Silent)), Block(() =>
            {
                Do(Assign(state, Emitted.Known));
                Absence(record, owner, key, scope, row, state, new FactKind(record.Name, null, null, true, false), noneIsUnknown);
            })));
        }
        Do(IfThen(GreaterThan(state, Constant((int)LeanState.Absent)), Open));
        bool mayBeAbsent = silence is Silence.Absent or Silence.Rule;
        return new Emitted(Shape.Row, record.Struct, mayBeAbsent ? state : Emitted.Known, Convert(row, typeof(long))) { Record = record, Key = key, Owner = person };
    }

    /// <summary>A field of a row that is at hand.</summary>
    protected override Emitted Cell(Emitted target, string member, RightsType type)
    {
        RecordDefinition record = target.Record!;
        if (member is "from" or "to" && !record.Fields.ContainsKey(member))
        {
            Emitted boundary = base.Cell(target, member, type);
            return boundary with { State = Settled(boundary.State) };
        }
        (int absentState, long absentValue) = AbsentOf(record.Fields[member]);
        int number = Plan.Field(record, member);
        Expression cells = ArrayIndex(Property(X, nameof(KernelContext.Columns)), Constant(number));
        ParameterExpression values = code.Hoist(Field(cells, nameof(FieldColumn.Values)), $"cells{number}"), states = code.Hoist(Field(cells, nameof(FieldColumn.States)), $"cellStates{number}");
        ParameterExpression isOdd = code.Hoist(Call(typeof(LeanEmitter), nameof(IsOdd), null, cells), $"odd{number}");
        ParameterExpression state = Variable(typeof(int), "s"), value = Variable(typeof(long), "v"), row = Variable(typeof(int), "row");
        Expression silent = absentState < 0 ? Open : Expression.Block(typeof(void), Assign(state, Constant(absentState)), Assign(value, Constant(absentValue)));
        Do(Assign(state, target.State));
        Do(Assign(value, Constant(0L)));
        Expression read = Block(() =>
        {
            Do(Assign(row, Convert(target.Value, typeof(int))));
            Do(IfThenElse(LessThan(row, Constant(0)), silent, Block(() =>
            {
                Do(Assign(value, ArrayIndex(values, row)));
                Do(IfThen(isOdd, Block(() =>
                {
                    Expression cell = Convert(ArrayIndex(states, row), typeof(int));
                    Do(IfThen(Equal(cell, Constant((int)CellState.NotDelivered)), silent));
                    Do(IfThen(Equal(cell, Constant((int)CellState.Absent)), Expression.Block(typeof(void), Assign(state, Constant(1)), Assign(value, Constant(0L)))));
                    Do(IfThen(OrElse(Equal(cell, Constant((int)CellState.Unknown)), Call(typeof(LeanEmitter), nameof(IsTooLarge), null, value)), Open));
                })));
            })));
        });
        Do(target.IsAlwaysKnown ? read : IfThen(Equal(state, Emitted.Known), read));
        return OfField(type, state, value) with { Bound = CellSource.Limit, ZeroWhenAbsent = absentState != 1 || absentValue == 0 };
    }

    public static bool IsOdd(FieldColumn cells) => cells.HasGaps || cells.Magnitude >= CellSource.Limit;

    public static bool IsTooLarge(long value) => value is >= CellSource.Limit or <= -CellSource.Limit;

    protected override Emitted Income(Emitted income, string part, RightsType type)
    {
        (LeanSource source, Emitted shape) = new LeanUnits(plan).Income(income.Income!, part, income.Key!.Year, income.Date);
        return OfSomebody(income.State, () => FromUnit(source, shape, income.Owner!, type), type);
    }

    protected override Emitted Household(HouseholdDefinition household, Expression person, RightsType type, KernelScope scope) =>
        Read(new LeanUnits(plan).Members(household, scope.Date), PlaceOf(person), Shape.Persons, type);

    protected override Emitted Concept(ConceptSymbol concept, Expression person, KernelScope scope)
    {
        (LeanSource source, Emitted shape) = new LeanUnits(plan).Concept(concept, scope.Date);
        return FromUnit(source, shape, person, concept.ResultType);
    }

    private Emitted FromUnit(LeanSource source, Emitted shape, Expression person, RightsType type) =>
        Read(source, PlaceOf(person), shape.Shape, type) with { Scale = shape.Scale, Relation = shape.Relation };

    /// <summary>Something about somebody who may be absent.</summary>
    private Emitted OfSomebody(Expression personState, Func<Emitted> ask, RightsType type)
    {
        if (personState is ConstantExpression { Value: 0 }) return ask();
        var result = new OptionalResult(this, type);
        Do(Assign(result.State, Constant(1)));
        Do(IfThen(Equal(personState, Emitted.Known), Block(() => result.Set(ask()))));
        return result.Value(type);
    }

    protected override Emitted OfKnownPerson(CallableSymbol symbol, Emitted[] a, RightsType type, KernelScope scope)
    {
        switch (symbol)
        {
            case AgeSymbol when a[1].Constant is DateValue day:
                AgeSource ages = plan.Get((typeof(AgeSource), day.Value), () => new AgeSource(Born, day.Value.DayNumber));
                return Read(ages, PlaceOf(AsPerson(a[0])), Shape.Scalar, RightsType.Number);
            case StatusSymbol { Form: StatusForm.MonthsInARow } s when a[1].Constant is DateValue day:
                int status = Plan.Status(s.Status), on = day.Value.DayNumber;
                AskedSource months = plan.Get((typeof(StatusForm), status, on), () => new AskedSource((x, person) => x.MonthsHeld(status, person, on), mayBeAbsent: false));
                return Read(months, PlaceOf(AsPerson(a[0])), Shape.Scalar, RightsType.Number);
            case StatusSymbol { Form: not StatusForm.MonthsInARow } s when a.Length == 2 && a[1].Constant is DateValue heldOn:
                Expression date = Constant(heldOn.Value.DayNumber);
                return Held(s, AsPerson(a[0]), date, date);
            default: return base.OfKnownPerson(symbol, a, type, scope);
        }
    }

    /// <summary>The days of birth of all persons.</summary>
    private BornSource Born => plan.Get(typeof(BornSource), () => new BornSource());

    public AliveSource Alive(int from, int to) => plan.Get((typeof(AliveSource), from, to), () => new AliveSource(Born, Plan.Death is not null, from, to));

    /// <summary>Runs over the persons of a mask.</summary>
    public void EachPersonOf(Expression mask, Action<ParameterExpression> body) => EachBit(mask, (bit, _) => body(bit));

    /// <summary>Whether a person lives on some day of a span, as 0 or 1.</summary>
    public Expression IsAlive(Expression person, int from, int to) => Read(Alive(from, to), PlaceOf(person), Shape.Truth, RightsType.Boolean).Value;

    /// <summary>A whole number of years that is the same for all cases.</summary>
    private int? AgeLimit(CoreExpression limit, KernelScope scope) =>
        limit is Literal or Call { Symbol: ParameterSymbol, Arguments.Count: 0 } && Emit(limit, scope).Constant is NumberValue { Value: var years } && years == decimal.Truncate(years) && years is > 0 and < 1000 ? (int)years : null;

    /// <summary>An age compared with a limit: as a comparison of the day of birth. Null where it cannot be one.</summary>
    private Emitted? OfAge(ComparisonOperator op, Call age, int years, KernelScope scope)
    {
        if (op is ComparisonOperator.Equal or ComparisonOperator.NotEqual) return null;
        Emitted[] a = [.. age.Arguments.Select(x => Keep(Emit(x, scope)))];
        if (!a[0].IsAlwaysKnown || a[1].Constant is not DateValue day) return null;
        bool isStrict = op is ComparisonOperator.Greater or ComparisonOperator.LessOrEqual;
        Expression last = Constant((long)Ages.LastBirthOf(isStrict ? years + 1 : years, day.Value.DayNumber));
        Expression born = Read(Born, PlaceOf(AsPerson(a[0])), Shape.Scalar, RightsType.Date).Value;
        return Keep(Truth(Bit(op is ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual ? LessThanOrEqual(born, last) : GreaterThan(born, last))));
    }

    protected override Emitted Held(StatusSymbol symbol, Expression person, Expression from, Expression to)
    {
        int status = Plan.Status(symbol.Status);
        bool isThroughout = symbol.Form == StatusForm.Throughout;
        if (from is ConstantExpression { Value: int first } && to is ConstantExpression { Value: int last } && last >= first)
        {
            LeanSource source = isThroughout
                ? plan.Get((typeof(StatusSource), status, first, last, true), () => new AskedSource((x, p) => AsState(x, x.HeldThroughout(status, p, first, last)), mayBeAbsent: false))
                : plan.Get((typeof(StatusSource), status, first, last, false), () => (LeanSource)new StatusSource(Plan, status, first, last));
            return Read(source, PlaceOf(person), Shape.Truth, RightsType.Boolean);
        }
        Expression held = Kept(Call(X, isThroughout ? nameof(KernelContext.HeldThroughout) : nameof(KernelContext.HeldIn), null, Constant(status), person, from, to), "t");
        Do(IfThen(GreaterThan(Convert(held, typeof(uint)), Constant(1u)), Open));
        return Truth(held);
    }

    /// <summary>A truth as state and value.</summary>
    private static int AsState(KernelContext x, int truth)
    {
        x.Result = truth;
        return truth is 0 or 1 ? 0 : -1;
    }

    protected override Emitted Relation(RelationSymbol symbol, Expression person, Expression on, RightsType type)
    {
        if (on is not ConstantExpression { Value: int day }) throw new NotEmittableException("a relation on a day that hangs on the case");
        int relation = Plan.Relation(symbol.Relation);
        bool inverse = symbol.Path == RelationPath.Inverse;
        var key = (typeof(RelationSymbol), relation, day, symbol.Path);
        if (symbol.Path == RelationPath.Links)
            return Read(plan.Get(key, () => new AskedSource((x, p) => x.Links(relation, p, day), mayBeAbsent: false)), PlaceOf(person), Shape.LinkSet, type) with { Relation = symbol.Relation };
        if (symbol.Path == RelationPath.Forward && symbol.Relation.Max == 1)
            return Read(plan.Get(key, () => new AskedSource((x, p) => x.FollowOne(relation, p, day), mayBeAbsent: true)), PlaceOf(person), Shape.Scalar, type);
        LeanSource source = plan.Get(key, () => symbol.Relation.SilenceIsUnknown
            ? (LeanSource)new AskedSource((x, p) => x.Follow(relation, p, day, inverse), mayBeAbsent: false) : new FollowSource(relation, day, inverse));
        return Read(source, PlaceOf(person), Shape.Persons, type);
    }

    public override Emitted Members(HouseholdDefinition household, HouseholdVersion version, DateOnly date)
    {
        int day = date.DayNumber;
        ParameterExpression mask = Variable(typeof(long), "mask");
        Do(Assign(mask, Constant(0L)));
        Do(IfThen(NotEqual(IsAlive(Person!, day, day), Constant(0)), Block(() => EachBit(code.Everyone, (bit, _) =>
            Do(IfThen(NotEqual(IsAlive(bit, day, day), Constant(0)), Block(() =>
            {
                var scope = new KernelScope(null, date, Code);
                scope.Locals[household.PersonLocal] = UnitPerson;
                scope.Locals[household.MemberLocal] = new Emitted(Shape.Scalar, RightsType.Person, Emitted.Known, Convert(bit, typeof(long)));
                Emitted belongs = TruthOf(version.Members, scope);
                Do(IfThen(IsTrue(belongs.Value), Assign(mask, Or(mask, BitOf(bit)))));
            })))))));
        return new Emitted(Shape.Persons, new ListType(RightsType.Person), Emitted.Known, mask);
    }

    /// <summary>The decision on another right: its column at the same household, or at a person.</summary>
    protected override Emitted Granted(GrantedSymbol symbol, Emitted holder, KernelScope scope)
    {
        RightDefinition asked = symbol.Right.VersionOn(scope.Date);
        LeanRight other = LeanRights?.Compile(asked, PeriodOf.Right(asked, scope.Date)) ?? throw new NotEmittableException(symbol.Description);
        other.IsAsked = true;
        code.Inputs.Add(other.Number);
        holder = InCaseOrder(holder);
        StrictState([holder]);
        ParameterExpression answers = code.Hoist(ArrayIndex(Property(code.Batch, nameof(LeanBatch.Answers)), Constant(other.Number)), $"answers{other.Number}");
        ParameterExpression hasOpen = code.Hoist(Field(answers, nameof(LeanAnswers.HasOpen)), $"hasOpen{other.Number}");
        Do(IfThen(AndAlso(hasOpen, ArrayIndex(Field(answers, nameof(LeanAnswers.Open)), code.Case)), Open));
        Expression place = Kept(PlaceOfHolder(asked, other, holder), "at");
        ParameterExpression states = code.Hoist(Field(answers, nameof(LeanAnswers.States)), $"granted{other.Number}"), amounts = code.Hoist(Field(answers, nameof(LeanAnswers.Amounts)), $"amounts{other.Number}");
        Expression isHolder = GreaterThanOrEqual(place, Constant(0));
        bool isSure = other.Households is null || place == (Home?.Number as Expression);
        if (!symbol.Amount)
        {
            Expression granted = Equal(Convert(ArrayIndex(states, place), typeof(int)), Constant(LeanRight.Granted));
            return Keep(Truth(Bit(isSure ? granted : AndAlso(isHolder, granted))));
        }
        Expression amount = ArrayIndex(amounts, place);
        return Keep(new Emitted(Shape.Scalar, symbol.ResultType, Emitted.Known, isSure ? amount : Condition(isHolder, amount, Constant(0L))) { Scale = other.General.AmountScale });
    }

    private Expression PlaceOfHolder(RightDefinition right, LeanRight other, Emitted holder)
    {
        if (other.Households is not { } households) return right.Holder == HolderKind.Person ? PlaceOf(AsPerson(holder)) : throw new NotEmittableException("a right on a relation that another asks for");
        if (Home is var (_, own, number) && own == households && holder.Value == HomeMembers) return number;
        ParameterExpression homes = code.Hoist(ArrayIndex(Property(code.Batch, nameof(LeanBatch.Households)), Constant(households.Number)), $"homes{households.Number}");
        return Call(homes, nameof(LeanHouseholds.Find), null, code.Case, holder.Value);
    }

    /// <summary>The members of the household that the right is about.</summary>
    public Expression? HomeMembers { get; init; }
}
