using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>A change of the figures of a parameter as a reform writes it.</summary>
/// <param name="Name">The parameter, where it is named.</param>
/// <param name="Values">Figures by date, or those from the first day of the reform.</param>
/// <param name="From">The first day of the reform.</param>
/// <param name="FromScalar">Where that day is written.</param>
internal sealed record ParameterReform(YamlScalar Name, YamlNode Values, DateOnly From, YamlScalar FromScalar);

/// <summary>Reads what a reform says of figures: checked as the figures of the rulebook are.</summary>
internal sealed partial class ParameterReader
{
    private const string Rulebook = "rulebook";

    private FigureReform? ReadReform(string name, ParameterReform reform, RightsType type, ParameterKey[] keys, Dictionary<string, MemberSymbol> columns)
    {
        var changes = new List<FigureChange>();
        bool byDate = reform.Values is YamlMap { Entries: [{ Key: var key }, ..] } && DateBuiltins.ParseDate(key.Text) is not null;
        foreach (YamlEntry entry in byDate ? ((YamlMap)reform.Values).Entries : [new YamlEntry(reform.FromScalar, reform.Values)])
        {
            if (context.Date(entry.Key) is not { } from) continue;
            if (from < reform.From)
            {
                context.Diagnostics.Add(ConceptErrors.FigureBeforeReform(entry.Key.Location, $"{from:yyyy-MM-dd}", $"{reform.From:yyyy-MM-dd}"));
                continue;
            }
            changes.AddRange(Changes(name, new YamlEntry(entry.Key, entry.Value), byDate ? entry.Key.Location : reform.Name.Location, from, type, keys, columns));
        }
        return changes.Count == 0 ? null : new FigureReform(reform.Name.Location, [.. changes.OrderBy(c => c.From)]);
    }

    private IEnumerable<FigureChange> Changes(string name, YamlEntry entry, Location at, DateOnly from, RightsType type, ParameterKey[] keys, Dictionary<string, MemberSymbol> columns)
    {
        if (entry.Value is YamlScalar { Text: "missing" }) return [new FigureChange(from, new ParameterVersion(from, null, null, ParameterStatus.Verified, null, at), FigureRows.All)];
        if (entry.Value is YamlScalar { Text: Rulebook }) return [new FigureChange(from, null, FigureRows.All)];
        if (entry.Value is YamlScalar { IsNull: false } plain && keys.Length == 0)
            return context.Constant(plain, type, scope.Catalogue) is { } only ? [new FigureChange(from, new ParameterVersion(from, only, null, ParameterStatus.Derived, null, at), FigureRows.All)] : [];
        if (entry.Value is not YamlMap map)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(entry.Value, name, keys.Length == 0 ? "a figure, or {value: …, source: …, status: …}" : "{rows: …}, {add_rows: …} or {all_rows: …}"));
            return [];
        }
        var reader = new MapReader(map, $"value of `{name}` from {from:yyyy-MM-dd}", context.Diagnostics);
        YamlScalar? value = keys.Length == 0 ? reader.RequiredScalar("value") : null;
        (FigureRows Kind, YamlNode? Rows)[] tables = keys.Length == 0 ? [] : [(FigureRows.Known, reader.Optional("rows")), (FigureRows.New, reader.Optional("add_rows")), (FigureRows.All, reader.Optional("all_rows"))];
        string? source = Source(reader.OptionalScalar("source"));
        // Nobody has enacted the figure of a reform: without a word on it, it is as uncertain as a figure can be.
        ParameterStatus status = Status(reader.OptionalScalar("status"));
        reader.OptionalScalar("note");
        reader.Finish();
        if (keys.Length == 0)
            return value is not null && context.Constant(value, type, scope.Catalogue) is { } constant ? [new FigureChange(from, new ParameterVersion(from, constant, null, status, source, at), FigureRows.All)] : [];
        FigureChange[] changes = [.. tables.Where(t => t.Rows is not null).Select(t => new FigureChange(from, new ParameterVersion(from, null, [.. Rows(t.Rows!, keys, columns, status, source)], status, source, at), t.Kind))];
        if (changes.Length == 0 || (changes.Length > 1 && changes[^1].Rows == FigureRows.All))
            context.Diagnostics.Add(SourceErrors.WrongShape(map, name, "{rows: …} and {add_rows: …} for some rows, or {all_rows: …} for the whole table"));
        return changes;
    }
}
