using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>Unary tests: cells of tables, and what stands behind <c>in</c>.</summary>
internal sealed partial class Checker
{
    /// <summary>The tests of a cell over an input; one of them must pass.</summary>
    public IReadOnlyList<CellTest> CheckCell(IReadOnlyList<UnaryTestSyntax> tests, CoreExpression input) =>
        [.. tests.SelectMany(t => CheckTest(t, input, true))];

    /// <summary>The tests as one condition over the input; the bare word is the code.</summary>
    public CoreExpression CheckTests(IReadOnlyList<UnaryTestSyntax> tests, CoreExpression input) =>
        Condition(CheckCell(tests, input), input, tests.Count == 0 ? input.Origin : tests[0].Location.Cover(tests[^1].Location));

    private CoreExpression InferIn(InSyntax syntax)
    {
        CoreExpression input = Infer(syntax.Value);
        // A literal on the left takes the type of what it is looked for in.
        if (input is Literal && syntax.Tests is [ValueTestSyntax { Value: var only }] && Bare(only) is not (RangeSyntax or ListSyntax or NullSyntax))
        {
            CoreExpression value = Infer(only);
            if (value.Type is ListType) return InList(input, value, syntax.Location);
            input = Adapt(input, value.Type is RangeType r ? r.Item : value.Type);
            return Condition([CheckTestValue(value, input, only.Location)], input, syntax.Location);
        }
        return Condition([.. syntax.Tests.SelectMany(t => CheckTest(t, input, false))], input, syntax.Location);
    }

    private static CoreExpression Condition(IReadOnlyList<CellTest> tests, CoreExpression input, Location at)
    {
        if (input.Type.IsError || tests.Any(HasError)) return Wrong(at);
        if (tests.Count <= 1 || input is Local or Literal or Call { Arguments.Count: 0 }) return CellTest.AnyOf(tests, input, at) with { Origin = at };
        // What is computed is bound to a variable, so that it is computed once for all tests.
        var value = new LocalSymbol("value", input.Type, input.Needs, input.Origin);
        CoreExpression body = CellTest.AnyOf(tests, new Local(value, input.Origin).WithNeeds(), at);
        var one = new ListOf([input], new ListType(input.Type), input.Origin).WithNeeds();
        return new Quantified(false, value, one, body, at).WithNeeds();
    }

    private static bool HasError(CellTest test) => test is ErrorCell || (test is NotCell not && not.Tests.Any(HasError));

    private IEnumerable<CellTest> CheckTest(UnaryTestSyntax syntax, CoreExpression input, bool isCell) => syntax switch
    {
        AnyTestSyntax => [new AnyCell(syntax.Location)],
        NotTestSyntax n => [new NotCell([.. n.Tests.SelectMany(t => CheckTest(t, input, isCell))], n.Location)],
        ComparisonTestSyntax c => [CheckComparisonTest(c, input, isCell)],
        ValueTestSyntax v => CheckValueTest(v.Value, input, isCell),
        _ => [new ErrorCell(syntax.Location)],
    };

    private CellTest CheckComparisonTest(ComparisonTestSyntax syntax, CoreExpression input, bool isCell)
    {
        RightsType type = input.Type.Required();
        if (Bare(syntax.Operand) is NullSyntax)
        {
            diagnostics.Add(TypeErrors.Null(syntax.Operand.Location, "ask for it with `is present(x)`"));
            return new ErrorCell(syntax.Location);
        }
        ComparisonOperator @operator = OperatorOf(syntax.Operator);
        CoreExpression operand = TestValue(syntax.Operand, type, isCell);
        if (@operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) operand = Require(operand);
        operand = Adapt(operand, type);
        if (!CheckComparable(@operator, input with { Type = type }, operand, syntax.Location)) return new ErrorCell(syntax.Location);
        return @operator == ComparisonOperator.Equal ? new EqualCell(operand, syntax.Location) : new ComparisonCell(@operator, operand, syntax.Location);
    }

    private IEnumerable<CellTest> CheckValueTest(ExpressionSyntax syntax, CoreExpression input, bool isCell)
    {
        RightsType type = input.Type.Required();
        switch (Bare(syntax))
        {
            case RangeSyntax range when type is not RangeType:
                return [CheckRangeTest(range, type)];
            // A list that is written out is a row of values, which the check of tables can tell apart.
            case ListSyntax list when type is not ListType:
                return [.. list.Items.SelectMany(i => CheckValueTest(i, input, isCell))];
            case NullSyntax @null:
                diagnostics.Add(TypeErrors.Null(@null.Location, "ask for it with `is present(x)`"));
                return [new ErrorCell(syntax.Location)];
        }
        return [CheckTestValue(TestValue(syntax, type, isCell), input, syntax.Location)];
    }

    private CellTest CheckTestValue(CoreExpression value, CoreExpression input, Location at)
    {
        RightsType type = input.Type.Required();
        if (value.Type.IsError || type.IsError) return new ErrorCell(at);
        RightsType? item = value.Type switch
        {
            ListType l => l.Item,
            RangeType r => r.Item,
            _ => null,
        };
        if (item is not null && RightsType.Join(type, value.Type) is null)
        {
            value = Adapt(value, value.Type is ListType ? new ListType(type) : new RangeType(type));
            item = value.Type switch
            {
                ListType l => l.Item,
                RangeType r => r.Item,
                _ => RightsType.Error,
            };
            if (RightsType.Join(type, item) is not null) return new MemberCell(value, at);
            diagnostics.Add(TypeErrors.NotComparable(at, type, item));
            return new ErrorCell(at);
        }
        value = Adapt(value, type);
        return CheckComparable(ComparisonOperator.Equal, input with { Type = type }, value, at)
            ? new EqualCell(value, at) : new ErrorCell(at);
    }

    private CellTest CheckRangeTest(RangeSyntax syntax, RightsType type)
    {
        CoreExpression low = Adapt(Require(Infer(syntax.Low)), type), high = Adapt(Require(Infer(syntax.High)), type);
        if (low.Type.IsError || high.Type.IsError || type.IsError) return new ErrorCell(syntax.Location);
        var input = new Local(new LocalSymbol("value", type), syntax.Location);
        return CheckComparable(ComparisonOperator.GreaterOrEqual, input, low, low.Origin)
            && CheckComparable(ComparisonOperator.LessOrEqual, input, high, high.Origin)
            ? new RangeCell(syntax.LowIncluded, low, high, syntax.HighIncluded, syntax.Location) : new ErrorCell(syntax.Location);
    }

    // In a cell the bare word is the code; behind `in` a code is written in quotes, as elsewhere in expressions.
    private CoreExpression TestValue(ExpressionSyntax syntax, RightsType type, bool isCell) =>
        isCell ? InferArgument(syntax, type) : Infer(syntax, type);
}
