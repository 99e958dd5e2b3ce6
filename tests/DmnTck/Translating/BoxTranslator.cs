using System.Xml.Linq;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.DmnTck.Reading;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Translating;

/// <summary>
/// Turns boxed expressions into checked expressions of the language. Findings of the compiler go to
/// <see cref="Findings"/>; what is outside the subset is thrown.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="types">Its types.</param>
/// <param name="openType">The type of parameters to which the model gives none.</param>
internal sealed class BoxTranslator(DmnModel model, ModelTypes types, RightsType openType)
{
    private readonly Dictionary<XElement, CallableSymbol> _functions = [];
    private readonly List<string> _texts = [];
    private int _parts;

    public DiagnosticBag Findings { get; } = new();

    /// <summary>Whether a parameter without a type was met, so that another guess may do better.</summary>
    public bool HasOpenTypes { get; private set; }

    /// <summary>The expressions that were read, as the model writes them.</summary>
    public IReadOnlyList<string> Texts => _texts;

    public CoreExpression Translate(XElement box, Names scope, RightsType? expected)
    {
        switch (box.Name.LocalName)
        {
            case "literalExpression":
                return Check(TextOf(box), scope, expected);
            case "context":
                return Context(box, scope, expected);
            case "decisionTable":
                return new TableTranslator(this, types).Translate(box, scope, expected);
            case "invocation":
                return Invocation(box, scope);
            case "relation":
                return Relation(box, scope, expected);
            case "functionDefinition":
                throw new OutsideException(IsExternal(box) ? Outside.ExternalFunction : Outside.FunctionValue, "a function definition");
            default:
                var parts = new List<(LocalSymbol, CoreExpression)>();
                var inner = new Names(scope);
                string text = Compose(box, inner, parts);
                CoreExpression body = Check(text, inner, expected, isComposed: true);
                return Enumerable.Reverse(parts).Aggregate(body, (rest, part) => Let(part.Item1, part.Item2, rest));
        }
    }

    /// <summary>The checked expression of a text of the model.</summary>
    public CoreExpression Check(string text, Names scope, RightsType? expected, bool isComposed = false)
    {
        if (!isComposed) Note(text);
        MappedText source = MappedText.Alone(Rewritten(text, scope));
        return new Checker(scope, Findings).Check(Parser.ParseExpression(source, Findings), expected?.Optional());
    }

    public string Rewritten(string text, Names scope) => FeelText.Rewrite(text, scope.Written.Concat(model.MemberNames));

    /// <summary>Keeps a text for the report, and refuses what the language has no types for.</summary>
    public void Note(string text)
    {
        _texts.Add(text);
        if (Constructs.NeverReadable(text) is { } reason) throw new OutsideException(reason, text.Trim());
    }

    /// <summary>A value bound to a name for the rest: a loop over one item, which is computed once.</summary>
    public static CoreExpression Let(LocalSymbol symbol, CoreExpression value, CoreExpression rest)
    {
        Location at = value.Origin;
        var one = new ListOf([value], new ListType(symbol.Type), at);
        var loop = new ForEach(symbol, one, rest, false, new ListType(rest.Type), at);
        return new Item(loop, new Literal(new Language.Values.NumberValue(1), RightsType.Number, at), rest.Type, at);
    }

    public LocalSymbol Part(RightsType type) => new($"boxed_part_{++_parts}", type);

    /// <summary>The function that a knowledge model or a definition in a context is.</summary>
    public CallableSymbol Function(string name, XElement definition, Names outer, Func<Names, Names> prepare)
    {
        if (_functions.TryGetValue(definition, out CallableSymbol? known)) return known;
        if (IsExternal(definition)) throw new OutsideException(Outside.ExternalFunction, name);
        var parameters = definition.All("formalParameter").Select(p => (Written: DmnModel.NameOf(p), Symbol: new LocalSymbol(FeelText.Word(DmnModel.NameOf(p)), TypeOrOpen(p)))).ToList();
        XElement logic = DmnModel.LogicOf(definition) ?? throw new OutsideException(Outside.NoLogic, name);
        var stack = new BindingStack(Findings);
        var symbol = new DefinitionSymbol(FeelText.Word(name), MappedText.Alone(name).Whole, [.. parameters.Select(p => p.Symbol)], null, _ =>
        {
            Names scope = prepare(new Names(outer));
            foreach ((string written, LocalSymbol parameter) in parameters) scope.Declare(written, parameter);
            return Translate(logic, scope, types.Of(logic.Attr("typeRef")));
        }, stack);
        return _functions[definition] = symbol;
    }

    private RightsType TypeOrOpen(XElement parameter)
    {
        if (types.OfVariable(parameter) is { } type) return type;
        HasOpenTypes = true;
        return openType;
    }

    private static bool IsExternal(XElement definition) => definition.Attr("kind") is { } kind && !kind.EndsWith("FEEL", StringComparison.OrdinalIgnoreCase);

    private static string TextOf(XElement literal)
    {
        if (literal.One("importedValues") is not null) throw new OutsideException(Outside.Import, "an imported expression");
        return literal.Text() is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw new OutsideException(Outside.NoLogic, "an expression without text");
    }

