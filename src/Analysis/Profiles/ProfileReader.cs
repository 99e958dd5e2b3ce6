using System.Globalization;
using System.IO.Enumeration;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.Profiles;

/// <summary>Reads and checks <c>*.profile.yaml</c> files.</summary>
internal static class ProfileFile
{
    /// <summary>The profiles of a file; one with a mistake is reported and left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rulebook">The rulebook whose records and rights it names.</param>
    /// <param name="diagnostics">Where findings go.</param>
    public static IReadOnlyList<ProfileDefinition> Read(string path, Rulebook rulebook, DiagnosticBag diagnostics)
    {
        if (SourceFileReader.Read(path, path, diagnostics) is not { } file) return [];
        var profiles = new List<ProfileDefinition>();
        foreach (YamlNode document in YamlReader.Read(file, diagnostics))
        {
            if (document is not YamlMap { Entries: [{ Key.Text: "profile" }, ..] } map)
            {
                diagnostics.Add(SourceErrors.WrongShape(document, "profile", "a mapping that starts with `profile: name`"));
                continue;
            }
            var findings = new DiagnosticBag();
            ProfileDefinition? read = new ProfileReader(rulebook, file, findings).Read(map);
            foreach (Diagnostic finding in findings.Sorted) diagnostics.Add(finding);
            if (read is not null && !findings.HasErrors) profiles.Add(read);
        }
        return profiles;
    }

    /// <summary>The profile files beside the rules, in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> In(string folder) => FolderFiles.Ending(folder, RuleFiles.Profile);
}

/// <summary>Reads one profile.</summary>
internal sealed class ProfileReader(Rulebook rulebook, SourceFile file, DiagnosticBag diagnostics)
{
    private readonly ReadingContext _context = new(diagnostics) { Languages = rulebook.Languages };

    public ProfileDefinition? Read(YamlMap map)
    {
        var reader = new MapReader(map, "profile", diagnostics);
        YamlScalar? name = reader.RequiredScalar("profile");
        LocalizedText title = _context.Texts(reader.Required("title"), $"profile `{name?.Text}`");
        DateOnly? date = _context.Date(reader.RequiredScalar("reference_date"));
        IReadOnlySet<string>? rights = Rights(reader);
        ProfileAxis? axis = reader.RequiredMap("axis") is { } a ? Axis(a) : null;
        var cases = new TestCases(file, new CaseTreeReader(rulebook.Catalogue), diagnostics);
        if (reader.OptionalMap("cases") is { } named) cases.Add(named);
        YamlList? list = reader.RequiredList("families");
        reader.Finish();
        if (list is { Items.Count: 0 }) diagnostics.Add(SourceErrors.WrongShape(list, "families", "a list of one family or more"));
        var families = new List<ProfileFamily>();
        var places = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (YamlMap item in reader.Maps("families", list, "a family that starts with `family: name`"))
            if (Family(item, cases, places) is { } family) families.Add(family);
        if (name is null || date is not { } day || axis is null) return null;
        return new ProfileDefinition(_context.Name(name), title, day, rights, axis, families);
    }

    private IReadOnlySet<string>? Rights(MapReader reader)
    {
        if (reader.OptionalList("rights") is not { } list) return null;
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (YamlScalar pattern in reader.Scalars("rights", list))
        {
            string[] fitting = [.. rulebook.Rights.Where(r => r.Name == pattern.Text || (!r.IsInternal && FileSystemName.MatchesSimpleExpression(pattern.Text, r.Name, ignoreCase: false))).Select(r => r.Name)];
            if (fitting.Length == 0) diagnostics.Add(ProfileErrors.UnknownRight(pattern.Location, pattern.Text, rulebook.RightNames));
            found.UnionWith(fitting);
        }
        return found;
    }

    private ProfileAxis? Axis(YamlMap map)
    {
        const int mostSteps = 2000;
        var reader = new MapReader(map, "axis", diagnostics);
        LocalizedText title = _context.Texts(reader.Required("title"), "axis");
        YamlScalar? last = reader.RequiredScalar("to"), width = reader.RequiredScalar("step");
        long? from = reader.OptionalScalar("from") is { } first ? Cents(first) : 0, to = Cents(last), step = Cents(width);
        YamlList? list = reader.RequiredList("fields");
        reader.Finish();
        AxisField[] fields = [.. reader.Maps("fields", list, "a field such as {field: record.field, key: 2024}").Select(Field).OfType<AxisField>()];
        if (list is { Items.Count: 0 }) diagnostics.Add(SourceErrors.WrongShape(list, "fields", "a list of one field or more"));
        if (from is not { } start || to is not { } end || step is not { } between) return null;
        if (end <= start) diagnostics.Add(ProfileErrors.NoWay(last!.Location, $"the axis ends at {last.Text}, where it has not begun", "`to:` is more than `from:`"));
        else if (between <= 0) diagnostics.Add(ProfileErrors.NoWay(width!.Location, $"a step of {width.Text} leads nowhere", "a step is an amount above 0, such as 500"));
        else if ((end - start) / between > mostSteps) diagnostics.Add(ProfileErrors.NoWay(width!.Location, $"a step of {width.Text} makes more than {mostSteps} steps", "take wider steps: a cliff inside a step is found to the cent all the same"));
        else return new ProfileAxis(title, start, end, between, fields);
        return null;
    }

