namespace RightsEngine.Analysis.Simulation;

/// <summary>What was counted for a right.</summary>
internal sealed class RightTally
{
    public Side Before, After;

    /// <summary>The change in cost.</summary>
    public Sum Change;

    /// <summary>Holders by <see cref="Move"/>, and what they gain or lose in a year; of a right whose amount is paid, who gains it loses.</summary>
    public readonly decimal[] Moves = new decimal[6], Amounts = new decimal[6];

    public void Add(RightTally other)
    {
        Before.Add(other.Before);
        After.Add(other.After);
        Change.Add(other.Change);
        for (int i = 0; i < Moves.Length; i++)
        {
            Moves[i] += other.Moves[i];
            Amounts[i] += other.Amounts[i];
        }
    }
}

/// <summary>What a right gives by one set of rules.</summary>
internal struct Side
{
    public Outcomes Outcomes;

    /// <summary>Holders, and households with a holder.</summary>
    public Sum Holders, Households;

    public Sum Cost;

    public void Add(in Side other)
    {
        Outcomes.Add(other.Outcomes);
        Holders.Add(other.Holders);
        Households.Add(other.Households);
        Cost.Add(other.Cost);
    }
}

/// <summary>Decisions on a right by one set of rules, weighted.</summary>
internal struct Outcomes
{
    public decimal Granted, Automatic, OnRequest, Undetermined, Refused, Errors, AmountUnknown;

    public void Add(in Outcomes o)
    {
        Granted += o.Granted;
        Automatic += o.Automatic;
        OnRequest += o.OnRequest;
        Undetermined += o.Undetermined;
        Refused += o.Refused;
        Errors += o.Errors;
        AmountUnknown += o.AmountUnknown;
    }
}

/// <summary>A sum over households with the sum of squares, from which a sampling error follows.</summary>
internal struct Sum
{
    public decimal Total;

    public decimal Squares;

    /// <summary>Adds what a household stands for, its weight included.</summary>
    public void Add(decimal value, bool withSquares)
    {
        Total += value;
        if (withSquares) Squares += value * value;
    }

    public void Add(Sum other)
    {
        Total += other.Total;
        Squares += other.Squares;
    }
}

/// <summary>What became of a holder of a right, or of a household.</summary>
internal enum Move
{
    /// <summary>Granted, and was not.</summary>
    Gained,

    /// <summary>Not granted any more.</summary>
    Lost,

    /// <summary>A higher amount.</summary>
    More,

    /// <summary>A lower amount.</summary>
    Less,

    /// <summary>No difference.</summary>
    Same,

    /// <summary>Undetermined before or after, or granted with an amount that is not known: what changes is not known.</summary>
    Unknown,
}
