using RightsEngine.Data.Cases;
using RightsEngine.Data.Tables;
using RightsEngine.Source;

namespace RightsEngine.Data.Tests.Tables;

/// <summary>A folder with every table of the village, which a test changes as it needs.</summary>
internal sealed class VillageTables : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VillageTables()
    {
        foreach (TableLayout layout in TableLayout.Of(new CaseVocabulary(Village.Catalogue)))
            Write($"{layout.Name}.csv", string.Join(',', layout.Columns.Select(c => c.Name)) + "\n");
    }

    public string Path => _folder.Path;

    public List<CaseProblem> Warnings { get; } = [];

    public List<CaseProblem> Loose { get; } = [];

    public TableInput Input { get; private set; } = new();

    /// <summary>The good case of the village, under an id.</summary>
    public VillageTables WithGoodCase(string id)
    {
        Add("case", $"{id},2024-03-01,");
        Add("person", $"{id},dirk");
        Add("person", $"{id},cato");
        Add("person", $"{id},ben");
        Add("birth", $"{id},anna,1985-02-03,f,Anna Élodie,,nl|fr");
        Add("home", $"{id},anna,a1,2010-01-01,2019-12-31", $"{id},anna,a2,2020-01-01,", $"{id},ben,a2,,");
        Add("payslip", $"{id},anna,2022,25000.10,38.125,true,P3Y6M", $"{id},anna,2021,unknown,,,");
        Add("work", $"{id},anna,2023,2,60");
        Add("benefit", $"{id},anna,2023,05,12", $"{id},anna,2023,5,13.5");
        Add("status_register", $"{id},anna,LIVING,2021-01-01,unknown,,", $"{id},anna,DISABLED,,,,", $"{id},anna,LIVING,,,false,2020-06-01");
        Add("partner", $"{id},anna,ben,married,2012-05-05,");
        Add("raises", $"{id},anna,cato,,,", $"{id},anna,dirk,2015-01-01,,0.5");
        Add("unknown", $"{id},anna,payslip,2023,", $"{id},ben,payslip,,", $"{id},cato,raisers,,");
        return this;
    }

    public void Add(string table, params string[] rows) => File.AppendAllLines(System.IO.Path.Combine(Path, $"{table}.csv"), rows);

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    public List<CaseResult> Read(string? mapping = null)
    {
        Warnings.Clear();
        Loose.Clear();
        Input = new TableInput { Rules = mapping is null ? [] : Rules(mapping, out _), OnWarning = Warnings.Add, OnRowWithoutCase = Loose.Add };
        List<CaseResult> results = [.. CaseReader.Read(Path, null, Village.Catalogue, null, null, Input)];
        Assert.Equal(Input.RowsRead, Input.RowsUsed + Input.RowsRejected);
        Assert.Equal(Lines(), Input.RowsRead);
        return results;
    }

    /// <summary>The rules of a mapping file with single quotes for nothing special; no errors unless they are asked for.</summary>
    public IReadOnlyList<TableRule> Rules(string mapping, out IReadOnlyList<Diagnostic> findings)
    {
        using var elsewhere = new TemporaryFolder();
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<TableRule> rules = TableMappingReader.Read([elsewhere.Write("village.mapping.yaml", mapping)], Village.Catalogue, diagnostics);
        findings = diagnostics.Sorted;
        return rules;
    }

    public void Dispose() => _folder.Dispose();

    // Counted apart from the reader: all lines of the files that are read, without their first.
    private int Lines() => Directory.GetFiles(Path, "*.csv").Where(f => !Warnings.Any(w => w.Code == "RE5070" && w.File == f))
        .Sum(f => File.ReadAllBytes(f).AsSpan().Count((byte)'\n') - 1);
}
