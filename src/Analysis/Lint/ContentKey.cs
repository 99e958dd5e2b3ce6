using System.Text;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Lint;

/// <summary>What expressions say, as texts that are the same for two expressions that say the same, whatever the variables that they bind are called.</summary>
internal sealed class ContentKeys
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The text for an expression wherever it stands: a variable that is bound outside counts by the order in which it appears.</summary>
    public string Of(CoreExpression expression) => new ContentKey(Number, sameFree: false).Text(expression);

    /// <summary>The text for an expression among others of the same place: a variable that is bound outside is itself.</summary>
    public string OfPlace(CoreExpression expression) => new ContentKey(Number, sameFree: true).Text(expression);

    private int Number(object symbol)
    {
        if (!_numbers.TryGetValue(symbol, out int number)) _numbers[symbol] = number = _numbers.Count;
        return number;
    }
}

/// <summary>Writes the text for one expression.</summary>
internal sealed class ContentKey(Func<object, int> number, bool sameFree)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<LocalSymbol, int> _locals = new(ReferenceEqualityComparer.Instance);

    public string Text(CoreExpression expression)
    {
        Write(expression);
        return _text.ToString();
    }

    private void Write(CoreExpression e)
    {
        // A definition without arguments is what it stands for.
        if (e is Call { Symbol: DefinitionSymbol { Parameters.Count: 0, Body: { } body } })
        {
            Write(body);
            return;
        }
        foreach (LocalSymbol bound in Bound(e)) _locals.TryAdd(bound, _locals.Count);
        _text.Append(e.GetType().Name).Append(' ');
        _text.Append(e switch
        {
            Literal l => $"{l.Type} {l.Value}",
            Local l => Name(l.Symbol),
            Call { Symbol: ParameterSymbol p } => p.Parameter.FullName,
            Call { Symbol: DefinitionSymbol or ConditionSymbol } c => $"{number(c.Symbol)}",
            Call { Symbol: StatusSymbol s } => $"{s.Status.Name} {s.Form}",
            Call { Symbol: GrantedSymbol g } => $"{g.Right.Name} {g.Amount}",
            Call { Symbol: RelationSymbol r } => $"{r.Relation.Name} {r.Path}",
            Call c => $"{c.Symbol.GetType().Name} {c.Symbol.Description}",
            Member m => m.Symbol.Name,
            BuiltinCall b => b.Builtin.Name,
            Comparison c => c.Operator.ToString(),
            Sum s => string.Concat(s.Terms.Select(t => t.Subtract ? '-' : '+')),
            Product p => $"{p.Factors.Count}",
            Select s => $"{s.Hit} {string.Join(' ', s.Rows.Select(r => r.InForce))} {s.Otherwise is null}",
            ForEach f => $"{f.FlattenDistinct}",
            Quantified q => $"{q.IsEvery}",
            Sort s => $"{s.Descending}",
            RangeOf r => $"{r.LowIncluded} {r.HighIncluded}",
            ContextOf c => string.Join(' ', c.Entries.Select(n => n.Symbol.Name)),
            _ => "",
        });
        _text.Append('(');
        foreach (CoreExpression part in CoreParts.Of(e))
        {
            Write(part);
            _text.Append(',');
        }
        _text.Append(')');
    }

    private static IEnumerable<LocalSymbol> Bound(CoreExpression e) => e switch
    {
        ForEach f => [f.Variable],
        Quantified q => [q.Variable],
        Filter f => [f.Variable],
        Sort s => [s.Variable],
        ContextOf c => c.Entries.Select(n => n.Symbol),
        _ => [],
    };

    private string Name(LocalSymbol symbol)
    {
        if (_locals.TryGetValue(symbol, out int bound)) return $"{bound}";
        if (sameFree) return $"of place {number(symbol)}";
        _locals[symbol] = _locals.Count;
        return $"{_locals[symbol]}";
    }
}
