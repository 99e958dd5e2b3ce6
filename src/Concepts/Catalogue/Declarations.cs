using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Concepts.Catalogue;

/// <summary>A text per language.</summary>
public sealed class LocalizedText
{
    private readonly IReadOnlyDictionary<string, string> _texts;

    internal LocalizedText(IReadOnlyDictionary<string, string> texts) => _texts = texts;

    /// <summary>The languages there is a text for.</summary>
    public IEnumerable<string> Languages => _texts.Keys;

    /// <summary>The text in a language, else in English, else in any language.</summary>
    public string In(string language) =>
        _texts.TryGetValue(language, out string? text) || _texts.TryGetValue("en", out text) ? text : _texts.Values.FirstOrDefault() ?? "";
}

/// <summary>Something the catalogue declares, with what it is called and where.</summary>
internal abstract class Declaration(string name, LocalizedText title, Location location, string digestText)
{
    public string Name { get; } = name;

    public LocalizedText Title { get; } = title;

    public Location Location { get; } = location;

    /// <summary>The YAML of the declaration, all its versions: part of the version of every right that depends on it.</summary>
    public string DigestText { get; private set; } = digestText;

    /// <summary>Adds the YAML of a further version.</summary>
    public void AddDigest(string text) => DigestText += "\n---\n" + text;

    /// <summary>The word for this kind of declaration: "record", "concept".</summary>
    public abstract string Kind { get; }

    public IReadOnlyList<string> MapsTo { get; init; } = [];

    public string? Sensitivity { get; init; }
}

/// <summary>Who delivers a record.</summary>
/// <param name="Authority">The authority.</param>
/// <param name="Service">The service to ask, or null.</param>
/// <param name="Human">Whether a person has to judge it; then it is not fetched.</param>
internal sealed record RecordSource(string Authority, string? Service, bool Human);

/// <summary>How often a record exists for a person.</summary>
internal enum RecordPeriod
{
    Once,
    Year,
    Quarter,
    Month,
    Span,
}

/// <summary>What it means that a record is not there.</summary>
internal enum AbsentMeaning
{
    /// <summary>A source could tell, but has not.</summary>
    Unknown,

    /// <summary>There is no such record.</summary>
    None,

    /// <summary>It exists, and each field has the value it has when nothing is said.</summary>
    Nil,
}

/// <summary>One line of <c>absent_record:</c>; <see cref="When"/> is null for the last, which always applies.</summary>
internal sealed record AbsentRule(CoreExpression? When, AbsentMeaning Means);

internal enum FieldRole
{
    None,
    BirthDate,
    DeathDate,
}

/// <summary>A field of a record or of a relation.</summary>
internal sealed class FieldDefinition(string name, RightsType type, LocalizedText title, Value? absent, Location location)
{
    public string Name { get; } = name;

    public RightsType Type { get; } = type;

    public LocalizedText Title { get; } = title;

    /// <summary>The value when the source says nothing: a constant, absent, or null for unknown.</summary>
    public Value? Absent { get; } = absent;

    public FieldRole Role { get; init; }

    public Location Location { get; } = location;

    public MemberSymbol Symbol { get; } = new(name, type, location);
}

/// <summary>A record: what one authentic source delivers about a person.</summary>
internal sealed class RecordDefinition(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "record";

    public required RecordSource Source { get; init; }

    public required RecordPeriod Per { get; init; }

    public bool Many { get; init; }

    /// <summary>Filled when the catalogue is checked; the meanings are known before.</summary>
    public IReadOnlyList<AbsentRule> AbsentRules { get; set; } = [new AbsentRule(null, AbsentMeaning.None)];

    /// <summary>The locals of the conditions in <see cref="AbsentRules"/>: person, and year where there is one.</summary>
    public LocalSymbol PersonLocal { get; } = new("person", RightsType.Person, Needs.PersonalData);

    public LocalSymbol YearLocal { get; } = new("year", RightsType.Number);

    public required IReadOnlyDictionary<string, FieldDefinition> Fields { get; init; }

    public StructType Struct => new(StructKind.Record, Name);

    /// <summary>Whether <c>absent_record</c> may say that there is none.</summary>
    public bool MayBeNone { get; init; } = true;
}

