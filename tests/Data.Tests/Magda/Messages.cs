using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Mapping;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Data.Tests.Magda;

/// <summary>Folders of messages about invented persons, read with the mapping of this repository.</summary>
internal static class Messages
{
    private static readonly Lazy<(Rulebook Rulebook, MagdaMapping Mapping)> Loaded = new(Load);

    public static Rulebook Rulebook => Loaded.Value.Rulebook;

    public static string Root { get; } = FindRoot();

    public static List<CaseResult> Read(string folder) => [.. CaseReader.Read(folder, null, Rulebook.Catalogue, null, Loaded.Value.Mapping)];

    /// <summary>The one case of some messages, written as <c>Service/Version/number</c> and the XML below the answer.</summary>
    public static CaseResult One(params (string File, string Answer)[] messages) => Assert.Single(All(messages));

    public static List<CaseResult> All(params (string File, string Answer)[] messages)
    {
        using var folder = new TemporaryFolder();
        foreach ((string file, string answer) in messages) folder.Write(file + ".xml", answer.StartsWith('<') && answer.Contains("Response") ? answer : Reply(file.Split('/')[0], answer));
        return Read(folder.Path);
    }

    public static string Reply(string service, string answer) => $"""
        <r:{service}Response xmlns:r="urn:test"><Repliek><Context><Naam>{service}</Naam><Bericht><Tijdstip><Datum>2024-03-01</Datum></Tijdstip></Bericht></Context>
        <Antwoorden><Antwoord>
        {answer}
        </Antwoord></Antwoorden></Repliek></r:{service}Response>
        """;

    public static string Exception(string code, string type = "FOUT", string diagnosis = "een zin") =>
        $"<Uitzonderingen><Uitzondering><Identificatie>{code}</Identificatie><Type>{type}</Type><Diagnose>{diagnosis}</Diagnose></Uitzondering></Uitzonderingen>";

    public static string Person(string number, string rest = "", string born = "1985-01-01") =>
        $"<Inhoud><Persoon><INSZ>{number}</INSZ><Geboorte><Datum>{born}</Datum></Geboorte>{rest}</Persoon></Inhoud>";

    public static Person Of(this CaseResult result, string person) => result.Case!.Find(person)!;

    public static RecordEntry Entry(this Person person, string record, string? key = null) => person.Records[record].Entries.Single(e => e.Key == key);

    private static (Rulebook, MagdaMapping) Load()
    {
        RulebookResult result = RulebookLoader.Load(Path.Combine(Root, "rules"));
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        var diagnostics = new DiagnosticBag();
        MagdaMapping? mapping = MagdaCaseReader.ReadMapping(MappingFile.In(Path.Combine(Root, "rules")), result.Rulebook!.Catalogue, diagnostics);
        Assert.Empty(diagnostics.Sorted);
        return (result.Rulebook, mapping!);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RightsEngine.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
