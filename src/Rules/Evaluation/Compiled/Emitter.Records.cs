using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Records of persons, members of records, links, incomes and figures.</summary>
internal partial class Emitter
{
    private Emitted Row(RecordDefinition record, Emitted[] a, KernelScope scope) => Row(record, AsPerson(a[0]), KeyOf(record, a), scope, noneIsUnknown: false);

    /// <summary>The year, quarter or month of a record, which has to be the same for all cases.</summary>
    protected static RecordKey? KeyOf(RecordDefinition record, Emitted[] a) =>
        record.Per is RecordPeriod.Once or RecordPeriod.Span ? null : RecordKey.Of(record.Per, a[1..]) ?? throw new NotEmittableException("a record of a year that the case decides");

    /// <summary>A key as the number that columns know it by.</summary>
    private Expression NumberOf(RecordKey? key) => key?.On is null || Dates is not { } dates ? Expression.Constant(CaseBatch.KeyNumber(key?.Here))
        : dates.SmallNumber(other => key.On(other) is { } found ? CaseBatch.KeyNumber(found) : null);

    /// <summary>The number of a kind of fact with a key.</summary>
    private Expression NumberOf(FactKind kind, RecordKey? key) => key?.On is null || Dates is not { } dates ? Expression.Constant(Plan.Kinds.NumberOf(kind with { Key = key?.Here }))
        : dates.SmallNumber(other => key.On(other) is { } found ? Plan.Kinds.NumberOf(kind with { Key = found }) : null);

    /// <summary>That a fact with a key about a person lacks, as a state.</summary>
    private Expression Missing(FactKind kind, RecordKey? key, Expression person) => key?.On is null ? Fact(kind with { Key = key?.Here }, person) : FactOf(NumberOf(kind, key), person);

    /// <summary>The rows of a record that may have several at a time.</summary>
    private Emitted Rows(RecordDefinition record, Emitted[] a, KernelScope scope)
    {
        RecordKey? key = KeyOf(record, a);
        Expression owner = Kept(AsPerson(a[0]), "p");
        ParameterExpression state = Variable(typeof(int), "s"), mask = Variable(typeof(long), "mask"), row = Variable(typeof(int), "row");
        var missing = new FactKind(record.Name, null, null, true, false);
        Do(Assign(row, Call(X, ContextMethods.Named(nameof(KernelContext.Rows)), Expression.Constant(Plan.Record(record)), owner,
            NumberOf(key), record.Per == RecordPeriod.Span ? scope.DayNumber : Expression.Constant(-1))));
        Do(Assign(mask, Property(X, nameof(KernelContext.Result))));
        Do(Assign(state, Emitted.Known));
        Do(IfThen(LessThan(row, Expression.Constant(0)), IfThenElse(Equal(row, Expression.Constant(-1)), Block(() =>
        {
            Absence(record, owner, key, scope, row, state, missing, noneIsUnknown: false);
            // No record, or one that says nothing: an empty list.
            Do(IfThen(Equal(state, Expression.Constant(1)), Assign(state, Emitted.Known)));
        }), Assign(state, Missing(missing, key, owner)))));
        return new Emitted(Shape.RowSet, new ListType(record.Struct), state, mask) { Record = record, Key = key, Owner = owner };
    }

    protected virtual Emitted Row(RecordDefinition record, Expression person, RecordKey? key, KernelScope scope, bool noneIsUnknown)
    {
        Expression owner = Kept(person, "p");
        int number = Plan.Record(record);
        ParameterExpression row = Variable(typeof(int), "row"), state = Variable(typeof(int), "s");
        Do(Assign(row, record.Per == RecordPeriod.Span
            ? Call(X, ContextMethods.Named(nameof(KernelContext.RowOfDay)), Expression.Constant(number), owner, scope.DayNumber)
            : Call(X, ContextMethods.Named(nameof(KernelContext.RowOfKey)), Expression.Constant(number), owner, NumberOf(key))));
        Do(Assign(state, Emitted.Known));
        var missing = new FactKind(record.Name, null, null, true, false);
        Do(IfThen(LessThan(row, Expression.Constant(0)), IfThenElse(Equal(row, Expression.Constant(-1)),
            Block(() => Absence(record, owner, key, scope, row, state, missing, noneIsUnknown)), Assign(state, Missing(missing, key, owner)))));
        return new Emitted(Shape.Row, record.Struct, state, Convert(row, typeof(long))) { Record = record, Key = key, Owner = owner };
    }

