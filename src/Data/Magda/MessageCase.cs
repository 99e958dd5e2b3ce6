using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;

namespace RightsEngine.Data.Magda;

/// <summary>Fills one case from the messages about its persons.</summary>
internal sealed class MessageCase(CaseVocabulary vocabulary, MagdaMapping mapping, CaseBuilder builder)
{
    private readonly HashSet<(string Person, string Target, bool Forward)> _answered = [];
    private readonly HashSet<(string Person, string Record)> _given = [];
    private readonly List<(string Person, RecordMapping Target, MessageElement Element, CasePlace At)> _byOthers = [];
    private readonly SortedSet<string> _persons = new(StringComparer.Ordinal);
    private string? _knownFrom;

    /// <summary>The persons so far, also the relatives whom messages name.</summary>
    public IReadOnlyCollection<string> Persons => _persons;

    public void AddPerson(string person, CasePlace at)
    {
        if (builder.AddPerson(person, at)) _persons.Add(person);
    }

    /// <summary>Takes over what a message says.</summary>
    /// <param name="file">The message.</param>
    /// <param name="addsRelatives">Whether relatives that it names become persons of the case.</param>
    public void Read(MessageFile file, bool addsRelatives)
    {
        var at = new CasePlace(file.Path, 1, CasePath.Root.Member("persons").Member(file.Name));
        if (mapping.Find(file.Service, file.Version) is not { } service)
        {
            builder.Report(DataErrors.NoMapping(at, file.Service, file.Version));
            return;
        }
        (Message? message, string? why) = MessageFolder.Read(file);
        if (message is null)
        {
            builder.Report(DataErrors.Message(at, why!));
            return;
        }
        HashSet<ExceptionMeaning> meanings = Exceptions(message, service, at);
        bool hasData = message.Content is { HasChildren: true } && !(service.NoData.Count > 0 && MessageTests.Hold(service.NoData, message.Content));
        bool isSilent = meanings.Overlaps([ExceptionMeaning.Unknown, ExceptionMeaning.Incomplete]);
        if (!hasData && !isSilent && !meanings.Contains(ExceptionMeaning.Nothing) && message.Content is null)
        {
            builder.Report(DataErrors.Message(at, "it has neither contents nor an exception"));
            return;
        }
        if (!isSilent) Answer(service, file.Name, hasData ? message.Content : null);
        if (hasData || !isSilent) Cover(service, message);
        if (!hasData) return;
        CheckSubject(service, file.Name, message.Content!, at);
        foreach (MessageRule rule in service.Rules)
            foreach (MessageElement element in message.Content!.All(rule.At))
                if (MessageTests.Hold(rule.Where, element)) Apply(rule, element, file.Name, at with { Row = element.Line }, addsRelatives, message.Day);
    }

    /// <summary>Everything that no source was asked about, or could not tell.</summary>
    public void Finish(CasePlace at)
    {
        foreach ((string person, RecordMapping target, MessageElement element, CasePlace place) in _byOthers)
            if (_persons.Contains(person) && _given.Add((person, target.Record.Name))) AddEntry(target, element, person, place, null);
        foreach (string person in _persons)
        {
            foreach (RecordDefinition record in vocabulary.Catalogue.Records.Values)
                if (!record.Source.Human && !_answered.Contains((person, record.Name, true)) && !SaysItself(record)) NotAsked(person, record, at);
            foreach (RelationDefinition relation in vocabulary.Catalogue.Relations.Values)
            {
                if (relation.Source is { Human: true }) continue;
                foreach (bool forward in relation.Symmetric || relation.Inverse is null ? [true] : new[] { true, false })
                    if (!_answered.Contains((person, relation.Name, forward))) builder.AddUnknown(person, relation, forward);
            }
        }
        if (_knownFrom is not null) builder.SetKnownFrom(new CaseScalar(_knownFrom, ScalarKind.Text));
    }

    // Where the catalogue ends with `unknown`, its own conditions know better: a minor has no assessment, asked or not.
    private static bool SaysItself(RecordDefinition record) => record.AbsentRules[^1].Means == AbsentMeaning.Unknown;

    // Of a status one answer says nothing about another: an entry with an unknown code leaves the answers that there are.
    private void NotAsked(string person, RecordDefinition record, CasePlace at)
    {
        if (vocabulary.IsOfStatus(record)) builder.AddEntry(person, record, null, [new CaseMember("code", ValueMapping.Unknown)], at);
        else builder.AddUnknown(person, record, null, null, at);
    }

