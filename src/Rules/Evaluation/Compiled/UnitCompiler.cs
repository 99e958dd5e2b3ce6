using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// Compiles what is asked of a person over and over (households, incomes of a year, concepts without further arguments)
/// once per date, each into a method whose value is kept for the case. Dates share code as far as they can.
/// </summary>
internal sealed class UnitCompiler(KernelPlan plan)
{
    private static readonly ParameterExpression X = Parameter(typeof(KernelContext), "x");
    private static readonly ParameterExpression Person = Parameter(typeof(int), "person");

    private readonly Dictionary<(object, DateOnly, string), KernelUnit> _units = [];
    private readonly SharedCodes<DatedUnitKernel> _shared = new();

    /// <summary>Compiles the rights that definitions ask for.</summary>
    public RightCompiler? Rights { get; set; }

    /// <summary>The number of the unit that finds the members of a household.</summary>
    public int Household(HouseholdDefinition household, DateOnly date) => HouseholdUnit(household, date).Number;

    public UnitPlace Household(HouseholdDefinition household, KernelScope scope, Emitter caller) =>
        Place(HouseholdUnit(household, scope.DateHere), scope.Dated, day => HouseholdUnit(household, day), caller);

    public Emitted Concept(ConceptSymbol concept, KernelScope scope, Expression person, Emitter caller)
    {
        KernelUnit unit = Included(ConceptUnit(concept, scope.DateHere), caller);
        return caller.FromUnit(Place(unit, scope.Dated, day => ConceptUnit(concept, day), caller), unit.Shape, concept.ResultType, person);
    }

    /// <summary>A component, a group or the whole of an income.</summary>
    public Emitted Income(Emitted income, string part, RightsType type, Emitter caller)
    {
        (RecordKey year, Dated? when) = (income.Key!, income.DatedOn);
        KernelUnit unit = IncomeUnit(income.Income!, part, year.Year, income.Date);
        UnitPlace place = caller.Dates is not { } dates || (when is null && year.On is null) ? new UnitPlace(unit)
            : dates.Unit(unit, other => (when is null ? income.Date : when.DayOn(other)) is { } day && year.YearFor(other) is { } of ? IncomeUnit(income.Income!, part, (int)of.Value, day) : null);
        return caller.FromUnitOf(income.State, place, unit.Shape, type, income.Owner!);
    }

    /// <summary>A definition of a right without arguments, for the holder that the caller knows.</summary>
    public Emitted Definition(DefinitionSymbol definition, RightFrame frame, KernelScope scope, Emitter caller)
    {
        KernelUnit unit = Included(DefinitionUnit(definition, frame, scope.DateHere), caller);
        if (caller.Dates is not { } dates) return unit.Number < 0 ? unit.Shape : caller.FromDefinition(new UnitPlace(unit), unit.Shape, definition.ResultType);
        Func<KernelDate, KernelUnit?> on = DefinitionOn(definition, frame, scope.DateHere, scope.Dated);
        if (unit.Number >= 0) return caller.FromDefinition(dates.Unit(unit, on), unit.Shape, definition.ResultType);
        return caller.OfDated(unit.Shape, other => on(other) is { Number: < 0 } found ? found.Shape.ConstantHere : null);
    }

    private Func<KernelDate, KernelUnit?> DefinitionOn(DefinitionSymbol definition, RightFrame frame, DateOnly here, Dated? dated) =>
        other => other.Period is { } period && (dated is null ? here : dated.DayOn(other)) is { } day ? DefinitionUnit(definition, frame with { Period = period }, day) : null;

    /// <summary>A unit in the code of a caller: the same for all dates that share it, or read where it hangs on the date.</summary>
    private static UnitPlace Place(KernelUnit unit, Dated? when, Func<DateOnly, KernelUnit> on, Emitter caller)
    {
        if (caller.Dates is not { } dates || when is null) return new UnitPlace(unit);
        return dates.Unit(unit, other => when.DayOn(other) is { } day ? on(day) : null);
    }

    private static KernelUnit Included(KernelUnit unit, Emitter caller)
    {
        caller.Needed.UnionWith(unit.Needed);
        caller.LeftOut.UnionWith(unit.LeftOut);
        return unit;
    }

