using System.Text;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Data.Decisions;

/// <summary>
/// The columns of Parquet for amounts: numbers with as many decimals as any right of the run has. What even so does not fit, which
/// only an amount can that nothing rounds, stands in a column of text with all its digits.
/// </summary>
internal sealed class AmountColumns
{
    private const int LeastScale = 2;

    // Up to here 64 bits hold any amount of money; numbers of twice that size take longer to write.
    private const int MostScaleOf64Bits = 6;
    private const int Digits64 = 18;
    private const int Digits128 = 38;

    private readonly int _scale;
    private readonly bool _isWide;
    private readonly Int128 _limit;
    private readonly Int128[] _factorOf;

    public AmountColumns(IReadOnlyList<DecisionStep> steps)
    {
        _scale = steps.Where(s => s.Right.Amount is not null).Select(s => s.AmountScale).Append(LeastScale).Max();
        _isWide = _scale > MostScaleOf64Bits;
        _limit = Power(Digits);
        _factorOf = [.. steps.Select(s => s.Right.Amount is null ? 1 : Power(_scale - s.AmountScale))];
        HasText = steps.Any(s => s.Right.Amount is { Round: null });
    }

    public string Type => $"DECIMAL({Digits},{_scale})";

    /// <summary>Whether there is a column of text.</summary>
    public bool HasText { get; }

    private int Digits => _isWide ? Digits128 : Digits64;

    public void Amounts(DuckRows rows, int column, BatchDecider decided, int from, int count) =>
        Fill(rows, column, decided, from, count, DecisionFlags.HasAmount, decided.Decisions.Amounts, d => d.Amount);

    public void Low(DuckRows rows, int column, BatchDecider decided, int from, int count) =>
        Fill(rows, column, decided, from, count, DecisionFlags.HasRange, decided.Decisions.Low, d => d.AmountRange?.Low);

    public void High(DuckRows rows, int column, BatchDecider decided, int from, int count) =>
        Fill(rows, column, decided, from, count, DecisionFlags.HasRange, decided.Decisions.High, d => d.AmountRange?.High);

    public void Texts(DuckRows rows, int column, BatchDecider decided, int from, int count)
    {
        Span<ulong> present = rows.NonePresent(column);
        // What the columns of a batch hold also fits here.
        foreach ((int row, Decision decision) in decided.Decisions.Others)
        {
            if (row < from || row >= from + count || Text(decision) is not { } text) continue;
            DuckRows.SetPresent(present, row - from);
            rows.Texts(column).Set(row - from, Encoding.UTF8.GetBytes(text));
        }
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    private void Fill(DuckRows rows, int column, BatchDecider decided, int from, int count, DecisionFlags flag, long[] amounts, Func<Decision, decimal?> other)
    {
        DecisionBatch decisions = decided.Decisions;
        Span<ulong> present = rows.NonePresent(column);
        Span<long> values = _isWide ? [] : rows.Values<long>(column);
        Span<Int128> wideValues = _isWide ? rows.Values<Int128>(column) : [];
        for (int i = 0; i < count; i++)
        {
            int row = from + i;
            Int128 value;
            if ((decisions.Flags[row] & flag) != 0)
            {
                value = amounts[row] * _factorOf[decisions.Step[row]];
                if (!Fits(value)) throw TooLarge(decided.Read(row));
            }
            else
            {
                if (decisions.Others.Count == 0 || !decisions.Others.TryGetValue(row, out Decision? whole) || other(whole) is not { } amount) continue;
                if (Scaled(amount) is not { } scaled)
                {
                    if (!HasText) throw TooLarge(whole);
                    continue;
                }
                value = scaled;
            }
            if (_isWide) wideValues[i] = value;
            else values[i] = (long)value;
            DuckRows.SetPresent(present, i);
        }
    }

    // A DECIMAL of the engine holds no more digits than it says, and the engine does not look.
    private bool Fits(Int128 value) => value < _limit && value > -_limit;

    private Int128? Scaled(decimal amount)
    {
        decimal whole = decimal.Truncate(amount);
        Int128 value = (Int128)whole * Power(_scale);
        decimal part = amount - whole;
        for (int i = 0; i < _scale; i++) part *= 10;
        if (part != decimal.Truncate(part)) return null;
        value += (Int128)part;
        return Fits(value) ? value : null;
    }

    /// <summary>An amount, or the bounds of one, of which a number would only hold a part.</summary>
    private string? Text(Decision decision)
    {
        if (decision.Amount is { } amount) return Scaled(amount) is null ? DecisionText.Of(amount) : null;
        return decision.AmountRange is not var (low, high) || (Scaled(low) is not null && Scaled(high) is not null) ? null : $"{DecisionText.Of(low)}..{DecisionText.Of(high)}";
    }

    private static InputException TooLarge(Decision decision) =>
        new($"an amount of `{decision.Right}` has more digits than a column of Parquet holds; write NDJSON or CSV instead");
}
