using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Columns;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;
using RightsEngine.Source;

namespace RightsEngine.Data.Tests.Tables;

/// <summary>Tables in Parquet: what is taken as it is stored, and what is refused with a sentence.</summary>
public sealed class ParquetTests : IDisposable
{
    private const string Birth = "SELECT 'c' || lpad(i::VARCHAR, 6, '0') AS case_id, 'anna' AS person_id, DATE '1985-02-03' AS birth_date, 'f' AS gender FROM range(5) t(i)";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cases_that_are_good_go_into_columns()
    {
        ParquetFiles.Write(_folder.Path, "birth.parquet", Birth);
        using ColumnSource source = Open();
        var batch = new CaseBatch(new BatchLayout());
        var log = new PartLog();
        string[] ids = [.. source.Parts.SelectMany(p => source.Read(p, batch, log)).SelectMany(b => Enumerable.Range(0, b.Count).Select(b.CaseIds.Text))];
        Assert.Equal(["c000000", "c000001", "c000002", "c000003", "c000004"], ids);
        Assert.Equal((5, 0, 5, 0, 0), (log.Accepted, log.Rejected, log.Rows, log.RowsRejected, log.MadeOneByOne));
    }

    [Theory]
    [InlineData("payslip", "2022 AS year, 1.5::DOUBLE AS wages", "RE5075", "column `wages` is DOUBLE, which holds no exact decimals: write it as DECIMAL, or say `round:` in a mapping")]
    [InlineData("payslip", "2022 AS year, 1.5::FLOAT AS hours", "RE5075", "column `hours` is FLOAT, which holds no exact decimals")]
    [InlineData("payslip", "2022::DOUBLE AS year", "RE5076", "column `year` is DOUBLE: expected text or INTEGER")]
    [InlineData("birth", "TIMESTAMP '1985-02-03 00:00:00' AS birth_date", "RE5076", "column `birth_date` is TIMESTAMP: expected DATE or text")]
    [InlineData("birth", "1 AS gender", "RE5076", "column `gender` is INTEGER: expected text")]
    [InlineData("birth", "['nl'] AS languages", "RE5076", "column `languages` is LIST: expected text")]
    [InlineData("payslip", "2022 AS year, 1 AS full_time", "RE5076", "column `full_time` is INTEGER: expected BOOLEAN or text")]
    public void A_column_of_a_type_that_does_not_fit_is_refused(string table, string columns, string code, string sentence)
    {
        ParquetFiles.Write(_folder.Path, $"{table}.parquet", $"SELECT 'c1' AS case_id, 'anna' AS person_id, {columns}");
        string message = Assert.Throws<InputException>(() => Open()).Message;
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.Contains($"({code})", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<InputException>(() => CaseReader.Read(_folder.Path, null, Village.Catalogue).ToList()).Message);
    }

