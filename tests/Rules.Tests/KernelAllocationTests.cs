using CsCheck;
using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Rules.Tests;

/// <summary>Kernels make no garbage: a population is decided in the memory of its first batches.</summary>
public sealed class KernelAllocationTests
{
    // Rights for which the generated families have all facts.
    private static readonly EvaluationOptions Options = new() { Dates = [new DateOnly(2024, 10, 1), new DateOnly(2023, 4, 1)], Rights = CompiledEvaluatorTests.OfFamilies };

    [Fact]
    public void Families_about_whom_everything_is_known_are_decided_without_garbage() => Assert.Equal(0, Garbage(forgotten: 0));

    [Fact]
    public void Nor_does_the_general_lane_make_any() => Assert.Equal(0, Garbage(forgotten: 0, lean: false));

    /// <summary>Missing facts and ranges of amounts come in memory that is kept as well.</summary>
    [Fact]
    public void Families_with_forgotten_facts_are_decided_without_garbage() => Assert.Equal(0, Garbage(forgotten: 1));

    private static long Garbage(int forgotten, bool lean = true)
    {
        var evaluator = new BatchEvaluator(TestRulebook.Repository, Options, compile: true, lean: lean);
        KernelContext context = evaluator.NewContext();
        KernelContext alone = evaluator.NewContext();
        var decisions = new DecisionBatch();
        foreach (Case subject in Cases(forgotten))
        {
            // What a kernel hands back is decided by the reference evaluator, which may make garbage.
            alone.Batch.Clear();
            alone.Batch.Add(subject);
            long before = alone.HandedBack;
            evaluator.Decide(alone, decisions);
            if (alone.HandedBack == before) context.Batch.Add(subject);
        }
        Assert.InRange(context.Batch.Count, 40, int.MaxValue);
        for (int i = 0; i < 3; i++) evaluator.Decide(context, decisions);
        // The lane that is meant must have decided something.
        Assert.Equal(lean, context.InGeneral < 3L * context.Batch.Count * Options.Dates.Count * CompiledEvaluatorTests.OfFamilies.Count);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) evaluator.Decide(context, decisions);
        return GC.GetAllocatedBytesForCurrentThread() - allocated;
    }

    private static List<Case> Cases(int forgotten)
    {
        var cases = new List<Case>();
        Gen.Select(FamilyGenerator.Family, Gen.Int[0, 100_000].Array[forgotten]).Sample((family, facts) =>
        {
            if (forgotten == 0) family = FamilyGenerator.WhollyKnown(family);
            foreach (int leaf in facts)
            {
                List<string[]> leaves = FamilyGenerator.Leaves(family);
                family = FamilyGenerator.Forget(family, leaves[leaf % leaves.Count]);
            }
            cases.Add(TestRulebook.Case(TestRulebook.Repository, family.ToJsonString()));
        }, seed: "0N0XIzNsQ0O2", iter: 500, threads: 1);
        return cases;
    }
}
