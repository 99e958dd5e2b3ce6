using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;

namespace RightsEngine.Rules.Model;

/// <summary>A published source that figures come from.</summary>
/// <param name="Name">The short name used in rule files.</param>
/// <param name="Title">What it is.</param>
/// <param name="Url">Where it is, or null.</param>
public sealed record PublishedSource(string Name, string Title, string? Url);

/// <summary>A checked rulebook: the catalogue of concepts and the rights that combine them.</summary>
public sealed class Rulebook
{
    internal Rulebook(string name, string version, string hash, string currency, IReadOnlyList<string> languages,
        IReadOnlyDictionary<string, PublishedSource> sources, CatalogueScope scope, IReadOnlyList<RightDefinition> rights)
    {
        (Name, Version, Hash, Currency, Languages, Sources, Scope, Rights) = (name, version, hash, currency, languages, sources, scope, rights);
    }

    /// <summary>The name in <c>rulebook.yaml</c>.</summary>
    public string Name { get; }

    /// <summary>The version in <c>rulebook.yaml</c>.</summary>
    public string Version { get; }

    /// <summary>A SHA-256 over all rule files.</summary>
    public string Hash { get; }

    /// <summary>The currency of all amounts (ISO 4217).</summary>
    public string Currency { get; }

    /// <summary>The languages in which every text is there.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>The names of the rights, in ordinal order.</summary>
    public IReadOnlyList<string> RightNames => [.. Rights.Select(r => r.Name)];

    /// <summary>The published sources by short name.</summary>
    public IReadOnlyDictionary<string, PublishedSource> Sources { get; }

    internal CatalogueScope Scope { get; }

    internal ConceptCatalogue Catalogue => Scope.Catalogue;

    internal IReadOnlyList<RightDefinition> Rights { get; }

    /// <summary>How serious the checks of the rules are taken.</summary>
    internal IReadOnlyList<CheckSetting> Checks { get; init; } = [];

    /// <summary>The reforms that the rules were changed by, in order.</summary>
    internal IReadOnlyList<Reforms.Reform> Reforms { get; init; } = [];

    /// <summary>What a population is measured by, or null.</summary>
    internal AnalysisDefinition? Analysis { get; init; }

    internal RightDefinition? Find(string right) => Rights.FirstOrDefault(r => r.Name == right);
}
