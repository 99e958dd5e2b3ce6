using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Analysis.ConceptComparison;

/// <summary>
/// Finds what an income is made of, down to the fields of records, by walking over Core: incomes inside incomes, concepts and
/// definitions are followed. What decides whether something counts is no part of the amount, so conditions are passed over.
/// </summary>
/// <param name="on">The reference date whose versions count; null for the latest of each.</param>
internal sealed class IncomePartReader(DateOnly? on)
{
    private readonly List<(IncomePart Part, PartWeight Weight)> _found = [];
    private readonly Dictionary<LocalSymbol, string> _years = [];

    /// <summary>The fields of an income, each with all its weights.</summary>
    /// <param name="income">The income.</param>
    /// <param name="on">The reference date whose versions count; null for the latest of each.</param>
    /// <param name="members">The ids of components and groups that are asked for; empty for all of it.</param>
    public static SortedDictionary<IncomePart, List<PartWeight>> Read(IncomeDefinition income, DateOnly? on, IReadOnlySet<string>? members = null)
    {
        var reader = new IncomePartReader(on);
        reader._years[income.YearLocal] = "year";
        reader.Income(income, members, PartWeight.One);
        var parts = new SortedDictionary<IncomePart, List<PartWeight>>();
        foreach ((IncomePart part, PartWeight weight) in reader._found)
        {
            if (!parts.TryGetValue(part, out List<PartWeight>? weights)) parts[part] = weights = [];
            if (!weights.Contains(weight)) weights.Add(weight);
        }
        return parts;
    }

    /// <summary>The version that counts, or null where none is in force.</summary>
    public static T? Version<T>(IReadOnlyList<T> versions, DateOnly? on) where T : class, IVersion =>
        on is { } date ? versions.FirstOrDefault(v => v.InForce.Contains(date)) : versions.OrderBy(v => v.InForce.From ?? DateOnly.MinValue).LastOrDefault();

    private void Income(IncomeDefinition income, IReadOnlySet<string>? members, PartWeight weight)
    {
        foreach (IncomeComponent component in Version(income.Versions, on)?.Components ?? [])
        {
            if (on is { } date && !component.InForce.Contains(date)) continue;
            if (members is not null && !members.Contains(component.Id) && (component.Group is null || !members.Contains(component.Group))) continue;
            Amount(component.Take, weight.Times(component.Numerator, component.Denominator));
        }
    }

    private void Amount(CoreExpression expression, PartWeight weight)
    {
        switch (expression)
        {
            case Literal { Value: NumberValue { Value: 0 } }: return;
            case Literal literal: Add(new IncomePart("", literal.Origin.Text, ""), weight); return;
            case Default d:
                Amount(d.Operand, weight);
                return;
            case Sum sum:
                foreach (SumTerm term in sum.Terms) Amount(term.Value, term.Subtract ? weight.Times(-1, 1) : weight);
                return;
            case Select select:
                bool isConditional = select.Hit != HitPolicy.Sum || select.Rows.Count > 0;
                foreach (CoreExpression branch in select.Rows.Select(r => r.Then).Append(select.Otherwise!))
                    if (branch is not null) Amount(branch, weight with { Conditional = weight.Conditional || isConditional });
                return;
            case Product product when Data(product) is { } data:
                foreach (CoreExpression factor in product.Factors)
                    if (!ReferenceEquals(factor, data)) weight = factor is Literal { Value: NumberValue n } ? weight.Times(n.Value, 1) : weight.Times(Written(factor));
                foreach (CoreExpression divisor in product.Divisors)
                    weight = divisor is Literal { Value: NumberValue n } ? weight.Times(1, n.Value) : weight.Times("1/" + Written(divisor));
                Amount(data, weight);
                return;
            case Member { Target: Call { Symbol: RecordSymbol or RecordOfYearSymbol } call } member:
                Add(new IncomePart(call.Symbol.Name, member.Symbol.Name, Year(call)), weight);
                return;
            case Member { Target: Call { Symbol: IncomeSymbol other } call } member:
                _years[other.Income.YearLocal] = Year(call);
                Income(other.Income, member.Symbol.Name.Length == 0 ? null : new HashSet<string> { member.Symbol.Name }, weight);
                return;
            case Call { Symbol: DefinitionSymbol { Body: { } body } } call:
                Bind(call);
                Amount(body, weight);
                return;
            case Call { Symbol: ConceptSymbol concept } call when Version(concept.Concept.Versions, on) is { } version:
                Bind(call);
                Amount(version.Value, weight);
                return;
            default:
                foreach (CoreExpression part in CoreParts.Of(expression)) Amount(part, weight with { Formula = true });
                return;
        }
    }

    /// <summary>The only factor that comes from records, when the others are figures.</summary>
    private static CoreExpression? Data(Product product)
    {
        CoreExpression[] data = [.. product.Factors.Where(f => f.Needs.HasFlag(Needs.PersonalData))];
        return data.Length == 1 && !product.Divisors.Any(d => d.Needs.HasFlag(Needs.PersonalData)) ? data[0] : null;
    }

    private void Add(IncomePart part, PartWeight weight) => _found.Add((part, weight));

    private void Bind(Call call)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
            if (call.Symbol.Parameters[i].Type.Equals(RightsType.Number)) _years[call.Symbol.Parameters[i]] = Text(call.Arguments[i]);
    }

    private string Year(Call call)
    {
        if (call.Symbol is RecordOfYearSymbol ofYear) return _years.GetValueOrDefault(ofYear.Income.YearLocal, "year");
        int index = call.Symbol.Parameters.Select((p, i) => (p, i)).Where(x => x.p.Name == "year").Select(x => x.i).DefaultIfEmpty(-1).First();
        return index < 0 || index >= call.Arguments.Count ? "" : Text(call.Arguments[index]);
    }

    private string Text(CoreExpression year) => year is Local local ? _years.GetValueOrDefault(local.Symbol, local.Symbol.Name) : Written(year);

    private static string Written(CoreExpression expression) => RulebookParts.Written(expression);
}
