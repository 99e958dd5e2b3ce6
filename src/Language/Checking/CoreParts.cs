using RightsEngine.Language.Core;

namespace RightsEngine.Language.Checking;

/// <summary>The direct parts of a checked expression: to walk over it and to change it.</summary>
internal static class CoreParts
{
    public static IEnumerable<CoreExpression> Of(CoreExpression expression) => expression switch
    {
        Call c => c.Arguments,
        Member m => [m.Target],
        BuiltinCall b => b.Arguments,
        Comparison c => [c.Left, c.Right],
        Sum s => s.Terms.Select(t => t.Value),
        Product p => p.Factors.Concat(p.Divisors),
        And a => a.Operands,
        Or o => o.Operands,
        Not n => [n.Operand],
        Select s => s.Rows.SelectMany(r => new[] { r.When, r.Then }).Concat(s.Otherwise is null ? [] : [s.Otherwise]),
        ForEach f => [f.Domain, f.Body],
        Quantified q => [q.Domain, q.Body],
        Filter f => [f.Domain, f.Condition],
        Sort s => [s.Domain, s.Key],
        Item i => [i.List, i.Index],
        ContextOf c => c.Entries.Select(e => e.Value),
        ListOf l => l.Items,
        RangeOf r => [r.Low, r.High],
        Within w => [w.Value, w.Container],
        IsPresent i => [i.Operand],
        Default d => [d.Operand, d.Otherwise],
        On o => [o.Date, o.Body],
        _ => [],
    };

    /// <summary>The expression and everything in it.</summary>
    public static IEnumerable<CoreExpression> SelfAndDescendants(CoreExpression expression) => Of(expression).SelectMany(SelfAndDescendants).Prepend(expression);

    /// <summary>The same expression with each direct part replaced.</summary>
    public static CoreExpression Map(CoreExpression expression, Func<CoreExpression, CoreExpression> change) => expression switch
    {
        Call c => c with { Arguments = All(c.Arguments, change) },
        Member m => m with { Target = change(m.Target) },
        BuiltinCall b => b with { Arguments = All(b.Arguments, change) },
        Comparison c => c with { Left = change(c.Left), Right = change(c.Right) },
        Sum s => s with { Terms = [.. s.Terms.Select(t => t with { Value = change(t.Value) })] },
        Product p => p with { Factors = All(p.Factors, change), Divisors = All(p.Divisors, change) },
        And a => a with { Operands = All(a.Operands, change) },
        Or o => o with { Operands = All(o.Operands, change) },
        Not n => n with { Operand = change(n.Operand) },
        Select s => s with
        {
            Rows = [.. s.Rows.Select(r => r with { When = change(r.When), Then = change(r.Then) })],
            Otherwise = s.Otherwise is null ? null : change(s.Otherwise),
        },
        ForEach f => f with { Domain = change(f.Domain), Body = change(f.Body) },
        Quantified q => q with { Domain = change(q.Domain), Body = change(q.Body) },
        Filter f => f with { Domain = change(f.Domain), Condition = change(f.Condition) },
        Sort s => s with { Domain = change(s.Domain), Key = change(s.Key) },
        Item i => i with { List = change(i.List), Index = change(i.Index) },
        ContextOf c => c with { Entries = [.. c.Entries.Select(e => e with { Value = change(e.Value) })] },
        ListOf l => l with { Items = All(l.Items, change) },
        RangeOf r => r with { Low = change(r.Low), High = change(r.High) },
        Within w => w with { Value = change(w.Value), Container = change(w.Container) },
        IsPresent i => i with { Operand = change(i.Operand) },
        Default d => d with { Operand = change(d.Operand), Otherwise = change(d.Otherwise) },
        On o => o with { Date = change(o.Date), Body = change(o.Body) },
        _ => expression,
    };

    /// <summary>The expression with the needs of itself and its parts.</summary>
    public static T WithNeeds<T>(this T expression) where T : CoreExpression
    {
        Needs own = expression switch
        {
            Local l => l.Symbol.Needs,
            Call c => c.Symbol.Needs,
            _ => Needs.Nothing,
        };
        return expression with { Needs = Of(expression).Aggregate(own, (n, part) => n | part.Needs) };
    }

    /// <summary>
    /// What is asked again when the reference date changes. Variables keep their value, whatever it took to compute it.
    /// </summary>
    public static Needs AskedAgain(CoreExpression expression) =>
        Of(expression).Aggregate(expression is Call c ? c.Symbol.Needs : Needs.Nothing, (n, part) => n | AskedAgain(part));

    private static CoreExpression[] All(IReadOnlyList<CoreExpression> parts, Func<CoreExpression, CoreExpression> change) =>
        [.. parts.Select(change)];
}
