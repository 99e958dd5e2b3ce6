using RightsEngine.Rules.Decisions;
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
        answers.Start(batch.Cases, IsAsked ? holders : 0);
        // Nobody holds a right that is not in force.
        if (code is null) return;
        DecisionBatch into = Step < 0 ? batch.Aside : batch.Into;
        if (Step < 0) into.Clear();
        into.Reserve(holders);
        into.TakeOver(code(batch.X, batch, into, answers, into.Count), (short)Step, General.Right.Holder);
    }
}
