using CsCheck;
using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Rules.Tests;

/// <summary>Laws of the language on generated expressions: unknown data never turn one known value into another.</summary>
public sealed class ExpressionPropertyTests
{
    private const string Seed = "0N0XIzNsQ0O2";
    private static readonly DateOnly Date = new(2024, 1, 1);
    private static readonly string[] Fields = ["n1", "n2", "n3", "b1", "b2", "b3"];

    private static readonly Rulebook Rulebook = TestRulebook.Valid("""
        right: aid.none
        title: {en: none}
        holder: person
        period: month
        """, """
        record: sheet
        title: {en: sheet}
        source: {authority: Register}
        of: person
        per: once
        absent_record: unknown
        fields:
          n1: {type: number, title: {en: n1}, absent: unknown}
          n2: {type: number, title: {en: n2}, absent: unknown}
          n3: {type: number, title: {en: n3}, absent: unknown}
          b1: {type: boolean, title: {en: b1}, absent: unknown}
          b2: {type: boolean, title: {en: b2}, absent: unknown}
          b3: {type: boolean, title: {en: b3}, absent: unknown}
        """);

    private static Gen<string> Number(int depth)
    {
        Gen<string> leaf = Gen.OneOf(Gen.Int[-3, 3].Select(i => i < 0 ? $"({i})" : $"{i}"), Gen.Int[1, 3].Select(i => $"a.sheet.n{i}"));
        if (depth == 0) return leaf;
        Gen<string> n = Number(depth - 1), b = Boolean(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(n, Gen.Int[0, 3], n, (x, op, y) => $"({x} {"+-*/"[op]} {y})"),
            Gen.Select(b, n, n, (c, x, y) => $"(if {c} then {x} else {y})"),
            Gen.Select(n, n, (x, y) => $"max({x}, {y})"),
            Gen.Select(n, n, n, (x, y, z) => $"sum(for i{depth} in [{x}, {y}] return i{depth} + {z})"),
            Gen.Select(n, n, b, (x, y, c) => $"count([{x}, {y}][item > 0 and {c}])"),
            Gen.Select(n, n, Gen.Int[0, 4], (x, y, f) => $"{new[] { "mean", "median", "product", "min", "max" }[f]}({x}, {y})"),
            Gen.Select(n, n, b, (x, y, c) => $"default(median([{x}, {y}][{c}]), 0)"),
            Gen.Select(n, n, b, (x, y, c) => $"{{k: {x}, j: if {c} then k else {y}}}.j"),
            Gen.Select(n, n, n, (x, y, z) => $"sum([{{k: {x}}}, {{k: {y}}}][k > {z}].k)"),
            Gen.Select(n, n, b, (x, y, c) => $"count(distinct values([{x}, {y}, {x}][{c}]))"),
            Gen.Select(n, n, n, (x, y, z) => $"count(duplicate values(concatenate([{x}], [{y}], [{z}])))"),
            Gen.Select(n, Gen.Int[-2, 2], (x, e) => $"({x} ** {(e < 0 ? $"({e})" : $"{e}")})"),
            Gen.Select(n, Gen.Int[0, 2], (x, places) => $"round half even({x} / 7, {places})"),
            Gen.Select(n, n, b, Gen.Bool, (x, y, c, last) => $"default(distinct values(concatenate([{x}, {y}][{c}], [{y}, {x}]))[{(last ? -1 : 1)}], 0)"),
            Gen.Select(n, n, b, (x, y, c) => $"default(union([{x}][{c}], [{y}, {x}])[1], 0)"),
            Gen.Select(n, n, b, (x, y, c) => $"default(reverse(distinct values(flatten([[{x}][{c}], [{y}, {x}]])))[1], 0)"),
            Gen.Select(n, n, (x, y) => $"string length(string({x}) + string({y}))"));
    }

    private static Gen<string> Boolean(int depth)
    {
        Gen<string> leaf = Gen.OneOf(Gen.Bool.Select(v => v ? "true" : "false"), Gen.Int[1, 3].Select(i => $"a.sheet.b{i}"));
        if (depth == 0) return leaf;
        Gen<string> n = Number(depth - 1), b = Boolean(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(b, b, (x, y) => $"({x} and {y})"),
            Gen.Select(b, b, (x, y) => $"({x} or {y})"),
            b.Select(x => $"not({x})"),
            Gen.Select(n, Gen.Int[0, 5], n, (x, op, y) => $"({x} {new[] { "<", "<=", "=", "!=", ">=", ">" }[op]} {y})"),
            Gen.Select(n, n, n, (x, low, high) => $"({x} in [{low}..{high}])"),
            Gen.Select(n, n, b, (x, y, c) => $"(some i{depth} in [{x}, {y}] satisfies i{depth} > 0 and {c})"),
            Gen.Select(n, n, b, (x, y, c) => $"(every i{depth} in [{x}, {y}] satisfies i{depth} > 0 or {c})"),
            Gen.Select(b, b, n, (x, y, z) => $"any(for i{depth} in [1, 2][item > {z}] return if i{depth} = 1 then {x} else {y})"),
            Gen.Select(b, b, n, (x, y, z) => $"all(for i{depth} in [1, 2][item > {z}] return if i{depth} = 1 then {x} else {y})"),
            Gen.Select(n, n, n, Gen.Int[0, 3], (x, y, z, f) => $"{new[] { "overlaps", "before", "includes", "starts" }[f]}([{x}..{y}], [{z}..3])"),
            Gen.Select(n, n, (x, y) => $"({{k: {x}}} = {{k: {y}}})"),
            Gen.Select(n, n, n, (x, y, z) => $"({x} in [{y}, {z}][item != 0])"));
    }