    private KernelUnit HouseholdUnit(HouseholdDefinition household, DateOnly date)
    {
        HouseholdVersion version = household.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"household `{household.Name}` out of force");
        return Get((household, date, ""), (version, ""), new KernelDate(date, null), emitter => emitter.Members(household, version, date));
    }

    private KernelUnit ConceptUnit(ConceptSymbol concept, DateOnly date)
    {
        ConceptVersion version = concept.Concept.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"concept `{concept.Name}` out of force");
        return Get((concept.Concept, date, ""), (version, ""), new KernelDate(date, null), emitter =>
        {
            KernelScope scope = emitter.ScopeOn(date);
            scope.Locals[concept.Parameters[0]] = emitter.UnitPerson;
            return emitter.EmitPartial(version.Value, scope);
        });
    }

    private KernelUnit IncomeUnit(IncomeDefinition income, string part, int year, DateOnly date)
    {
        IncomeVersion version = income.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"income `{income.Name}` out of force");
        return Get((income, date, $"{part}({year})"), (version, part), new KernelDate(date, null, year), emitter => emitter.IncomeOf(income, part, year, date));
    }

    private KernelUnit DefinitionUnit(DefinitionSymbol definition, RightFrame frame, DateOnly date) =>
        Get((definition, date, $"{frame.Period.Start.DayNumber}"), (definition, ""), new KernelDate(date, frame.Period),
            emitter => emitter.EmitPartial(definition.Body!, RightCompiler.Scope(frame, date, emitter, Holder(frame, emitter))), frame);

    /// <summary>The holder of a right by its number: both persons and what the kernel is told of the holder.</summary>
    private (Expression A, Expression B, Expression Holder) Holder(RightFrame frame, Emitter emitter)
    {
        ParameterExpression number = emitter.Person!;
        switch (frame.Right.Holder)
        {
            case HolderKind.Person: return (number, Constant(0), Constant(0L));
            case HolderKind.Relation:
                Expression relation = Constant(plan.Relation(frame.Right.Relation!));
                return (emitter.Once(emitter.Ask(nameof(KernelContext.LinkFrom), relation, number)), emitter.Once(emitter.Ask(nameof(KernelContext.LinkTo), relation, number)), emitter.Once(Convert(number, typeof(long))));
            default:
                KernelUnit household = HouseholdUnit(frame.Right.Household!, frame.Period.ReferenceDate);
                UnitPlace place = emitter.Dates?.Unit(household, other => other.Period is { } period ? HouseholdUnit(frame.Right.Household!, period.ReferenceDate) : null) ?? new UnitPlace(household);
                return (number, Constant(0), emitter.FromUnit(place, new Emitted(Shape.Persons, RightsType.Person, Emitted.Known, Constant(0L)), RightsType.Person, number).Value);
        }
    }

    private KernelUnit Get((object What, DateOnly Date, string Part) key, (object, string) shared, KernelDate at, Func<Emitter, Emitted> emit, RightFrame? frame = null)
    {
        if (_units.TryGetValue(key, out KernelUnit? known)) return known;
        return _units[key] = Shared(_shared.Get(shared, at, dates => Make(key, dates, emit, frame)), at);
    }

    /// <summary>A unit for dates to share.</summary>
    private SharedCode<DatedUnitKernel> Make((object What, DateOnly Date, string Part) key, DateSlots dates, Func<Emitter, Emitted> emit, RightFrame? frame)
    {
        (Emitter emitter, Emitted value) = Emit(dates, emit, frame);
        KernelCode<DatedUnitKernel>? code = IsConstant(value, frame) ? null : plan.Code(Lambda<DatedUnitKernel>(Body(emitter, ref value), NameOf(key), [X, Person, dates.Numbers]));
        // What is the same for everybody may be something else on another date, but it has to be something.
        if (code is null && value.Dated is { } dated) dated.Require(other => other.GetType() == dated.Here.GetType());
        return new SharedCode<DatedUnitKernel>(dates, code) { Needed = emitter.Needed, LeftOut = emitter.LeftOut, Shape = value };
    }

    /// <summary>A unit for a date by the code that it shares.</summary>
    private KernelUnit Shared(CodeOnDate<DatedUnitKernel> found, KernelDate at)
    {
        Emitted shape = found.Shared.Shape!;
        int number = -1;
        if (found.Shared.Code is { } code)
        {
            number = plan.Units.Count;
            plan.Units.Add(new UnitKernel(code, found.Numbers));
        }
        else if (shape.Dated is { } dated)
        {
            shape = new Emitter(plan, this, X).OfConstant(dated.On(at)!, shape.Type);
        }
        return new KernelUnit(number, shape) { Needed = found.Needed, LeftOut = found.LeftOut };
    }

    private (Emitter, Emitted) Emit(DateSlots? dates, Func<Emitter, Emitted> emit, RightFrame? frame)
    {
        var emitter = new Emitter(plan, this, X) { Person = Person, HolderIndex = frame is null ? null : Person, Rights = frame is null ? null : Rights, Dates = dates };
        return (emitter, emitter.Handed(emit(emitter)));
    }

    /// <summary>What is the same for everybody needs no code.</summary>
    private static bool IsConstant(Emitted value, RightFrame? frame) => frame is not null && value.ConstantHere is not null;

    private static BlockExpression Body(Emitter emitter, ref Emitted value)
    {
        // The rows of the person asked for are found again; whose others are is not kept.
        bool isOwn = value.Shape is Shape.Row or Shape.RowSet && ReferenceEquals(value.Owner, Person);
        if (value.Shape is Shape.Constant or Shape.Income or Shape.Range or Shape.Months or Shape.Chosen or Shape.Several or Shape.Figures || (value.Shape is Shape.Row or Shape.RowSet && !isOwn)) throw new NotEmittableException($"a concept of type {value.Type}");
        value = emitter.Keep(emitter.WithOwnKey(value));
        if (value.Order is { } order) emitter.Do(Assign(Property(X, nameof(KernelContext.Order)), order));
        return Block(emitter.Variables, emitter.Code.Append(Assign(Property(X, nameof(KernelContext.Result)), value.Value)).Append(value.State));
    }

    /// <summary>What profiles and stack traces call a unit.</summary>
    private static string NameOf((object What, DateOnly Date, string Part) key)
    {
        string name = key.What switch
        {
            DefinitionSymbol definition => definition.Name,
            ConceptDefinition concept => concept.Name,
            HouseholdDefinition household => household.Name,
            IncomeDefinition income => income.Name,
            var what => what.GetType().Name,
        };
        return $"{name} {key.Part} {key.Date:yyyy-MM-dd}";
    }
}
