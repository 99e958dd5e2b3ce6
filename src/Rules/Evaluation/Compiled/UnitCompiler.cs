using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
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
    private sealed record Unit(int Number, Emitted Shape);

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
            return emitter.Emit(version.Value, scope);
        });
        return caller.FromUnit(unit.Number, unit.Shape, concept.ResultType, person);
    }

    /// <summary>A component, a group or the whole of an income.</summary>
    public Emitted Income(Emitted income, string part, RightsType type, Emitter caller)
    {
        Unit unit = Get((income.Income!, income.Date, $"{part}({income.Key})"), emitter => emitter.IncomeOf(income.Income!, part, income.Key!, income.Date));
        return caller.FromUnitOf(income.State, unit.Number, unit.Shape, type, income.Owner!);
    }

    private Unit Get((object, DateOnly, string) key, Func<Emitter, Emitted> emit)
    {
        if (_units.TryGetValue(key, out Unit? known)) return known;
        ParameterExpression context = Parameter(typeof(KernelContext), "x"), person = Parameter(typeof(int), "person");
        var emitter = new Emitter(plan, this, context) { Person = person };
        Emitted value = emitter.Scalar(emit(emitter));
        if (value.Shape is Shape.Constant or Shape.Income or Shape.Row or Shape.Figures) throw new NotEmittableException($"a concept of type {value.Type}");
        value = emitter.Keep(value);
        Expression body = Block(emitter.Variables, emitter.Code
            .Append(Assign(Property(context, nameof(KernelContext.Result)), value.Value))
            .Append(value.State));
        int number = plan.Units.Count;
        plan.Units.Add(Lambda<UnitKernel>(body, context, person).Compile(plan.IsInterpreted));
        return _units[key] = new Unit(number, value);
    }
}