    /// <summary>An amount in cents.</summary>
    private long? Cents(YamlScalar? scalar)
    {
        const int decimals = 2, digits = 12;
        if (scalar is null) return null;
        if (ExactNumber.IsPlain(scalar.Text) && ExactNumber.Read(scalar.Text, decimals, digits, out decimal value) == NumberProblem.None && value >= 0) return (long)(value * 100);
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is no income", "write an amount of 0 or more, to the cent at most: 24000 or 24000.50"));
        return null;
    }

    private AxisField? Field(YamlMap map)
    {
        var reader = new MapReader(map, "field", diagnostics);
        YamlScalar? path = reader.RequiredScalar("field"), key = reader.OptionalScalar("key"), factor = reader.OptionalScalar("times");
        reader.Finish();
        decimal? times = factor is null ? 1 : Share(factor);
        if (path is null || times is not { } weight) return null;
        string[] parts = path.Text.Split('.');
        if (parts.Length != 2)
        {
            diagnostics.Add(SourceErrors.InvalidValue(path, $"`{path.Text}` is no field", "write a record and its field: tax_assessment.employee_income"));
            return null;
        }
        if (!rulebook.Catalogue.Records.TryGetValue(parts[0], out RecordDefinition? record)) diagnostics.Add(ProfileErrors.UnknownField(path.Location, "record", parts[0], rulebook.Catalogue.Records.Keys));
        else if (!record.Fields.TryGetValue(parts[1], out FieldDefinition? field)) diagnostics.Add(ProfileErrors.UnknownField(path.Location, $"field of `{record.Name}`", parts[1], record.Fields.Keys));
        else if (!field.Type.Required().IsMoney) diagnostics.Add(ProfileErrors.NotMovable(path.Location, path.Text, $"it is a {field.Type.Required()}", "name a field that holds an amount of money"));
        else if (record.Many) diagnostics.Add(ProfileErrors.NotMovable(path.Location, path.Text, "there may be several of this record at a time", "name a record of which there is one at a time"));
        else if (RecordKeys.IsKeyed(record.Per) && (key is null || !RecordKeys.IsKey(record.Per, key.Text))) diagnostics.Add(ProfileErrors.NotMovable((key ?? path).Location, path.Text, key is null ? "it does not say of when" : $"`{key.Text}` is no key of it", $"add `key:` with {RecordKeys.Expected(record.Per)}"));
        else if (!RecordKeys.IsKeyed(record.Per) && key is not null) diagnostics.Add(ProfileErrors.NotMovable(key.Location, path.Text, "the record has no keys", "remove `key:`"));
        else return new AxisField(record, field, key?.Text, weight);
        return null;
    }

    private ProfileFamily? Family(YamlMap map, TestCases cases, Dictionary<string, Location> places)
    {
        var reader = new MapReader(map, "family", diagnostics);
        YamlScalar? id = reader.RequiredScalar("family");
        LocalizedText title = _context.Texts(reader.Required("title"), $"family `{id?.Text}`");
        YamlNode? node = reader.Required("case");
        YamlMap? shares = reader.RequiredMap("earners");
        reader.Finish();
        if (id is null || node is null || shares is null) return null;
        if (places.TryGetValue(id.Text, out Location first)) diagnostics.Add(ProfileErrors.FamilyTwice(id.Location, id.Text, first));
        places[id.Text] = id.Location;
        if (cases.Read(node, _context.Name(id)) is not var (_, subject)) return null;
        return new ProfileFamily(id.Text, title, subject, Earners(shares, subject));
    }

    private List<(string, decimal)> Earners(YamlMap map, Case subject)
    {
        const int digitsOfSum = 9;
        var earners = new List<(string Person, decimal Share)>();
        bool isWhole = true;
        foreach (YamlEntry entry in map.Entries)
        {
            if (subject.Find(entry.Key.Text) is null) diagnostics.Add(ProfileErrors.UnknownEarner(entry.Key.Location, entry.Key.Text, [.. subject.Persons.Select(p => p.Id)]));
            if (entry.Value is not YamlScalar scalar) diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a share such as 60%"));
            else if (Share(scalar) is { } share) earners.Add((entry.Key.Text, share));
            isWhole &= earners.Count > 0 && earners[^1].Share > 0;
        }
        decimal sum = earners.Sum(e => e.Share);
        if (!isWhole || Math.Round(sum, digitsOfSum) != 1) diagnostics.Add(ProfileErrors.NotWhole(map.Location, sum.ToString("0.#########", CultureInfo.InvariantCulture)));
        return earners;
    }

    /// <summary>A number, a percentage or a fraction: <c>0.5</c>, <c>50%</c>, <c>1/12</c>.</summary>
    private decimal? Share(YamlScalar scalar)
    {
        string[] parts = scalar.Text.Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length is 1 or 2 && Part(parts[0]) is { } number && (parts.Length == 1 ? 1 : Part(parts[1])) is { } by && by > 0) return number / by;
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is no share", "write a number, a percentage or a fraction: 0.5, 50% or 1/12"));
        return null;

        static decimal? Part(string text)
        {
            const int decimals = 9, digits = 9;
            bool percent = text.EndsWith('%');
            if (percent) text = text[..^1];
            if (!ExactNumber.IsPlain(text) || ExactNumber.Read(text, decimals, digits, out decimal value) != NumberProblem.None || value < 0) return null;
            return percent ? value / 100 : value;
        }
    }
}
