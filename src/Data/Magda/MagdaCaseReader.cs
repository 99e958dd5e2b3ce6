using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;
using RightsEngine.Source;

namespace RightsEngine.Data.Magda;

/// <summary>Makes cases of a folder of messages: first who belongs together, then one case after the other, one message at a time.</summary>
internal sealed class MagdaCaseReader(CaseVocabulary vocabulary, MagdaMapping mapping)
{
    public IEnumerable<CaseResult> Read(string folder)
    {
        IReadOnlyList<MessageFile> all = MessageFolder.Files(folder);
        if (!all.Any(f => mapping.Find(f.Service, f.Version) is not null))
            throw new InputException($"the folder `{Shown.Short(folder)}` has no messages of a service that the mapping names: {string.Join(", ", mapping.Services.Select(s => $"{s.Service}/{s.Version}"))}");
        var files = new SortedDictionary<string, List<MessageFile>>(StringComparer.Ordinal);
        foreach (MessageFile file in all)
        {
            if (!files.TryGetValue(file.Name, out List<MessageFile>? list)) files[file.Name] = list = [];
            list.Add(file);
        }
        foreach (string name in files.Keys.Where(n => !IsNumber(n)).ToArray())
        {
            yield return Nobody(name, files[name]);
            files.Remove(name);
        }
        var households = new HouseholdIndex(files, mapping);
        foreach ((string id, SortedSet<string> persons) in households.Cases) yield return Build(id, persons, files, households);
    }

    private bool IsNumber(string name) => name.All(char.IsAsciiDigit) && name.Length == (mapping.Number?.Digits ?? name.Length);

    private CaseResult Nobody(string name, List<MessageFile> files)
    {
        int digits = mapping.Number?.Digits ?? 0;
        CaseProblem[] problems = [.. files.Select(f => DataErrors.FileName(new CasePlace(f.Path, null, CasePath.Root), name, digits) with { Case = name })];
        return new CaseResult(name, files[0].Path, null, null, problems);
    }

    private CaseResult Build(string id, SortedSet<string> persons, SortedDictionary<string, List<MessageFile>> files, HouseholdIndex households)
    {
        string file = persons.SelectMany(p => files.GetValueOrDefault(p, [])).First().Path;
        var at = new CasePlace(file, 1, CasePath.Root);
        var builder = new CaseBuilder(vocabulary, at, tolerant: true);
        builder.SetId(new CaseScalar(id, ScalarKind.Text), at);
        var subject = new MessageCase(vocabulary, mapping, builder);
        foreach (string person in persons)
        {
            CasePlace place = at with { Path = CasePath.Root.Member("persons").Member(person) };
            subject.AddPerson(person, place);
            if (households.Disagreement(person) is { } references) builder.Report(DataErrors.Households(place, person, references));
        }
        foreach (string person in persons)
            foreach (MessageFile message in files.GetValueOrDefault(person, [])) subject.Read(message, addsRelatives: true);
        // Relatives outside the household: what is known of them counts, but whom they name does not come in.
        foreach (string relative in subject.Persons.Except(persons).Order(StringComparer.Ordinal).ToArray())
            foreach (MessageFile message in files.GetValueOrDefault(relative, [])) subject.Read(message, addsRelatives: false);
        subject.Finish(at);
        CaseResult result = builder.Build();
        return result.Case is null ? result : result.With(PersonNumberCheck.Of(result.Case, mapping.Number, vocabulary.Catalogue, at));
    }

    /// <summary>The mapping of files, or null with findings.</summary>
    public static MagdaMapping? ReadMapping(IEnumerable<string> files, ConceptCatalogue catalogue, DiagnosticBag diagnostics)
    {
        var reader = new MagdaMappingReader(new CaseVocabulary(catalogue), diagnostics);
        MagdaMapping mapping = reader.Read(files.SelectMany(f => MappingFile.Read(f, ["magda", "tables"], diagnostics)));
        return mapping.Services.Count == 0 ? null : mapping;
    }
}