    /// <summary>What it means that a record is not there, by its rules in order.</summary>
    protected void Absence(RecordDefinition record, Expression owner, RecordKey? key, KernelScope scope, ParameterExpression row, ParameterExpression state, FactKind missing, bool noneIsUnknown)
    {
        LabelTarget end = Label();
        var statements = new List<Expression>();
        var open = new OpenAbsence(this);
        foreach (AbsentRule rule in record.AbsentRules)
        {
            bool last = false;
            statements.Add(Block(() =>
            {
                Expression meaning = rule.Means switch
                {
                    AbsentMeaning.Nil => Assign(row, Expression.Constant(KernelContext.NilRow)),
                    AbsentMeaning.None when !noneIsUnknown => Assign(state, Expression.Constant(1)),
                    _ => Assign(state, Missing(missing, key, owner)),
                };
                Expression settle = Expression.Block(typeof(void), open.Settled(rule.Means, meaning, state), Goto(end));
                if (rule.When is null)
                {
                    Do(settle);
                    last = true;
                    return;
                }
                KernelScope inner = scope.Apart(_code);
                inner.Locals[record.PersonLocal] = new Emitted(Shape.Scalar, RightsType.Person, Emitted.Known, Convert(owner, typeof(long)));
                if (key is not null) inner.Locals[record.YearLocal] = YearOf(key);
                Emitted when = Keep(AsTruth(Emit(rule.When, inner)));
                if (when.Value is ConstantExpression { Value: 0 }) return;
                Do(IfThen(IsTrue(when.Value), settle));
                if (when.IsAlwaysBoolean)
                {
                    last = when.Value is ConstantExpression { Value: 1 };
                    return;
                }
                if (IsSettled) return;
                Do(IfThen(Equal(when.Value, Expression.Constant(-1)), Expression.Block(typeof(void), Assign(state, Expression.Constant(-1)), Goto(end))));
                // A rule that cannot be decided yet: it does not matter when the rest agrees.
                Do(IfThen(IsUnknown(when.Value), open.Add(rule.Means, meaning, when.Value)));
            }));
            if (last) break;
        }
        if (open.AtEnd(state) is { } rest) statements.Add(rest);
        statements.Add(Label(end));
        Do(Expression.Block(typeof(void), statements));
    }

    private Emitted RecordOfYear(RecordOfYearSymbol symbol, KernelScope scope)
    {
        if (scope.Find(symbol.Income.PersonLocal) is not { } person || scope.Find(symbol.Income.YearLocal) is not { } year || RecordKey.Of(RecordPeriod.Year, [year]) is not { } key)
            throw new NotEmittableException("an income of a year that the case decides");
        return Row(symbol.Record, AsPerson(person), key, scope, noneIsUnknown: true);
    }

    /// <summary>Whether rows of records, or of tables of figures, can stand for one another but for whose they are; other dates that share the code have to have that in common.</summary>
    public bool IsOfSameRows(Emitted a, Emitted b)
    {
        if (a.Record != b.Record || a.Key?.Here != b.Key?.Here || a.Parameter != b.Parameter || a.Version != b.Version) return false;
        if (a.Key != b.Key) Dates?.Require(other => a.Key!.For(other) == b.Key!.For(other));
        if (a.Table is not { } one) return b.Table is null;
        if (b.Table is not { } another) return false;
        if (one != another) Dates?.Require(other => ReferenceEquals(one.On(other), another.On(other)));
        return true;
    }

    /// <summary>A value whose key is that of the date that code is for: who asks a unit asks on a date of their own.</summary>
    public Emitted WithOwnKey(Emitted value)
    {
        if (value.Key is not { On: not null } key) return value;
        Dates?.Require(other => key.For(other) == key.Here);
        return value with { Key = new RecordKey(key.Here) };
    }

    private Emitted YearOf(RecordKey key)
    {
        Emitted year = OfConstant(new NumberValue(key.Year), RightsType.Number);
        return key.On is null ? year : OfDated(year, key.YearFor);
    }

    protected Emitted OfMember(Emitted target, string member, RightsType type)
    {
        target = Keep(target);
        return target.Shape switch
        {
            Shape.Row => Cell(target, member, type),
            Shape.Link => LinkMember(target, member, type),
            Shape.Figures => Figure(target, member, type),
            Shape.Income when target.Choice is not null => PartOfSomeYear(target, member, type),
            Shape.Income => Income(target, member, type),
            _ => throw new NotEmittableException($"a member of {target.Type}"),
        };
    }

    /// <summary>A component or group of an income of a year, or the whole.</summary>
    protected virtual Emitted Income(Emitted income, string part, RightsType type) => _units!.Income(income, part, type, this);

