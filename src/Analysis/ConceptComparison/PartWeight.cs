using System.Globalization;

namespace RightsEngine.Analysis.ConceptComparison;

/// <summary>What a field is multiplied with before it counts.</summary>
/// <param name="Numerator">The multiple.</param>
/// <param name="Denominator">What it is divided by.</param>
/// <param name="Factors">The figures and values it is multiplied with, as rules write them; empty for a plain number.</param>
/// <param name="Conditional">Whether it counts only where a condition holds.</param>
/// <param name="Formula">Whether it goes into a computation that no weight can say.</param>
internal sealed record PartWeight(decimal Numerator, decimal Denominator, string Factors, bool Conditional, bool Formula)
{
    /// <summary>Counted whole.</summary>
    public static readonly PartWeight One = new(1, 1, "", false, false);

    /// <summary><c>1</c>, <c>1.25</c>, <c>-1</c>, <c>alimony_paid_share *</c>, <c>formula</c>; the star says that it depends on a condition.</summary>
    public override string ToString()
    {
        if (Formula) return "formula";
        string number = (Numerator / Denominator).ToString("0.############", CultureInfo.InvariantCulture);
        string weight = Factors.Length == 0 ? number : number switch { "1" => Factors, "-1" => "-" + Factors, _ => $"{number} × {Factors}" };
        return Conditional ? weight + " *" : weight;
    }

    public PartWeight Times(decimal numerator, decimal denominator) => this with { Numerator = Numerator * numerator, Denominator = Denominator * denominator };

    public PartWeight Times(string factor) => this with { Factors = Factors.Length == 0 ? factor : $"{Factors} × {factor}" };
}
