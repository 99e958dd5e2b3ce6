using RightsEngine.Analysis.Populations;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Sources;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>A right with a common income, and perhaps a common household, in the place of its own; nothing is searched yet.</summary>
internal sealed class HarmonisedRight
{
    private readonly Rulebook _rulebook;
    private readonly DateOnly _on;

    /// <exception cref="NotHandledException">The right has a form in which its income cannot be replaced.</exception>
    public HarmonisedRight(Rulebook rulebook, RightDefinition right, IncomeDefinition income, HouseholdDefinition? household, DateOnly on)
    {
        (_rulebook, Right, _on) = (rulebook, right, on);
        ReferenceDate = PeriodOf.Right(right, on).ReferenceDate;
        if (!right.InForce.Contains(ReferenceDate)) throw new NotHandledException($"it is not in force on {ReferenceDate:yyyy-MM-dd}");
        Measured = MeasuredIncome.Of(right, ReferenceDate);
        Limits = new IncomeLimits(right, Measured.Definition, ReferenceDate);
        Common = Measured.Counted with { Income = income, Members = household is null ? Measured.Counted.Members : MembersOf(household) };
        // What cannot be written in a reform is found before anything is computed.
        _ = Common.TotalText();
    }

    public RightDefinition Right { get; }

    public DateOnly ReferenceDate { get; }

    /// <summary>The income of the right today.</summary>
    public MeasuredIncome Measured { get; }

    /// <summary>What takes its place.</summary>
    public CountedIncome Common { get; }

    public IncomeLimits Limits { get; }

    /// <summary>Whether the right counts the common income of the same people already.</summary>
    public bool IsHarmonised => Measured.Counted.Income == Common.Income && ReferenceEquals(Measured.Counted.Members, Common.Members);

    /// <summary>Whether what is granted costs an amount of money that does not depend on the income; else holders are counted.</summary>
    public bool HasCosts => Right.Amount is { Type: MoneyType } && !Limits.AmountDepends;

    /// <summary>Asks everyone what the search needs.</summary>
    /// <param name="read">Goes over the population.</param>
    public HolderTable Ask(Action<Func<PopulationScan, PartLog>> read)
    {
        List<RightDefinition> questions =
        [
            Question.Changed("today", Right, e => e, Right.Amount),
            Question.Amount("income_today", Right, new Call(Measured.Definition, [], Measured.Definition.ResultType, Right.Location).WithNeeds()),
            Question.Amount("income_common", Right, Common.Total(_rulebook.Scope)),
            Question.Amount("members", Right, Common.Size()),
        ];
        int firstLimit = questions.Count;
        questions.AddRange(Limits.Limits.Select((limit, i) => Question.Amount($"limit_{i}", Right, limit)));
        int firstPoint = questions.Count;
        IncomePoint[] points = [.. Limits.Points];
        questions.AddRange(points.Select(p => Question.Changed($"point_{p.Limit}_{p.IsAbove}", Right, e => Limits.At(e, p), Limits.AmountDepends ? null : Right.Amount)));
        var survey = new PopulationSurvey(_rulebook, questions, Options);
        read(survey.Run);
        return new HolderTable(survey, HasCosts, firstLimit, Limits.Limits.Count, firstPoint);
    }

    /// <summary>Has the evaluator decide everyone as they are today and with the common income and changed limits.</summary>
    public (Answers Today, Answers Then) Decide(LimitChange change, Action<Func<PopulationScan, PartLog>> read)
    {
        CoreExpression income = Converted(change);
        AmountDefinition? amount = Right.Amount is not { } a ? null : new AmountDefinition
        {
            Value = Limits.With(a.Value, income),
            Type = a.Type,
            UnitText = a.UnitText,
            Direction = a.Direction,
            Round = a.Round,
            ZeroGranted = a.ZeroGranted,
            NotDueBelow = a.NotDueBelow is null ? null : Limits.With(a.NotDueBelow, income),
            Location = a.Location,
        };
        var survey = new PopulationSurvey(_rulebook, [Question.Changed("today", Right, e => e, Right.Amount), Question.Changed("then", Right, e => Limits.With(e, income), amount)], Options);
        read(survey.Run);
        return (survey.Answers[0], survey.Answers[1]);
    }

    /// <summary>Asks for every component of both incomes, and for the common income of today's members.</summary>
    public PopulationSurvey AskComponents(out IReadOnlyList<(string Component, bool IsCommon)> components)
    {
        IScope scope = _rulebook.Scope;
        (string Component, bool IsCommon)[] all = [.. Parts(Measured.Counted.Income).Select(c => (c, false)), .. Parts(Common.Income).Select(c => (c, true))];
        components = all;
        CountedIncome ofTodaysMembers = Measured.Counted with { Income = Common.Income };
        return new PopulationSurvey(_rulebook,
        [
            Question.Amount("common_of_todays_members", Right, ofTodaysMembers.Total(scope)),
            .. all.Select((c, i) => Question.Amount($"component_{i}", Right, (c.IsCommon ? ofTodaysMembers : Measured.Counted).Total(scope, c.Component))),
        ], Options);
    }

    private EvaluationOptions Options => new() { Dates = [_on] };

    private string[] Parts(IncomeDefinition income) =>
        [.. (ConceptComparison.IncomePartReader.Version(income.Versions, ReferenceDate)?.Components ?? []).Where(c => c.InForce.Contains(ReferenceDate)).Select(c => c.Id)];

    /// <summary>The common income less the supplements, divided by the factor.</summary>
    private CoreExpression Converted(LimitChange change)
    {
        CoreExpression total = Common.Total(_rulebook.Scope), size = Common.Size();
        RightsType money = total.Type;
        CoreExpression Number(decimal value, RightsType type) => Question.Number(value, type, Right.Location);
        CoreExpression further = new Sum([new SumTerm(false, size), new SumTerm(true, Number(1, RightsType.Number))], RightsType.Number, Right.Location).WithNeeds();
        CoreExpression supplements = new Product([Number(change.Supplement, money), further], [], money, Right.Location).WithNeeds();
        CoreExpression less = change.Supplement == 0 ? total : new Sum([new SumTerm(false, total), new SumTerm(true, supplements)], money, Right.Location).WithNeeds();
        return new Product([less], [Number(change.Factor, RightsType.Number)], money, Right.Location).WithNeeds();
    }

    private CoreExpression MembersOf(HouseholdDefinition household)
    {
        var symbol = (CallableSymbol)_rulebook.Scope.Find(household.Name)!;
        // The household is that of the person around whom today's is, else that of the holder.
        var inlining = new CoreInlining(ReferenceDate, e => e is Call { Symbol: HouseholdSymbol } call ? call : null, "the household");
        Local? person = CoreParts.SelfAndDescendants(inlining.Of(Measured.Counted.Members)).OfType<Call>().Where(c => c.Symbol is HouseholdSymbol).Select(c => c.Arguments[0]).OfType<Local>()
            .FirstOrDefault(l => Right.HolderLocals.Contains(l.Symbol));
        LocalSymbol around = person?.Symbol ?? Right.HolderLocals.FirstOrDefault(l => l.Type.Equals(RightsType.Person)) ?? throw new NotHandledException("no person is known around whom another household could be");
        return new Call(symbol, [new Local(around, Right.Location).WithNeeds()], new ListType(RightsType.Person), Right.Location).WithNeeds();
    }
}
