using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Columns;

/// <summary>Which columns of a table are asked for, each once, and as what.</summary>
internal sealed class WindowColumns(ReadyTable table, CaseVocabulary vocabulary)
{
    private readonly List<(int Cell, DuckColumnType Type)> _cells = [];
    private readonly List<ColumnWindow> _loaded = [];

    /// <summary>The columns that are converted.</summary>
    public IReadOnlyList<ColumnWindow> Loaded => _loaded;

    /// <summary>Of each column of the query the column of the table, and the type in which it comes.</summary>
    public IReadOnlyList<(int Cell, DuckColumnType Type)> Cells => _cells;

    /// <summary>The columns of the query, in SQL.</summary>
    public IEnumerable<string> Expressions => _cells.Select(c => c.Type.IsText ? table.Table.TextOf(c.Cell) : DuckConnection.Name(table.Table.Columns[c.Cell]));

    public TextWindow Ids(PlainCell cell) => Load(new TextWindow(Text(cell), null));

    public TextWindow? Ids(CellValue? cell) => cell is PlainCell plain ? Ids(plain) : null;

    public NumberWindow Key(CellValue cell, NumberKind part)
    {
        (int column, DuckColumnType type) = Stored((PlainCell)cell);
        return Load(new NumberWindow(column, type, part));
    }

    public NumberWindow? Date(CellValue? cell) => cell is PlainCell plain ? Number(plain, NumberKind.Date) : null;

    public TextWindow? Kind(CellValue cell, RelationDefinition relation) =>
        cell is PlainCell plain ? Load(new TextWindow(Text(plain), TextRule.OneOf(relation.Kinds.Keys))) : null;

    /// <summary>A field: converted when it is wanted, or when it can hold what is no good value.</summary>
    public ColumnWindow? Field(CellValue cell, RightsType type, bool isWanted)
    {
        if (cell is not PlainCell plain) return null;
        if (type.Required() is ListType) return Load(new ListWindow(Text(plain)));
        if (NumberWindow.KindOf(type) is { } kind)
        {
            (int column, DuckColumnType stored) = Stored(plain);
            var window = new NumberWindow(column, stored, kind);
            return isWanted || !window.IsAlwaysGood ? Load(window) : window;
        }
        TextRule rule = type.Required() is CodeType codes ? TextRule.OneOf(vocabulary.CodesOf(codes.Name))
            : type.Required().Equals(RightsType.Identifier) ? TextRule.Identifier
            : TextRule.Any;
        var text = new TextWindow(Text(plain), rule);
        return isWanted || rule != TextRule.Any ? Load(text) : text;
    }

    private NumberWindow Number(PlainCell cell, NumberKind kind)
    {
        (int column, DuckColumnType type) = Stored(cell);
        return Load(new NumberWindow(column, type, kind));
    }

    private T Load<T>(T window)
        where T : ColumnWindow
    {
        _loaded.Add(window);
        return window;
    }

    private (int Column, DuckColumnType Type) Stored(PlainCell cell)
    {
        _cells.Add((cell.Index, table.Table.Types[cell.Index]));
        return (_cells.Count - 1, _cells[^1].Type);
    }

    private int Text(PlainCell cell)
    {
        _cells.Add((cell.Index, DuckColumnType.Text));
        return _cells.Count - 1;
    }
}
