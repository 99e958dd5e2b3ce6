using System.Collections.Immutable;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>Functions that are not ordinary: lazy, scoped, or about the case.</summary>
internal sealed partial class Checker
{
    /// <summary>The call as a special form, or null when it is none.</summary>
    private CoreExpression? InferSpecialForm(string name, CallSyntax syntax) => name switch
    {
        "is present" => Form(syntax, "is present(x)", 1, InferIsPresent),
        "default" => Form(syntax, "default(x, otherwise)", 2, InferDefault),
        "not" => Form(syntax, "not(condition)", 1, InferNot),
        "on" => Form(syntax, "on(date, expression)", 2, InferOn),
        "met" => Form(syntax, "met(condition)", 1, InferMet),
        "granted" => InferRight(syntax, false),
        "amount_of" => InferRight(syntax, true),
        "sort by" => InferSort(syntax),
        "list contains" => Form(syntax, "list contains(list, item)", 2, (a, at) => { CoreExpression list = Infer(a[0]); return InList(Infer(a[1], ItemOf(list.Type)), list, at); }),
        "held on" or "held throughout" or "held in" or "months held in a row" =>
            Form(syntax, $"{name}(status, {(name is "held throughout" or "held in" ? "range" : "date")})", 2, (a, at) => InferHeld(name, a, at)),
        "age on" => InferAge(syntax),
        "age_on" when Visible(name) is null && scope.FindOnPerson(name) is null => InferAge(syntax),
        _ => null,
    };

    private CoreExpression Form(CallSyntax syntax, string signature, int count, Func<IReadOnlyList<ExpressionSyntax>, Location, CoreExpression> check)
    {
        string name = ((NameSyntax)syntax.Callee).Name;
        if (Positional(syntax, name, signature) is not { } arguments) return Wrong(syntax.Location);
        if (arguments.Count == count) return check(arguments, syntax.Location);
        CheckUnused(syntax.Arguments);
        return Report(TypeErrors.Arguments(syntax.Location, $"`{name}` takes {Count(count)}", signature), syntax.Location);
    }

    private CoreExpression InferIsPresent(IReadOnlyList<ExpressionSyntax> arguments, Location at)
    {
        CoreExpression operand = Infer(arguments[0]);
        if (operand.Type.IsError) return Wrong(at);
        if (!operand.Type.IsOptional) diagnostics.Add(TypeErrors.NeverAbsent(operand.Origin));
        return new IsPresent(operand, at).WithNeeds();
    }

    private CoreExpression InferDefault(IReadOnlyList<ExpressionSyntax> arguments, Location at)
    {
        CoreExpression operand = Infer(arguments[0]);
        CoreExpression[] both = Unify([operand, Infer(arguments[1], operand.Type.Required())]);
        if (both.Any(b => b.Type.IsError)) return Wrong(at);
        if (!both[0].Type.IsOptional) diagnostics.Add(TypeErrors.NeverAbsent(operand.Origin));
        if (RightsType.Join(both[0].Type.Required(), both[1].Type) is not { } type) return ReportMixed(both, at);
        return new Default(both[0], both[1], type, at).WithNeeds();
    }

    private CoreExpression InferNot(IReadOnlyList<ExpressionSyntax> arguments, Location at)
    {
        CoreExpression operand = Check(arguments[0], RightsType.Boolean);
        return operand.Type.IsError ? Wrong(at) : new Not(operand, at).WithNeeds();
    }

    private CoreExpression InferOn(IReadOnlyList<ExpressionSyntax> arguments, Location at)
    {
        CoreExpression date = Check(arguments[0], RightsType.Date);
        // On another date a path may lead elsewhere; only variables keep their value, and what is known of it.
        ImmutableHashSet<string> outside = _present;
        _present = outside.Where(path => Visible(path) is LocalSymbol).ToImmutableHashSet();
        CoreExpression body = Infer(arguments[1]);
        _present = outside;
        if (date.Type.IsError || body.Type.IsError) return Wrong(at);
        Needs refused = date.Needs == Needs.Nothing ? Needs.Nothing : CoreParts.AskedAgain(body) & (Needs.Household | Needs.OtherRight);
        if (refused != Needs.Nothing) return Report(TypeErrors.PersonalDate(body.Origin, refused, date.Origin), at);
        return new On(date, body, at).WithNeeds();
    }

