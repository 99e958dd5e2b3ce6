using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;

namespace RightsEngine.Data.Magda;

/// <summary>What an exception in a reply means for the data of a person.</summary>
internal enum ExceptionMeaning
{
    /// <summary>The source answered that it has nothing.</summary>
    Nothing,

    /// <summary>Nobody looked, or the question was wrong.</summary>
    Unknown,

    /// <summary>The data are there and can be used.</summary>
    Usable,

    /// <summary>The data are there, and there are more.</summary>
    Incomplete,
}

/// <summary>How numbers of persons are made, so that a wrong one is noticed.</summary>
/// <param name="Digits">How many digits.</param>
/// <param name="Modulus">What the check is taken modulo; null for no check.</param>
/// <param name="Prefixes">Digits put before the number for those born later.</param>
/// <param name="MonthsPlus">What may have been added to the month of birth.</param>
internal sealed record PersonNumber(int Digits, int? Modulus, IReadOnlyList<string> Prefixes, IReadOnlyList<int> MonthsPlus);

/// <summary>A test on an element: the text at a path is one of some values; with no values, that there is any text.</summary>
internal sealed record WhereTest(string Path, IReadOnlyList<string> Values, bool IsAbsence);

/// <summary>A rule of a service: which elements fill which record or relation.</summary>
internal sealed record MessageRule(string At, IReadOnlyList<WhereTest> Where, string? Person, TargetMapping Target);

/// <summary>What silence of a reply with content means: nothing, or (when <see cref="Path"/> has no element) still not known.</summary>
internal sealed record AnsweredTarget(PersonKey Target, string? Path)
{
    /// <summary>In place of a path: only a source that has nothing answers.</summary>
    public const string OnlyNothing = "nothing";
}

/// <summary>Where a reply says who lives together.</summary>
/// <param name="At">The elements, one per person.</param>
/// <param name="Person">The path of the number in the element.</param>
/// <param name="Kind"><c>members</c> of the household of which the subject is the reference person, its <c>reference</c> person, or <c>everyone</c> in it.</param>
/// <param name="Reference">For <c>everyone</c>: the test that finds the reference person.</param>
/// <param name="Where">Which elements count.</param>
internal sealed record HouseholdRule(string At, string Person, string Kind, IReadOnlyList<WhereTest> Reference, IReadOnlyList<WhereTest> Where);

/// <summary>One version of one service.</summary>
internal sealed record ServiceMapping(string Service, string Version)
{
    public string? Subject { get; init; }

    public bool ChangesOverTime { get; init; }

    public IReadOnlyDictionary<string, ExceptionMeaning> Exceptions { get; init; } = new Dictionary<string, ExceptionMeaning>();

    public IReadOnlyList<MessageRule> Rules { get; init; } = [];

    public IReadOnlyList<AnsweredTarget> Answers { get; init; } = [];

    public IReadOnlyList<HouseholdRule> Households { get; init; } = [];

    public IReadOnlyList<WhereTest> NoData { get; init; } = [];
}

/// <summary>All services that a mapping knows.</summary>
internal sealed class MagdaMapping
{
    public List<ServiceMapping> Services { get; } = [];

    public Dictionary<string, ExceptionMeaning> Exceptions { get; } = new(StringComparer.Ordinal);

    public PersonNumber? Number { get; set; }

    /// <summary>The mapping of a folder of messages: <c>02.02.0000</c> is read with the mapping of version 02.02.</summary>
    public ServiceMapping? Find(string service, string version) =>
        Services.Find(s => s.Service == service && (version == s.Version || version.StartsWith(s.Version + ".", StringComparison.Ordinal)));

    public ExceptionMeaning? MeaningOf(ServiceMapping service, string code) =>
        service.Exceptions.TryGetValue(code, out ExceptionMeaning own) ? own : Exceptions.TryGetValue(code, out ExceptionMeaning shared) ? shared : null;
}
