using System.Text.Json.Nodes;
using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using Xunit.Abstractions;

namespace RightsEngine.Rules.Tests.Differential;

/// <summary>
/// Generated rulebooks decide generated cases alike through both evaluators: outcome, amount, range, conditions, missing
/// facts, faults. A pair on which they differ is made as small as it gets and shown as YAML and JSON.
/// <c>RIGHTS_DIFFERENTIAL=seed,rulebooks</c> runs other ones, or more.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int CasesOfRulebook = 60;
    private const int RightsOfRulebook = 4;

    private static readonly string[] Dates = ["2024-03-20", "2022-08-05"];

    [Fact]
    public void Both_evaluators_decide_generated_rulebooks_alike()
    {
        int[] run = [.. (Environment.GetEnvironmentVariable("RIGHTS_DIFFERENTIAL") ?? "20261124,220").Split(',').Select(int.Parse)];
        output.WriteLine($"seed {run[0]}, {run[1]} rulebooks");
        int shared = 0, kernels = 0;
        long pairs = 0, decisions = 0, asked = 0, handedBack = 0, inGeneral = 0, rejected = 0, rights = 0, notCompiled = 0, notLean = 0;
        SortedDictionary<string, int> reasons = new(StringComparer.Ordinal), leanReasons = new(StringComparer.Ordinal);
        for (int i = 0; i < run[1]; i++)
        {
            var random = new Random(unchecked(run[0] * 1_000_003 + i));
            GeneratedRules rules = new RulesMaker(random).Make(RightsOfRulebook);
            RulebookResult result = TestRulebook.Load(rules.RightText, rules.ConceptText);
            if (result.Rulebook is not { } rulebook)
            {
                rejected++;
                output.WriteLine($"rulebook {i} is none: {result.Diagnostics.First(d => d.Severity == Severity.Error).Message}");
                continue;
            }
            var maker = new CasesMaker(random);
            var cases = new List<(JsonObject Json, Case Case)>();
            for (int j = 0; j < CasesOfRulebook; j++)
                if (maker.Make(j) is var json && TestRulebook.Read(rulebook, json.ToJsonString()).Case is { } subject) cases.Add((json, subject));
            var pair = new EvaluatorPair(rulebook, Dates);
            if (pair.FirstDifference([.. cases.Select(c => c.Case)]) is { } found)
                Assert.Fail(Shrinker.Shown(rules, cases[found.Case].Json, Dates, $"rulebook {i} of seed {run[0]}"));
            pairs += cases.Count;
            decisions += pair.Decisions;
            handedBack += pair.HandedBack;
            inGeneral += pair.InGeneral;
            asked += (long)cases.Count * pair.Evaluator.Steps.Count(s => s.InForce);
            rights += pair.Evaluator.Steps.Count;
            (shared, kernels) = (shared + pair.Shared.Steps, kernels + pair.Shared.Kernels);
            foreach (string reason in pair.Evaluator.NotCompiled.Values) reasons[Reason(reason)] = reasons.GetValueOrDefault(Reason(reason)) + 1;
            foreach (string reason in pair.Evaluator.NotLean.Values) leanReasons[Reason(reason)] = leanReasons.GetValueOrDefault(Reason(reason)) + 1;
            notCompiled += pair.Evaluator.Steps.Count(s => s.InForce && s.Kernel is null);
            notLean += pair.Evaluator.Lanes.Index().Count(l => l.Item == Lane.General && pair.Evaluator.Steps[l.Index].InForce);
        }
        output.WriteLine($"{run[1] - rejected} rulebooks with {rights} rights and periods, {notCompiled} without kernel; {pairs} pairs of rulebook and case, {decisions} decisions; {handedBack} rights of cases went to the reference evaluator; {rejected} rulebooks were none");
        output.WriteLine($"{notLean} rights and periods without lean lane; {inGeneral} of {asked} rights of cases were not decided by the lean lane");
        output.WriteLine($"{kernels} kernels for {shared} rights and periods whose dates share them");
        foreach ((string reason, int count) in leanReasons.OrderByDescending(r => r.Value)) output.WriteLine($"no lean lane for {count} rights: {reason}");
        foreach ((string reason, int count) in reasons.OrderByDescending(r => r.Value)) output.WriteLine($"no kernel for {count} rights: {reason}");
        Assert.InRange(rejected, 0, run[1] / 4);
        Assert.True(pairs >= (run[1] < 220 ? 40L * run[1] : 10_000), $"{pairs} pairs are too few");
        // Kernels must have decided most: else both sides would be the same evaluator.
        Assert.InRange(notCompiled, 0, rights / 3);
        // The lean lane too must have decided its part, in batches with cases that it leaves open.
        // One rulebook in five has what only the general lane has code for.
        Assert.InRange(notLean, 0, rights / 3);
        Assert.InRange(inGeneral, asked / 4, asked * 9 / 10);
    }

    /// <summary>Without the place in the rules.</summary>
    private static string Reason(string message) => message.Split(" (")[0];
}

