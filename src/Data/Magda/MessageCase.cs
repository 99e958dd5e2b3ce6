using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;

namespace RightsEngine.Data.Magda;

/// <summary>Fills one case from the messages about its persons.</summary>
internal sealed class MessageCase(CaseVocabulary vocabulary, MagdaMapping mapping, CaseBuilder builder)
{
    private readonly HashSet<(string Person, string Target, bool Forward)> _answered = [];
    private readonly HashSet<(string Person, string Target, bool Forward)> _doubtful = [];
    private readonly HashSet<(string Person, string Record)> _given = [];
    private readonly HashSet<MessageElement> _reported = [];
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
        bool hasData = message.Content is { HasChildren: true } && !service.NoData.Any(t => MessageTests.Hold(t, message.Content));
        bool isSilent = meanings.Overlaps([ExceptionMeaning.Unknown, ExceptionMeaning.Incomplete]);
        if (!hasData && !isSilent && !meanings.Contains(ExceptionMeaning.Nothing) && message.Content is null)
        {
            builder.Report(DataErrors.Message(at, "it has neither contents nor an exception"));
            return;
        }
        if (hasData || !isSilent) Cover(service, message);
        if (hasData)
        {
            CheckSubject(service, file.Name, message.Content!, at);
            var passedOver = Unlisted(service, file.Name, message.Content!, at);
            foreach (MessageRule rule in service.Rules)
                foreach (MessageElement element in message.Content!.All(rule.At))
                    if (MessageTests.Hold(rule.Where, element) && !element.SelfAndAncestors.Any(e => passedOver.Contains((e, NameOf(rule.Target)))))
                        Apply(rule, element, message.Content, file.Name, at with { Row = element.Line }, addsRelatives, message.Day);
        }
        if (!isSilent && WereAllHeard(service, message, hasData)) Answer(service, file.Name, hasData ? message.Content : null);
    }

    /// <summary>Reports codes that the mapping does not list, and says which elements no longer count for which records and relations.</summary>
    private HashSet<(MessageElement, string)> Unlisted(ServiceMapping service, string person, MessageElement content, CasePlace at)
    {
        HashSet<(MessageElement, string)> passedOver = [];
        foreach (ListedCodes listed in service.Listed)
            foreach (MessageElement element in content.All(listed.At))
            {
                string code = element.Value(listed.Value) ?? "";
                if (listed.Codes.Contains(code.Length == 0 ? "nothing" : code)) continue;
                builder.Report(DataErrors.NotListed(at with { Row = element.Line }, listed.Value, code));
                _reported.Add(element);
                foreach (PersonKey target in listed.Unknown)
                {
                    string name = target.Record?.Name ?? target.Relation!.Name;
                    _doubtful.Add((person, name, target.Record is not null || target.Forward));
                    passedOver.Add((element, name));
                }
            }
        return passedOver;
    }

    private static string NameOf(TargetMapping target) => target is RecordMapping record ? record.Record.Name : ((RelationMapping)target).Relation.Name;

    // Behind one service may stand several sources; the list is whole when each has data, or said that it has nothing.
    private bool WereAllHeard(ServiceMapping service, Message message, bool hasData)
    {
        if (service.Sources.Count == 0) return true;
        HashSet<string> without = [.. message.Exceptions.Where(e => mapping.MeaningOf(service, e.Code) == ExceptionMeaning.Nothing).Select(e => e.Origin)];
        if (!hasData && without.Any(o => !service.Sources.ContainsKey(o))) return true;
        return service.Sources.All(s => without.Contains(s.Key) || (hasData && message.Content!.First(s.Value) is not null));
    }

    /// <summary>Everything that no source was asked about, or could not tell.</summary>
    public void Finish(CasePlace at)
    {
        HashSet<(string, string)> said = [.. _given];
        foreach ((string person, RecordMapping target, MessageElement element, CasePlace place) in _byOthers)
            if (_persons.Contains(person) && (target.Record.Many ? !said.Contains((person, target.Record.Name)) : _given.Add((person, target.Record.Name)))) AddEntry(target, element, person, place, null);
        foreach (string person in _persons)
        {
            foreach (RecordDefinition record in vocabulary.Catalogue.Records.Values)
                if (!record.Source.Human && IsOpen(person, record.Name, true) && (!SaysItself(record) || IsPart(person, record))) NotAsked(person, record, at);
            foreach (RelationDefinition relation in vocabulary.Catalogue.Relations.Values)
            {
                if (relation.Source is { Human: true }) continue;
                foreach (bool forward in relation.Symmetric || relation.Inverse is null ? [true] : new[] { true, false })
                    if (IsOpen(person, relation.Name, forward)) builder.AddUnknown(person, relation, forward);
            }
        }
        if (_knownFrom is not null) builder.SetKnownFrom(new CaseScalar(_knownFrom, ScalarKind.Text));
    }

    private bool IsOpen(string person, string target, bool forward) => !_answered.Contains((person, target, forward)) || _doubtful.Contains((person, target, forward));

    // Some entries of a list are known, and there may be more.
    private bool IsPart(string person, RecordDefinition record) => _doubtful.Contains((person, record.Name, true)) || (record.Many && _given.Contains((person, record.Name)));

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
        {
            string name = answer.Target.Record?.Name ?? answer.Target.Relation!.Name;
            bool isWhole = content is null ? !answer.NothingIsUnknown : answer.Path switch
            {
                null => true,
                AnsweredTarget.OnlyNothing => false,
                AnsweredTarget.OnlyGiven => _given.Contains((person, name)),
                string path => content.First(path) is not null,
            };
            if (isWhole) _answered.Add((person, name, answer.Target.Record is not null || answer.Target.Forward));
        }
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

    private void Apply(MessageRule rule, MessageElement element, MessageElement content, string subject, CasePlace at, bool addsRelatives, string? day)
    {
        string person = subject;
        if (rule.Person is not null)
        {
            if (element.Value(rule.Person) is not { Length: > 0 } about) return;
            person = about;
        }
        // What the list says about others counts in the messages about them.
        if (rule.Lookup is { } lookup)
        {
            string? id = element.Value(lookup.Id);
            if (content.All(lookup.In).FirstOrDefault(e => e.Value(lookup.By) == id)?.Value(lookup.Take) != subject) return;
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
            CaseScalar written = target.Key.Apply(MessageCells.Of(element, day), element.Line).Scalar;
            if (written.IsNothing || written.SaysUnknown) return;
            key = written.Text;
        }
        else if (members.All(m => m.Value.IsNothing)) return;
        _given.Add((person, target.Record.Name));
        builder.AddEntry(person, target.Record, key, members, at);
    }

    private void AddLink(RelationMapping target, MessageElement element, string person, CasePlace at, bool addsRelatives, string? day)
    {
        CaseScalar other = target.Other.Apply(MessageCells.Of(element, day), element.Line).Scalar;
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
            MappedValue mapped = value.Apply(MessageCells.Of(element, day), element.Line);
            if (mapped.Mistake == MappingMistake.NotListed && !_reported.Contains(element)) builder.Report(DataErrors.NotListed(at, name, mapped.Written));
            else if (mapped.Mistake == MappingMistake.NotConvertible) builder.Report(DataErrors.NotConvertible(at, name, mapped.Written));
            if (!mapped.Scalar.IsNothing) members.Add(new CaseMember(name, mapped.Scalar));
        }
        return members;
    }
}
