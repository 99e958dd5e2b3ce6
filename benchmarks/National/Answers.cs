using System.Runtime.InteropServices;

namespace RightsEngine.National;

/// <summary>The five rights, in the order in which the engine decides them.</summary>
internal static class Right
{
    public const int IncreasedReimbursement = 0;
    public const int ReducedCarePremium = 1;
    public const int SchoolAllowance = 2;
    public const int SocialSupplement = 3;
    public const int SocialTariff = 4;

    public static readonly string[] Names = ["increased_reimbursement", "reduced_care_premium", "school_allowance", "social_supplement", "social_tariff"];
}

/// <summary>What a contestant decided about each household, in the order of their numbers.</summary>
internal sealed class Answers(int households)
{
    /// <summary>A bit per right that is granted. Decisions that are neither granted nor refused have a bit from 8 on, and differ from all others.</summary>
    public ushort[] Granted { get; private init; } = new ushort[households];

    /// <summary>In cents, 0 where refused.</summary>
    public long[] Supplement { get; private init; } = new long[households];

    /// <summary>In cents, 0 where refused.</summary>
    public long[] School { get; private init; } = new long[households];

    public int Households => Granted.Length;

    public void Save(string path)
    {
        using FileStream file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes<ushort>(Granted));
        file.Write(MemoryMarshal.AsBytes<long>(Supplement));
        file.Write(MemoryMarshal.AsBytes<long>(School));
    }

    public static Answers Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        var answers = new Answers(checked((int)(file.Length / (2 + 8 + 8))));
        file.ReadExactly(MemoryMarshal.AsBytes(answers.Granted.AsSpan()));
        file.ReadExactly(MemoryMarshal.AsBytes(answers.Supplement.AsSpan()));
        file.ReadExactly(MemoryMarshal.AsBytes(answers.School.AsSpan()));
        return answers;
    }

    /// <summary>What differs first from the answers of another, which may be about fewer households; null when nothing does.</summary>
    public string? DifferenceFrom(Answers other)
    {
        int common = Math.Min(Households, other.Households);
        for (int h = 0; h < common; h++)
            if (Granted[h] != other.Granted[h] || Supplement[h] != other.Supplement[h] || School[h] != other.School[h])
                return $"household {h}: {Show(h)} against {other.Show(h)}";
        return null;
    }

    /// <summary>How many households are granted each right, and the sums.</summary>
    public string Summary =>
        string.Join(", ", Right.Names.Select((name, r) => $"{name} {Granted.Count(g => (g >> r & 1) != 0):N0}")) + $"; {(Supplement.Sum() + School.Sum()) / 100m:N2} euro";

    private string Show(int h) =>
        $"[{string.Join(' ', Right.Names.Where((_, r) => (Granted[h] >> r & 1) != 0))}{(Granted[h] >> 8 != 0 ? " …" : "")}] {Supplement[h]}+{School[h]}";
}
