using RightsEngine.Language.Core;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Mutation;

/// <summary>The small wrong changes of one expression, its parts apart.</summary>
internal static class NodeMutants
{
    private static readonly Dictionary<ComparisonOperator, string> Operators = new()
    {
        [ComparisonOperator.Less] = "<",
        [ComparisonOperator.LessOrEqual] = "<=",
        [ComparisonOperator.Greater] = ">",
        [ComparisonOperator.GreaterOrEqual] = ">=",
        [ComparisonOperator.Equal] = "=",
        [ComparisonOperator.NotEqual] = "!=",
    };

    public static IEnumerable<Mutant> Of(string owner, CoreExpression node) => node switch
    {
        Comparison e => [Other(owner, e)],
        And { Operands.Count: > 1 } e => [Make(owner, e, "`and` became `or`", new Or(e.Operands, e.Origin), Between(e.Operands, "and", "or"))],
        Or { Operands.Count: > 1 } e => [Make(owner, e, "`or` became `and`", new And(e.Operands, e.Origin), Between(e.Operands, "or", "and"))],
        Not e => [Make(owner, e, "`not` left out", e.Operand, [new TextEdit(e.Origin, e.Operand.Origin.Text)])],
        // Of one value `some` and `every` are the same: `x in (a, b)` is made so.
        Quantified { Domain: not ListOf { Items.Count: 1 } } e => [Quantifier(owner, e)],
        Within { Container: RangeOf range } e => Ends(range).Select(m => Make(owner, e, m.Text, e with { Container = m.Changed }, [])),
        RangeOf e => Ends(e).Select(m => Make(owner, e, m.Text, m.Changed, [])),
        Select { Coverage: null } e when e.Origin.Text.StartsWith("if", StringComparison.Ordinal) => [Branches(owner, e)],
        Select { Coverage: not null, Rows.Count: > 1 } e => Rows(owner, e),
        Sum e => Signs(owner, e),
        Literal e => Literals(owner, e),
        _ => [],
    };

    private static ExpressionMutant Make(string owner, CoreExpression written, string text, CoreExpression changed, IReadOnlyList<TextEdit> edits) =>
        new(owner, written.Origin, text, written, changed, edits);

    private static ExpressionMutant Other(string owner, Comparison e)
    {
        ComparisonOperator other = e.Operator switch
        {
            ComparisonOperator.Less => ComparisonOperator.LessOrEqual,
            ComparisonOperator.LessOrEqual => ComparisonOperator.Less,
            ComparisonOperator.Greater => ComparisonOperator.GreaterOrEqual,
            ComparisonOperator.GreaterOrEqual => ComparisonOperator.Greater,
            ComparisonOperator.Equal => ComparisonOperator.NotEqual,
            _ => ComparisonOperator.Equal,
        };
        return Make(owner, e, $"`{Operators[e.Operator]}` became `{Operators[other]}`", e with { Operator = other }, Between([e.Left, e.Right], Operators[e.Operator], Operators[other]));
    }

    private static ExpressionMutant Quantifier(string owner, Quantified e)
    {
        (string was, string now) = e.IsEvery ? ("every", "some") : ("some", "every");
        return Make(owner, e, $"`{was}` became `{now}`", e with { IsEvery = !e.IsEvery }, Starting(e, was, now));
    }

    private static IEnumerable<(string Text, RangeOf Changed)> Ends(RangeOf e)
    {
        yield return (e.LowIncluded ? "lower end left out" : "lower end included", e with { LowIncluded = !e.LowIncluded });
        yield return (e.HighIncluded ? "upper end left out" : "upper end included", e with { HighIncluded = !e.HighIncluded });
    }

    private static ExpressionMutant Branches(string owner, Select e)
    {
        SelectRow row = e.Rows[0];
        return Make(owner, e, "`if` negated", e with { Rows = [row with { When = new Not(row.When, row.When.Origin) }] }, [new TextEdit(row.When.Origin, $"not({row.When.Origin.Text})")]);
    }

    private static IEnumerable<Mutant> Rows(string owner, Select e)
    {
        foreach (SelectRow row in e.Rows)
            yield return new ExpressionMutant(owner, row.Origin, "table row removed", e, e with { Rows = [.. e.Rows.Where(r => !ReferenceEquals(r, row))] }, []);
    }

    private static IEnumerable<Mutant> Signs(string owner, Sum e)
    {
        for (int i = 1; i < e.Terms.Count; i++)
        {
            SumTerm term = e.Terms[i];
            (string was, string now) = term.Subtract ? ("-", "+") : ("+", "-");
            SumTerm[] terms = [.. e.Terms];
            terms[i] = term with { Subtract = !term.Subtract };
            yield return Make(owner, e, $"`{was}` before `{RulebookParts.Written(term.Value)}` became `{now}`", e with { Terms = terms }, Between([e.Terms[i - 1].Value, term.Value], was, now));
        }
    }

    private static IEnumerable<Mutant> Literals(string owner, Literal e) =>
        Steps.Of(e.Value, e.Type).Select(other => Make(owner, e, $"`{RulebookParts.Written(e)}` became `{Steps.Text(other)}`", e with { Value = other }, [new TextEdit(e.Origin, Steps.Text(other))]));

    /// <summary>A word between neighbours replaced, where it stands between them in the file.</summary>
    private static IReadOnlyList<TextEdit> Between(IReadOnlyList<CoreExpression> neighbours, string was, string now)
    {
        var edits = new List<TextEdit>();
        for (int i = 1; i < neighbours.Count; i++)
        {
            Location left = neighbours[i - 1].Origin, right = neighbours[i].Origin;
            if (!ReferenceEquals(left.File, right.File) || left.Span.End > right.Span.Start) return [];
            int at = left.File.Text.IndexOf(was, left.Span.End, right.Span.Start - left.Span.End, StringComparison.Ordinal);
            if (at < 0) return [];
            edits.Add(new TextEdit(new Location(left.File, new TextSpan(at, was.Length)), now));
        }
        return edits;
    }

    private static IReadOnlyList<TextEdit> Starting(CoreExpression e, string was, string now) =>
        e.Origin.Text.StartsWith(was, StringComparison.Ordinal) ? [new TextEdit(new Location(e.Origin.File, new TextSpan(e.Origin.Span.Start, was.Length)), now)] : [];
}
