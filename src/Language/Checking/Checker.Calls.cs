using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>Calls of built-ins and of what the rulebook declares.</summary>
internal sealed partial class Checker
{
    private CoreExpression InferCall(CallSyntax syntax)
    {
        if (syntax.Callee is MemberSyntax member)
            return Access(InferTarget(member.Target), member.Member, syntax.Arguments, member.MemberLocation, syntax.Location);
        if (syntax.Callee is not NameSyntax name) return Wrong(syntax.Location);
        if (InferSpecialForm(name.Name, syntax) is { } special) return special;
        if (BuiltinTable.Find(name.Name) is { } builtin) return CallBuiltin(builtin, syntax);
        switch (Visible(name.Name) ?? scope.FindOnPerson(name.Name))
        {
            case CallableSymbol symbol:
                return CallSymbol(symbol, [], syntax.Arguments, syntax.Location, false);
            case LocalSymbol:
                return NotAFunction(name.Name, "a value", syntax.Arguments, syntax.Location);
        }
        CheckUnused(syntax.Arguments);
        IEnumerable<string> valid = scope.Names.Where(n => scope.Find(n) is CallableSymbol).Concat(scope.PersonMemberNames).Concat(BuiltinTable.Names);
        return Report(TypeErrors.UnknownName(name.Location, name.Name, Suggestions.DidYouMean(name.Name, valid)), syntax.Location);
    }

    private Literal NotAFunction(string name, string what, IReadOnlyList<ArgumentSyntax> arguments, Location at)
    {
        CheckUnused(arguments);
        return Report(TypeErrors.NotCallable(at, name, what), at);
    }

    /// <summary>Looks for findings in arguments of a call that cannot be checked.</summary>
    private void CheckUnused(IReadOnlyList<ArgumentSyntax>? arguments)
    {
        foreach (ArgumentSyntax argument in arguments ?? []) Infer(argument.Value);
    }

    /// <summary>A call with the arguments already known (the person before the dot) and those written.</summary>
    private CoreExpression CallSymbol(CallableSymbol symbol, IReadOnlyList<CoreExpression> given, IReadOnlyList<ArgumentSyntax> written, Location at, bool isPath)
    {
        IReadOnlyList<LocalSymbol> parameters = symbol.Parameters;
        var values = new CoreExpression?[parameters.Count];
        for (int i = 0; i < Math.Min(given.Count, values.Length); i++) values[i] = Fit(given[i], parameters[i].Type);
        int position = given.Count;
        for (int w = 0; w < written.Count; w++)
        {
            ArgumentSyntax argument = written[w];
            int index = argument.Name is null ? position++ : IndexOf(parameters, argument.Name);
            string? problem = index < 0 ? $"`{symbol.Name}` has no parameter `{argument.Name}`"
                : index >= parameters.Count ? $"`{symbol.Name}` takes {Count(parameters.Count - given.Count)}"
                : values[index] is not null ? $"`{parameters[index].Name}` is given twice" : null;
            if (problem is not null)
            {
                CheckUnused([.. written.Skip(w)]);
                return Report(TypeErrors.Arguments(argument.Value.Location, problem, Signature(symbol)), at);
            }
            values[index] = Fit(InferArgument(argument.Value, parameters[index].Type), parameters[index].Type);
        }
        int filled = Array.FindLastIndex(values, v => v is not null) + 1;
        int missing = Array.FindIndex(values, 0, Math.Max(filled, parameters.Count - symbol.OptionalCount), v => v is null);
        if (missing >= 0)
        {
            return Report(TypeErrors.Arguments(at, isPath || written.Count == 0 ? $"`{symbol.Name}` needs arguments"
                : $"`{symbol.Name}` needs `{parameters[missing].Name}`", Signature(symbol)), at);
        }
        CoreExpression[] arguments = [.. values.OfType<CoreExpression>()];
        return arguments.Any(a => a.Type.IsError) ? Wrong(at) : new Call(symbol, arguments, symbol.ResultType, at).WithNeeds();
    }

