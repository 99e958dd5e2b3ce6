using System.Globalization;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Data.Magda;

/// <summary>Numbers of persons that are wrong, or that tell another date of birth. Nothing is derived from a number.</summary>
internal static class PersonNumberCheck
{
    private const int DateDigits = 6;

    public static IEnumerable<CaseProblem> Of(Case subject, PersonNumber? number, ConceptCatalogue catalogue, CasePlace at)
    {
        if (number?.Modulus is not { } modulus) yield break;
        foreach (Person person in subject.Persons)
        {
            CasePlace place = at with { Row = null, Path = CasePath.Root.Member("persons").Member(person.Id) };
            if (!IsRight(person.Id, number, modulus)) yield return DataErrors.NumberCheck(place, person.Id) with { Case = subject.Id };
            if (catalogue.BirthDate is var (record, field) && Born(person, record, field) is { } born && !Agrees(person.Id, number, born))
                yield return DataErrors.NumberBirth(place, person.Id, born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) with { Case = subject.Id };
        }
    }

    private static DateOnly? Born(Person person, RecordDefinition record, FieldDefinition field) =>
        (person.Records.GetValueOrDefault(record.Name)?.Entries.FirstOrDefault()?.Fields.GetValueOrDefault(field.Name) as DateValue)?.Value;

    private static bool IsRight(string id, PersonNumber number, int modulus)
    {
        if (id.Length != number.Digits || !id.All(char.IsAsciiDigit)) return false;
        string body = id[..^2];
        int check = int.Parse(id[^2..], CultureInfo.InvariantCulture);
        return number.Prefixes.Prepend("").Any(p => modulus - (long.Parse(p + body, CultureInfo.InvariantCulture) % modulus) == check);
    }

    // Parts that are 00 in the number are not known there.
    private static bool Agrees(string id, PersonNumber number, DateOnly born)
    {
        if (id.Length < DateDigits || !id.All(char.IsAsciiDigit)) return true;
        int year = int.Parse(id[..2], CultureInfo.InvariantCulture), month = int.Parse(id[2..4], CultureInfo.InvariantCulture), day = int.Parse(id[4..6], CultureInfo.InvariantCulture);
        month -= number.MonthsPlus.Where(p => p <= month).DefaultIfEmpty(0).Max();
        return year == born.Year % 100 && (month == 0 || month == born.Month) && (month == 0 || day == 0 || day == born.Day);
    }
}
