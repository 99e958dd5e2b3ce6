using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>A loop over the persons of a batch that fills a column.</summary>
internal delegate void LeanUnitCode(KernelContext context, LeanBatch batch, LeanColumn into);

/// <summary>A concept, an income of a year, a household or another expression about each person, as compiled code.</summary>
/// <param name="code">The loop; null when all it gives is the one column that it reads, with 0 for what is absent.</param>
/// <param name="inputs">The steps that it reads.</param>
/// <param name="shape">What the values are.</param>
/// <param name="mayBeAbsent">Whether a value may be absent.</param>
internal sealed class UnitSource(LeanUnitCode? code, int[] inputs, Emitted shape, bool mayBeAbsent) : LeanSource
{
    /// <summary>What the values are.</summary>
    public Emitted Shape { get; } = shape;

    public override bool MayBeAbsent => mayBeAbsent;

    public override Int128 Bound => Shape.Bound;

    public override IEnumerable<int> Inputs => inputs;

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        if (code is null)
        {
            into.TakeOver(batch.Columns[inputs[0]], batch.Persons);
            return;
        }
        into.Start(batch.Persons);
        code(batch.X, batch, into);
    }
}

/// <summary>Compiles what is asked of persons, each once per date, into loops that fill columns.</summary>
internal sealed class LeanUnits(LeanPlan plan)
{
    public (LeanSource Source, Emitted Shape) Concept(ConceptSymbol concept, DateOnly date)
    {
        ConceptVersion version = concept.Concept.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"concept `{concept.Name}` out of force");
        UnitSource source = Get((concept.Concept, date, ""), emitter =>
        {
            var scope = new KernelScope(null, date, emitter.Code);
            scope.Locals[concept.Parameters[0]] = emitter.UnitPerson;
            return emitter.Emit(version.Value, scope);
        });
        return (source, source.Shape);
    }

    /// <summary>A component, a group or the whole of an income of a year.</summary>
    public (LeanSource Source, Emitted Shape) Income(IncomeDefinition income, string part, int year, DateOnly date)
    {
        UnitSource source = Get((income, date, $"{part}({year})"), emitter => emitter.IncomeOf(income, part, year, date));
        return (source, source.Shape);
    }

    /// <summary>The members of the household of each person, as masks.</summary>
    public LeanSource Members(HouseholdDefinition household, DateOnly date)
    {
        HouseholdVersion version = household.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"household `{household.Name}` out of force");
        return Get((household, date, ""), emitter => emitter.Members(household, version, date));
    }

    /// <summary>The households of a batch, as holders of rights.</summary>
    public HouseholdStep Households(HouseholdDefinition household, DateOnly date)
    {
        HouseholdVersion version = household.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"household `{household.Name}` out of force");
        bool isEveryone = version.Members is Literal { Value: BooleanValue { Value: true } };
        LeanSource? masks = isEveryone ? null : Members(household, date);
        LeanSource alive = new LeanEmitter(plan, new LeanCode()).Alive(date.DayNumber, date.DayNumber);
        return plan.Get((typeof(HouseholdStep), household, date), () => new HouseholdStep(alive, masks));
    }

    /// <summary>What an expression says about each person, and its decimals.</summary>
    public (LeanSource Source, int Scale) Item(LocalSymbol person, CoreExpression body, string key, DateOnly date)
    {
        if (body is Call { Symbol: ConceptSymbol { Parameters.Count: 1 } concept, Arguments: [Local] } && Concept(concept, date) is var (known, shape) && IsNumber(shape)) return (known, shape.Scale);
        UnitSource source = Get((typeof(CoreKey), date, key), emitter =>
        {
            var scope = new KernelScope(null, date, emitter.Code);
            scope.Locals[person] = emitter.UnitPerson;
            return emitter.Emit(body, scope);
        });
        return IsNumber(source.Shape) ? (source, source.Shape.Scale) : throw new NotEmittableException($"something of type {body.Type} about all members");
    }

    private static bool IsNumber(Emitted shape) => shape.Shape == Shape.Scalar;

    private UnitSource Get((object, DateOnly, string) key, Func<LeanEmitter, Emitted> emit) => plan.Get(key, () =>
    {
        var code = new LeanCode();
        var emitter = new LeanEmitter(plan, code) { Person = code.Person };
        Emitted value = emitter.Scalar(emit(emitter));
        if (value.Shape is Shape.Constant or Shape.Income or Shape.Row or Shape.Figures) throw new NotEmittableException($"a concept of type {value.Type}");
        ParameterExpression into = Parameter(typeof(LeanColumn), "into");
        ParameterExpression values = code.Hoist(Field(into, nameof(LeanColumn.Values)), "result");
        bool mayBeAbsent = !value.IsAlwaysKnown;
        if (!mayBeAbsent && emitter.OnlyRead(value) is { } whole) return new UnitSource(null, [whole.Number], value, false);
        value = emitter.Keep(value);
        emitter.Do(Assign(ArrayAccess(values, code.Place), value.Value));
        if (mayBeAbsent) emitter.Do(IfThen(NotEqual(value.State, Emitted.Known), Call(into, nameof(LeanColumn.SetOther), null, code.Place, Constant(LeanState.Absent))));
        bool usesContext = LeanCode.Mentions(emitter.Code, code.X), usesCase = usesContext || LeanCode.Mentions(emitter.Code, code.First, code.Person, code.Everyone, code.Case);
        if (usesContext) emitter.Do(code.LeaveWhenBailed);
        LabelTarget next = Label("next");
        Expression body = Block(typeof(void), [
            .. emitter.Code, Goto(next), Label(code.Open),
            usesContext ? Assign(Property(code.X, nameof(KernelContext.Bail)), Constant(false)) : Empty(),
            Call(into, nameof(LeanColumn.SetOther), null, code.Place, Constant(LeanState.Open)), Label(next)]);
        Expression loops = usesCase ? code.EachCase(code.EachPerson(body), usesContext) : code.EachPersonOfAll(body);
        LeanUnitCode compiled = Lambda<LeanUnitCode>(code.Whole(emitter.Variables, loops), code.X, code.Batch, into).Compile();
        return new UnitSource(compiled, [.. code.Inputs], value, mayBeAbsent);
    });
}
