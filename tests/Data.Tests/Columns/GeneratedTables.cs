using System.IO.Compression;
using System.Text;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tests.Columns;

/// <summary>A folder of tables of the village with drawn contents, clean or spoilt, as Parquet.</summary>
internal sealed class GeneratedTables : IDisposable
{
    private static readonly byte[][] BadLines = ["c1,\"open\n"u8.ToArray(), "c1,a\"b\n"u8.ToArray(), "c2\n"u8.ToArray(), "c3,anna,1,2,3,4,5,6,7,8,9\n"u8.ToArray(), [(byte)'c', (byte)'5', (byte)',', 0xE9, (byte)',', (byte)'\n'], ",,\n"u8.ToArray(), "\n"u8.ToArray()];
    private static readonly string[] Persons = ["anna", "ben", "cato", "dirk", "é", "a.b", "a person with a long id", "a person with a long name"];
    private static readonly string[] BadIds = ["", " x", "unknown", "𝄞", "\uFFFD", "x\u0085y", "nobody"];
    private static readonly string[] BadValues = ["", "unknown", "x", "1e3", "2020-02-30", "2020-00-00", "1.005", "-0", "007", "12345678901234.5", "2024-13-01", "true", "yes", "1"];

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random;
    private readonly Dictionary<string, List<string?[]>> _rows = new(StringComparer.Ordinal);
    private readonly List<TableLayout> _layouts;

    public GeneratedTables(int seed, bool asCsv = false)
    {
        _random = new Random(seed);
        _layouts = [.. TableLayout.Of(new CaseVocabulary(Village.Catalogue)).Where(l => l.Name != "birth" && l.Name != "payslip" ? !Once(20) : !Once(40))];
        foreach (TableLayout layout in _layouts) _rows[layout.Name] = [];
        int cases = _random.Next(1, 40);
        bool longIds = Once(2);
        for (int i = 0; i < cases; i++) AddCase(Once(30) ? "é" : longIds ? $"household-{i:0000}" : $"c{i}");
        bool isSorted = !Once(4), isClean = Once(4);
        if (asCsv)
        {
            foreach (TableLayout layout in _layouts) WriteCsv(layout, isSorted, isClean);
            return;
        }
        using DuckDatabase database = DuckDatabase.Open(new DuckSettings());
        using DuckConnection connection = database.Connect();
        foreach (TableLayout layout in _layouts) Write(connection, layout, isSorted, isClean);
    }

    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    private bool Once(int of) => _random.Next(of) == 0;

