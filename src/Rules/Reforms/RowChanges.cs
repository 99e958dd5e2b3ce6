using RightsEngine.Concepts.Reading;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Changes rows of a table. A row is known by its cells, so that a reform does not hit another one when the table changes.</summary>
internal sealed class RowChanges(ReadingContext context, DaySplit split, YamlList? set, YamlList? add, YamlList? remove)
{
    private const string ThisRow = "{when: [cells], then: result}";

    /// <summary>A row of the table as a mapping, with the text of its cells.</summary>
    private sealed record Row(YamlMap Map, string Cells);

    /// <summary>The table with its rows changed; null after a finding.</summary>
    public YamlMap? Of(YamlMap table, string owner)
    {
        if (table.Find("rows")?.Value is not YamlList list) return table;
        List<YamlNode> rows = [.. list.Items];
        bool good = true;
        foreach (YamlMap change in context.Maps(set, "set_rows", ThisRow)) good &= Set(rows, change, owner);
        foreach (YamlNode cells in remove?.Items ?? []) good &= Remove(rows, cells, owner);
        foreach (YamlMap added in context.Maps(add, "add_rows", ThisRow)) good &= Add(rows, added, owner);
        return good ? table.With("rows", new YamlList(list.Location, rows)) : null;
    }

    private bool Set(List<YamlNode> rows, YamlMap change, string owner)
    {
        var reader = new MapReader(change, "row", context.Diagnostics);
        YamlNode? when = reader.Required("when");
        YamlScalar? then = reader.RequiredScalar("then");
        reader.OptionalScalar("basis");
        reader.Finish();
        if (when is null || then is null || Find(rows, when, owner) is not { } found) return false;
        if (found.All(i => YamlEdits.Same(AsMap(rows[i])!.Map.Find("then")?.Value, then)))
        {
            context.Diagnostics.Add(ReformErrors.NothingChanges(then.Location, $"the change of the row of {owner}", "that is its result"));
            return false;
        }
        foreach (int index in found.OrderDescending())
        {
            Row row = AsMap(rows[index])!;
            Put(rows, index, [split.Before(row.Map), split.After(row.Map)?.Overlaid(change.Entries.Where(e => e.Key.Text != "when"))]);
        }
        return true;
    }

    private bool Remove(List<YamlNode> rows, YamlNode cells, string owner)
    {
        if (Find(rows, cells, owner) is not { } found) return false;
        foreach (int index in found.OrderDescending()) Put(rows, index, [split.Before(AsMap(rows[index])!.Map)]);
        return true;
    }

    private bool Add(List<YamlNode> rows, YamlMap added, string owner)
    {
        int place = rows.Count;
        if (added.Find("before")?.Value is { } next)
        {
            if (Find(rows, next, owner) is not { } found) return false;
            place = found[0];
        }
        YamlMap row = added.Without("before");
        if (row.Find("when")?.Value is { } when && Indices(rows, when) is [var twin, ..])
        {
            context.Diagnostics.Add(ReformErrors.AlreadyThere(when.Location, owner, "row", Cells(when), "use `set_rows` to change its result", rows[twin].Location));
            return false;
        }
        if (split.After(row) is not { } starting) return true;
        rows.Insert(place, starting);
        return true;
    }

    private static void Put(List<YamlNode> rows, int index, IEnumerable<YamlMap?> others)
    {
        rows.RemoveAt(index);
        rows.InsertRange(index, others.OfType<YamlMap>());
    }

    private List<int>? Find(List<YamlNode> rows, YamlNode cells, string owner)
    {
        List<int> found = Indices(rows, cells);
        if (found.Count > 0) return found;
        IEnumerable<string> known = rows.Select(AsMap).OfType<Row>().Where(r => !split.IsOver(r.Map)).Select(r => r.Cells);
        context.Diagnostics.Add(ReformErrors.UnknownPart(cells.Location, owner, "row", Cells(cells), known));
        return null;
    }

    /// <summary>The rows with these cells that hold on some day of the reform.</summary>
    private List<int> Indices(List<YamlNode> rows, YamlNode cells)
    {
        string wanted = Cells(cells);
        return [.. Enumerable.Range(0, rows.Count).Where(i => AsMap(rows[i]) is { } row && row.Cells == wanted && !split.IsOver(row.Map))];
    }

    private static Row? AsMap(YamlNode row)
    {
        if (row is YamlMap map) return map.Find("when")?.Value is { } when ? new Row(map, Cells(when)) : null;
        if (row is not YamlList { Items.Count: > 1 } list) return null;
        var cells = new YamlList(list.Location, [.. list.Items.SkipLast(1)]);
        return new Row(YamlEdits.Map(list.Location, ("when", cells), ("then", list.Items[^1])), Cells(cells));
    }

    private static string Cells(YamlNode when) => when switch
    {
        YamlScalar one => YamlEdits.Words(one.Text),
        YamlList several => string.Join(" | ", several.Items.OfType<YamlScalar>().Select(c => YamlEdits.Words(c.Text))),
        _ => "",
    };
}
