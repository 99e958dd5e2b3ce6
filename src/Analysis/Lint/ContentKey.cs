using System.Runtime.CompilerServices;
using System.Text;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Lint;

/// <summary>What an expression says as a text that is the same for two expressions that say the same, whatever their variables are called.</summary>
internal sealed class ContentKey
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<LocalSymbol, int> _locals = new(ReferenceEqualityComparer.Instance);

    private readonly bool _sameVariables;

    private ContentKey(bool sameVariables) => _sameVariables = sameVariables;

    public static string Of(CoreExpression expression)
    {
        var key = new ContentKey(sameVariables: false);
        key.Write(expression);
        return key._text.ToString();
    }

    /// <summary>Whether two expressions of one place say the same about the same variables.</summary>
    public static bool Same(CoreExpression one, CoreExpression other)
    {
        ContentKey first = new(sameVariables: true), second = new(sameVariables: true);
        first.Write(one);
        second.Write(other);
        return first._text.Equals(second._text);
    }

    private void Write(CoreExpression e)
    {
        // A definition without arguments is what it stands for.
        if (e is Call { Symbol: DefinitionSymbol { Parameters.Count: 0, Body: { } body } })
        {
            Write(body);
            return;
        }
        _text.Append(e.GetType().Name).Append(' ');
        _text.Append(e switch
        {
            Literal l => $"{l.Type} {l.Value}",
            Local l => Number(l.Symbol),
            Call { Symbol: ParameterSymbol p } => p.Parameter.FullName,
            Call { Symbol: DefinitionSymbol or ConditionSymbol } c => $"{RuntimeHelpers.GetHashCode(c.Symbol)}",
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

    private string Number(LocalSymbol symbol)
    {
        if (_sameVariables) return $"{RuntimeHelpers.GetHashCode(symbol)}";
        if (!_locals.TryGetValue(symbol, out int number)) _locals[symbol] = number = _locals.Count;
        return $"{number}";
    }
}