    /// <summary>A value where a code may be expected: then the bare word is the code.</summary>
    private CoreExpression InferArgument(ExpressionSyntax syntax, RightsType? expected)
    {
        if (syntax is NameSyntax name && expected?.Required() is CodeType list)
        {
            var literal = new Literal(new TextValue(name.Name), RightsType.Text, name.Location);
            bool isCode = scope.CodesOf(list.Name)?.Contains(name.Name) == true;
            // A word that is nothing else must have meant a code.
            if (isCode || (Visible(name.Name) is null && !IsAbsentWord(name) && BuiltinTable.Find(name.Name) is null))
                return Code(name.Name, list, literal);
        }
        return syntax is ListSyntax items ? InferList(items, expected, true) : Infer(syntax, expected);
    }

    private CoreExpression CallBuiltin(Builtin builtin, CallSyntax syntax)
    {
        Location at = syntax.Location;
        if (InOrder(builtin, syntax) is not { } written) return Wrong(at);
        CoreExpression[] arguments = [.. written.Select(a => Infer(a))];
        if (arguments.Any(a => a.Type.IsError)) return Wrong(at);
        bool itemByItem = builtin.TakesItems && arguments.Length > 0 && arguments.All(a => a.Type is not (ListType or OptionalType));
        if (itemByItem && AsList(arguments, at) is { } list) arguments = [list];
        RightsType? type = Typed(builtin, arguments);
        if (type is null)
        {
            // Only where the call does not fit as written do literals take the type of the other arguments.
            arguments = Unify(arguments);
            type = Typed(builtin, arguments);
        }
        if (arguments.Any(a => a.Type.IsError)) return Wrong(at);
        if (type is null) return ReportBuiltinArguments(builtin, itemByItem ? [.. written.Select(a => Infer(a))] : arguments, at);
        if (LiteralProblem(builtin, arguments, at) is { } problem) return Report(problem, at);
        // Items given one by one are there, so the result is.
        return new BuiltinCall(builtin, arguments, itemByItem ? type.Required() : type, at).WithNeeds();
    }

    private ListOf? AsList(CoreExpression[] items, Location at)
    {
        CoreExpression[] unified = Unify(items);
        return Joined(unified) is { IsError: false } item ? new ListOf(unified, new ListType(item), at).WithNeeds() : null;
    }

    /// <summary>What is wrong with arguments that are read before any case is.</summary>
    private static Diagnostic? LiteralProblem(Builtin builtin, CoreExpression[] arguments, Location at)
    {
        if (builtin.Name == "add months" && arguments[2] is not Literal { Value: TextValue { Value: "down" or "up" } })
            return TypeErrors.Arguments(arguments[2].Origin, "where the day does not exist: `\"down\"` or `\"up\"`", builtin.Signature);
        if (builtin.LiteralArgument >= 0)
        {
            CoreExpression[] literals = [.. arguments.Skip(builtin.LiteralArgument).Where((_, i) => i == 0 || i + builtin.LiteralArgument == builtin.Parameters[0].Count - 1)];
            if (literals.FirstOrDefault(l => l is not Literal { Value: TextValue }) is { } computed)
                return TypeErrors.Arguments(computed.Origin, "a regular expression and its flags are written as a text, not computed", builtin.Signature);
            Value[] values = [.. arguments.Select(a => (a as Literal)?.Value ?? AbsentValue.Instance)];
            return builtin.LiteralProblem!(values) is { } wrong ? TypeErrors.Arguments(arguments[builtin.LiteralArgument].Origin, wrong, builtin.Signature) : null;
        }
        if (builtin.Name is not ("date" or "duration") || !arguments.All(a => a is Literal)) return null;
        return builtin.Compute([.. arguments.Select(a => ((Literal)a).Value)]) is FaultValue fault
            ? TypeErrors.InvalidTemporal(at, fault.Message, builtin.Name == "date"
                ? "dates are written `date(\"2025-09-01\")` or `date(2025, 9, 1)`" : "durations are written `duration(\"P1Y6M\")`") : null;
    }

