using RightsEngine.Analysis.ConceptComparison;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>
/// Writes expressions anew with one thing in the place of another, also inside the definitions and concepts that lead to it: their
/// bodies are put where they are asked for. What does not lead to it stays as it is.
/// </summary>
/// <param name="on">The reference date: the version of a concept that counts.</param>
/// <param name="replace">What is put in the place of an expression, or null to keep it.</param>
/// <param name="what">What is replaced, for messages.</param>
internal sealed class CoreInlining(DateOnly on, Func<CoreExpression, CoreExpression?> replace, string what)
{
    private readonly Dictionary<object, bool> _leads = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    /// <exception cref="NotHandledException">It is asked for in a way in which another expression would mean something else.</exception>
    public CoreExpression Of(CoreExpression expression) => Rewrite(expression, new Dictionary<LocalSymbol, CoreExpression>());

    /// <summary>Whether an expression asks for what is replaced, itself or through definitions and concepts.</summary>
    public bool Leads(CoreExpression? expression)
    {
        if (expression is null) return false;
        if (replace(expression) is not null) return true;
        if (expression is Call call && LeadsBehind(call.Symbol)) return true;
        return CoreParts.Of(expression).Any(Leads);
    }

    private bool LeadsBehind(CallableSymbol symbol)
    {
        if (_leads.TryGetValue(symbol, out bool known)) return known;
        _leads[symbol] = false;
        return _leads[symbol] = symbol switch
        {
            DefinitionSymbol d => Leads(d.Body),
            ConceptSymbol c => Leads(Version(c)?.Value),
            ConditionSymbol c => c.Condition.SelfAndDescendants.Any(x => Leads(x.Require)),
            _ => false,
        };
    }

    private ConceptVersion? Version(ConceptSymbol concept) => IncomePartReader.Version(concept.Concept.Versions, on);

    private CoreExpression Rewrite(CoreExpression expression, IReadOnlyDictionary<LocalSymbol, CoreExpression> arguments)
    {
        if (replace(expression) is { } other)
        {
            if (_depth > 0) throw new NotHandledException($"{what} is asked for as of another date");
            // Kept as it is, but of other persons where they are arguments.
            return ReferenceEquals(other, expression) ? CoreParts.Map(expression, part => Rewrite(part, arguments)).WithNeeds() : other;
        }
        switch (expression)
        {
            case Local local:
                if (!arguments.TryGetValue(local.Symbol, out CoreExpression? argument)) return expression;
                return _depth == 0 || argument is Local or Literal ? argument : throw new NotHandledException($"`{local.Symbol.Name}` of `{RulebookParts.Written(argument)}` is asked for as of another date");
            case On on:
                CoreExpression date = Rewrite(on.Date, arguments);
                _depth++;
                CoreExpression body = Rewrite(on.Body, arguments);
                _depth--;
                return (on with { Date = date, Body = body }).WithNeeds();
            case Call call:
                CoreExpression[] given = [.. call.Arguments.Select(a => Rewrite(a, arguments))];
                bool isChanged = LeadsBehind(call.Symbol) || given.Where((g, i) => !ReferenceEquals(g, call.Arguments[i])).Any(LeadsThrough)
                    || (call.Symbol is DefinitionSymbol closure && Uses(closure, arguments.Keys, []));
                return isChanged && Body(call.Symbol) is { } inside ? Inline(call, inside, given, arguments)
                    : (call with { Arguments = given }).WithNeeds();
            default: return CoreParts.Map(expression, part => Rewrite(part, arguments)).WithNeeds();
        }
    }

    // An argument that was replaced has to be seen where the body uses it.
    private bool LeadsThrough(CoreExpression argument) => CoreParts.SelfAndDescendants(argument).Any(p => p is Local { Symbol: var symbol } && Marks.Contains(symbol));

    /// <summary>Variables that stand for what is replaced: where one is an argument, the body is put in place too.</summary>
    public HashSet<LocalSymbol> Marks { get; } = [];

    private CoreExpression? Body(CallableSymbol symbol) => symbol switch
    {
        DefinitionSymbol d => d.Body,
        ConceptSymbol c => Version(c)?.Value,
        ConditionSymbol c => Truth(c.Condition),
        _ => null,
    };

    /// <summary>Whether a definition of a concept uses what the concept was given: then its body has to go where that is known.</summary>
    private static bool Uses(DefinitionSymbol definition, IEnumerable<LocalSymbol> given, HashSet<DefinitionSymbol> seen)
    {
        if (!given.Any() || definition.Body is not { } body || !seen.Add(definition)) return false;
        return CoreParts.SelfAndDescendants(body).Any(e => e switch
        {
            Local { Symbol: var symbol } => given.Contains(symbol),
            Call { Symbol: DefinitionSymbol inner } => Uses(inner, given, seen),
            _ => false,
        });
    }

    private CoreExpression Inline(Call call, CoreExpression body, CoreExpression[] given, IReadOnlyDictionary<LocalSymbol, CoreExpression> outside)
    {
        if (_depth > 0 && call.Symbol is ConceptSymbol { Concept.Versions.Count: > 1 }) throw new NotHandledException($"concept `{call.Symbol.Name}` has several versions and is asked for as of another date");
        Dictionary<LocalSymbol, CoreExpression> inner = call.Symbol is DefinitionSymbol ? new(outside) : [];
        for (int i = 0; i < given.Length; i++) inner[call.Symbol.Parameters[i]] = given[i];
        int before = _depth;
        // Arguments keep the date at which they are given; only dates inside the body are others.
        _depth = 0;
        CoreExpression result = Rewrite(body, inner);
        _depth = before;
        return before > 0 && Leads(result) ? throw new NotHandledException($"{what} is asked for as of another date") : result;
    }

    private CoreExpression Truth(ConditionDefinition condition)
    {
        if (condition.Kind == ConditionKind.Require) return condition.Require!;
        CoreExpression[] parts = [.. condition.Children.Where(c => c.InForce.Contains(on)).Select(Truth)];
        return condition.Kind switch
        {
            ConditionKind.All => new And(parts, condition.Location).WithNeeds(),
            ConditionKind.Any => new Or(parts, condition.Location).WithNeeds(),
            _ => new Not(new Or(parts, condition.Location).WithNeeds(), condition.Location).WithNeeds(),
        };
    }
}
