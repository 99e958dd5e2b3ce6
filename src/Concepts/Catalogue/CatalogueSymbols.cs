using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Concepts.Catalogue;

/// <summary><c>p.tax_assessment(2023)</c>: the record of a person, at the reference date where it holds over spans.</summary>
internal sealed class RecordSymbol(RecordDefinition record) : CallableSymbol(record.Name, record.Location)
{
    public RecordDefinition Record { get; } = record;

    public override string Description => $"record `{Name}`";

    public override Needs Needs => Needs.PersonalData;

    public override IReadOnlyList<LocalSymbol> Parameters { get; } = record.Per switch
    {
        RecordPeriod.Year => [new("person", RightsType.Person), new("year", RightsType.Number)],
        RecordPeriod.Quarter => [new("person", RightsType.Person), new("year", RightsType.Number), new("quarter", RightsType.Number)],
        RecordPeriod.Month => [new("person", RightsType.Person), new("year", RightsType.Number), new("month", RightsType.Number)],
        _ => [new("person", RightsType.Person)],
    };

    public override RightsType ResultType =>
        Record.Many ? new ListType(Record.Struct) : Record.MayBeNone ? Record.Struct.Optional() : Record.Struct;
}

/// <summary>Which way a relation is followed.</summary>
internal enum RelationPath
{
    Forward,
    Inverse,
    Links,
}

/// <summary><c>p.raised_children</c>, <c>p.raisers</c>, <c>p.care_of</c>.</summary>
internal sealed class RelationSymbol(RelationDefinition relation, RelationPath path, string name) : CallableSymbol(name, relation.Location)
{
    public RelationDefinition Relation { get; } = relation;

    public RelationPath Path { get; } = path;

    public override string Description => $"relation `{Relation.Name}`";

    public override Needs Needs => Needs.PersonalData;

    public override IReadOnlyList<LocalSymbol> Parameters { get; } = [new("person", RightsType.Person)];

    public override RightsType ResultType => Path switch
    {
        RelationPath.Links => new ListType(Relation.Struct),
        RelationPath.Forward when Relation.Max == 1 => RightsType.Person.Optional(),
        _ => new ListType(RightsType.Person),
    };
}

/// <summary>What is asked of a status.</summary>
internal enum StatusForm
{
    /// <summary>Held at the reference date.</summary>
    Now,
    On,
    Throughout,
    In,
    MonthsInARow,
}

internal sealed class StatusSymbol(StatusDefinition status, StatusForm form) : CallableSymbol(status.Name, status.Location)
{
    private static readonly RightsType DateRange = new RangeType(RightsType.Date);

    public StatusDefinition Status { get; } = status;

    public StatusForm Form { get; } = form;

    public override string Description => $"status `{Name}`";

    public override Needs Needs => Needs.PersonalData;

    public override IReadOnlyList<LocalSymbol> Parameters { get; } = form switch
    {
        StatusForm.Now => [new("person", RightsType.Person)],
        StatusForm.On or StatusForm.MonthsInARow => [new("person", RightsType.Person), new("date", RightsType.Date)],
        _ => [new("person", RightsType.Person), new("range", DateRange)],
    };

    public override RightsType ResultType => Form == StatusForm.MonthsInARow ? RightsType.Number : RightsType.Boolean;

    public static StatusForm? FormNamed(string name) => name switch
    {
        "held on" => StatusForm.On,
        "held throughout" => StatusForm.Throughout,
        "held in" => StatusForm.In,
        "months held in a row" => StatusForm.MonthsInARow,
        _ => null,
    };
}

/// <summary><c>age on(p, date)</c>: full years since birth.</summary>
internal sealed class AgeSymbol() : CallableSymbol("age on", null)
{
    public override string Description => "`age on`";

    public override Needs Needs => Needs.PersonalData;

    public override IReadOnlyList<LocalSymbol> Parameters { get; } = [new("person", RightsType.Person), new("date", RightsType.Date)];

    public override RightsType ResultType => RightsType.Number;
}

internal sealed class HouseholdSymbol(HouseholdDefinition household, Action bind) : CallableSymbol(household.Name, household.Location)
{
    public HouseholdDefinition Household { get; } = household;

    public override string Description => $"household `{Name}`";

    public override IReadOnlyList<LocalSymbol> Parameters => [Household.PersonLocal];

    public override RightsType ResultType => new ListType(RightsType.Person);

    public override Needs Needs
    {
        get
        {
            bind();
            return Needs.PersonalData | Needs.Household;
        }
    }
}

/// <summary>An income of a year; its members are its components and groups, and the empty name the whole.</summary>
internal sealed class IncomeSymbol(IncomeDefinition income, Func<Needs> needs) : CallableSymbol(income.Name, income.Location)
{
    public IncomeDefinition Income { get; } = income;

    public override string Description => $"income `{Name}`";

    public override IReadOnlyList<LocalSymbol> Parameters => [Income.PersonLocal, Income.YearLocal];

    public override RightsType ResultType => Income.Struct;

    public override Needs Needs => needs();
}

internal sealed class ParameterSymbol(ParameterDefinition parameter) : CallableSymbol(parameter.Name, parameter.Location)
{
    public ParameterDefinition Parameter { get; } = parameter;

    public override string Description => $"parameter `{Name}`";

    public override Needs Needs => Needs.Nothing;

    public override IReadOnlyList<LocalSymbol> Parameters { get; } = [.. parameter.Keys.Select(k => new LocalSymbol(k.Name, k.Type))];

    public override RightsType ResultType => Parameter.Type;
}

/// <summary>
/// A definition of a right or of a concept. It is checked when first asked for, so that definitions
/// may stand in any order; one that needs itself is reported with the whole circle.
/// </summary>
internal sealed class DefinitionSymbol(string name, Location declared, IReadOnlyList<LocalSymbol> parameters, RightsType? declaredType, Func<DefinitionSymbol, CoreExpression> check, BindingStack stack)
    : CallableSymbol(name, declared)
{
    private CoreExpression? _body;

    public override string Description => $"definition `{Name}`";

    public override IReadOnlyList<LocalSymbol> Parameters { get; } = parameters;

    public RightsType? DeclaredType { get; } = declaredType;

    /// <summary>What the value is called in explanations, or null for its name.</summary>
    public LocalizedText? Title { get; init; }

    public override RightsType ResultType => DeclaredType ?? Body?.Type ?? RightsType.Error;

    public override Needs Needs => Body?.Needs ?? Needs.Nothing;

    /// <summary>The checked expression; null while it is being checked, that is, in a circle.</summary>
    public CoreExpression? Body
    {
        get
        {
            if (_body is null) stack.Run(this, Declared, () => _body ??= check(this));
            else stack.Uses(this);
            return _body;
        }
    }
}

/// <summary>A concept, with its definitions, checked when first asked for.</summary>
internal sealed class ConceptSymbol(ConceptDefinition concept, IReadOnlyList<LocalSymbol> parameters, RightsType type, Action<ConceptSymbol> bind, BindingStack stack)
    : CallableSymbol(concept.Name, concept.Location)
{
    public ConceptDefinition Concept { get; } = concept;

    public override string Description => $"concept `{Name}`";

    public override IReadOnlyList<LocalSymbol> Parameters { get; } = parameters;

    public override RightsType ResultType { get; } = type;

    public override Needs Needs
    {
        get
        {
            EnsureBound();
            return Concept.Versions.Aggregate(Needs.Nothing, (n, v) => n | v.Value.Needs);
        }
    }

    public void EnsureBound()
    {
        stack.Run(this, Declared, () => bind(this));
    }
}
