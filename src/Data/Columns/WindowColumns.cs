using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Columns;

/// <summary>Which columns of a table are asked for, and as what.</summary>
internal sealed class WindowColumns
{
    private readonly ReadyTable _table;
    private readonly CaseVocabulary _vocabulary;
    private readonly List<(string Expression, DuckColumnType Type)> _asked = [];
    private readonly List<(int Cell, int Column, DuckColumnType Type)> _cells = [];
    private readonly List<ColumnWindow> _loaded = [];

    public WindowColumns(ReadyTable table, CaseVocabulary vocabulary)
    {
        (_table, _vocabulary) = (table, vocabulary);
        // The careful reader maps cells anew, so it needs all that a mapping may look at.
        if (table.FlawColumn is null) return;
        for (int i = 0; i < table.Columns.Count; i++) Ask(table.Columns[i], i);
    }

    /// <summary>The columns that are converted.</summary>
    public IReadOnlyList<ColumnWindow> Loaded => _loaded;

    /// <summary>The cells of a row as it was given: where each comes in the query, and in which type.</summary>
    public IReadOnlyList<(int Cell, int Column, DuckColumnType Type)> Cells => _cells;

    /// <summary>The columns of the query, in SQL.</summary>
    public IReadOnlyList<string> Expressions => [.. _asked.Select(c => c.Expression)];

    public TextWindow? Ids(CellValue? cell) => IsThere(cell) ? Load(new TextWindow(Text(cell!), null)) : null;

    public NumberWindow Key(CellValue cell, NumberKind part) => Number(cell, part);

    public NumberWindow? Date(CellValue? cell) => IsThere(cell) ? Number(cell!, NumberKind.Date) : null;

    public TextWindow? Kind(CellValue cell, RelationDefinition relation) =>
        IsThere(cell) ? Load(new TextWindow(Text(cell), TextRule.OneOf(relation.Kinds.Keys))) : null;

    /// <summary>A field: converted when it is wanted, or when it can hold what is no good value. Null when nobody delivered it.</summary>
    public ColumnWindow? Field(CellValue cell, RightsType type, bool isWanted)
    {
        if (!IsThere(cell)) return null;
        if (type.Required() is ListType) return Load(new ListWindow(Text(cell)));
        if (NumberWindow.KindOf(type) is { } kind)
        {
            StoredColumn stored = _table.Of(cell);
            var window = new NumberWindow(Ask(stored, (cell as PlainCell)?.Index), stored.Type, kind);
            return isWanted || !window.IsAlwaysGood ? Load(window) : window;
        }
        TextRule rule = type.Required() is CodeType codes ? TextRule.OneOf(_vocabulary.CodesOf(codes.Name))
            : type.Required().Equals(RightsType.Identifier) ? TextRule.Identifier
            : TextRule.Any;
        var text = new TextWindow(Text(cell), rule);
        return isWanted || rule != TextRule.Any ? Load(text) : text;
    }

    private static bool IsThere(CellValue? cell) => cell is not null and not NoCell;

    private NumberWindow Number(CellValue cell, NumberKind kind)
    {
        StoredColumn stored = _table.Of(cell);
        return Load(new NumberWindow(Ask(stored, (cell as PlainCell)?.Index), stored.Type, kind));
    }

    private T Load<T>(T window)
        where T : ColumnWindow
    {
        _loaded.Add(window);
        return window;
    }

    private int Text(CellValue cell)
    {
        StoredColumn stored = _table.Of(cell);
        return Ask(stored.AsText, DuckColumnType.Text, (cell as PlainCell)?.Index);
    }

    private int Ask(StoredColumn column, int? cell) => Ask(DuckConnection.Name(column.Name), column.Type, cell);

    private int Ask(string expression, DuckColumnType type, int? cell)
    {
        int at = _asked.IndexOf((expression, type));
        if (at >= 0) return at;
        _asked.Add((expression, type));
        if (cell is { } index) _cells.Add((index, _asked.Count - 1, type));
        return _asked.Count - 1;
    }
}
