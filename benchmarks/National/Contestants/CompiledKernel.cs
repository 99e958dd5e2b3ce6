using RightsEngine.Concepts.Batches;
using RightsEngine.National.Inputs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.National.Contestants;

/// <summary>The compiled evaluator of this repository over batches that are filled before it is timed. Decisions are made whole, with their reasons.</summary>
internal sealed class CompiledKernel : InMemory
{
    private const int BatchSize = 2048;

    private BatchEvaluator _evaluator = null!;
    private CaseBatch[] _batches = [];
    private KernelContext[] _contexts = [];
    private DecisionBatch[] _decisions = [];
    private long[] _toCents = [];

    public override void Load(string folder, int households, int threads)
    {
        Rulebook rulebook = RulebookLoader.Load(BenchmarkRules.Folder).Rulebook!;
        _evaluator = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [Figures.Day] }, compile: true);
        if (_evaluator.NotCompiled.Count > 0) throw new InvalidOperationException($"not compiled: {string.Join("; ", _evaluator.NotCompiled.Select(n => $"{n.Key}: {n.Value}"))}");
        if (!_evaluator.Steps.Select(s => s.Right.Name).SequenceEqual(Right.Names)) throw new InvalidOperationException("the rights come in another order");
        // Amounts stand in as many decimals as the right may have.
        _toCents = [.. _evaluator.Steps.Select(s => s.AmountScale switch { 2 => 1, 1 => 10, 0 => 100, _ => 0 })];
        PopulationColumns columns = PopulationColumns.Read(folder, households, threads);
        _batches = [.. Enumerable.Range(0, (households + BatchSize - 1) / BatchSize).Select(b => Fill(columns, b * BatchSize, Math.Min(households, (b + 1) * BatchSize)))];
        _contexts = [.. Enumerable.Range(0, threads).Select(_ => _evaluator.NewContext())];
        _decisions = [.. Enumerable.Range(0, threads).Select(_ => new DecisionBatch())];
    }

    public override void Decide(int worker, int from, int to, Answers answers)
    {
        (KernelContext context, DecisionBatch decisions) = (_contexts[worker], _decisions[worker]);
        // A batch belongs to the worker whose range it starts in.
        for (int b = (from + BatchSize - 1) / BatchSize; b * BatchSize < to; b++)
        {
            context.Take(_batches[b]);
            _evaluator.DecideInAnyOrder(context, decisions);
            Take(decisions, b * BatchSize, answers);
        }
    }

    // What stands for writing: each outcome and amount is looked at once.
    private void Take(DecisionBatch decisions, int first, Answers answers)
    {
        int count = Math.Min(BatchSize, answers.Granted.Length - first);
        Span<ushort> granted = answers.Granted.AsSpan(first, count);
        granted.Clear();
        for (int start = 0, end; start < decisions.Count; start = end)
        {
            // Decisions on a right stand together.
            short right = decisions.Step[start];
            int rows = decisions.Step.AsSpan(start, decisions.Count - start).IndexOfAnyExcept(right);
            end = rows < 0 ? decisions.Count : start + rows;
            ReadOnlySpan<int> cases = decisions.Case.AsSpan(start, end - start);
            ReadOnlySpan<Outcome> outcomes = decisions.Outcomes.AsSpan(start, cases.Length);
            for (int i = 0; i < cases.Length; i++)
            {
                // Granted is 0 and refused 1; others are bits of their own.
                int outcome = (int)outcomes[i];
                granted[cases[i]] |= (ushort)((1 >> outcome) << right | (outcome >> 1 != 0 ? 1 << right + 8 : 0));
            }
            if (right == Right.SocialSupplement) TakeAmounts(decisions, start, end, answers.Supplement.AsSpan(first, count), _toCents[right]);
            if (right == Right.SchoolAllowance) TakeAmounts(decisions, start, end, answers.School.AsSpan(first, count), _toCents[right]);
        }
    }

    private static void TakeAmounts(DecisionBatch decisions, int start, int end, Span<long> amounts, long toCents)
    {
        for (int row = start; row < end; row++)
            amounts[decisions.Case[row]] = (decisions.Flags[row] & DecisionFlags.HasAmount) != 0 ? decisions.Amounts[row] * toCents : 0;
    }

    private CaseBatch Fill(PopulationColumns columns, int from, int to)
    {
        CaseBatch batch = _evaluator.NewBatch();
        batch.SourceOf = index => throw new InvalidOperationException($"household {from + index} went to the reference evaluator");
        Span<byte> id = stackalloc byte[12];
        for (int h = from; h < to; h++)
        {
            Write(id, h);
            batch.StartCase(id[..9]);
            for (int p = columns.FirstPerson[h]; p < columns.FirstPerson[h + 1]; p++)
            {
                int number = p - columns.FirstPerson[h] + 1;
                (id[9], id[10], id[11]) = ((byte)'-', (byte)('0' + number / 10), (byte)('0' + number % 10));
                batch.AddPerson(id);
            }
        }
        FillRecords(columns, batch, columns.FirstPerson[from], columns.FirstPerson[to]);
        return batch;
    }

    private static void FillRecords(PopulationColumns columns, CaseBatch batch, int from, int to)
    {
        RecordColumns registration = batch.Records["registration"], assessment = batch.Records["assessment"], status = batch.Records["social_status"];
        FieldColumn born = registration.Fields["birth_date"], income = assessment.Fields["income"], code = status.Fields["code"];
        long[] codes = [.. PopulationColumns.Codes.Select(batch.Texts.NumberOf)];
        for (int p = from; p < to; p++)
        {
            registration.NextPerson(false);
            registration.AddRow(RowKind.Entry, 0, int.MinValue, RecordColumns.Open);
            born.Add(CellState.Known, columns.Born[p]);
            assessment.NextPerson(false);
            for (int a = columns.FirstAssessment[p]; a < columns.FirstAssessment[p + 1]; a++)
            {
                assessment.AddRow(RowKind.Entry, columns.Year[a], int.MinValue, RecordColumns.Open);
                income.Add(CellState.Known, columns.Income[a]);
            }
            status.NextPerson(false);
            for (int s = columns.FirstStatus[p]; s < columns.FirstStatus[p + 1]; s++)
            {
                status.AddRow(RowKind.Entry, 0, columns.From[s], columns.To[s]);
                code.Add(CellState.Known, codes[columns.Code[s]]);
            }
        }
    }

    private static void Write(Span<byte> id, int household)
    {
        id[0] = (byte)'h';
        for (int i = 8; i > 0; i--, household /= 10) id[i] = (byte)('0' + household % 10);
    }
}