    private CoreExpression InferMet(IReadOnlyList<ExpressionSyntax> arguments, Location at)
    {
        if (SyntaxParts.DottedName(arguments[0]) is { } id && scope.FindCondition(id) is { } condition)
            return new Call(condition, [], condition.ResultType, at).WithNeeds();
        return Report(TypeErrors.UnknownCondition(arguments[0].Location, TypeErrors.Shown(arguments[0].Location), [.. scope.ConditionIds]), at);
    }

    private CoreExpression InferRight(CallSyntax syntax, bool amount)
    {
        string signature = amount ? "amount_of(right.name, holder)" : "granted(right.name, holder)";
        if (syntax.Arguments is not [{ Name: null, Value: var right }, ..])
        {
            CheckUnused(syntax.Arguments);
            return Report(TypeErrors.Arguments(syntax.Location, "the name of a right is missing", signature), syntax.Location);
        }
        ArgumentSyntax[] holder = [.. syntax.Arguments.Skip(1)];
        CallableSymbol? symbol = SyntaxParts.DottedName(right) is { } name ? scope.FindRight(name, amount) : null;
        if (symbol?.RefusalAt(right.Location) is { } refusal)
        {
            CheckUnused(holder);
            return Report(refusal, syntax.Location);
        }
        if (symbol is not null) return CallSymbol(symbol, [], holder, syntax.Location, false);
        CheckUnused(holder);
        return Report(TypeErrors.UnknownRight(right.Location, TypeErrors.Shown(right.Location), scope.RightNames), syntax.Location);
    }

    private CoreExpression InferSort(CallSyntax syntax)
    {
        Location at = syntax.Location;
        ArgumentSyntax? order = syntax.Arguments.FirstOrDefault(a => a.Name == "order");
        string? direction = order is null ? "ascending" : (order.Value as TextSyntax)?.Value ?? (order.Value as NameSyntax)?.Name;
        ArgumentSyntax[] rest = [.. syntax.Arguments.Where(a => a != order)];
        if (rest is not [{ Name: null, Value: var listSyntax }, { Name: null, Value: var keySyntax }] || direction is not ("ascending" or "descending"))
        {
            foreach (ArgumentSyntax argument in syntax.Arguments.Take(1)) Infer(argument.Value);
            return Report(TypeErrors.Arguments(at, "`sort by` takes a list and a key", "sort by(list, item.key descending)"), at);
        }
        CoreExpression list = Domain(listSyntax);
        RightsType item = ItemOf(list.Type) ?? RightsType.Error;
        LocalSymbol variable = BindItem(list, item, keySyntax.Location);
        CoreExpression key = Binding(variable, () => Require(Infer(keySyntax)));
        if (list.Type.IsError || key.Type.IsError) return Wrong(at);
        if (!key.Type.IsOrdered) return Report(TypeErrors.NoOrder(key.Origin, key.Type), at);
        return new Sort(variable, list, key, direction == "descending", list.Type, at).WithNeeds();
    }

    private CoreExpression InferHeld(string form, IReadOnlyList<ExpressionSyntax> arguments, Location at)
    {
        (ExpressionSyntax? holder, string? status) = Bare(arguments[0]) switch
        {
            MemberSyntax m => (m.Target, m.Member),
            CallSyntax { Callee: NameSyntax n, Arguments: [{ Name: null, Value: var person }] } => (person, n.Name),
            _ => ((ExpressionSyntax?)null, (string?)null),
        };
        CallableSymbol? symbol = status is null ? null : scope.FindStatusForm(form, status);
        if (holder is null || symbol is null)
        {
            Infer(arguments[1]);
            string? near = status is null ? null : Suggestions.DidYouMean(status,
                scope.PersonMemberNames.Where(n => scope.FindStatusForm(form, n) is not null));
            return Report(TypeErrors.NotAStatus(arguments[0].Location, form, near), at);
        }
        ArgumentSyntax[] when = [new ArgumentSyntax(null, arguments[1])];
        return WherePresent(InferTarget(holder), person => CallSymbol(symbol, [person], when, at, false), at);
    }

    private CoreExpression InferAge(CallSyntax syntax)
    {
        if (scope.AgeOn is { } symbol) return CallSymbol(symbol, [], syntax.Arguments, syntax.Location, false);
        CheckUnused(syntax.Arguments);
        return Report(TypeErrors.UnknownName(syntax.Callee.Location, "age on", "no field of the catalogue has `role: birth_date`"), syntax.Location);
    }

    private static RightsType? ItemOf(RightsType type) => type is ListType list ? list.Item : null;
}
