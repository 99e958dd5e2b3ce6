using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>
/// What an expression about one item says, as a text that is the same for expressions that say the same: rights that ask
/// the same of each member of a household share a column. Null where it hangs on anything but the item and constants.
/// </summary>
/// <param name="item">The item.</param>
/// <param name="number">Tells declarations apart: two rulebooks may use one name for two things.</param>
internal sealed class CoreKey(LocalSymbol item, Func<Declaration, int> number)
{
    public string? Of(CoreExpression e) => e switch
    {
        Literal { Value: TextValue t } l => $"{l.Type}:{t.Value.Length}'{t.Value}'",
        Literal { Value: BooleanValue or NumberValue or DateValue or AbsentValue } l => $"{l.Type}:{l.Value}",
        Local l => ReferenceEquals(l.Symbol, item) ? "item" : ReferenceEquals(l.Symbol, Concepts.Reading.CatalogueScope.ReferenceDate) ? "day" : null,
        Call c when Name(c.Symbol) is { } name => Parts(name, c.Arguments),
        Member m => Parts($".{m.Symbol.Name}", [m.Target]),
        BuiltinCall b => Parts(b.Builtin.Name, b.Arguments),
        Comparison c => Parts(c.Operator.ToString(), [c.Left, c.Right]),
        Sum s => Parts("sum " + string.Concat(s.Terms.Select(t => t.Subtract ? '-' : '+')), s.Terms.Select(t => t.Value)),
        Product p => Parts($"product {p.Factors.Count}", [.. p.Factors, .. p.Divisors]),
        And a => Parts("and", a.Operands),
        Or o => Parts("or", o.Operands),
        Not n => Parts("not", [n.Operand]),
        IsPresent p => Parts("present", [p.Operand]),
        Default d => Parts("default", [d.Operand, d.Otherwise]),
        On o => Parts("on", [o.Date, o.Body]),
        Within w => Parts("in", [w.Value, w.Container]),
        ListOf l => Parts("list", l.Items),
        _ => null,
    };

    // Definitions and conditions are those of one right.
    private string? Name(CallableSymbol symbol) => symbol switch
    {
        ConceptSymbol s => $"concept {number(s.Concept)}",
        StatusSymbol s => $"status {s.Form} {number(s.Status)}",
        RecordSymbol s => $"record {number(s.Record)}",
        RelationSymbol s => $"relation {s.Path} {number(s.Relation)}",
        HouseholdSymbol s => $"household {number(s.Household)}",
        IncomeSymbol s => $"income {number(s.Income)}",
        AgeSymbol => "age",
        _ => null,
    };

    private string? Parts(string name, IEnumerable<CoreExpression> parts)
    {
        var keys = new List<string>();
        foreach (CoreExpression part in parts)
        {
            if (Of(part) is not { } key) return null;
            keys.Add(key);
        }
        return $"{name}({string.Join(", ", keys)})";
    }
}