    protected virtual Emitted Cell(Emitted target, string member, RightsType type)
    {
        RecordDefinition record = target.Record!;
        ParameterExpression state = Variable(typeof(int), "s"), value = Variable(typeof(long), "v"), row = Variable(typeof(int), "row");
        Do(Assign(state, target.State));
        Do(IfThen(Equal(state, Emitted.Known), Block(() =>
        {
            Do(Assign(row, Convert(target.Value, typeof(int))));
            if (member is "from" or "to" && !record.Fields.ContainsKey(member))
            {
                Do(Assign(state, Call(X, ContextMethods.Named(nameof(KernelContext.Boundary)), Expression.Constant(Plan.Record(record)), row, Expression.Constant(member == "to"))));
                Do(Assign(value, Property(X, nameof(KernelContext.Result))));
                return;
            }
            FieldDefinition field = record.Fields[member];
            int column = Plan.Field(record, member);
            Expression cells = ArrayIndex(Property(X, nameof(KernelContext.Columns)), Expression.Constant(column));
            (int absentState, long absentValue) = AbsentOf(field);
            Do(IfThenElse(
                AndAlso(GreaterThanOrEqual(row, Expression.Constant(0)), Equal(ArrayIndex(Field(cells, nameof(FieldColumn.States)), row), Expression.Constant(CellState.Known))),
                Assign(value, ArrayIndex(Field(cells, nameof(FieldColumn.Values)), row)),
                Block(() =>
                {
                    Do(Assign(state, Call(X, ContextMethods.Named(nameof(KernelContext.CellOther)), Expression.Constant(column), row, Expression.Constant(absentState), Expression.Constant(absentValue), NumberOf(new FactKind(record.Name, null, member, true, false), target.Key), target.Owner!)));
                    Do(Assign(value, Property(X, nameof(KernelContext.Result))));
                })));
        })));
        return OfField(type, state, value);
    }

    private Emitted LinkMember(Emitted target, string member, RightsType type)
    {
        RelationDefinition relation = target.Relation!;
        int number = Plan.Relation(relation);
        Expression link = Convert(target.Value, typeof(int)), at = Expression.Constant(number);
        if (member == relation.FromRole) return Keep(new Emitted(Shape.Scalar, type, target.State, Convert(Call(X, ContextMethods.Named(nameof(KernelContext.LinkFrom)), at, link), typeof(long))));
        if (member == relation.ToRole) return Keep(new Emitted(Shape.Scalar, type, target.State, Convert(Call(X, ContextMethods.Named(nameof(KernelContext.LinkTo)), at, link), typeof(long))));
        if (!target.IsAlwaysKnown) throw new NotEmittableException("a field of a link that may be absent");
        if (member == "kind")
            return FromContext(Shape.Scalar, type, nameof(KernelContext.LinkKind), at, link, Expression.Constant(Plan.Kinds.NumberOf(new FactKind(relation.Name, null, "kind", true, true))));
        if (member is "from" or "to" && !relation.Fields.ContainsKey(member))
            return FromContext(Shape.Scalar, type, nameof(KernelContext.LinkBoundary), at, link, Expression.Constant(member == "to"));
        (int absentState, long absentValue) = AbsentOf(relation.Fields[member]);
        Emitted cell = FromContext(Shape.Scalar, type, nameof(KernelContext.LinkCell), Expression.Constant(Plan.LinkField(relation, member)), at, link,
            Expression.Constant(absentState), Expression.Constant(absentValue), Expression.Constant(Plan.Kinds.NumberOf(new FactKind(relation.Name, null, member, true, true))));
        return OfField(type, cell.State, cell.Value);
    }

    protected static Emitted OfField(RightsType type, Expression state, Expression value)
    {
        if (type.Required() is ListType or RangeType) throw new NotEmittableException($"a field of type {type}");
        int scale = type.Required().IsMoney ? BatchLayout.MoneyScale : type.Required().Equals(RightsType.Number) ? BatchLayout.NumberScale : 0;
        return new Emitted(Shape.Scalar, type, state, value) { Scale = scale };
    }

    /// <summary>State and value when the source says nothing of a field; state -1 when it is then unknown.</summary>
    protected (int State, long Value) AbsentOf(FieldDefinition field) => field.Absent switch
    {
        null => (-1, 0),
        AbsentValue => (1, 0),
        var value => (0, CaseBatch.Number(value, field.Type, Plan.Layout.Texts) ?? throw new NotEmittableException($"what silence about `{field.Name}` means")),
    };
}
