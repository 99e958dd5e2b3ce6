using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>What is computed once for each case: units, households, and the rights that others ask for.</summary>
internal sealed partial class KernelContext
{
    /// <summary>The value of a unit for a person, computed once per case.</summary>
    public int Unit(int unit, int person)
    {
        // After the context gave up, code may ask about nobody.
        if ((uint)person >= CaseBatch.MaximumPersons)
        {
            GiveUp("something about nobody");
            return -1;
        }
        ref UnitCell cell = ref _unitCells[person * _unitKernels.Length + unit];
        if (cell.Stamp != Stamp) cell = Compute(unit, person);
        (Result, Order) = (cell.Value, cell.Order);
        if (cell.State != BailedUnit) return cell.State;
        // Whoever asks again learns that the value does not count.
        GiveUp(_unitCauses[unit]!);
        return -1;
    }

    private UnitCell Compute(int unit, int person)
    {
        bool before = Bail;
        Bail = false;
        int state = _unitKernels[unit].Run(this, person);
        if (Bail) _unitCauses[unit] = Cause;
        var cell = new UnitCell(Stamp, Bail ? BailedUnit : state, Result, Order);
        Bail |= before;
        return cell;
    }

    /// <summary>The households of the case by a unit that gives the household of a person.</summary>
    public CaseHouseholds Households(int unit)
    {
        CaseHouseholds households = _households[unit] ??= new CaseHouseholds(this, unit);
        households.Find(Stamp);
        return households;
    }

    /// <summary>Decides the rights that another asks for, once per case.</summary>
    public void Prepare(int[] rights)
    {
        foreach (int right in rights)
        {
            RightAnswers answers = _answers[right];
            if (answers.Stamp != Stamp)
            {
                RightKernel kernel = _plan.Rights[right];
                if (kernel.Right.InForce.Contains(kernel.Period.ReferenceDate)) _needed[right].Answer();
                else _needed[right].AnswerNothing();
            }
            if (answers.Cause is { } cause) GiveUp(cause);
        }
    }

    /// <summary>Whether another right is granted to a holder; false for whom it does not concern.</summary>
    public int Granted(int right, long holder) => AnswerFor(right, holder) switch
    {
        { Found: false } => 0,
        { All: 0 or 1 } answer => answer.All,
        var answer => answer.Missing,
    };

    public int AmountOf(int right, long holder)
    {
        RightAnswer answer = AnswerFor(right, holder);
        Result = answer is { Found: true, All: 1, AmountState: 0 } ? answer.Amount : 0;
        return !answer.Found || answer.All == 0 || answer is { All: 1, AmountState: 0 } ? 0 : answer.Missing;
    }

    private RightAnswer AnswerFor(int right, long holder) => _answers[right].For(holder);
}

/// <summary>What a unit gave for a person.</summary>
/// <param name="Stamp">The case that it is about.</param>
/// <param name="State">Its state.</param>
/// <param name="Value">Its value.</param>
/// <param name="Order">The order of a list, where it may be another one than that of the case.</param>
internal readonly record struct UnitCell(int Stamp, int State, long Value, int Order);
