using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// Compiles what is asked of a person over and over (households, incomes of a year, concepts without further arguments)
/// once per date, each into a method of its own whose value is kept for the case.
/// </summary>
internal sealed class UnitCompiler(KernelPlan plan)
{
    private readonly Dictionary<(object, DateOnly, string), Unit> _units = [];

    /// <summary>A compiled unit: its number and what its value is.</summary>
    private sealed record Unit(int Number, Emitted Shape)
    {
        /// <summary>The rights that it asks for, by their numbers in the plan.</summary>
        public required SortedSet<int> Needed { get; init; }

        /// <summary>What of it has no code.</summary>
        public required SortedSet<string> LeftOut { get; init; }
    }

    /// <summary>Compiles the rights that definitions ask for.</summary>
    public RightCompiler? Rights { get; set; }

    public int Household(HouseholdDefinition household, DateOnly date)
    {
        return Get((household, date, ""), emitter =>
        {
            HouseholdVersion version = household.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"household `{household.Name}` out of force");
            return emitter.Members(household, version, date);
        }).Number;
    }

    public Emitted Concept(ConceptSymbol concept, DateOnly date, Expression person, Emitter caller)
    {
        ConceptVersion version = concept.Concept.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"concept `{concept.Name}` out of force");
        Unit unit = Get((concept.Concept, date, ""), emitter =>
        {
            var scope = new KernelScope(null, date, emitter.Code);
            scope.Locals[concept.Parameters[0]] = emitter.UnitPerson;
            return emitter.EmitPartial(version.Value, scope);
        });
        caller.LeftOut.UnionWith(unit.LeftOut);
        return caller.FromUnit(unit.Number, unit.Shape, concept.ResultType, person);
    }

    /// <summary>A component, a group or the whole of an income.</summary>
    public Emitted Income(Emitted income, string part, RightsType type, Emitter caller)
    {
        Unit unit = Get((income.Income!, income.Date, $"{part}({income.Key})"), emitter => emitter.IncomeOf(income.Income!, part, income.Key!, income.Date));
        return caller.FromUnitOf(income.State, unit.Number, unit.Shape, type, income.Owner!);
    }

    /// <summary>A definition of a right without arguments, for the holder that the caller knows.</summary>
    public Emitted Definition(DefinitionSymbol definition, RightFrame frame, DateOnly date, Emitter caller)
    {
        Unit unit = Get((definition, date, $"{frame.Period.Start.DayNumber}"), emitter => emitter.EmitPartial(definition.Body!, RightCompiler.Scope(frame, date, emitter, Holder(frame, emitter))), frame);
        caller.Needed.UnionWith(unit.Needed);
        caller.LeftOut.UnionWith(unit.LeftOut);
        return unit.Number < 0 ? unit.Shape : caller.FromDefinition(unit.Number, unit.Shape, definition.ResultType);
    }

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
                return (number, Constant(0), emitter.FromUnit(Household(frame.Right.Household!, frame.Period.ReferenceDate), new Emitted(Shape.Persons, RightsType.Person, Emitted.Known, Constant(0L)), RightsType.Person, number).Value);
        }
    }

    private Unit Get((object, DateOnly, string) key, Func<Emitter, Emitted> emit, RightFrame? frame = null)
    {
        if (_units.TryGetValue(key, out Unit? known)) return known;
        ParameterExpression context = Parameter(typeof(KernelContext), "x"), person = Parameter(typeof(int), "person");
        var emitter = new Emitter(plan, this, context) { Person = person, HolderIndex = frame is null ? null : person, Rights = frame is null ? null : Rights };
        Emitted value = emitter.Handed(emit(emitter));
        // What is the same for everybody needs no code.
        if (frame is not null && value.Constant is not null) return _units[key] = new Unit(-1, value) { Needed = emitter.Needed, LeftOut = emitter.LeftOut };
        // The rows of the person asked for are found again; whose others are is not kept.
        bool isOwn = value.Shape is Shape.Row or Shape.RowSet && ReferenceEquals(value.Owner, person);
        if (value.Shape is Shape.Constant or Shape.Income or Shape.Range or Shape.Months or Shape.Chosen or Shape.Several or Shape.Figures || (value.Shape is Shape.Row or Shape.RowSet && !isOwn)) throw new NotEmittableException($"a concept of type {value.Type}");
        value = emitter.Keep(value);
        if (value.InOrder is { } inOrder) emitter.Do(Assign(Property(context, nameof(KernelContext.OutOfOrder)), Not(inOrder)));
        Expression body = Block(emitter.Variables, emitter.Code
            .Append(Assign(Property(context, nameof(KernelContext.Result)), value.Value))
            .Append(value.State));
        int number = plan.Units.Count;
        KernelCode<UnitKernel> code = plan.Code(Lambda<UnitKernel>(body, $"{NameOf(key.Item1)} {key.Item3} {key.Item2:yyyy-MM-dd}", [context, person]));
        // Once made, it is called as it is.
        plan.Units.Add((x, p) => (x.UnitKernels[number] = code.Value)(x, p));
        return _units[key] = new Unit(number, value) { Needed = emitter.Needed, LeftOut = emitter.LeftOut };
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
