using RightsEngine.Data.Parquet;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Decisions;

/// <summary>Decisions as rows of Parquet: which columns there are, and what stands in them. For one thread.</summary>
internal sealed class ParquetDecisions
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly List<OutputColumn> _columns = [];
    private readonly List<Action<BatchDecider>> _fillers = [];
    private readonly List<byte[]> _kinds = [[]];
    private readonly KindSets _kindSets;
    private readonly IReadOnlyList<DecisionStep> _steps;

    public ParquetDecisions(BatchEvaluator evaluator)
    {
        (_steps, _kindSets) = (evaluator.Steps, evaluator.KindSets);
        Add(new TextColumn("case") { IsOrdered = true }, HolderColumns.Cases);
        Add(new TextColumn("holder"), HolderColumns.First);
        if (_steps.Any(s => s.Right.Holder == HolderKind.Relation)) Add(new SparseTextColumn("second_holder"), HolderColumns.Second);
        if (_steps.Any(IsHousehold))
        {
            bool[] isHousehold = [.. _steps.Select(IsHousehold)];
            Add(new TextListColumn("members"), (column, decided) => HolderColumns.Members(column, decided, isHousehold));
        }
        AddRight();
        int[] starts = [.. _steps.Select(s => s.Period.Start.DayNumber - Epoch)];
        Add(new DayColumn("period_start") { HasFewValues = true, IsOrdered = true }, (column, decided) =>
        {
            Span<int> days = column.Room(decided.Decisions.Count);
            for (int row = 0; row < days.Length; row++) days[row] = starts[decided.Decisions.Step[row]];
        });
        Add(new WordColumn("outcome", Enum.GetValues<Outcome>().Select(DecisionText.Of)), (column, decided) => column.Fill(decided.Decisions.Count, row => (int)decided.Decisions.Outcomes[row]));
        if (_steps.Any(s => s.Right.Amount is not null)) AddAmounts(new AmountColumns(_steps));
        Add(new FlagColumn("automatic"), (column, decided) =>
        {
            Span<bool> automatic = column.Room(decided.Decisions.Count);
            for (int row = 0; row < automatic.Length; row++) automatic[row] = (decided.Decisions.Flags[row] & DecisionFlags.Automatic) != 0;
        });
        Add(new BitsColumn("conditions_true") { HasFewValues = true }, (column, decided) => Copy(decided.Decisions.True, column, decided));
        Add(new BitsColumn("conditions_false") { HasFewValues = true }, (column, decided) => Copy(decided.Decisions.False, column, decided));
        Add(new SparseTextColumn("missing") { HasFewValues = true }, Missing);
        AddText("fault", d => d.Fault);
        var awards = new AwardColumns(_steps);
        if (_steps.Any(s => s.Right.Award is not null))
        {
            Add(new SparseDayColumn("granted_on"), awards.GrantedOn);
            Add(new SparseDayColumn("runs_until"), awards.RunsUntil);
            Add(new SparseTextColumn("parameter_status") { HasFewValues = true }, awards.Statuses);
        }
        HashSet<string> loose = [.. _steps.Where(HasLooseConditions).Select(s => s.Right.Name)];
        if (loose.Count > 0) Add(new SparseTextColumn("conditions") { HasFewValues = true }, (column, decided) => awards.Conditions(column, decided, loose.Contains));
    }

    public IReadOnlyList<OutputColumn> Columns => _columns;

    /// <summary>Whether the conditions of a right differ from decision to decision, or are too many for bits, so that each decision names them.</summary>
    public static bool HasLooseConditions(DecisionStep step) => step.Right.Award is not null || step.Conditions.Count > DecisionStep.MaximumConditions;

    /// <summary>Takes over the decisions on a batch, which are to be written before the batch is filled again.</summary>
    public void Fill(BatchDecider decided)
    {
        foreach (Action<BatchDecider> fill in _fillers) fill(decided);
    }

    private static bool IsHousehold(DecisionStep step) => step.Right.Holder == HolderKind.Household;

    private static void Copy(ulong[] bits, BitsColumn column, BatchDecider decided)
    {
        Span<long> values = column.Room(decided.Decisions.Count);
        for (int row = 0; row < values.Length; row++) values[row] = unchecked((long)bits[row]);
    }

    private void Add<T>(T column, Action<T, BatchDecider> fill)
        where T : OutputColumn => Add((column, decided => fill(column, decided)));

    private void Add((OutputColumn Column, Action<BatchDecider> Fill) column)
    {
        _columns.Add(column.Column);
        _fillers.Add(column.Fill);
    }

    private void AddRight()
    {
        string[] rights = [.. _steps.Select(s => s.Right.Name).Distinct()];
        int[] numbers = [.. _steps.Select(s => Array.IndexOf(rights, s.Right.Name))];
        Add(new WordColumn("right", rights), (column, decided) => column.Fill(decided.Decisions.Count, row => numbers[decided.Decisions.Step[row]]));
    }

    private void AddAmounts(AmountColumns amounts)
    {
        Add(amounts.Amounts("amount"));
        Add(amounts.Low("amount_low"));
        Add(amounts.High("amount_high"));
        if (amounts.HasText) AddText("amount_text", amounts.Text);
    }

    /// <summary>The kinds of the facts that are missing, without the persons.</summary>
    private void Missing(SparseTextColumn column, BatchDecider decided)
    {
        column.Start(decided.Decisions.Count);
        foreach (int missing in decided.Decisions.Missing.AsSpan(0, decided.Decisions.Count))
        {
            if (missing == 0) column.AddNone();
            else column.Add(Kinds(missing));
        }
    }

    private ReadOnlySpan<byte> Kinds(int set)
    {
        while (_kinds.Count <= set) _kinds.Add([]);
        // No set but the empty one has an empty text.
        return _kinds[set].Length > 0 ? _kinds[set] : _kinds[set] = PinnedText.Of(string.Join(';', _kindSets[set].Select(k => k.ToString()).Distinct()));
    }

    /// <summary>A column of what only decisions have that the columns of a batch cannot hold.</summary>
    private void AddText(string name, Func<Decision, string?> text) => Add(new SparseTextColumn(name), (column, decided) =>
    {
        column.Start(decided.Decisions.Count);
        Others(decided.Decisions, column.AddNone, decision =>
        {
            if (text(decision) is { } value) column.Add(value);
            else column.AddNone(1);
        });
    });

    private static void Others(DecisionBatch decisions, Action<int> addNone, Action<Decision> add)
    {
        int done = 0;
        foreach (int row in decisions.Others.Keys.Order())
        {
            addNone(row - done);
            add(decisions.Others[row]);
            done = row + 1;
        }
        addNone(decisions.Count - done);
    }
}