    private HashSet<ExceptionMeaning> Exceptions(Message message, ServiceMapping service, CasePlace at)
    {
        HashSet<ExceptionMeaning> meanings = [];
        foreach (MessageException exception in message.Exceptions)
        {
            CasePlace place = at with { Row = exception.Line };
            ExceptionMeaning? meaning = mapping.MeaningOf(service, exception.Code);
            if (meaning is null) builder.Report(DataErrors.UnknownException(place, exception.Code, exception.Reason));
            else if (meaning is ExceptionMeaning.Unknown or ExceptionMeaning.Incomplete || (meaning == ExceptionMeaning.Usable && !exception.IsInformation))
                builder.Report(DataErrors.SourceException(place, exception.Code, exception.Reason, meaning == ExceptionMeaning.Unknown));
            meanings.Add(meaning ?? ExceptionMeaning.Unknown);
        }
        return meanings;
    }

    private void Answer(ServiceMapping service, string person, MessageElement? content)
    {
        foreach (AnsweredTarget answer in service.Answers)
            if (content is null || answer.Path is null || (answer.Path != AnsweredTarget.OnlyNothing && content.First(answer.Path) is not null))
                _answered.Add((person, answer.Target.Record?.Name ?? answer.Target.Relation!.Name, answer.Target.Record is not null || answer.Target.Forward));
    }

    private void Cover(ServiceMapping service, Message message)
    {
        if (service.ChangesOverTime && message.Day is { } day && string.CompareOrdinal(day, _knownFrom) > 0) _knownFrom = day;
    }

    private void CheckSubject(ServiceMapping service, string person, MessageElement content, CasePlace at)
    {
        if (service.Subject is null || content.Value(service.Subject) is not { Length: > 0 } named || named == person) return;
        builder.Report(DataErrors.OtherPerson(at, service.Subject, named));
    }

    private void Apply(MessageRule rule, MessageElement element, string subject, CasePlace at, bool addsRelatives, string? day)
    {
        string person = subject;
        if (rule.Person is not null)
        {
            if (element.Value(rule.Person) is not { Length: > 0 } about) return;
            person = about;
        }
        if (rule.Target is RelationMapping relation)
        {
            if (person == subject) AddLink(relation, element, person, at, addsRelatives, day);
        }
        // What a list says in passing counts only where the register of that record says nothing itself.
        else if (person != subject || (rule.Person is not null && !((RecordMapping)rule.Target).Record.Many)) _byOthers.Add((person, (RecordMapping)rule.Target, element, at));
        else AddEntry((RecordMapping)rule.Target, element, person, at, day);
    }

    private void AddEntry(RecordMapping target, MessageElement element, string person, CasePlace at, string? day)
    {
        List<CaseMember> members = Members(target, element, at, day);
        string? key = null;
        if (target.Key is not null)
        {
            CaseScalar written = target.Key.Apply(Cell(element, day), element.Line).Scalar;
            if (written.IsNothing || written.SaysUnknown) return;
            key = written.Text;
        }
        else if (members.All(m => m.Value.IsNothing)) return;
        _given.Add((person, target.Record.Name));
        builder.AddEntry(person, target.Record, key, members, at);
    }

    private void AddLink(RelationMapping target, MessageElement element, string person, CasePlace at, bool addsRelatives, string? day)
    {
        CaseScalar other = target.Other.Apply(Cell(element, day), element.Line).Scalar;
        // Somebody is there, and the message does not say who.
        if (other.IsNothing || other.SaysUnknown) builder.AddUnknown(person, target.Relation, target.Forward);
        else if (addsRelatives || _persons.Contains(other.Text))
        {
            AddPerson(other.Text, at);
            builder.AddLink(person, target.Relation, target.Forward, other.Text, Members(target, element, at, day), at);
        }
    }

    private List<CaseMember> Members(TargetMapping target, MessageElement element, CasePlace at, string? day)
    {
        List<CaseMember> members = [];
        foreach ((string name, ValueMapping value) in target.Members)
        {
            MappedValue mapped = value.Apply(Cell(element, day), element.Line);
            if (mapped.Mistake == MappingMistake.NotListed) builder.Report(DataErrors.NotListed(at, name, mapped.Written));
            else if (mapped.Mistake == MappingMistake.NotConvertible) builder.Report(DataErrors.NotConvertible(at, name, mapped.Written));
            if (!mapped.Scalar.IsNothing) members.Add(new CaseMember(name, mapped.Scalar));
        }
        return members;
    }

    // `reply day` is the one thing of the envelope that rules may use: what holds "now" holds on that day.
    private static Func<string, string?> Cell(MessageElement element, string? day) => path => path == "reply day" ? day : element.Value(path);
}
