namespace RightsEngine.Analysis.Simulation;

/// <summary>
/// What a simulation found. Written as JSON with the names of its properties in snake_case; figures are exact decimals, shares are
/// between 0 and 1, money is in <see cref="Currency"/> per year. A count of a weighted population is a sum of weights.
/// </summary>
internal sealed record SimulationResult
{
    /// <summary>The version of this form; a reader refuses one that it does not know.</summary>
    public int Form { get; init; } = 1;

    public required string Rulebook { get; init; }

    public required string RulebookVersion { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<ReformResult> Reforms { get; init; }

    /// <summary>The dates that were decided.</summary>
    public required IReadOnlyList<DateOnly> Dates { get; init; }

    public required PopulationResult Population { get; init; }

    /// <summary>The rights, by name.</summary>
    public required IReadOnlyList<RightResult> Rights { get; init; }

    /// <summary>What all rights cost together, and how households fare.</summary>
    public required GroupResult Total { get; init; }

    /// <summary>The same for groups of households, by what they are grouped by.</summary>
    public required IReadOnlyList<BreakdownResult> Breakdowns { get; init; }

    /// <summary>How many households a change of which size concerns; those for whom nothing changes, or for whom it is not known, are in none.</summary>
    public required IReadOnlyList<ChangeBar> Distribution { get; init; }

    /// <summary>Inequality before and after; null when no disposable income is named.</summary>
    public InequalityResult? Inequality { get; init; }

    /// <summary>Why decisions turned.</summary>
    public required IReadOnlyList<ReasonResult> Reasons { get; init; }

    /// <summary>How many decisions make losers of households, and the first of them.</summary>
    public required long LossCount { get; init; }

    public required IReadOnlyList<Loss> Losses { get; init; }
}

/// <summary>A reform that was simulated.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it, per language.</param>
/// <param name="From">From when it holds.</param>
internal sealed record ReformResult(string Name, IReadOnlyDictionary<string, string> Title, DateOnly From);

/// <summary>The cases that were looked at.</summary>
internal sealed record PopulationResult
{
    public required long CasesAccepted { get; init; }

    public required long CasesRejected { get; init; }

    /// <summary>Households, each counted once.</summary>
    public required long HouseholdsCounted { get; init; }

    /// <summary>Households and persons, weighted.</summary>
    public required decimal Households { get; init; }

    public required decimal Persons { get; init; }

    /// <summary>The field of the weights; null when each household stands for itself.</summary>
    public string? WeightField { get; init; }

    /// <summary>How standard errors were estimated; null when there are none.</summary>
    public string? Estimator { get; init; }

    /// <summary>The household, and the expressions that it is measured by.</summary>
    public required IReadOnlyDictionary<string, string> Measures { get; init; }
}

/// <summary>A figure by the rules of today and by the reform; with standard errors when the population is a sample.</summary>
internal sealed record BeforeAfter(decimal Before, decimal After, decimal Change)
{
    public decimal? BeforeError { get; init; }

    public decimal? AfterError { get; init; }

    public decimal? ChangeError { get; init; }
}

/// <summary>A right.</summary>
internal sealed record RightResult
{
    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string> Title { get; init; }

    /// <summary>Whether the reform reaches it.</summary>
    public required bool IsChanged { get; init; }

    /// <summary>The unit of its amount; null when it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether holders have the amount <c>received</c> or <c>paid</c>, or <c>none</c> of both; null for a right without money.</summary>
    public string? Direction { get; init; }

    /// <summary>For how many periods it was decided; counts are those of a period on average.</summary>
    public required int Periods { get; init; }

    /// <summary>Who holds it: decisions that grant it.</summary>
    public required BeforeAfter Holders { get; init; }

    /// <summary>Households with a holder in any period.</summary>
    public required BeforeAfter Households { get; init; }

    /// <summary>The cost of a year, less than 0 where holders pay; null for a right that neither gives nor takes money.</summary>
    public BeforeAfter? Cost { get; init; }