    private CoreExpression Context(XElement box, Names outer, RightsType? expected)
    {
        var scope = new Names(outer);
        var lets = new List<(LocalSymbol Symbol, CoreExpression Value)>();
        var members = new List<(string Name, LocalSymbol Symbol)>();
        CoreExpression? result = null;
        foreach (XElement entry in box.All("contextEntry"))
        {
            XElement logic = DmnModel.LogicOf(entry) ?? throw new OutsideException(Outside.NoLogic, "an entry of a context");
            string name = DmnModel.NameOf(entry);
            if (entry.One("variable") is null)
            {
                result = Translate(logic, scope, expected);
                continue;
            }
            if (logic.Is("functionDefinition"))
            {
                CallableSymbol function = Function(name, logic, scope, s => s);
                RefuseClosure(function, lets.Select(l => l.Symbol));
                scope.Declare(name, function);
                continue;
            }
            CoreExpression value = Translate(logic, scope, types.OfVariable(entry) ?? Records.MemberType(expected, name));
            var symbol = new LocalSymbol(FeelText.Word(name), value.Type);
            lets.Add((symbol, value));
            members.Add((name, symbol));
            scope.Declare(name, symbol);
        }
        if (result is null && members.Count < box.All("contextEntry").Count()) throw new OutsideException(Outside.FunctionValue, "a function in a context");
        Location at = MappedText.Alone("context").Whole;
        result ??= Records.Make(members.Select(m => (m.Name, (CoreExpression)new Local(m.Symbol, at))), at);
        return Enumerable.Reverse(lets).Aggregate(result, (rest, let) => Let(let.Symbol, let.Value, rest));
    }

    /// <summary>A function that sees an entry beside it would need a value of its own to carry that entry.</summary>
    private static void RefuseClosure(CallableSymbol function, IEnumerable<LocalSymbol> entries)
    {
        if (function is DefinitionSymbol { Body: { } body } && CoreParts.SelfAndDescendants(body).OfType<Local>().Any(l => entries.Contains(l.Symbol)))
            throw new OutsideException(Outside.FunctionValue, "a function over other entries of its context");
    }

    private CoreExpression Relation(XElement box, Names scope, RightsType? expected)
    {
        RightsType? row = (expected as ListType)?.Item;
        string[] columns = [.. box.All("column").Select(DmnModel.NameOf)];
        Location at = MappedText.Alone("relation").Whole;
        CoreExpression[] rows = [.. box.All("row").Select(r => Records.Make(r.Elements().Zip(columns, (cell, name) => (name, Translate(cell, scope, Records.MemberType(row, name)))), at))];
        RightsType type = rows.Aggregate((RightsType?)RightsType.Nothing, (joined, r) => joined is null ? null : RightsType.Join(joined, r.Type))
            ?? throw new OutsideException(Outside.DynamicTyping, "a relation with rows of mixed types");
        return new ListOf(rows, new ListType(type), at);
    }

    private CoreExpression Invocation(XElement box, Names scope)
    {
        string called = Xml.Collapsed(TextOf(box.One("literalExpression") ?? throw new OutsideException(Outside.NotTranslated, "an invocation without a name")));
        if (scope.Find(FeelText.Word(called)) is not CallableSymbol function)
            return Check($"{called}({string.Join(", ", box.All("binding").Select(b => $"{b.One("parameter")?.Attr("name")}: {Compose(DmnModel.LogicOf(b)!, scope, [])}"))})", scope, null);
        var arguments = new CoreExpression[function.Parameters.Count];
        foreach (XElement binding in box.All("binding"))
        {
            string parameter = FeelText.Word(binding.One("parameter")?.Attr("name") ?? "");
            int index = function.Parameters.ToList().FindIndex(p => p.Name == parameter);
            XElement logic = DmnModel.LogicOf(binding) ?? throw new OutsideException(Outside.NoLogic, "a binding");
            if (index < 0)
            {
                Findings.Add(Language.TypeErrors.Arguments(MappedText.Alone(parameter).Whole, $"`{called}` has no parameter `{parameter}`", called));
                continue;
            }
            arguments[index] = Translate(logic, scope, function.Parameters[index].Type);
        }
        Location at = MappedText.Alone(called).Whole;
        for (int i = 0; i < arguments.Length; i++) arguments[i] ??= new Local(Names.Null, at);
        return new Call(function, arguments, function.ResultType, at);
    }

    /// <summary>A boxed expression as text; what has no text becomes a name whose value is computed before.</summary>
    private string Compose(XElement box, Names scope, List<(LocalSymbol, CoreExpression)> parts)
    {
        string Child(string name) => Compose(DmnModel.LogicOf(box.One(name) ?? throw new OutsideException(Outside.NoLogic, name))
            ?? throw new OutsideException(Outside.NoLogic, name), scope, parts);
        string Iteration(string word, string last, string child)
        {
            string variable = box.Attr("iteratorVariable") ?? "item";
            scope.AddMembers([variable]);
            return $"({word} {variable} in {Child("in")} {last} {Child(child)})";
        }
        switch (box.Name.LocalName)
        {
            case "literalExpression":
                string text = TextOf(box);
                Note(text);
                return $"({text}\n)";
            case "conditional":
                return $"(if {Child("if")} then {Child("then")} else {Child("else")})";
            case "for":
                return Iteration("for", "return", "return");
            case "every" or "some":
                return Iteration(box.Name.LocalName, "satisfies", "satisfies");
            case "filter":
                return $"{Child("in")}[{Child("match")}]";
            case "list":
                return $"[{string.Join(", ", box.Elements().Where(e => !e.Is("description") && !e.Is("extensionElements")).Select(e => Compose(e, scope, parts)))}]";
            case "context" or "decisionTable" or "invocation" or "relation":
                CoreExpression value = Translate(box, scope, null);
                LocalSymbol part = Part(value.Type);
                parts.Add((part, value));
                scope.Declare(part.Name, part);
                return part.Name;
            default:
                throw new OutsideException(box.Is("functionDefinition") ? Outside.FunctionValue : Outside.NotTranslated, $"`{box.Name.LocalName}`");
        }
    }
}
