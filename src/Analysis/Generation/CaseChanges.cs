using System.Globalization;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;

namespace RightsEngine.Analysis.Generation;

/// <summary>The changes to a case that may make a part of the rules come out otherwise: of what it reads, to the limits it compares with and a step beyond.</summary>
internal static class CaseChanges
{
    private const int MostCodes = 15;
    private const decimal Cent = 0.01m;
    private static readonly CaseScalar Unknown = new("unknown", ScalarKind.Text);

    public static IEnumerable<CaseChange> Of(Reading reading, ConceptCatalogue catalogue, DateOnly date)
    {
        foreach (ReadField field in reading.Fields)
            foreach (CaseNode value in Values(field, reading, catalogue, date).DistinctBy(CaseYaml.Text)) yield return Field(field.Read, value);
        foreach (FieldRead read in reading.Fields.Select(f => f.Read).DistinctBy(r => (r.Person, r.Record!.Name, r.Key)))
            yield return Record(read.Person, read.Record!, read.Key, Unknown);
        foreach (StatusRead status in reading.Statuses)
            foreach (StatusDefinition leaf in status.Status.Leaves)
                foreach (CaseNode value in (CaseNode[])[new CaseList([Map("code", new CaseScalar(leaf.Code!, ScalarKind.Text))]), new CaseList([]), Unknown])
                    yield return Record(status.Person, leaf.FromRecord!, null, value);
    }

    /// <summary>The same field with another number.</summary>
    public static CaseChange WithNumber(CaseChange change, decimal number) => change with { Value = Number(number) };

    /// <summary>The number that a change writes, or null.</summary>
    public static decimal? NumberOf(CaseChange change) =>
        change.Value is CaseScalar { ScalarKind: ScalarKind.Number } scalar && decimal.TryParse(scalar.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static IEnumerable<CaseNode> Values(ReadField field, Reading reading, ConceptCatalogue catalogue, DateOnly date)
    {
        if (!field.Read.Record!.Fields.TryGetValue(field.Read.Field, out FieldDefinition? definition)) yield break;
        RightsType type = definition.Type.Required();
        if (type.Equals(RightsType.Boolean))
        {
            foreach (bool value in new[] { true, false })
                if (field.Value is not BooleanValue b || b.Value != value) yield return new CaseScalar(value ? "true" : "false", ScalarKind.Boolean);
        }
        else if (type is CodeType codes && catalogue.CodeLists.TryGetValue(codes.Name, out CodeList? list))
        {
            foreach (Code code in list.Codes.Where(c => field.Value is not TextValue t || t.Value != c.Name).Take(MostCodes)) yield return new CaseScalar(code.Name, ScalarKind.Text);
        }
        else if (type.IsMoney || type.Equals(RightsType.Number))
        {
            foreach (decimal number in Numbers((field.Value as NumberValue)?.Value, reading, type.IsMoney)) yield return Number(number);
        }
        else if (type.Equals(RightsType.Date))
        {
            foreach (DateOnly day in Dates((field.Value as DateValue)?.Value, reading, date)) yield return new CaseScalar(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ScalarKind.Text);
        }
        yield return Unknown;
    }

    /// <summary>Numbers that bring the sides of a comparison together, a step apart, or well apart.</summary>
    private static IEnumerable<decimal> Numbers(decimal? now, Reading reading, bool money)
    {
        foreach (ComparedValues compared in reading.Compared)
        {
            foreach ((decimal value, decimal limit) in Pairs(compared).Where(p => Math.Abs(p.Value) < int.MaxValue && Math.Abs(p.Limit) < int.MaxValue))
            {
                decimal step = money || !decimal.IsInteger(value) || !decimal.IsInteger(limit) ? Cent : 1;
                foreach (decimal target in new[] { limit, limit + step, limit - step })
                {
                    yield return target;
                    if (now is { } n) yield return n + target - value;
                }
            }
        }
        yield return 0;
    }

    private static IEnumerable<(decimal Value, decimal Limit)> Pairs(ComparedValues compared)
    {
        if (compared is { First: NumberValue a, Second: NumberValue b })
        {
            yield return (a.Value, b.Value);
            yield return (b.Value, a.Value);
        }
        else if (compared is { First: NumberValue n, Second: RangeValue { Low: NumberValue low, High: NumberValue high } })
        {
            yield return (n.Value, low.Value);
            yield return (n.Value, high.Value);
        }
        else if (compared.First is UnknownValue && compared.Second is NumberValue limit)
        {
            yield return (0, limit.Value);
        }
    }

    /// <summary>Days that bring a date to the one it is compared with, or an age or a number of months to its limit.</summary>
    private static IEnumerable<DateOnly> Dates(DateOnly? now, Reading reading, DateOnly date)
    {
        foreach (ComparedValues compared in reading.Compared)
        {
            foreach ((decimal value, decimal limit) in Pairs(compared).Where(p => Math.Abs(p.Value) < 200 && Math.Abs(p.Limit) < 200))
            {
                // An age is full on the birthday; a day later it is a year less.
                DateOnly birthday = date.AddYears(-(int)limit);
                yield return birthday;
                yield return birthday.AddDays(1);
                if (now is { } day) yield return day.AddYears((int)(value - limit));
                yield return date.AddMonths(-(int)limit);
                yield return date.AddMonths(-(int)limit).AddDays(1);
            }
            foreach (DateOnly other in new[] { compared.First, compared.Second }.OfType<DateValue>().Select(d => d.Value).Concat(Ends(compared.Second)))
            {
                yield return other;
                if (other > DateOnly.MinValue) yield return other.AddDays(-1);
                if (other < DateOnly.MaxValue) yield return other.AddDays(1);
            }
        }
        yield return date;
        yield return date.AddDays(1);
        yield return date.AddYears(-50);
    }

    private static IEnumerable<DateOnly> Ends(Value value) => value is RangeValue { Low: DateValue low, High: DateValue high } ? [low.Value, high.Value] : [];

    private static CaseChange Field(FieldRead read, CaseNode value) => new([read.Person, read.Record!.Name, .. Key(read.Key), read.Field], 0, value);

    private static CaseChange Record(string person, RecordDefinition record, string? key, CaseNode value) => new([person, record.Name, .. Key(key)], 0, value);

    private static string[] Key(string? key) => key is null ? [] : [key];

    private static CaseMap Map(string name, CaseNode value) => new([new CaseMember(name, value)]);

    private static CaseScalar Number(decimal number) => new(number.ToString(CultureInfo.InvariantCulture), ScalarKind.Number);
}
