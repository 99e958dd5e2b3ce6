using System.Text;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Decisions;

/// <summary>Decisions as rows of Parquet: which columns there are, and what stands in them. For one thread.</summary>
internal sealed class ParquetDecisions
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly List<DuckColumn> _columns = [];
    private readonly List<Action<DuckRows, int, BatchDecider, int, int>> _writers = [];
    private readonly List<byte[]> _kinds = [[]];
    private readonly KindSets _kindSets;
    private readonly IReadOnlyList<DecisionStep> _steps;
    private readonly byte[] _rightOf;
    private readonly ushort[] _manyRightOf;
    private readonly int[] _startOf;

    public ParquetDecisions(BatchEvaluator evaluator)
    {
        (_steps, _kindSets) = (evaluator.Steps, evaluator.KindSets);
        string[] rights = [.. _steps.Select(s => s.Right.Name).Distinct()];
        int[] numbers = [.. _steps.Select(s => Array.IndexOf(rights, s.Right.Name))];
        _manyRightOf = [.. numbers.Select(n => (ushort)n)];
        _rightOf = [.. numbers.Select(n => (byte)n)];
        _startOf = [.. _steps.Select(s => s.Period.Start.DayNumber - Epoch)];

        Add("case", "VARCHAR", HolderColumns.Cases);
        Add("holder", "VARCHAR", HolderColumns.First);
        if (_steps.Any(s => s.Right.Holder == HolderKind.Relation)) Add("second_holder", "VARCHAR", HolderColumns.Second);
        if (_steps.Any(s => s.Right.Holder == HolderKind.Household)) Add("members", "VARCHAR[]", (rows, column, decided, from, count) => HolderColumns.Members(rows, column, decided, from, count, _steps));
        Add("right", Enum(rights.Length == 0 ? [""] : rights), rights.Length > byte.MaxValue ? ManyRights : Rights);
        Add("period_start", "DATE", PeriodStarts);
        Add("outcome", Enum(System.Enum.GetValues<Outcome>().Select(DecisionText.Of)), Outcomes);
        if (_steps.Any(s => s.Right.Amount is not null))
        {
            var amounts = new AmountColumns(_steps);
            Add("amount", amounts.Type, amounts.Amounts);
            Add("amount_low", amounts.Type, amounts.Low);
            Add("amount_high", amounts.Type, amounts.High);
            if (amounts.HasText) Add("amount_text", "VARCHAR", amounts.Texts);
        }
        Add("automatic", "BOOLEAN", Automatic);
        Add("conditions_true", "UBIGINT", (rows, column, decided, from, count) => decided.Decisions.True.AsSpan(from, count).CopyTo(rows.Values<ulong>(column)));
        Add("conditions_false", "UBIGINT", (rows, column, decided, from, count) => decided.Decisions.False.AsSpan(from, count).CopyTo(rows.Values<ulong>(column)));
        Add("missing", "VARCHAR", Missing);
        Add("fault", "VARCHAR", (rows, column, decided, from, count) => Others(rows, column, decided, from, count, d => d.Fault));
        var awards = new AwardColumns(_steps);
        if (_steps.Any(s => s.Right.Award is not null))
        {
            Add("granted_on", "DATE", awards.GrantedOn);
            Add("runs_until", "DATE", awards.RunsUntil);
            Add("parameter_status", "VARCHAR", awards.Statuses);
        }
        HashSet<string> loose = [.. _steps.Where(HasLooseConditions).Select(s => s.Right.Name)];
        if (loose.Count > 0) Add("conditions", "VARCHAR", (rows, column, decided, from, count) => awards.Conditions(rows, column, decided, from, count, loose.Contains));
    }

    public IReadOnlyList<DuckColumn> Columns => _columns;

    /// <summary>Whether the conditions of a right differ from decision to decision, or are too many for bits, so that each decision names them.</summary>
    public static bool HasLooseConditions(DecisionStep step) => step.Right.Award is not null || step.Conditions.Count > DecisionStep.MaximumConditions;

    /// <summary>Fills in decisions.</summary>
    /// <param name="rows">Where they go.</param>
    /// <param name="decided">Where they come from.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="count">How many.</param>
    public void Fill(DuckRows rows, BatchDecider decided, int from, int count)
    {
        for (int column = 0; column < _writers.Count; column++) _writers[column](rows, column, decided, from, count);
    }

    private static string Enum(IEnumerable<string> values) => $"ENUM({string.Join(", ", values.Select(DuckConnection.Quote))})";

    private void Add(string name, string type, Action<DuckRows, int, BatchDecider, int, int> writer)
    {
        _columns.Add(new DuckColumn(name, type));
        _writers.Add(writer);
    }

    private void Rights(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        Span<byte> rights = rows.Values<byte>(column);
        ReadOnlySpan<short> steps = decided.Decisions.Step.AsSpan(from, count);
        for (int i = 0; i < steps.Length; i++) rights[i] = _rightOf[steps[i]];
    }

    private void ManyRights(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        Span<ushort> rights = rows.Values<ushort>(column);
        ReadOnlySpan<short> steps = decided.Decisions.Step.AsSpan(from, count);
        for (int i = 0; i < steps.Length; i++) rights[i] = _manyRightOf[steps[i]];
    }

    private void PeriodStarts(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        Span<int> days = rows.Values<int>(column);
        ReadOnlySpan<short> steps = decided.Decisions.Step.AsSpan(from, count);
        for (int i = 0; i < steps.Length; i++) days[i] = _startOf[steps[i]];
    }

    private static void Outcomes(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        Span<byte> outcomes = rows.Values<byte>(column);
        ReadOnlySpan<Outcome> all = decided.Decisions.Outcomes.AsSpan(from, count);
        for (int i = 0; i < all.Length; i++) outcomes[i] = (byte)all[i];
    }

    private static void Automatic(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        Span<bool> automatic = rows.Values<bool>(column);
        ReadOnlySpan<DecisionFlags> flags = decided.Decisions.Flags.AsSpan(from, count);
        for (int i = 0; i < flags.Length; i++) automatic[i] = (flags[i] & DecisionFlags.Automatic) != 0;
    }

    /// <summary>The kinds of the facts that are missing, without the persons.</summary>
    private void Missing(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        DuckTexts texts = rows.Texts(column);
        Span<ulong> present = rows.NonePresent(column);
        ReadOnlySpan<int> missing = decided.Decisions.Missing.AsSpan(from, count);
        for (int i = 0; i < missing.Length; i++)
        {
            if (missing[i] == 0) continue;
            DuckRows.SetPresent(present, i);
            texts.Set(i, Kinds(missing[i]));
        }
    }

    private byte[] Kinds(int set)
    {
        while (_kinds.Count <= set) _kinds.Add([]);
        // No set but the empty one has an empty text.
        return _kinds[set].Length > 0 ? _kinds[set] : _kinds[set] = Encoding.UTF8.GetBytes(string.Join(';', _kindSets[set].Select(k => k.ToString()).Distinct()));
    }

    private static void Others(DuckRows rows, int column, BatchDecider decided, int from, int count, Func<Decision, string?> text)
    {
        Span<ulong> present = rows.NonePresent(column);
        foreach ((int row, Decision decision) in decided.Decisions.Others)
        {
            if (row < from || row >= from + count || text(decision) is not { } value) continue;
            DuckRows.SetPresent(present, row - from);
            rows.Texts(column).Set(row - from, Encoding.UTF8.GetBytes(value));
        }
    }
}
