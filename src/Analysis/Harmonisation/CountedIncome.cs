using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>An income added up over some persons, of a year that may differ between them.</summary>
/// <param name="Income">The income.</param>
/// <param name="Members">The persons.</param>
/// <param name="Member">The variable that stands for each of them.</param>
/// <param name="Year">The year, in which the variable may occur.</param>
internal sealed record CountedIncome(IncomeDefinition Income, CoreExpression Members, LocalSymbol Member, CoreExpression Year)
{
    private Location At => Income.Location;

    /// <summary>The sum over all members.</summary>
    /// <param name="scope">Where the symbol of the income is found.</param>
    /// <param name="part">A component or group; empty for the whole.</param>
    public CoreExpression Total(IScope scope, string part = Checker.IncomeTotal)
    {
        var symbol = (CallableSymbol)scope.Find(Income.Name)!;
        MemberSymbol total = Income.Members[part];
        CoreExpression one = new Member(new Call(symbol, [new Local(Member, At).WithNeeds(), Year], symbol.ResultType, At).WithNeeds(), total, total.Type, At).WithNeeds();
        CoreExpression all = new ForEach(Member, Members, one, false, new ListType(total.Type), At).WithNeeds();
        return new BuiltinCall(BuiltinTable.Find("sum")!, [all], total.Type, At).WithNeeds();
    }

    /// <summary>How many members there are.</summary>
    public CoreExpression Size() => new BuiltinCall(BuiltinTable.Find("count")!, [Members], RightsType.Number, At).WithNeeds();

    /// <summary>The sum as rules write it.</summary>
    public string TotalText() => $"sum(for {Member.Name} in {CoreText.Of(Members)} return {Income.Name}({Member.Name}, {CoreText.Of(Year)}))";

    /// <summary>The number of members as rules write it.</summary>
    public string SizeText() => $"count({CoreText.Of(Members)})";

    /// <summary>
    /// What an expression counts: the income that it adds up, of whom, and of which year. Whatever else it does with it (indexing it,
    /// or putting a finding in its place) belongs to the way in which today's income is counted, and is no part of this.
    /// </summary>
    /// <exception cref="NotHandledException">It adds up nothing, or several things.</exception>
    public static CountedIncome Of(CoreExpression expression, RightDefinition right, DateOnly on)
    {
        var inlining = new CoreInlining(on, e => e is Member { Target: Call { Symbol: IncomeSymbol }, Symbol.Name: Checker.IncomeTotal } total ? total : null, "the income");
        CoreExpression whole = inlining.Of(expression);
        var found = new List<CountedIncome>();
        Search(whole, [], found, right);
        if (found.Count == 0) throw new NotHandledException("the income is not added up over persons");
        CountedIncome first = found[0];
        if (found.Any(f => f.Income != first.Income)) throw new NotHandledException($"it counts {string.Join(" and ", found.Select(f => f.Income.Name).Distinct())} together");
        return found.Any(f => !f.IsLike(first)) ? throw new NotHandledException("the income is counted of several groups of persons, or of several years") : first;
    }

    private bool IsLike(CountedIncome other) =>
        CoreText.Of(Members) == CoreText.Of(other.Members) && CoreText.Of(Year).Replace(Member.Name, "", StringComparison.Ordinal) == CoreText.Of(other.Year).Replace(other.Member.Name, "", StringComparison.Ordinal);

    private static void Search(CoreExpression expression, IReadOnlyList<ForEach> loops, List<CountedIncome> found, RightDefinition right)
    {
        if (expression is Member { Target: Call { Symbol: IncomeSymbol income, Arguments: [var person, var year] }, Symbol.Name: Checker.IncomeTotal })
        {
            found.Add(Of(income.Income, person, year, loops, right));
            return;
        }
        if (expression is ForEach loop)
        {
            Search(loop.Domain, loops, found, right);
            Search(loop.Body, [.. loops, loop], found, right);
            return;
        }
        foreach (CoreExpression part in CoreParts.Of(expression)) Search(part, loops, found, right);
    }

    private static CountedIncome Of(IncomeDefinition income, CoreExpression person, CoreExpression year, IReadOnlyList<ForEach> loops, RightDefinition right)
    {
        if (person is not Local { Symbol: var symbol }) throw new NotHandledException($"the income of `{RulebookParts.Written(person)}` is counted");
        if (loops.FirstOrDefault(l => l.Variable == symbol) is { } loop) return new CountedIncome(income, loop.Domain, symbol, year);
        if (!right.HolderLocals.Contains(symbol)) throw new NotHandledException($"the income of `{symbol.Name}` is counted");
        var member = new LocalSymbol("m", RightsType.Person, symbol.Needs);
        var alone = new ListOf([person], new ListType(RightsType.Person), person.Origin);
        return new CountedIncome(income, alone.WithNeeds(), member, year);
    }
}