    private T Any<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];

    private string Day(int from = 2000, int to = 2024) => $"{_random.Next(from, to):0000}-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}";

    private void Row(string table, params string?[] cells)
    {
        if (_rows.TryGetValue(table, out List<string?[]>? rows)) rows.Add(cells);
    }

    private void AddCase(string id)
    {
        string[] persons = [.. Persons.OrderBy(_ => _random.Next()).Take(_random.Next(1, 5))];
        if (Once(3)) Row("case", id, Once(2) ? Day() : null, Once(9) ? Day() : null);
        foreach (string person in persons)
        {
            if (Once(5)) Row("person", id, person);
            if (!Once(9)) Row("birth", id, person, Day(1950), Any("f", "m", null), Any("Élodie", null), null, Once(12) ? "nl|fr" : null);
            for (int year = 2020 + _random.Next(4); year < 2024; year++) Row("payslip", id, person, $"{year}", Any("25000.10", "0", null, "unknown"), Any("38.125", "40.0001", "0.12345", null), Any("true", "false", null), Any("P3Y6M", null));
            if (Once(3)) Row("home", id, person, "a1", null, "2010-01-01");
            if (!Once(4)) Row("home", id, person, Any("a2", "an address that is long"), Any("2015-05-05", "2010-01-01"), Any(null, "2020-12-31"));
            if (Once(3)) Row("work", id, person, "2023", Any("1", "2"), "60");
            for (int i = _random.Next(3); i > 0; i--) Row("benefit", id, person, "2023", Any("5", "05", "11"), Any("12", "13.5"));
            for (int i = _random.Next(3); i > 0; i--) Row("status_register", id, person, Any("LIVING", "DISABLED"), Any(null, "2021-01-01"), Any(null, "2023-12-31", "unknown"), null, null);
            if (Once(20)) Row("status_register", id, person, "LIVING", null, null, "false", "1999-06-01");
            if (Once(8)) Row("unknown", id, person, Any("payslip", "benefit", "home"), Any("2023", "2019", "2023-05", null), Any(null, null, null, "wages"));
        }
        if (persons.Length > 1 && Once(2)) Row("partner", id, persons[0], persons[1], Any("married", "cohabiting", null), Any(null, "2012-05-05"), Any(null, "2015-01-01"));
        if (persons.Length > 2 && Once(4)) Row("partner", id, persons[2], persons[0], "married", "2016-01-01", null);
        if (persons.Length > 1 && Once(6)) Row("partner", id, persons[1], persons[0], "married", Any("2012-05-05", "2018-01-01"), null);
        foreach (string child in persons.Skip(1))
            if (Once(2)) Row("raises", id, persons[0], child, Any(null, "2015-01-01"), null, Any("0.5", null));
        if (persons.Length > 1 && Once(5)) Row("guardian", id, persons[1], persons[0]);
    }

    private void Write(DuckConnection connection, TableLayout layout, bool isSorted, bool isClean)
    {
        List<string?[]> rows = _rows[layout.Name];
        // A typed column holds good values only, so only columns of text are spoilt.
        bool[] typed = [.. layout.Columns.Select(c => SqlType(c) is not null && Once(2) && rows.All(r => r[IndexOf(layout, c)] != "unknown"))];
        if (!isClean)
            foreach (string?[] row in rows)
                if (Once(25)) Spoil(row, layout, typed);
        if (!isClean && rows.Count > 0 && Once(6)) rows.Add([.. rows[0]]);
        rows = isSorted ? [.. rows.OrderBy(r => r[0] ?? "", CaseOrder.Instance)] : [.. rows.OrderBy(_ => _random.Next())];
        int missing = Enumerable.Range(0, layout.Columns.Count).FirstOrDefault(i => layout.Columns[i].IsField && Once(15), -1);
        if (rows.Count > 3 && Once(2))
        {
            Directory.CreateDirectory(System.IO.Path.Combine(Path, $"{layout.Name}.parquet"));
            int half = _random.Next(1, rows.Count);
            Copy(connection, layout, rows[..half], typed, missing, $"{layout.Name}.parquet/0.parquet");
            Copy(connection, layout, rows[half..], typed, missing, $"{layout.Name}.parquet/1.parquet");
        }
        else Copy(connection, layout, rows, typed, missing, $"{layout.Name}.parquet");
    }

    private void WriteCsv(TableLayout layout, bool isSorted, bool isClean)
    {
        List<string?[]> rows = _rows[layout.Name];
        if (!isClean)
            foreach (string?[] row in rows)
                if (Once(25)) Spoil(row, layout, new bool[row.Length]);
        rows = isSorted ? [.. rows.OrderBy(r => r[0] ?? "", CaseOrder.Instance)] : [.. rows.OrderBy(_ => _random.Next())];
        bool isCompressed = Once(5);
        using Stream file = File.Create(System.IO.Path.Combine(Path, $"{layout.Name}.csv{(isCompressed ? ".gz" : "")}"));
        using Stream stream = isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(string.Join(',', layout.Columns.Select(c => c.Name)) + "\n"));
        foreach (string?[] row in rows)
        {
            stream.Write(Encoding.UTF8.GetBytes(string.Join(',', row.Select(c => Once(9) ? $"\"{c}\"" : c)) + "\n"));
            if (!isClean && Once(30)) stream.Write(Any<byte[]>(BadLines));
        }
    }

    private void Spoil(string?[] row, TableLayout layout, bool[] typed)
    {
        int cell = _random.Next(row.Length);
        if (typed[cell]) return;
        row[cell] = layout.Columns[cell].Type.Equals(RightsType.Identifier) ? Any<string>(BadIds) : Any<string>(BadValues);
    }

    private void Copy(DuckConnection connection, TableLayout layout, IReadOnlyList<string?[]> rows, bool[] typed, int missing, string file)
    {
        string columns = string.Join(", ", Enumerable.Range(0, layout.Columns.Count).Where(i => i != missing).Select(i =>
            $"{(typed[i] ? $"CAST(c{i} AS {SqlType(layout.Columns[i])})" : $"c{i}")} AS {DuckConnection.Name(layout.Columns[i].Name)}"));
        string names = string.Join(", ", layout.Columns.Select((_, i) => $"c{i}"));
        string values = rows.Count == 0 ? $"({string.Join(", ", layout.Columns.Select(_ => "''"))})" : string.Join(", ", rows.Select(r => $"({string.Join(", ", r.Select(c => c is null ? "NULL::VARCHAR" : DuckConnection.Quote(c)))})"));
        connection.Execute($"COPY (SELECT {columns} FROM (VALUES {values}) t({names}) {(rows.Count == 0 ? "WHERE false" : "")}) TO {DuckConnection.Quote(System.IO.Path.Combine(Path, file))} (FORMAT parquet)");
    }

    private static int IndexOf(TableLayout layout, TableColumn column) => layout.Columns.ToList().IndexOf(column);

    private static string? SqlType(TableColumn column) =>
        column.Name is "year" or "quarter" or "month" ? "INTEGER"
        : column.Type.IsMoney ? "DECIMAL(14,2)"
        : column.Type.Equals(RightsType.Number) ? "DECIMAL(20,5)"
        : column.Type.Equals(RightsType.Date) ? "DATE"
        : column.Type.Equals(RightsType.Boolean) ? "BOOLEAN"
        : null;
}
