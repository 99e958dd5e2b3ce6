using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Mapping;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tables;

/// <summary>Finds what a layout or a mapping asks for among the columns that a table has.</summary>
internal sealed class TableBinding
{
    private readonly CaseVocabulary _vocabulary;
    private readonly TableRows _rows;
    private readonly CsvFormat _format;
    private readonly List<CaseProblem> _problems;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public TableBinding(CaseVocabulary vocabulary, TableRows rows, CsvFormat format, List<CaseProblem> problems)
    {
        _vocabulary = vocabulary;
        _rows = rows;
        _format = format;
        _problems = problems;
        for (int i = 0; i < rows.Columns.Count; i++)
            if (!_columns.TryAdd(rows.Columns[i], i)) problems.Add(TableErrors.DuplicateColumn(At, rows.Columns[i]));
    }

    private CasePlace At => new(_rows.File, _rows.HeaderRow, CasePath.Root);

    /// <summary>The table under its own name, with the columns of the layout.</summary>
    public TableSource Bind(TableLayout layout)
    {
        TableSource source = new(_rows, Plain(layout, TableLayout.Case), Target(layout), layout.Kind == TableKind.Case);
        string[] known = [.. layout.Columns.Select(c => c.Name)];
        // Without a column that is needed, the others are no news.
        if (_problems.Count == 0)
            foreach (string column in _rows.Columns.Where(c => !_used.Contains(c))) _problems.Add(TableErrors.UnknownColumn(At, column, known.Where(k => !_columns.ContainsKey(k))));
        return source;
    }

    /// <summary>The table of a register, with the columns of a mapping. What the mapping does not name is not missed.</summary>
    public TableSource Bind(TableRule rule)
    {
        CellValue subject = Mapped(rule.Case), person = Mapped(rule.Person);
        List<KeyValuePair<string, CellValue>> members = [.. rule.Target.Members.Select(m => KeyValuePair.Create(m.Key, (CellValue)Mapped(m.Value)))];
        IEnumerable<string> fields = rule.Target switch
        {
            RecordMapping record => record.Record.Fields.Keys,
            RelationMapping relation => relation.Relation.Fields.Keys,
            _ => [],
        };
        members.AddRange(fields.Where(f => !rule.Target.Members.ContainsKey(f)).Select(f => KeyValuePair.Create(f, (CellValue)NoCell.Instance)));
        TableTarget target = rule.Target switch
        {
            RecordMapping record => new RecordTarget(person, record.Record, record.Key is null ? [] : [Mapped(record.Key)], members),
            RelationMapping relation => new RelationTarget(person, Mapped(relation.Other), relation.Relation, relation.Forward, members),
            _ => throw new InvalidOperationException($"a table cannot fill {rule.Target.GetType().Name}"),
        };
        return new TableSource(_rows, subject, target, false);
    }

    private TableTarget Target(TableLayout layout) => layout.Kind switch
    {
        TableKind.Case => new CaseTarget(Optional(layout, "requested_on"), Optional(layout, "known_from")),
        TableKind.Person => new PersonTarget(Plain(layout, TableLayout.Person)),
        TableKind.Record => new RecordTarget(Plain(layout, TableLayout.Person), layout.Record!, [.. layout.KeyColumns.Select(k => Plain(layout, k))], Members(layout)),
        TableKind.Relation => new RelationTarget(Plain(layout, TableLayout.FromPerson), Plain(layout, TableLayout.ToPerson), layout.Relation!, true, Members(layout)),
        _ => new UnknownTarget(Plain(layout, TableLayout.Person), _vocabulary, Plain(layout, "record"), Optional(layout, "key"), Optional(layout, "field")),
    };

    private List<KeyValuePair<string, CellValue>> Members(TableLayout layout)
    {
        List<KeyValuePair<string, CellValue>> members = [];
        string[] others = [TableLayout.Case, TableLayout.Person, TableLayout.FromPerson, TableLayout.ToPerson, .. layout.KeyColumns];
        foreach (TableColumn column in layout.Columns.Where(c => c.IsField || !others.Contains(c.Name)))
        {
            CellValue? value = column.IsRequired ? Plain(layout, column.Name) : Optional(layout, column.Name);
            if (value is null && column.IsField) _problems.Add(TableErrors.MissingField(At, column.Name));
            if (value is not null || column.IsField) members.Add(KeyValuePair.Create(column.Member, value ?? NoCell.Instance));
        }
        return members;
    }

    private CellValue? Optional(TableLayout layout, string name) => _columns.ContainsKey(name) ? Plain(layout, name) : null;

    private CellValue Plain(TableLayout layout, string name)
    {
        RightsType type = layout.Columns.First(c => c.Name == name).Type;
        int index = Need(name);
        if (index >= 0) CheckType(name, index, type, rounds: false);
        return new PlainCell(name, index, type);
    }

    private MappedCell Mapped(ValueMapping mapping)
    {
        foreach (IReadOnlyList<string> part in mapping.Parts)
            foreach (string name in part)
                if (Need(name) is >= 0 and var index && _rows.TypeOf(index).IsFloating) CheckType(name, index, mapping.Type, mapping.Decimals is not null);
        return new MappedCell(mapping, _columns);
    }

    /// <summary>A value is taken as it is stored; one that would first have to be rounded or cut off is not guessed at.</summary>
    private void CheckType(string name, int index, RightsType type, bool rounds)
    {
        DuckColumnType stored = _rows.TypeOf(index);
        RightsType required = type.Required();
        bool isNumber = required.IsMoney || required.Equals(RightsType.Number);
        if (stored.IsFloating && isNumber && rounds) return;
        if (stored.IsFloating && isNumber) _problems.Add(TableErrors.FloatingColumn(At, name, stored.ToString()));
        else if (!ColumnFit.Takes(type, stored)) _problems.Add(TableErrors.ColumnType(At, name, stored.ToString(), ColumnFit.Expected(type)));
    }

    private int Need(string name)
    {
        if (_columns.TryGetValue(name, out int index))
        {
            _used.Add(name);
            return index;
        }
        _problems.Add(TableErrors.MissingColumn(At, name, _rows.Columns, _format.Separator, OtherSeparator(name)));
        return -1;
    }

    /// <summary>The separator with which the first row does have the column.</summary>
    private char? OtherSeparator(string name)
    {
        string header = string.Join(_format.Separator, _rows.Columns);
        foreach (char other in ",;\t|".Where(c => c != _format.Separator))
            if (header.Split(other).Select(c => c.Trim(' ', '"')).Contains(name)) return other;
        return null;
    }
}
