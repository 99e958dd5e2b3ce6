using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>A loop over the possible holders of a right in a batch: writes a row per decision from a row on, and gives the row after the last.</summary>
internal delegate int LeanRightCode(KernelContext context, LeanBatch batch, DecisionBatch into, LeanAnswers answers, int row);

/// <summary>A right of one period in the lean lane.</summary>
internal sealed class LeanRight(RightKernel general, LeanRightCode? code, IReadOnlyCollection<int> inputs, HouseholdStep? households) : LeanStep
{
    public const int Refused = 1;
    public const int Granted = 2;

    /// <summary>Its code in the general lane.</summary>
    public RightKernel General { get; } = general;

    /// <summary>The households that may hold it; null for other holders.</summary>
    public HouseholdStep? Households { get; } = households;

    /// <summary>How its code writes rows.</summary>
    public RowLayout Rows { get; init; }

    /// <summary>Whether another right asks for it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>The number of the step in the decisions; -1 when it is only asked for.</summary>
    public int Step { get; set; } = -1;

    public override IEnumerable<int> Inputs => Households is null ? inputs : inputs.Append(Households.Number);

    public override void Run(LeanBatch batch)
    {
        LeanAnswers answers = batch.Answers[Number]!;
        int holders = Households is not null ? batch.Households[Households.Number]!.Count
            : General.Right.Holder == HolderKind.Person ? batch.Persons : batch.X.RelationOf(General.Relation).Links;
        answers.Start(batch.Cases, IsAsked ? holders : 0, Rows == RowLayout.EveryHousehold && code is not null);
        // Nobody holds a right that is not in force.
        if (code is null) return;
        DecisionBatch into = Step < 0 ? batch.Aside : batch.Into;
        if (Step < 0) into.Clear();
        into.Reserve(holders);
        LeaveOpen(batch, answers);
        int start = into.Count, end = code(batch.X, batch, into, answers, start);
        if (Rows == RowLayout.EveryHousehold)
        {
            LeanHouseholds homes = batch.Households[Households!.Number]!;
            homes.Cases.AsSpan(0, end - start).CopyTo(into.Case.AsSpan(start));
            homes.Members.AsSpan(0, end - start).CopyTo(into.Members.AsSpan(start));
        }
        into.TakeOver(end, (short)Step, General.Right.Holder);
        if (Rows != RowLayout.ByCase && answers.HasOpen) into.Drop(start, answers.Open);
    }

    /// <summary>Cases that columns cannot hold, and those whose households are not clear.</summary>
    private void LeaveOpen(LeanBatch batch, LeanAnswers answers)
    {
        if (batch.HasExotic) answers.Leave(batch.Exotic.AsSpan(0, batch.Cases));
        if (Households is not null && batch.Households[Households.Number] is { HasOpen: true } homes) answers.Leave(homes.Open.AsSpan(0, batch.Cases));
    }
}
