using System.Collections.Immutable;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;

namespace RightsEngine.Language.Checking;

/// <summary>Conditions, choices and iterations.</summary>
internal sealed partial class Checker
{
    private CoreExpression InferLogic(BinarySyntax syntax)
    {
        bool isAnd = syntax.Operator == BinaryOperator.And;
        ImmutableHashSet<string> outside = _present;
        var operands = new List<CoreExpression>();
        foreach ((_, ExpressionSyntax operand) in Chain(syntax, syntax.Operator, syntax.Operator, syntax.Operator))
        {
            operands.Add(Check(operand, RightsType.Boolean));
            _present = _present.Union(isAnd ? Narrowing.WhenTrue(operand) : Narrowing.WhenFalse(operand));
        }
        _present = outside;
        if (operands.Exists(o => o.Type.IsError)) return Wrong(syntax.Location);
        return isAnd ? new And(operands, syntax.Location).WithNeeds() : new Or(operands, syntax.Location).WithNeeds();
    }

    private CoreExpression InferIf(IfSyntax syntax, RightsType? hint)
    {
        CoreExpression condition = Check(syntax.Condition, RightsType.Boolean);
        CoreExpression then = Knowing(Narrowing.WhenTrue(syntax.Condition), () => Infer(syntax.Then, hint));
        CoreExpression otherwise = Knowing(Narrowing.WhenFalse(syntax.Condition), () => Infer(syntax.Else, hint));
        if (condition.Type.IsError || then.Type.IsError || otherwise.Type.IsError) return Wrong(syntax.Location);
        // Branches that only fit together in the type asked for: `if a then "low" else "high"` as a code.
        CoreExpression[] branches = Unify([then, otherwise]);
        if (Joined(branches) is not { } type) return ReportMixed(branches, syntax.Location);
        if (type.IsError) return Wrong(syntax.Location);
        var row = new SelectRow(condition, branches[0], DateSpan.Always, syntax.Then.Location);
        return new Select(HitPolicy.First, [row], branches[1], type, syntax.Location).WithNeeds();
    }

    private CoreExpression InferFor(ForSyntax syntax, int index)
    {
        CoreExpression domain = Domain(syntax.Iterators[index].Domain);
        LocalSymbol variable = Variable(syntax.Iterators[index], domain);
        bool isLast = index == syntax.Iterators.Count - 1;
        CoreExpression body = Binding(variable, () => isLast ? Infer(syntax.Body) : InferFor(syntax, index + 1));
        if (domain.Type.IsError || body.Type.IsError) return Wrong(syntax.Location);
        var each = new ForEach(variable, domain, body, false, new ListType(body.Type), syntax.Location).WithNeeds();
        // Several iterators give one list.
        return isLast ? each : Internal(Builtins.BuiltinTable.All["flatten"], body.Type, syntax.Location, each);
    }

    private CoreExpression InferQuantified(QuantifiedSyntax syntax, int index)
    {
        CoreExpression domain = Domain(syntax.Iterators[index].Domain);
        LocalSymbol variable = Variable(syntax.Iterators[index], domain);
        bool isLast = index == syntax.Iterators.Count - 1;
        CoreExpression body = Binding(variable, () => isLast ? Check(syntax.Body, RightsType.Boolean) : InferQuantified(syntax, index + 1));
        return domain.Type.IsError || body.Type.IsError ? Wrong(syntax.Location)
            : new Quantified(syntax.IsEvery, variable, domain, body, syntax.Location).WithNeeds();
    }

    private CoreExpression Domain(ExpressionSyntax syntax)
    {
        CoreExpression domain = Require(Infer(syntax));
        if (domain.Type is ListType || domain.Type.IsError) return domain;
        return Report(TypeErrors.Operand(domain.Origin, "in", "a list", domain.Type,
            domain.Type.Equals(new RangeType(RightsType.Date)) ? "the months of a range are `months(range)`, the years `years(range)`" : null), domain.Origin);
    }

    private LocalSymbol Variable(IteratorSyntax iterator, CoreExpression domain)
    {
        Symbol? visible = (Symbol?)_bound.FindLast(b => b.Name == iterator.Name) ?? scope.Find(iterator.Name);
        if (visible is not null || iterator.Name == AbsentWord)
            diagnostics.Add(TypeErrors.Shadowing(iterator.NameLocation, iterator.Name, visible?.Declared));
        RightsType type = domain.Type is ListType list ? list.Item : RightsType.Error;
        return new LocalSymbol(iterator.Name, type, domain.Needs, iterator.NameLocation);
    }

    /// <summary>Checks with a variable in scope.</summary>
    private CoreExpression Binding(LocalSymbol variable, Func<CoreExpression> check)
    {
        _bound = _bound.Add(variable);
        CoreExpression result = check();
        _bound = _bound.RemoveAt(_bound.Count - 1);
        return result;
    }

    /// <summary>Checks with some paths known to be present.</summary>
    private CoreExpression Knowing(ImmutableHashSet<string> present, Func<CoreExpression> check)
    {
        ImmutableHashSet<string> outside = _present;
        _present = _present.Union(present);
        CoreExpression result = check();
        _present = outside;
        return result;
    }

    /// <summary>The type without its question mark where a guard has asked for the value.</summary>
    private CoreExpression Narrowed(ExpressionSyntax syntax, CoreExpression core) =>
        !_present.IsEmpty && core.Type.IsOptional && core is not Literal && _present.Contains(SyntaxPrinter.Print(syntax))
            ? core with { Type = core.Type.Required() } : core;
}
