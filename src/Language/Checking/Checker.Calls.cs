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
        if (Positional(syntax, builtin.Name, builtin.Signature) is not { } written) return Wrong(at);
        CoreExpression[] arguments = [.. written.Select(a => Infer(a))];
        if (arguments.Any(a => a.Type.IsError)) return Wrong(at);
        RightsType? type = Typed(builtin, arguments);
        if (type is null)
        {
            // Only where the call does not fit as written do literals take the type of the other arguments.
            arguments = Unify(arguments);
            type = Typed(builtin, arguments);
        }
        if (arguments.Any(a => a.Type.IsError)) return Wrong(at);
        if (type is null) return ReportBuiltinArguments(builtin, arguments, at);
        if (builtin.Name == "add months" && arguments[2] is not Literal { Value: TextValue { Value: "down" or "up" } })
            return Report(TypeErrors.Arguments(arguments[2].Origin, "where the day does not exist: `\"down\"` or `\"up\"`", builtin.Signature), at);
        if (builtin.Name is "date" or "duration" && arguments.All(a => a is Literal)
            && builtin.Compute([.. arguments.Select(a => ((Literal)a).Value)]) is FaultValue fault)
        {
            return Report(TypeErrors.InvalidTemporal(at, fault.Message, builtin.Name == "date"
                ? "dates are written `date(\"2025-09-01\")` or `date(2025, 9, 1)`" : "durations are written `duration(\"P1Y6M\")`"), at);
        }
        return new BuiltinCall(builtin, arguments, type, at).WithNeeds();
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