    /// <summary>Take-up: granted without a request, on request, and what cannot be decided.</summary>
    public required BeforeAfter Automatic { get; init; }

    public required BeforeAfter OnRequest { get; init; }

    public required BeforeAfter Undetermined { get; init; }

    public required BeforeAfter Refused { get; init; }

    public required BeforeAfter Errors { get; init; }

    /// <summary>Granted, but with an amount that is not known; it is not in the cost.</summary>
    public required BeforeAfter AmountUnknown { get; init; }

    /// <summary>What becomes of holders: <c>gained</c>, <c>lost</c>, <c>more</c>, <c>less</c>, <c>same</c>, <c>unknown</c>.</summary>
    public required IReadOnlyDictionary<string, MoveResult> Moves { get; init; }

    /// <summary>What its conditions say, by their ids and per language, of a right that the reform reaches; conditions without a text are not there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Conditions { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();
}

/// <summary>Holders of a right to whom the same happens.</summary>
/// <param name="Holders">How many.</param>
/// <param name="Amount">What that changes in a year, as far as it is known.</param>
internal sealed record MoveResult(decimal Holders, decimal Amount);

/// <summary>Households of a group, and how they fare by all rights together.</summary>
internal sealed record GroupResult
{
    /// <summary>The group: a tenth from 1 to 10, a type, a number of children, ages; <c>unknown</c> where it is not known; <c>all</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it, per language; null when the key says it.</summary>
    public IReadOnlyDictionary<string, string>? Title { get; init; }

    public required decimal Households { get; init; }

    public required decimal Persons { get; init; }

    /// <summary>What all rights give in a year, less what holders pay. Of <c>all</c>, with what holders outside households get.</summary>
    public required BeforeAfter Cost { get; init; }

    public required ClassResult Gainers { get; init; }

    public required ClassResult Losers { get; init; }

    public required ClassResult Unchanged { get; init; }

    /// <summary>Households of whom a decision that the reform changes is undetermined, before or after. The amount is what is known.</summary>
    public required ClassResult Unknown { get; init; }

    /// <summary>The change for holders who are in no household on the first date; 0 but for <c>all</c>.</summary>
    public decimal Outside { get; init; }
}

/// <summary>Households of one kind.</summary>
/// <param name="Households">How many.</param>
/// <param name="Persons">How many persons in them.</param>
/// <param name="Amount">What changes for them in a year, together.</param>
internal sealed record ClassResult(decimal Households, decimal Persons, decimal Amount)
{
    public decimal? HouseholdsError { get; init; }

    public decimal? AmountError { get; init; }
}

/// <summary>Households by one criterion.</summary>
/// <param name="By"><c>decile</c>, <c>household_type</c>, <c>children</c> or <c>age</c>.</param>
/// <param name="Groups">The groups, in their order.</param>
internal sealed record BreakdownResult(string By, IReadOnlyList<GroupResult> Groups);

/// <summary>A bar of the distribution of changes.</summary>
/// <param name="Above">Changes above this; null for the lowest bar.</param>
/// <param name="UpTo">And up to this; null for the highest.</param>
/// <param name="Households">How many households.</param>
internal sealed record ChangeBar(int? Above, int? UpTo, decimal Households);

/// <summary>Inequality by the rules of today and by the reform.</summary>
internal sealed record InequalityResult(Inequality Before, Inequality After);

/// <summary>Why decisions turned: the first condition that came out otherwise.</summary>
/// <param name="Right">The right.</param>
/// <param name="Loss">Whether something was lost by it.</param>
/// <param name="Condition">As <c>income: true → false</c>; <c>amount</c> when no condition turned, <c>candidates</c> when there was no decision on one side.</param>
/// <param name="Decisions">How many decisions.</param>
/// <param name="Amount">What that changes in a year.</param>
internal sealed record ReasonResult(string Right, bool Loss, string Condition, decimal Decisions, decimal Amount);
