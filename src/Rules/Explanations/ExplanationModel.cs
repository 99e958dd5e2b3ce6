namespace RightsEngine.Rules.Explanations;

/// <summary>An explanation in a language, ready to be written as text or JSON.</summary>
internal sealed record ExplanationModel
{
    public required string Title { get; init; }

    public required string? Authority { get; init; }

    public required string Period { get; init; }

    public required string Outcome { get; init; }

    public required string? Amount { get; init; }

    public required IReadOnlyList<ExplainedCondition> Conditions { get; init; }

    public required IReadOnlyList<ExplainedFigure> Figures { get; init; }

    public required IReadOnlyList<ExplainedParameter> Parameters { get; init; }

    public required IReadOnlyList<ExplainedFact> Facts { get; init; }

    public required IReadOnlyList<ExplainedMissing> Missing { get; init; }

    public required IReadOnlyList<ExplainedBasis> LegalBasis { get; init; }
}

internal sealed record ExplainedCondition(string Id, string Text, string Outcome, int Depth, string? Basis);

/// <summary>A definition of the right with its value.</summary>
internal sealed record ExplainedFigure(string Name, string Value);

internal sealed record ExplainedParameter(string Name, string Title, string Value, DateOnly From, string Status, string? Source, string? Url);

internal sealed record ExplainedFact(string Person, string Text, string Value, string? Source);

/// <summary>A missing fact: <see cref="Kind"/> is <c>fetch</c>, <c>judge</c> or <c>rule</c>.</summary>
internal sealed record ExplainedMissing(string Fact, string Text, string Kind, string? Source);

internal sealed record ExplainedBasis(string Id, string Cite, string? Eli);
