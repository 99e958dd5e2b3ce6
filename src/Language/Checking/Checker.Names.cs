using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>Names, paths, filters and positions.</summary>
internal sealed partial class Checker
{
    private const string ItemWord = "item";

    private CoreExpression InferName(NameSyntax syntax, RightsType? hint)
    {
        Symbol? symbol = Visible(syntax.Name);
        switch (symbol)
        {
            case LocalSymbol local:
                return local.Type.IsError ? Wrong(syntax.Location) : new Local(local, syntax.Location).WithNeeds();
            case CallableSymbol callable when callable.Parameters.Count <= callable.OptionalCount:
                return new Call(callable, [], callable.ResultType, syntax.Location).WithNeeds();
            case CallableSymbol callable:
                return Report(TypeErrors.Arguments(syntax.Location, $"`{syntax.Name}` needs arguments", Signature(callable)), syntax.Location);
        }
        if (InferEntryOfItem(syntax) is { } entry) return entry;
        if (IsAbsentWord(syntax)) return Absent(syntax.Location);
        if (BuiltinTable.Find(syntax.Name) is { } builtin)
            return Report(TypeErrors.Arguments(syntax.Location, $"`{syntax.Name}` needs arguments", builtin.Signature), syntax.Location);
        return Report(TypeErrors.UnknownName(syntax.Location, syntax.Name, HelpForUnknown(syntax.Name, hint)), syntax.Location);
    }

    private Symbol? Visible(string name) => (Symbol?)_bound.FindLast(b => b.Name == name) ?? scope.Find(name);

    private bool IsAbsentWord(ExpressionSyntax syntax) => syntax is NameSyntax { Name: AbsentWord } && Visible(AbsentWord) is null;

    private string? HelpForUnknown(string name, RightsType? hint)
    {
        if (hint?.Required() is CodeType list && scope.CodesOf(list.Name)?.Contains(name) == true) return $"a code is written in quotes: `\"{name}\"`";
        if (name == ItemWord) return "`item` stands for an item of a list, inside `xs[…]` and `sort by(xs, …)`";
        if (scope.FindOnPerson(name) is not null)
        {
            string person = Visible("person") is not null ? "person" : "…";
            return $"it belongs to a person: write `{person}.{name}`";
        }
        return Suggestions.DidYouMean(name, _bound.Select(b => b.Name).Concat(scope.Names).Concat(BuiltinTable.Names));
    }

    private CoreExpression InferMember(MemberSyntax syntax) =>
        Access(InferTarget(syntax.Target), syntax.Member, null, syntax.MemberLocation, syntax.Location);

    /// <summary>
    /// <c>target.name</c> or <c>target.name(arguments)</c>. Over a list it is asked of each item; of what is absent it
    /// is absent.
    /// </summary>
    private CoreExpression Access(CoreExpression target, string name, IReadOnlyList<ArgumentSyntax>? arguments, Location nameAt, Location at)
    {
        switch (target.Type)
        {
            case { IsError: true }:
                CheckUnused(arguments);
                return Wrong(at);
            case ListType { Item: var item }:
                return AccessEach(target, item, name, arguments, nameAt, at);
            case OptionalType { Inner: StructType inner } when scope.FindMember(inner, name) is { } member && arguments is null:
                return new Member(target, member, member.Type.Optional(), at).WithNeeds();
            case OptionalType { Inner: not StructType }:
                return WherePresent(target, present => Access(present, name, arguments, nameAt, at), at);
            case StructType { Kind: StructKind.Income } income when scope.FindMember(income, name) is null && name.Length > 0:
                return UnknownMember(name, $"`{TypeErrors.Shown(target.Origin)}`", scope.MemberNames(income), nameAt, at, arguments);
            default:
                return AccessOne(target, name, arguments, nameAt, at);
        }
    }

    private CoreExpression AccessOne(CoreExpression target, string name, IReadOnlyList<ArgumentSyntax>? arguments, Location nameAt, Location at)
    {
        RightsType owner = target.Type.Required();
        if (owner.Equals(RightsType.Person))
        {
            return scope.FindOnPerson(name) is { } symbol ? CallSymbol(symbol, [target], arguments ?? [], at, arguments is null)
                : UnknownMember(name, "a person", scope.PersonMemberNames, nameAt, at, arguments);
        }
        if (owner is StructType structure)
        {
            if (scope.FindMember(structure, name) is not { } member)
                return UnknownMember(name, $"`{structure}`", scope.MemberNames(structure), nameAt, at, arguments);
            if (arguments is not null) return NotAFunction(name, "a member", arguments, at);
            return new Member(target, member, member.Type, at).WithNeeds();
        }
        if (owner is ContextType context)
        {
            if (context.Find(name) is not { } entry) return UnknownMember(name, "the context", context.Entries.Select(e => e.Name), nameAt, at, arguments);
            if (arguments is not null) return NotAFunction(name, "an entry", arguments, at);
            return new Member(target, new MemberSymbol(name, entry), entry, at).WithNeeds();
        }
        IReadOnlyList<Builtin> properties = InternalBuiltins.PropertiesOf(owner);
        if (properties.FirstOrDefault(p => p.Name == name) is not { } property)
            return UnknownMember(name, $"a {owner}", properties.Select(p => p.Name), nameAt, at, arguments);
        if (arguments is not null) return NotAFunction(name, "a property", arguments, at);
        return Internal(property, property.Typing([owner]) ?? RightsType.Error, at, target);
    }