    private static Value Evaluate(string expression, string[] values) =>
        ExpressionEvaluator.Evaluate(Rulebook, CaseOf(values), expression, Date);

    private static Case CaseOf(string[] values) => TestRulebook.Case(Rulebook,
        "{\"case\":\"c\",\"persons\":{\"a\":{\"sheet\":{" + string.Join(',', Fields.Zip(values, (f, v) => $"\"{f}\":{v}")) + "}}}}");

    private static readonly Gen<string[]> Values =
        Gen.Select(Gen.Int[-2, 2].Array[3], Gen.Bool.Array[3], (n, b) => n.Select(i => $"{i}").Concat(b.Select(x => x ? "true" : "false")).ToArray());

    [Fact]
    public void Replacing_a_known_input_by_unknown_gives_the_same_value_or_unknown() =>
        Gen.Select(Gen.OneOf(Boolean(3), Number(3)), Values, Gen.Int[0, 5]).Sample(
            (expression, values, forgotten) =>
            {
                string[] less = [.. values];
                less[forgotten] = "\"unknown\"";
                Value before = Evaluate(expression, values);
                Value after = Evaluate(expression, less);
                // A computation that has no result may be hidden behind what is unknown: the bounds of a count can decide without it.
                if (before is FaultValue) return;
                Assert.True(after is UnknownValue || Same(before, after), $"{expression} was {before}, became {after} without {Fields[forgotten]}");
                // A bound that an unknown count carries holds the value that it has in truth.
                if (after is UnknownValue { Low: { } low, High: { } high } && before is NumberValue n) Assert.InRange(n.Value, low, high);
            },
            seed: Seed, iter: 20_000, threads: 1);

    [Fact]
    public void The_operands_of_and_and_or_may_be_swapped() =>
        Gen.Select(Boolean(2), Boolean(2), Gen.Bool, Values, Gen.Bool.Array[6]).Sample(
            (x, y, and, values, known) =>
            {
                string[] some = [.. values.Select((v, i) => known[i] ? v : "\"unknown\"")];
                string op = and ? "and" : "or";
                Value one = Evaluate($"{x} {op} {y}", some), other = Evaluate($"{y} {op} {x}", some);
                Assert.True(Same(one, other) || (one is UnknownValue && other is UnknownValue), $"{x} {op} {y}: {one}, swapped {other}");
            },
            seed: Seed, iter: 5_000, threads: 1);

    [Fact]
    public void What_is_unknown_names_only_facts_that_are_unknown() =>
        Gen.Select(Gen.OneOf(Boolean(3), Number(3)), Values, Gen.Bool.Array[6]).Sample(
            (expression, values, known) =>
            {
                string[] some = [.. values.Select((v, i) => known[i] ? v : "\"unknown\"")];
                if (Evaluate(expression, some) is not UnknownValue unknown) return;
                Assert.NotEmpty(unknown.Facts);
                Assert.All(unknown.Facts, f => Assert.False(known[Array.IndexOf(Fields, f.Field)], $"{expression} asks for {f}"));
            },
            seed: Seed, iter: 5_000, threads: 1);

    [Fact]
    public void Folding_constants_changes_no_value() =>
        Gen.Select(Gen.OneOf(Boolean(3), Number(3)), Values, Gen.Bool.Array[6]).Sample(
            (expression, values, known) =>
            {
                Case subject = CaseOf([.. values.Select((v, i) => known[i] ? v : "\"unknown\"")]);
                var diagnostics = new DiagnosticBag();
                CoreExpression? core = ExpressionEvaluator.Check(Rulebook, subject, MappedText.Alone(expression), diagnostics, out IReadOnlyList<LocalSymbol> persons);
                if (core is null) return;
                Value plain = ExpressionEvaluator.Evaluate(Rulebook, subject, core, persons, Date);
                Value folded = ExpressionEvaluator.Evaluate(Rulebook, subject, CoreFolding.Fold(core), persons, Date);
                Assert.True(Same(plain, folded) || (plain is UnknownValue u && folded is UnknownValue f && u.Facts.SequenceEqual(f.Facts)), $"{expression} is {plain}, folded {folded}");
            },
            seed: Seed, iter: 10_000, threads: 1);

    [Fact]
    public void Most_generated_expressions_are_well_typed()
    {
        int all = 0, good = 0;
        Gen.OneOf(Boolean(3), Number(3)).Sample(expression =>
        {
            all++;
            if (ExpressionEvaluator.Check(Rulebook, CaseOf(["1", "1", "1", "true", "true", "true"]), MappedText.Alone(expression), new DiagnosticBag(), out _) is not null) good++;
        }, seed: Seed, iter: 2_000, threads: 1);
        Assert.True(good > all * 0.85, $"{good} of {all}");
    }

    private static bool Same(Value a, Value b) => a is FaultValue ? b is FaultValue : a.Equals(b);
}