    /// <summary>The arguments in the order of the parameters, by position or by name; null after a finding.</summary>
    private IReadOnlyList<ExpressionSyntax>? InOrder(Builtin builtin, CallSyntax syntax)
    {
        IReadOnlyList<ArgumentSyntax> written = syntax.Arguments;
        if (written.All(a => a.Name is null)) return [.. written.Select(a => a.Value)];
        string? problem = null;
        if (written.FirstOrDefault(a => a.Name is null) is { } unnamed) problem = $"`{TypeErrors.Shown(unnamed.Value.Location)}` has no name, but others have";
        else if (written.GroupBy(a => a.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) problem = $"`{twice.Key}` is given twice";
        else
        {
            IReadOnlyList<string>? form = builtin.Parameters.FirstOrDefault(p => written.All(a => p.Contains(a.Name!)));
            string unknown = written.FirstOrDefault(a => !builtin.Parameters.Any(p => p.Contains(a.Name!)))?.Name ?? written[0].Name!;
            if (form is null) problem = builtin.Parameters.All(p => p.Count == 0) ? $"arguments of `{builtin.Name}` have no names" : $"`{builtin.Name}` has no parameter `{unknown}`";
            else if (form.Take(written.Count).FirstOrDefault(p => !written.Any(a => a.Name == p)) is { } missing) problem = $"`{builtin.Name}` needs `{missing}`";
            else return [.. form.Take(written.Count).Select(p => written.First(a => a.Name == p).Value)];
        }
        CheckUnused(written);
        diagnostics.Add(TypeErrors.Arguments(written.First(a => a.Name is not null).Value.Location, problem, builtin.Signature));
        return null;
    }

    // Optional items are refused even where the signature only asks for a list: aggregates compute with them.
    private static RightsType? Typed(Builtin builtin, CoreExpression[] arguments) =>
        arguments.Any(a => a.Type.IsOptional) ? null : builtin.Typing([.. arguments.Select(a => a.Type)]);

    private Literal ReportBuiltinArguments(Builtin builtin, CoreExpression[] arguments, Location at)
    {
        if (arguments.Any(a => a.Type.IsOptional) && builtin.Typing([.. arguments.Select(a => a.Type.Required())]) is not null)
        {
            foreach (CoreExpression argument in arguments) Require(argument);
            return Wrong(at);
        }
        string message = arguments.Length == 0 ? $"`{builtin.Name}` needs arguments"
            : $"`{builtin.Name}` does not take {string.Join(", ", arguments.Select(a => a.Type))}";
        return Report(TypeErrors.Arguments(at, message, builtin.Signature), at);
    }

    /// <summary>The arguments in order; null and a finding when some are given by name.</summary>
    private IReadOnlyList<ExpressionSyntax>? Positional(CallSyntax syntax, string name, string signature)
    {
        if (syntax.Arguments.FirstOrDefault(a => a.Name is not null) is not { } named) return [.. syntax.Arguments.Select(a => a.Value)];
        CheckUnused(syntax.Arguments);
        diagnostics.Add(TypeErrors.Arguments(named.Value.Location, $"arguments of `{name}` have no names", signature));
        return null;
    }

    private static int IndexOf(IReadOnlyList<LocalSymbol> parameters, string name)
    {
        for (int i = 0; i < parameters.Count; i++)
            if (parameters[i].Name == name) return i;
        return -1;
    }

    private static string Count(int arguments) => arguments switch
    {
        0 => "no arguments",
        1 => "one argument",
        _ => $"{arguments} arguments",
    };

    private static string Signature(CallableSymbol symbol)
    {
        int required = symbol.Parameters.Count - symbol.OptionalCount;
        return $"{symbol.Name}({string.Join(", ", symbol.Parameters.Select((p, i) => $"{p.Name}: {p.Type}{(i >= required ? " (optional)" : "")}"))})";
    }
}