    private CoreExpression AccessEach(CoreExpression list, RightsType item, string name, IReadOnlyList<ArgumentSyntax>? arguments, Location nameAt, Location at)
    {
        var each = new LocalSymbol("each", item, list.Needs, list.Origin);
        CoreExpression body = Access(new Local(each, list.Origin).WithNeeds(), name, arguments, nameAt, at);
        if (body.Type.IsError) return Wrong(at);
        // Persons and lists of anything are gathered into one list without duplicates; other values stay one per item.
        RightsType result = body.Type.Required();
        bool gathers = result is ListType || result.Equals(RightsType.Person);
        RightsType type = result is ListType ? result : new ListType(gathers ? result : body.Type);
        return new ForEach(each, list, body, gathers, type, at).WithNeeds();
    }

    /// <summary>
    /// Something made of a value where it is present, else absent. Guards that are there already are kept around, so
    /// that a path with many optional steps does not repeat its beginning again and again.
    /// </summary>
    private static CoreExpression WherePresent(CoreExpression value, Func<CoreExpression, CoreExpression> make, Location at)
    {
        CoreExpression then;
        SelectRow row;
        if (!value.Type.IsOptional) return make(value);
        if (value is Select { Hit: HitPolicy.First, Rows: [{ When: IsPresent } only], Otherwise: Literal { Value: Values.AbsentValue } })
        {
            then = WherePresent(only.Then, make, at);
            row = only with { Then = then };
        }
        else
        {
            then = make(value with { Type = value.Type.Required() });
            row = new SelectRow(new IsPresent(value, value.Origin).WithNeeds(), then, DateSpan.Always, at);
        }
        return then.Type.IsError ? Wrong(at) : new Select(HitPolicy.First, [row], Absent(at), then.Type.Optional(), at).WithNeeds();
    }

    private Literal UnknownMember(string name, string owner, IEnumerable<string> valid, Location nameAt, Location at, IReadOnlyList<ArgumentSyntax>? arguments)
    {
        CheckUnused(arguments);
        string[] names = [.. valid.Where(n => n.Length > 0)];
        string? help = Suggestions.DidYouMean(name, names)
            ?? (names.Length is > 0 and <= 12 ? $"it has {string.Join(", ", names.Select(n => $"`{n}`"))}" : null);
        return Report(TypeErrors.UnknownMember(nameAt, name, owner, help), at);
    }

    private CoreExpression InferBracket(BracketSyntax syntax)
    {
        CoreExpression list = Require(InferTarget(syntax.Target));
        if (list.Type is not ListType { Item: var item })
        {
            if (!list.Type.IsError) diagnostics.Add(TypeErrors.Operand(list.Origin, "[…]", "a list", list.Type));
            return Wrong(syntax.Location);
        }
        if (SyntaxParts.MentionsItem(syntax.Inner))
        {
            LocalSymbol variable = BindItem(list, item, syntax.Inner.Location);
            CoreExpression condition = WithEntriesOf(variable, () => Binding(variable, () => Check(syntax.Inner, RightsType.Boolean)));
            return condition.Type.IsError ? Wrong(syntax.Location)
                : new Filter(variable, list, condition, list.Type, syntax.Location).WithNeeds();
        }
        var unnamed = new LocalSymbol(ItemWord, item, list.Needs, syntax.Inner.Location);
        CoreExpression inner = Require(WithEntriesOf(unnamed, () => Infer(syntax.Inner)));
        if (inner.Type.IsError) return Wrong(syntax.Location);
        if (inner.Type.Equals(RightsType.Number)) return new Item(list, inner, item.Optional(), syntax.Location).WithNeeds();
        if (inner.Type.Equals(RightsType.Boolean))
            return new Filter(unnamed, list, inner, list.Type, syntax.Location).WithNeeds();
        return Report(TypeErrors.Operand(inner.Origin, "[…]", "a condition over `item` or a position", inner.Type), syntax.Location);
    }

    /// <summary>The variable <c>item</c>; a finding when one is there already.</summary>
    private LocalSymbol BindItem(CoreExpression list, RightsType item, Location at)
    {
        if (Visible(ItemWord) is not null) diagnostics.Add(TypeErrors.NestedItem(at));
        return new LocalSymbol(ItemWord, item, list.Needs, list.Origin);
    }
}
