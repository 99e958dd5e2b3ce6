using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>Arithmetic: chains of + and - are one sum, chains of * and / one product.</summary>
internal sealed partial class Checker
{
    private CoreExpression InferBinary(BinarySyntax syntax) => syntax.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or => InferLogic(syntax),
        BinaryOperator.Add or BinaryOperator.Subtract => InferSum(syntax),
        BinaryOperator.Multiply or BinaryOperator.Divide => InferProduct(syntax),
        BinaryOperator.Power => InferPower(syntax),
        _ => InferComparison(syntax),
    };

    private CoreExpression InferNegation(NegationSyntax syntax)
    {
        CoreExpression operand = Require(Infer(syntax.Operand));
        if (operand.Type.IsError) return operand;
        if (operand is Literal { Value: NumberValue n }) return new Literal(new NumberValue(-n.Value), operand.Type, syntax.Location);
        if (!IsSummable(operand.Type)) return Report(TypeErrors.Operand(operand.Origin, "-", "numbers, amounts and durations", operand.Type), syntax.Location);
        return new Sum([new SumTerm(true, operand)], operand.Type, syntax.Location).WithNeeds();
    }

    private CoreExpression InferSum(BinarySyntax syntax)
    {
        IReadOnlyList<(BinaryOperator Operator, ExpressionSyntax Operand)> chain =
            Chain(syntax, BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Add);
        CoreExpression[] terms = Unify([.. chain.Select(c => Require(Infer(c.Operand)))]);
        if (terms.Any(t => t.Type.IsError)) return Wrong(syntax.Location);
        if (terms.Any(t => t.Type.Equals(RightsType.Date))) return ReportDateArithmetic(syntax, chain, terms);
        if (terms.All(t => t.Type.Equals(RightsType.Text)) && chain.All(c => c.Operator == BinaryOperator.Add))
            return Internal(InternalBuiltins.JoinTexts, RightsType.Text, syntax.Location, terms);
        for (int i = 0; i < terms.Length; i++)
        {
            if (IsSummable(terms[i].Type)) continue;
            string sign = SyntaxPrinter.Sign(chain[Math.Max(1, i)].Operator);
            return Report(TypeErrors.Operand(terms[i].Origin, sign, terms[i].Type.Equals(RightsType.Text) ? "numbers, amounts and durations, or only texts" : "numbers, amounts and durations", terms[i].Type,
                terms[i].Type.Equals(RightsType.Text) || terms.Any(t => t.Type.Equals(RightsType.Text)) ? "a number is made a text with `string(…)`" : terms[i].Type is ListType ? "sum a list with `sum(…)`" : null), syntax.Location);
        }
        if (Joined(terms) is not { } type) return ReportMixed(terms, syntax.Location);
        return new Sum([.. terms.Select((t, i) => new SumTerm(chain[i].Operator == BinaryOperator.Subtract, t))], type, syntax.Location).WithNeeds();
    }

    private static bool IsSummable(RightsType type) => IsNumeric(type) || type.Equals(RightsType.Duration);

    // The items of an empty list are of no type and fit every operator.
    private static bool IsNumeric(RightsType type) => type.IsMoney || type.Equals(RightsType.Number) || type.Equals(RightsType.Nothing);

    private Literal ReportDateArithmetic(BinarySyntax syntax, IReadOnlyList<(BinaryOperator Operator, ExpressionSyntax Operand)> chain, CoreExpression[] terms)
    {
        if (terms.Length != 2) return Report(TypeErrors.DateArithmetic(syntax.Location), syntax.Location);
        bool subtract = chain[1].Operator == BinaryOperator.Subtract;
        bool leftIsDate = terms[0].Type.Equals(RightsType.Date), rightIsDate = terms[1].Type.Equals(RightsType.Date);
        (string left, string right) = (SyntaxPrinter.Print(chain[0].Operand), SyntaxPrinter.Print(chain[1].Operand));
        if (leftIsDate && rightIsDate && subtract)
            return Report(TypeErrors.DateMinusDate(syntax.Location, $"write `years and months duration({right}, {left})`"), syntax.Location);
        CoreExpression other = terms[leftIsDate ? 1 : 0];
        if (!other.Type.Equals(RightsType.Duration) || (rightIsDate && subtract))
            return Report(TypeErrors.DateArithmetic(syntax.Location), syntax.Location);
        string months = other is Literal { Value: DurationValue d } ? (subtract ? -d.Months : d.Months).ToString() : subtract ? "-n" : "n";
        return Report(TypeErrors.DatePlusDuration(syntax.Location, $"write `add months({(leftIsDate ? left : right)}, {months}, \"down\")` (or \"up\")"), syntax.Location);
    }

    private CoreExpression InferProduct(BinarySyntax syntax)
    {
        IReadOnlyList<(BinaryOperator Operator, ExpressionSyntax Operand)> chain =
            Chain(syntax, BinaryOperator.Multiply, BinaryOperator.Divide, BinaryOperator.Multiply);
        CoreExpression[] operands = [.. chain.Select(c => Require(Infer(c.Operand)))];
        if (operands.Any(o => o.Type.IsError)) return Wrong(syntax.Location);
        if (operands.Any(o => o.Type.Equals(RightsType.Duration))) return InferDurationProduct(syntax, chain, operands);
        for (int i = 0; i < operands.Length; i++)
        {
            if (IsNumeric(operands[i].Type)) continue;
            return Report(TypeErrors.Operand(operands[i].Origin, SyntaxPrinter.Sign(chain[Math.Max(1, i)].Operator), "numbers and amounts", operands[i].Type),
                syntax.Location);
        }
        CoreExpression[] factors = [.. operands.Where((_, i) => chain[i].Operator == BinaryOperator.Multiply)];
        CoreExpression[] divisors = [.. operands.Where((_, i) => chain[i].Operator == BinaryOperator.Divide)];
        if (UnitOf(factors, divisors) is not { } type)
        {
            string units = string.Join(" ", operands.Select((o, i) => i == 0 ? $"{o.Type}" : $"{SyntaxPrinter.Sign(chain[i].Operator)} {o.Type}"));
            return Report(TypeErrors.Units(syntax.Location, units), syntax.Location);
        }
        return new Product(factors, divisors, type, syntax.Location).WithNeeds();
    }

    /// <summary>A duration times or divided by numbers is a duration; divided by a duration it is a number.</summary>
    private CoreExpression InferDurationProduct(BinarySyntax syntax, IReadOnlyList<(BinaryOperator Operator, ExpressionSyntax Operand)> chain, CoreExpression[] operands)
    {
        Location at = syntax.Location;
        bool[] above = [.. chain.Select(c => c.Operator == BinaryOperator.Multiply)];
        bool[] durations = [.. operands.Select(o => o.Type.Equals(RightsType.Duration))];
        int factors = durations.Where((d, i) => d && above[i]).Count(), divisors = durations.Where((d, i) => d && !above[i]).Count();
        if (factors != 1 || divisors > 1 || operands.Where((o, i) => !durations[i] && !o.Type.Equals(RightsType.Number)).Any())
        {
            string units = string.Join(" ", operands.Select((o, i) => i == 0 ? $"{o.Type}" : $"{SyntaxPrinter.Sign(chain[i].Operator)} {o.Type}"));
            return Report(TypeErrors.Units(at, units), at);
        }
        CoreExpression[] numbers = [.. operands.Select((o, i) => durations[i] ? Internal(InternalBuiltins.InMonths, RightsType.Number, o.Origin, o) : o)];
        CoreExpression months = new Product([.. numbers.Where((_, i) => above[i])], [.. numbers.Where((_, i) => !above[i])], RightsType.Number, at).WithNeeds();
        return divisors == 1 ? months : Internal(InternalBuiltins.OfMonths, RightsType.Duration, at, months);
    }

    /// <summary>Amounts of one period above and below the line cancel; what remains is a number or one amount.</summary>
    private static RightsType? UnitOf(CoreExpression[] factors, CoreExpression[] divisors)
    {
        RightsType[] remaining = [.. factors.Where(f => f.Type.IsMoney).Select(f => f.Type)];
        foreach (CoreExpression divisor in divisors.Where(d => d.Type.IsMoney))
        {
            int at = Array.IndexOf(remaining, divisor.Type);
            if (at < 0) return null;
            remaining = [.. remaining.Where((_, i) => i != at)];
        }
        return remaining.Length switch
        {
            0 => RightsType.Number,
            1 => remaining[0],
            _ => null,
        };
    }

    private CoreExpression InferPower(BinarySyntax syntax)
    {
        CoreExpression @base = Require(Infer(syntax.Left));
        CoreExpression exponent = Fit(Infer(syntax.Right), RightsType.Number);
        if (exponent is Literal { Value: NumberValue { Value: var n } } && !InternalBuiltins.IsExponent(n))
            return Report(TypeErrors.OutsideLanguage(syntax.Right.Location, "this power is outside the language", $"an exponent is a whole number from -{InternalBuiltins.MaximumExponent} to {InternalBuiltins.MaximumExponent}"), syntax.Location);
        if (@base.Type.IsError || exponent.Type.IsError) return Wrong(syntax.Location);
        if (!@base.Type.Equals(RightsType.Number)) return Report(TypeErrors.Operand(@base.Origin, "**", "numbers", @base.Type), syntax.Location);
        return Internal(InternalBuiltins.Power, RightsType.Number, syntax.Location, @base, exponent);
    }

    /// <summary>The operands of a chain of two operators that lean to the left, each with the operator before it.</summary>
    private static List<(BinaryOperator Operator, ExpressionSyntax Operand)> Chain(
        BinarySyntax syntax, BinaryOperator one, BinaryOperator other, BinaryOperator first)
    {
        var operands = new List<(BinaryOperator, ExpressionSyntax)>();
        ExpressionSyntax rest = syntax;
        while (rest is BinarySyntax b && (b.Operator == one || b.Operator == other))
        {
            operands.Add((b.Operator, b.Right));
            rest = b.Left;
        }
        operands.Add((first, rest));
        operands.Reverse();
        return operands;
    }
}