    [Fact]
    public void A_file_cut_at_any_place_is_refused_with_a_sentence()
    {
        byte[] whole = File.ReadAllBytes(ParquetFiles.Write(_folder.Path, "birth.parquet", Birth));
        for (int length = 0; length < whole.Length; length += 97)
        {
            _folder.Write("birth.parquet", whole[..length]);
            Assert.StartsWith($"cannot read `", Assert.Throws<InputException>(() => ReadAll()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_damaged_inside_is_refused_with_a_sentence_or_read()
    {
        byte[] whole = File.ReadAllBytes(ParquetFiles.Write(_folder.Path, "birth.parquet", Birth));
        var random = new Random(7);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(4, whole.Length - 8)] ^= (byte)(1 << random.Next(8));
            _folder.Write("birth.parquet", damaged);
            try
            {
                ReadAll();
            }
            catch (InputException)
            {
            }
        }
    }

    [Fact]
    public void Files_of_one_table_need_the_same_columns()
    {
        ParquetFiles.Write(_folder.Path, "birth.parquet/0.parquet", Birth);
        ParquetFiles.Write(_folder.Path, "birth.parquet/1.parquet", "SELECT 'c9' AS case_id, 'anna' AS person_id");
        Assert.EndsWith("its files have different columns", Assert.Throws<InputException>(() => ReadAll()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_out_of_order_within_a_group_are_not_passed_over()
    {
        // The index of each group says that all is well; in the last one two rows change places.
        ParquetFiles.Write(_folder.Path, "birth.parquet", """
            SELECT 'c' || lpad((CASE i WHEN 19000 THEN 19001 WHEN 19001 THEN 19000 ELSE i END)::VARCHAR, 6, '0') AS case_id, 'anna' AS person_id, DATE '1985-02-03' AS birth_date FROM range(20000) t(i)
            """, ", ROW_GROUP_SIZE 2048");
        Assert.Contains("row 19002 comes too late; sort it by `case_id`", Assert.Throws<InputException>(() => ReadAll()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_as_ids_are_texts_in_the_order_of_texts()
    {
        ParquetFiles.Write(_folder.Path, "birth.parquet", "SELECT i AS case_id, i * 10 AS person_id, DATE '1985-02-03' AS birth_date FROM range(1, 12) t(i)");
        List<CaseProblem> warnings = [];
        using ColumnSource source = Open(warnings);
        var batch = new CaseBatch(new BatchLayout());
        string[] ids = [.. source.Parts.SelectMany(p => source.Read(p, batch, new PartLog())).SelectMany(b => Enumerable.Range(0, b.Count).Select(i => $"{b.CaseIds.Text(i)}/{b.PersonIds.Text(i)}"))];
        Assert.Equal(["1/10", "10/100", "11/110", "2/20", "3/30", "4/40", "5/50", "6/60", "7/70", "8/80", "9/90"], ids);
        Assert.Contains(warnings, w => w.Code == "RE5072");
        Assert.Equal("10", source.Find("10")!.Case!.Id);
    }

    [Fact]
    public void Floating_point_is_rounded_as_a_mapping_says()
    {
        ParquetFiles.Write(_folder.Path, "LOON.parquet", "SELECT 'c' || i AS DOSSIER, 'anna' AS NR, 2022 AS JAAR, 0.1::DOUBLE + i AS BRUTO FROM range(3) t(i)");
        using var village = new VillageTables();
        IReadOnlyList<TableRule> rules = village.Rules("""
            mapping: tables
            tables:
              - {file: LOON.parquet, case: DOSSIER, person: NR, record: payslip, key: JAAR, fields: {wages: {take: BRUTO, round: half up to 0.01}}}

            """, out IReadOnlyList<Diagnostic> findings);
        Assert.Empty(findings);
        var input = new TableInput { Rules = rules };
        string[] careful = [.. CaseReader.Read(_folder.Path, null, Village.Catalogue, null, null, input).Select(r => CaseDump.Of(r.Case!))];
        using ColumnSource source = ColumnSource.TryOpen([_folder.Path], Village.Catalogue, rules, new ColumnSettings())!;
        var batch = new CaseBatch(new BatchLayout());
        var log = new PartLog();
        string[] columns = [.. source.Parts.SelectMany(p => source.Read(p, batch, log)).SelectMany(b => Enumerable.Range(0, b.Count).Select(i => CaseDump.Of(b.Source(i))))];
        Assert.Equal(careful, columns);
        Assert.Equal(0, log.MadeOneByOne);
        Assert.Contains("wages=1.1\n", careful[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_names_the_tables_that_fit_it()
    {
        ParquetFiles.Write(_folder.Path, "birth.parquet", Birth);
        _folder.Write("notes.csv", "nothing to read\n");
        using ColumnSource? source = ColumnSource.TryOpen([Path.Combine(_folder.Path, "*.parquet")], Village.Catalogue, [], new ColumnSettings());
        Assert.Equal("c000003", source!.Find("c000003")!.CaseId);
        Assert.Single(source.Inputs);
    }

    [Fact]
    public void A_sorted_copy_goes_away_with_its_reader()
    {
        ParquetFiles.Write(_folder.Path, "birth.parquet", $"SELECT * FROM ({Birth}) ORDER BY case_id DESC");
        string aside = Directory.CreateDirectory(Path.Combine(_folder.Path, "aside")).FullName;
        using (ColumnSource source = ColumnSource.TryOpen([_folder.Path], Village.Catalogue, [], new ColumnSettings { TemporaryFolder = aside })!)
        {
            Assert.Single(source.Parts);
            Assert.NotEmpty(Directory.EnumerateFiles(aside, "*.parquet", SearchOption.AllDirectories));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(aside));
    }

    private ColumnSource Open(List<CaseProblem>? warnings = null) =>
        ColumnSource.TryOpen([_folder.Path], Village.Catalogue, [], new ColumnSettings { RowsPerPart = 1, OnWarning = p => warnings?.Add(p) })!;

    private void ReadAll()
    {
        using ColumnSource source = Open();
        var batch = new CaseBatch(new BatchLayout());
        foreach (CasePart part in source.Parts)
            foreach (CaseBatch _ in source.Read(part, batch, new PartLog()))
            {
            }
    }
}
