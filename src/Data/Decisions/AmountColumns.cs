using RightsEngine.Data.Cases;
using RightsEngine.Data.Parquet;
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

    /// <summary>Whether there is a column of text.</summary>
    public bool HasText { get; }

    private int Digits => _isWide ? Digits128 : Digits64;

    /// <summary>A column of amounts, and what fills it.</summary>
    public (OutputColumn Column, Action<BatchDecider> Fill) Amounts(string name) => Of(name, DecisionFlags.HasAmount, d => d.Amounts, d => d.Amount);

    public (OutputColumn Column, Action<BatchDecider> Fill) Low(string name) => Of(name, DecisionFlags.HasRange, d => d.Low, d => d.AmountRange?.Low);

    public (OutputColumn Column, Action<BatchDecider> Fill) High(string name) => Of(name, DecisionFlags.HasRange, d => d.High, d => d.AmountRange?.High);

    /// <summary>What of an amount the columns of numbers cannot hold.</summary>
    public string? Text(Decision decision)
    {
        if (decision.Amount is { } amount) return Scaled(amount) is null ? DecisionText.Of(amount) : null;
        return decision.AmountRange is not var (low, high) || (Scaled(low) is not null && Scaled(high) is not null) ? null : $"{DecisionText.Of(low)}..{DecisionText.Of(high)}";
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    private (OutputColumn, Action<BatchDecider>) Of(string name, DecisionFlags flag, Func<DecisionBatch, long[]> amounts, Func<Decision, decimal?> other)
    {
        if (_isWide)
        {
            var wide = new WideDecimalColumn(name, Digits, _scale);
            return (wide, decided =>
            {
                wide.Start(decided.Decisions.Count);
                Fill(decided, flag, amounts(decided.Decisions), other, wide.Add, wide.AddNone);
            }
            );
        }
        var column = new DecimalColumn(name, Digits, _scale);
        return (column, decided =>
        {
            column.Start(decided.Decisions.Count);
            Fill(decided, flag, amounts(decided.Decisions), other, value => column.Add((long)value), column.AddNone);
        }
        );
    }

    private void Fill(BatchDecider decided, DecisionFlags flag, long[] amounts, Func<Decision, decimal?> other, Action<Int128> add, Action addNone)
    {
        DecisionBatch decisions = decided.Decisions;
        for (int row = 0; row < decisions.Count; row++)
        {
            if ((decisions.Flags[row] & flag) != 0)
            {
                Int128 value = amounts[row] * _factorOf[decisions.Step[row]];
                if (!Fits(value)) throw TooLarge(decided.Read(row));
                add(value);
            }
            else if (decisions.Others.Count == 0 || !decisions.Others.TryGetValue(row, out Decision? whole) || other(whole) is not { } amount) addNone();
            else if (Scaled(amount) is { } scaled) add(scaled);
            else if (HasText) addNone();
            else throw TooLarge(whole);
        }
    }

    // A decimal of Parquet has no more digits than its column says, and the writer does not look.
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

    private static InputException TooLarge(Decision decision) =>
        new($"an amount of `{decision.Right}` has more digits than a column of Parquet holds; write NDJSON or CSV instead");
}