/// <summary>Both evaluators over one rulebook.</summary>
internal sealed class EvaluatorPair
{
    private static readonly int[] DaysAway = [0, 9, 31, -366];

    private readonly CaseEvaluator _reference;
    private readonly BatchEvaluator _general;
    private readonly CaseEvaluator _nearReference;
    private readonly BatchEvaluator _near;
    private readonly KernelContext _context;
    private readonly KernelContext _generalContext;
    private readonly KernelContext _nearContext;

    public EvaluatorPair(Rulebook rulebook, IEnumerable<string> dates)
    {
        var options = new EvaluationOptions { Dates = [.. dates.Select(DateOnly.Parse)] };
        Evaluator = new BatchEvaluator(rulebook, options, compile: true, lean: true);
        _general = new BatchEvaluator(rulebook, options, compile: true, lean: false);
        _reference = new CaseEvaluator(rulebook, options);
        // Interpreted kernels are shared by dates, so they need some that are near and some that are not.
        var near = new EvaluationOptions { Dates = [.. options.Dates.SelectMany(date => DaysAway.Select(date.AddDays))] };
        _near = new BatchEvaluator(rulebook, near, compile: true, lean: false, interpreted: true);
        _nearReference = new CaseEvaluator(rulebook, near);
        _context = Evaluator.NewContext();
        _generalContext = _general.NewContext();
        _nearContext = _near.NewContext();
    }

    public BatchEvaluator Evaluator { get; }

    /// <summary>How many rights and periods were decided by kernels that dates share, and how many kernels that took.</summary>
    public (int Steps, int Kernels) Shared => (_near.Steps.Count, _near.Kernels);

    public long Decisions { get; private set; }

    public long HandedBack => _context.HandedBack;

    /// <summary>How often the lean lane left a right of a case to another.</summary>
    public long InGeneral => _context.InGeneral;

    /// <summary>The first case that is not decided alike, and how; null when there is none.</summary>
    public (int Case, string Difference)? FirstDifference(IReadOnlyList<Case> cases)
    {
        try
        {
            return Compared(cases);
        }
        catch (Exception error) when (cases.Count > 1)
        {
            // An internal error is a difference too: of the first case that has it alone.
            for (int i = 0; i < cases.Count; i++)
                if (FirstDifference([cases[i]]) is { } found) return (i, found.Difference);
            return (0, $"{error} (beside other cases)");
        }
        catch (Exception error)
        {
            return (0, error.ToString());
        }
    }

    private (int Case, string Difference)? Compared(IReadOnlyList<Case> cases)
    {
        ILookup<string, Decision> compiled = Decide(Evaluator, _context, cases), general = Decide(_general, _generalContext, cases);
        ILookup<string, Decision> near = Decide(_near, _nearContext, [.. cases.Where((_, i) => IsDecidedNear(i))]);
        for (int i = 0; i < cases.Count; i++)
        {
            Decision[] expected = [.. _reference.EvaluateTraced(cases[i], trace: false).Select(d => d.Decision)];
            Decisions += expected.Length;
            if (DecisionAgreement.FirstDifference(expected, [.. compiled[cases[i].Id]]) is { } difference) return (i, difference);
            if (DecisionAgreement.FirstDifference(expected, [.. general[cases[i].Id]]) is { } other) return (i, $"without the lean lane: {other}");
            if (!IsDecidedNear(i)) continue;
            Decision[] expectedNear = [.. _nearReference.EvaluateTraced(cases[i], trace: false).Select(d => d.Decision)];
            if (DecisionAgreement.FirstDifference(expectedNear, [.. near[cases[i].Id]]) is { } third) return (i, $"with kernels that dates share: {third}");
        }
        return null;
    }

    private static bool IsDecidedNear(int number) => number % 10 == 0;

    private static ILookup<string, Decision> Decide(BatchEvaluator evaluator, KernelContext context, IReadOnlyList<Case> cases)
    {
        context.Batch.Clear();
        foreach (Case subject in cases) context.Batch.Add(subject);
        return evaluator.Evaluate(context).ToLookup(d => d.Case);
    }
}
