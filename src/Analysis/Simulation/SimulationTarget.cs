using System.Globalization;
using System.Text;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;

namespace RightsEngine.Analysis.Simulation;

/// <summary>Where the decisions of a simulation go: they are counted, and the parts added in their order. Losses go to a file, if there is one.</summary>
/// <param name="plan">What is simulated.</param>
/// <param name="shown">How many losses are kept for the result.</param>
/// <param name="file">The file for all losses, as CSV; or null.</param>
internal sealed class SimulationTarget(SimulationPlan plan, int shown, string? file) : RunTarget
{
    private static readonly string[] Columns = ["case", "household", "household_change_per_year", "right", "holder", "period_start", "before", "amount_before", "after", "amount_after", "condition", "weight"];

    private readonly AsideFile? _file = file is null ? null : new AsideFile(file);
    private readonly List<IncomeRow[]> _incomes = [];
    private readonly List<Loss> _losses = [];

    /// <summary>What all parts come to.</summary>
    public SimulationTally Tally { get; } = new(plan.Rights.Count);

    /// <summary>The incomes of all households, in the order of the cases.</summary>
    public IReadOnlyList<IncomeRow[]> Incomes => _incomes;

    /// <summary>The first losses.</summary>
    public IReadOnlyList<Loss> Losses => _losses;

    /// <summary>How many there are.</summary>
    public long LossCount { get; private set; }

    public override void Open(FinishedPart? last)
    {
        _file?.Open(0);
        _file?.Write(Encoding.UTF8.GetBytes(string.Join(',', Columns) + "\n"));
    }

    public override IWaitingPart Make(CasePart part, IEnumerable<BatchDecider> batches, Action waitForTurn)
    {
        var tally = new SimulationTally(plan.Rights.Count);
        var cases = new CaseSimulation(plan);
        foreach (BatchDecider decided in batches) cases.Add(decided, tally);
        return new Waiting(this, tally);
    }

    public override long Keep() => 0;

    public override void Complete(byte[] report)
    {
    }

    public override void PutInPlace(byte[] report)
    {
        _file?.Keep();
        _file?.PutInPlace();
    }

    public override void Drop() => _file?.Drop();

    public override void Dispose() => _file?.Dispose();

    private void Add(SimulationTally part)
    {
        Tally.Add(part);
        if (part.Incomes.Count > 0) _incomes.Add([.. part.Incomes]);
        LossCount += part.Losses.Count;
        _losses.AddRange(part.Losses.Take(Math.Max(0, shown - _losses.Count)));
        if (_file is null || part.Losses.Count == 0) return;
        var text = new StringBuilder();
        foreach (Loss loss in part.Losses)
            text.AppendJoin(',', new[] { loss.Case, loss.Household, Number(loss.HouseholdChange), loss.Right, loss.Holder, DecisionText.Of(loss.PeriodStart), loss.Before, Number(loss.AmountBefore), loss.After, Number(loss.AmountAfter), loss.Condition, Number(loss.Weight) }.Select(CsvText.Cell)).Append('\n');
        _file.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    private sealed class Waiting(SimulationTarget target, SimulationTally tally) : IWaitingPart
    {
        public void LetOut() => target.Add(tally);
    }
}
