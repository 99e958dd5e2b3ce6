using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// Compiles what is asked of a person over and over (households, incomes of a year, concepts without further arguments)
/// once per date, each into a method of its own whose value is kept for the case. Where the plan says so, dates share code.
/// </summary>
internal sealed class UnitCompiler(KernelPlan plan)
{
    private readonly Dictionary<(object, DateOnly, string), KernelUnit> _units = [];
    private readonly Dictionary<(object, string), List<SharedUnit>> _shared = [];

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
        KernelUnit unit = IncomeUnit(income.Income!, part, income.Key!, income.Date);
        UnitPlace place = Place(unit, income.DatedOn, day => IncomeUnit(income.Income!, part, income.Key!, day), caller);
        return caller.FromUnitOf(income.State, place, unit.Shape, type, income.Owner!);
    }

    /// <summary>A definition of a right without arguments, for the holder that the caller knows.</summary>
    public Emitted Definition(DefinitionSymbol definition, RightFrame frame, KernelScope scope, Emitter caller)
    {
        KernelUnit unit = Included(DefinitionUnit(definition, frame, scope.DateHere), caller);
        if (caller.Dates is not { } dates) return unit.Number < 0 ? unit.Shape : caller.FromDefinition(new UnitPlace(unit), unit.Shape, definition.ResultType);
        KernelUnit? On(KernelDate other) => other.Period is { } period && (scope.Dated is { } dated ? dated.DayOn(other) : scope.DateHere) is { } day
            ? DefinitionUnit(definition, frame with { Period = period }, day) : null;
        if (unit.Number >= 0) return caller.FromDefinition(dates.Unit(unit, On), unit.Shape, definition.ResultType);
        return caller.OfDated(unit.Shape, other => On(other) is { Number: < 0 } found ? found.Shape.ConstantHere : null);
    }

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

    private KernelUnit IncomeUnit(IncomeDefinition income, string part, string year, DateOnly date)
    {
        IncomeVersion version = income.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"income `{income.Name}` out of force");
        return Get((income, date, $"{part}({year})"), (version, $"{part}({year})"), new KernelDate(date, null), emitter => emitter.IncomeOf(income, part, year, date));
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
        if (!plan.SharesDates) return _units[key] = Make(key, null, emit, frame, out _);
        if (!_shared.TryGetValue(shared, out List<SharedUnit>? others)) _shared[shared] = others = [];
        for (int i = 0; i < others.Count; i++)
            if (Shared(others[i], at) is { } unit) return _units[key] = unit;
        Make(key, new DateSlots(at), emit, frame, out SharedUnit? made);
        others.Add(made!);
        return _units[key] = Shared(made!, at) ?? throw new InvalidOperationException($"{NameOf(key.What)} is not for the date that it was made for");
    }

    /// <summary>A unit for a date by the code of another one; null when it takes code of its own.</summary>
    private KernelUnit? Shared(SharedUnit shared, KernelDate at)
    {
        if (NumbersOn(shared, at) is not var (numbers, units)) return null;
        var needed = new SortedSet<int>(shared.Needed);
        var leftOut = new SortedSet<string>(shared.LeftOut, StringComparer.Ordinal);
        foreach (KernelUnit unit in units)
        {
            needed.UnionWith(unit.Needed);
            leftOut.UnionWith(unit.LeftOut);
        }
        if (shared.Code is not { } code)
        {
            Emitted constant = shared.Shape.Dated is { } dated ? new Emitter(plan, this, Parameter(typeof(KernelContext))).OfConstant(dated.On(at)!, shared.Shape.Type) : shared.Shape;
            return new KernelUnit(-1, constant) { Needed = needed, LeftOut = leftOut };
        }
        plan.Units.Add((x, person) => code.Value(x, person, numbers));
        return new KernelUnit(plan.Units.Count - 1, shared.Shape) { Needed = needed, LeftOut = leftOut };
    }

    private static (long[] Numbers, IReadOnlyList<KernelUnit> Units)? NumbersOn(SharedUnit shared, KernelDate at)
    {
        try
        {
            return shared.Dates.On(at);
        }
        catch (NotEmittableException)
        {
            // A unit that it asks for has no code on this date: what that means is for the code of the date itself.
            return null;
        }
    }

    private KernelUnit Make((object What, DateOnly Date, string Part) key, DateSlots? dates, Func<Emitter, Emitted> emit, RightFrame? frame, out SharedUnit? shared)
    {
        ParameterExpression context = Parameter(typeof(KernelContext), "x"), person = Parameter(typeof(int), "person");
        var emitter = new Emitter(plan, this, context) { Person = person, HolderIndex = frame is null ? null : person, Rights = frame is null ? null : Rights, Dates = dates };
        Emitted value = emitter.Scalar(emit(emitter));
        shared = null;
        // What is the same for everybody needs no code.
        if (frame is not null && value.ConstantHere is not null)
        {
            if (dates is not null) shared = new SharedUnit(dates, null, value) { Needed = emitter.Needed, LeftOut = emitter.LeftOut };
            return new KernelUnit(-1, value) { Needed = emitter.Needed, LeftOut = emitter.LeftOut };
        }
        // The rows of the person asked for are found again; whose others are is not kept.
        bool isOwn = value.Shape is Shape.Row or Shape.RowSet && ReferenceEquals(value.Owner, person);
        if (value.Shape is Shape.Constant or Shape.Income or Shape.Range or Shape.Months or Shape.Chosen or Shape.Several or Shape.Figures || (value.Shape is Shape.Row or Shape.RowSet && !isOwn)) throw new NotEmittableException($"a concept of type {value.Type}");
        value = emitter.Keep(value);
        Expression body = Block(emitter.Variables, emitter.Code
            .Append(Assign(Property(context, nameof(KernelContext.Result)), value.Value))
            .Append(value.State));
        string name = $"{NameOf(key.What)} {key.Part} {key.Date:yyyy-MM-dd}";
        if (dates is not null)
        {
            shared = new SharedUnit(dates, plan.Code(Lambda<DatedUnitKernel>(body, name, [context, person, dates.Numbers])), value) { Needed = emitter.Needed, LeftOut = emitter.LeftOut };
            return new KernelUnit(-1, value) { Needed = emitter.Needed, LeftOut = emitter.LeftOut };
        }
        KernelCode<UnitKernel> code = plan.Code(Lambda<UnitKernel>(body, name, [context, person]));
        plan.Units.Add((x, p) => code.Value(x, p));
        return new KernelUnit(plan.Units.Count - 1, value) { Needed = emitter.Needed, LeftOut = emitter.LeftOut };
    }

    /// <summary>What profiles and stack traces call a unit.</summary>
    private static string NameOf(object what) => what switch
    {
        DefinitionSymbol definition => definition.Name,
        ConceptDefinition concept => concept.Name,
        HouseholdDefinition household => household.Name,
        IncomeDefinition income => income.Name,
        _ => what.GetType().Name,
    };
}
