using CsCheck;
using RightsEngine.Analysis.Proofs;
using RightsEngine.Language.Core;

namespace RightsEngine.Analysis.Tests.Proofs;

/// <summary>What is said to exclude each other does, tried out with every value.</summary>
public sealed class SatisfiabilityTests
{
    private static readonly Term Whole = new("whole") { Low = 0, High = 4, IsWhole = true };
    private static readonly Term Number = new("number");
    private static readonly Term Code = new("code") { Texts = ["x", "y", "z"] };
    private static readonly decimal[] Halves = [.. Enumerable.Range(-1, 12).Select(i => i / 2m)];

    private static readonly Gen<Formula> Literal = Gen.OneOf(
        Gen.Select(Gen.Bool.Select(b => b ? "p" : "q"), Gen.Bool).Select(t => (Formula)new Said(t.Item1, t.Item2)),
        Gen.Select(Gen.Enum<ComparisonOperator>(), Gen.Int[0, 4]).Select(t => (Formula)new Bound(Whole, t.Item1, t.Item2)),
        Gen.Select(Gen.Enum<ComparisonOperator>(), Gen.Int[0, 4]).Select(t => (Formula)new Bound(Number, t.Item1, t.Item2)),
        Gen.Select(Gen.Int[0, 2].Select(i => Code.Texts![i]), Gen.Int[0, 2].Select(i => Code.Texts![i]), Gen.Bool).Select(t => (Formula)new OneOf(Code, new HashSet<string> { t.Item1, t.Item2 }, t.Item3)));

    private static Gen<Formula> Formulas(int depth) => depth == 0 ? Literal
        : Gen.OneOf(Literal, Formulas(depth - 1).Array[0, 3].Select(a => (Formula)new Conjunction(a)), Formulas(depth - 1).Array[0, 3].Select(a => (Formula)new Disjunction(a)));

    [Fact]
    public void Formulas_exclude_each_other_exactly_when_no_values_make_them_true()
    {
        int excluded = 0;
        Formulas(3).Array[1, 5].Sample(formulas =>
        {
            bool found = Satisfiability.Excluded(formulas);
            Assert.Equal(!Worlds().Any(w => formulas.All(f => w.Holds(f))), found);
            if (found) Interlocked.Increment(ref excluded);
        }, iter: 4000);
        Assert.InRange(excluded, 200, 3800);
    }

    [Fact]
    public void The_core_is_enough_and_nothing_in_it_is_too_much()
    {
        Literal.Array[2, 6].Sample(literals =>
        {
            if (!Satisfiability.Excluded(literals)) return;
            IReadOnlyList<Formula> core = Satisfiability.Core(literals, f => f);
            Assert.True(Satisfiability.Excluded(core));
            for (int i = 0; i < core.Count; i++) Assert.False(Satisfiability.Excluded(core.Where((_, n) => n != i)));
        }, iter: 2000);
    }

    private static IEnumerable<World> Worlds() =>
        from p in new[] { false, true }
        from q in new[] { false, true }
        from whole in Enumerable.Range(0, 5)
        from number in Halves
        from code in Code.Texts!
        select new World(p, q, whole, number, code);

    private sealed record World(bool P, bool Q, decimal WholeValue, decimal NumberValue, string CodeValue)
    {
        public bool Holds(Formula formula) => formula switch
        {
            Conjunction c => c.Parts.All(Holds),
            Disjunction d => d.Parts.Any(Holds),
            Said s => (s.Key == "p" ? P : Q) == s.Holds,
            OneOf o => o.Texts.Contains(CodeValue) == o.Holds,
            Bound b => Compare((b.Term.Key == "whole" ? WholeValue : NumberValue).CompareTo(b.Limit), b.Operator),
            _ => throw new InvalidOperationException(),
        };

        private static bool Compare(int order, ComparisonOperator comparison) => comparison switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }
}
