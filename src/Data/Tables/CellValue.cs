using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tables;

/// <summary>Where a value of the case comes from: a cell as it stands, or what a mapping makes of cells.</summary>
internal abstract class CellValue
{
    /// <summary>Stands between the items of a list in a cell.</summary>
    public const char ListSeparator = '|';

    public abstract IEnumerable<string> Columns { get; }

    /// <summary>The value; a mistake of the mapping goes to the builder.</summary>
    public abstract CaseNode Read(TableRow row, string name, CaseBuilder builder, CasePlace at);

    /// <summary>The value as text, empty when there is none; null when the row cannot be trusted to have it.</summary>
    public abstract string? Text(TableRow row);

    protected static CaseNode Node(string text, RightsType type)
    {
        if (type is not ListType list || text == "unknown") return CaseScalar.FromCell(text, type);
        return new CaseList([.. text.Length == 0 ? [] : text.Split(ListSeparator).Select(item => CaseScalar.FromCell(item, list.Item))]);
    }
}

/// <summary>The text of one cell.</summary>
internal sealed class PlainCell(string column, int index, RightsType type) : CellValue
{
    /// <summary>The number of the column in its table.</summary>
    public int Index { get; } = index;

    public RightsType Type { get; } = type;

    public override IEnumerable<string> Columns => [column];

    public override CaseNode Read(TableRow row, string name, CaseBuilder builder, CasePlace at) => Node(row.Cells[Index], Type);

    public override string? Text(TableRow row) => row.Cell(Index);
}

/// <summary>Cells as a mapping rewrites them.</summary>
internal sealed class MappedCell(ValueMapping mapping, IReadOnlyDictionary<string, int> columns) : CellValue
{
    public override IEnumerable<string> Columns => mapping.Names;

    public override CaseNode Read(TableRow row, string name, CaseBuilder builder, CasePlace at)
    {
        MappedValue value = Apply(row);
        if (value.Mistake == MappingMistake.NotListed) builder.Report(DataErrors.NotListed(at, name, value.Written));
        else if (value.Mistake == MappingMistake.NotConvertible) builder.Report(DataErrors.NotConvertible(at, name, value.Written));
        return value.Scalar.IsNothing ? value.Scalar : Node(value.Scalar.Text, mapping.Type);
    }

    public override string? Text(TableRow row)
    {
        if (row.Mistake is not null && mapping.Names.Any(n => Cell(row, n) is null)) return null;
        CaseScalar value = Apply(row).Scalar;
        return value.IsNothing || value.SaysUnknown ? "" : value.Text;
    }

    public MappedValue Apply(TableRow row) => mapping.Apply(column => Cell(row, column), null);

    private string? Cell(TableRow row, string column) => row.Cell(columns.GetValueOrDefault(column, -1));
}

/// <summary>A field that the table does not have: nobody asked the source for it.</summary>
internal sealed class NoCell : CellValue
{
    public static readonly NoCell Instance = new();

    public override IEnumerable<string> Columns => [];

    public override CaseNode Read(TableRow row, string name, CaseBuilder builder, CasePlace at) => ValueMapping.Unknown;

    public override string? Text(TableRow row) => "";
}
