using RightsEngine.Concepts.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Changes what gives a value: another expression or table from the day on, or other rows in its table.</summary>
internal sealed class BodyChanges(ReadingContext context, DaySplit split)
{
    private const string Value = "value";
    private const string Table = "table";

    /// <summary>A definition, a concept or an amount with its body changed; null, and a finding, when that cannot be.</summary>
    /// <param name="before">The mapping with <c>value:</c> or <c>table:</c>.</param>
    /// <param name="change">An expression, or a mapping with <c>value:</c>, <c>table:</c> or changes of rows.</param>
    /// <param name="name">The key of the change.</param>
    /// <param name="owner">What is changed, for messages.</param>
    public YamlMap? Change(YamlMap before, YamlNode change, YamlScalar name, string owner)
    {
        if (change is YamlScalar { IsNull: false } expression) return Put(before, expression, name, owner);
        if (change is not YamlMap map)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(change, name.Text, "an expression, or a mapping with `value`, `table`, `set_rows`, `add_rows` or `remove_rows`"));
            return null;
        }
        var reader = new MapReader(map, owner, context.Diagnostics);
        YamlScalar? value = reader.OptionalScalar(Value);
        YamlMap? table = reader.OptionalMap(Table);
        YamlList? set = reader.OptionalList("set_rows"), add = reader.OptionalList("add_rows"), remove = reader.OptionalList("remove_rows");
        reader.OptionalScalar("basis");
        reader.Finish();
        int ways = (value is null ? 0 : 1) + (table is null ? 0 : 1) + ((set ?? add ?? remove) is null ? 0 : 1);
        if (ways != 1)
        {
            context.Diagnostics.Add(ReformErrors.NotPossible(name.Location, $"the change of {owner} needs one of `value`, `table` and changes of rows", "write `set_rows`, `add_rows` and `remove_rows` to change rows, `table` or `value` to put another in its place"));
            return null;
        }
        return (YamlNode?)value is { } one ? Put(before, one, name, owner) : table is not null ? Put(before, table, name, owner) : Rows(before, new RowChanges(context, split, set, add, remove), name, owner);
    }

    private YamlMap? Put(YamlMap before, YamlNode body, YamlScalar name, string owner)
    {
        IReadOnlyList<YamlVersion> versions = VersionsOf(before);
        if (versions.Where(v => v.To is null || v.To >= split.Day).All(v => YamlEdits.Same(v.Value, body)))
        {
            context.Diagnostics.Add(ReformErrors.NothingChanges(name.Location, $"the change of {owner}", "that is what it is"));
            return null;
        }
        YamlVersion[] kept = split.CoversAll || split.Day == DateOnly.MinValue ? []
            : [.. versions.Where(v => v.From is null || v.From < split.Day).Select(v => v.To is { } to && to < split.Day ? v : v with { To = split.Day.AddDays(-1) })];
        return With(before, [.. kept, new YamlVersion(kept.Length == 0 ? null : split.Day, null, body)]);
    }

    private YamlMap? Rows(YamlMap before, RowChanges changes, YamlScalar name, string owner)
    {
        var versions = new List<YamlVersion>();
        foreach (YamlVersion version in VersionsOf(before))
        {
            if (version.To < split.Day)
            {
                versions.Add(version);
                continue;
            }
            if (version.Value is not YamlMap table)
            {
                context.Diagnostics.Add(ReformErrors.NotPossible(name.Location, $"{owner} has no table whose rows could change", "write `value:` or `table:` to put another in its place"));
                return null;
            }
            if (changes.Of(table, owner) is not { } changed) return null;
            versions.Add(version with { Value = changed });
        }
        return With(before, versions);
    }

    private static IReadOnlyList<YamlVersion> VersionsOf(YamlMap map) => (map.Find(Table) ?? map.Find(Value))?.Value switch
    {
        YamlVersions versions => versions.Versions,
        { } body => [new YamlVersion(null, null, body)],
        null => [],
    };

    private static YamlMap With(YamlMap map, IReadOnlyList<YamlVersion> versions) => versions is [{ Value: YamlMap table }] ? map.Without(Value).With(Table, table)
        : map.Without(Table).With(Value, versions is [{ Value: var only }] ? only : new YamlVersions(versions));
}
