using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>A checked unary test, in a form that the check of tables can reason about.</summary>
internal abstract record CellTest(Location Origin)
{
    /// <summary>Whether the input passes. An absent input passes <see cref="AnyCell"/> only.</summary>
    public CoreExpression ToCondition(CoreExpression input)
    {
        if (this is AnyCell) return new Literal(BooleanValue.True, RightsType.Boolean, Origin);
        // Equality with absent is false by itself.
        if (!input.Type.IsOptional || this is EqualCell) return Test(input);
        var present = new IsPresent(input, Origin).WithNeeds();
        return new And([present, Test(input with { Type = input.Type.Required() })], Origin).WithNeeds();
    }

    /// <summary>Whether one of the tests passes.</summary>
    public static CoreExpression AnyOf(IReadOnlyList<CellTest> tests, CoreExpression input, Location origin) => tests.Count switch
    {
        0 => new Literal(BooleanValue.False, RightsType.Boolean, origin),
        1 => tests[0].ToCondition(input),
        _ when tests.Any(t => t is AnyCell) => new Literal(BooleanValue.True, RightsType.Boolean, origin),
        _ => new Or([.. tests.Select(t => t.ToCondition(input))], origin).WithNeeds(),
    };

    /// <summary>The condition over an input that is there.</summary>
    protected abstract CoreExpression Test(CoreExpression input);
}

/// <summary><c>-</c> or <c>any</c>.</summary>
internal sealed record AnyCell(Location Origin) : CellTest(Origin)
{
    protected override CoreExpression Test(CoreExpression input) => new Literal(BooleanValue.True, RightsType.Boolean, Origin);
}

/// <summary><c>&lt; 18</c>, <c>!= x</c>.</summary>
internal sealed record ComparisonCell(ComparisonOperator Operator, CoreExpression Operand, Location Origin) : CellTest(Origin)
{
    protected override CoreExpression Test(CoreExpression input) => new Comparison(Operator, input, Operand, Origin).WithNeeds();
}

/// <summary><c>[a..b)</c>.</summary>
internal sealed record RangeCell(bool LowIncluded, CoreExpression Low, CoreExpression High, bool HighIncluded, Location Origin) : CellTest(Origin)
{
    protected override CoreExpression Test(CoreExpression input)
    {
        var range = new RangeOf(LowIncluded, Low, High, HighIncluded, new RangeType(Low.Type), Origin).WithNeeds();
        return new Within(input, range, Origin).WithNeeds();
    }
}

/// <summary>A single value.</summary>
internal sealed record EqualCell(CoreExpression Operand, Location Origin) : CellTest(Origin)
{
    protected override CoreExpression Test(CoreExpression input) => new Comparison(ComparisonOperator.Equal, input, Operand, Origin).WithNeeds();
}

/// <summary>A list or range that is computed: in it.</summary>
internal sealed record MemberCell(CoreExpression Container, Location Origin) : CellTest(Origin)
{
    protected override CoreExpression Test(CoreExpression input) => new Within(input, Container, Origin).WithNeeds();
}

/// <summary><c>not(test, …)</c>.</summary>
internal sealed record NotCell(IReadOnlyList<CellTest> Tests, Location Origin) : CellTest(Origin)
{
    protected override CoreExpression Test(CoreExpression input) => new Not(AnyOf(Tests, input, Origin), Origin).WithNeeds();
}

/// <summary>A test that could not be checked; a finding has been reported.</summary>
internal sealed record ErrorCell(Location Origin) : CellTest(Origin)
{
    protected override CoreExpression Test(CoreExpression input) => new Literal(BooleanValue.False, RightsType.Error, Origin);
}
