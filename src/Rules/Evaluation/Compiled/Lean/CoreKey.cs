using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>
/// What an expression about one item says, as a text that is the same for expressions that say the same: rights that ask
/// the same of each member of a household share a column. Null where it hangs on anything but the item and constants.
/// </summary>
internal static class CoreKey
{
    public static string? Of(CoreExpression e, LocalSymbol item) => e switch
    {
        Literal { Value: TextValue t } l => $"{l.Type}:{t.Value.Length}'{t.Value}'",
        Literal { Value: BooleanValue or NumberValue or DateValue or AbsentValue } l => $"{l.Type}:{l.Value}",
        Local l => ReferenceEquals(l.Symbol, item) ? "item" : ReferenceEquals(l.Symbol, Concepts.Reading.CatalogueScope.ReferenceDate) ? "day" : null,
        // Names of the catalogue mean the same everywhere; definitions and conditions are those of one right.
        Call { Symbol: ConceptSymbol or StatusSymbol or RecordSymbol or RelationSymbol or AgeSymbol or HouseholdSymbol or IncomeSymbol } c => Parts($"{c.Symbol.GetType().Name}.{Form(c.Symbol)}{c.Symbol.Name}", c.Arguments, item),
        Member m => Parts($".{m.Symbol.Name}", [m.Target], item),
        BuiltinCall b => Parts(b.Builtin.Name, b.Arguments, item),
        Comparison c => Parts(c.Operator.ToString(), [c.Left, c.Right], item),
        Sum s => Parts("sum " + string.Concat(s.Terms.Select(t => t.Subtract ? '-' : '+')), s.Terms.Select(t => t.Value), item),
        Product p => Parts($"product {p.Factors.Count}", [.. p.Factors, .. p.Divisors], item),
        And a => Parts("and", a.Operands, item),
        Or o => Parts("or", o.Operands, item),
        Not n => Parts("not", [n.Operand], item),
        IsPresent p => Parts("present", [p.Operand], item),
        Default d => Parts("default", [d.Operand, d.Otherwise], item),
        On o => Parts("on", [o.Date, o.Body], item),
        Within w => Parts("in", [w.Value, w.Container], item),
        ListOf l => Parts("list", l.Items, item),
        _ => null,
    };

    private static string Form(CallableSymbol symbol) => symbol is StatusSymbol s ? $"{s.Form} " : "";

    private static string? Parts(string name, IEnumerable<CoreExpression> parts, LocalSymbol item)
    {
        var keys = new List<string>();
        foreach (CoreExpression part in parts)
        {
            if (Of(part, item) is not { } key) return null;
            keys.Add(key);
        }
        return $"{name}({string.Join(", ", keys)})";
    }
}