/// <summary>A code of a code list.</summary>
internal sealed record Code(string Name, LocalizedText Title, string? SourceCode);

internal sealed class CodeList(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "codes";

    public required IReadOnlyList<Code> Codes { get; init; }

    public bool Has(string code) => Codes.Any(c => c.Name == code);

    public RightsType Type => new CodeType(Name);
}

/// <summary>A relation between two persons of a case.</summary>
internal sealed class RelationDefinition(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "relation";

    public required string FromRole { get; init; }

    public required string ToRole { get; init; }

    public required string Forward { get; init; }

    public string? Inverse { get; init; }

    public string? LinkName { get; init; }

    public IReadOnlyDictionary<string, LocalizedText> Kinds { get; init; } = new Dictionary<string, LocalizedText>();

    public bool Symmetric { get; init; }

    /// <summary>The largest number of persons on the forward path, or null.</summary>
    public int? Max { get; init; }

    public bool HasSpan { get; init; }

    /// <summary>Whether silence means that nobody knows, rather than that there is none.</summary>
    public bool SilenceIsUnknown { get; init; }

    public required IReadOnlyDictionary<string, FieldDefinition> Fields { get; init; }

    public RecordSource? Source { get; init; }

    public StructType Struct => new(StructKind.Link, Name);
}

/// <summary>A status: held over spans of time, read from a record; or the union of other statuses.</summary>
internal sealed class StatusDefinition(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "status";

    public RecordDefinition? FromRecord { get; init; }

    public string? Code { get; init; }

    public bool SilenceIsUnknown { get; init; }

    /// <summary>Filled after all statuses are declared; empty for a status that is read from a record.</summary>
    public IReadOnlyList<StatusDefinition> AnyOf { get; set; } = [];

    /// <summary>This status, or the statuses of which any is enough, without nesting.</summary>
    public IEnumerable<StatusDefinition> Leaves => AnyOf.Count == 0 ? [this] : AnyOf.SelectMany(s => s.Leaves);
}

/// <summary>A version of a definition with the reference dates for which it holds.</summary>
internal interface IVersion
{
    DateSpan InForce { get; }
}

internal sealed record HouseholdVersion(DateSpan InForce, CoreExpression Members) : IVersion;

/// <summary>A household: which persons of a case belong together, seen from one of them.</summary>
internal sealed class HouseholdDefinition(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "household";

    /// <summary>Whether everyone belongs to exactly one.</summary>
    public bool Partition { get; set; }

    public LocalSymbol PersonLocal { get; } = new("person", RightsType.Person, Needs.PersonalData);

    public LocalSymbol MemberLocal { get; } = new("m", RightsType.Person, Needs.PersonalData);

    public List<HouseholdVersion> Versions { get; } = [];
}

/// <summary>A component of an income: what is taken, with its weight.</summary>
internal sealed record IncomeComponent(string Id, LocalizedText? Title, CoreExpression Take, decimal Numerator, decimal Denominator, string? Group, string? Basis, DateSpan InForce, Location Location);

internal sealed record IncomeVersion(DateSpan InForce, IReadOnlyList<IncomeComponent> Components) : IVersion;

/// <summary>An income: a weighted list of components of one year.</summary>
internal sealed class IncomeDefinition(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "income";

    public LocalSymbol PersonLocal { get; } = new("person", RightsType.Person, Needs.PersonalData);

    public LocalSymbol YearLocal { get; } = new("year", RightsType.Number);

    public List<IncomeVersion> Versions { get; } = [];

    /// <summary>Component ids and groups, over all versions.</summary>
    public Dictionary<string, MemberSymbol> Members { get; } = [];

    public IReadOnlyDictionary<string, string> LegalBasis { get; set; } = new Dictionary<string, string>();

    public StructType Struct => new(StructKind.Income, Name);
}

internal sealed record ConceptVersion(DateSpan InForce, CoreExpression Value) : IVersion;

/// <summary>A named idea that rights share: a value about a person, perhaps with arguments.</summary>
internal sealed class ConceptDefinition(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "concept";

    public List<ConceptVersion> Versions { get; } = [];
}
