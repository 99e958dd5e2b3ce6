using RightsEngine.Analysis.Profiles;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Evaluation;

/// <summary><c>rights profile --cliffs</c>: goes over a population and tells who stands near a cliff.</summary>
internal sealed class CliffRun(Terminal terminal, string rules, Rulebook rulebook, ProfileDefinition profile)
{
    public required string[] Population { get; init; }

    /// <summary>How much more is earned, in cents.</summary>
    public required long Within { get; init; }

    public required decimal Least { get; init; }

    public required int Threads { get; init; }

    public required int First { get; init; }

    public required string Language { get; init; }

    /// <summary>The file for everybody who is found, as CSV; or null.</summary>
    public string? List { get; init; }

    /// <summary>The tables, and whether cases were rejected.</summary>
    public (IReadOnlyList<Sheet> Sheets, bool HasRejected) Run()
    {
        var input = new PopulationInput(terminal, rulebook, rules, Population, Threads);
        var scan = new CliffScan(rulebook, profile, Within, Least, SmallInput.HasKernels(Population, rulebook.Rights.Count));
        var sheets = new CliffSheets(rulebook.Currency, Language, Within, First);
        var counts = new CliffCounts();
        using OutputFile? file = List is null ? null : new OutputFile(List);
        if (file is not null) SheetWriter.Csv(file.Writer, new Sheet { Name = "near", Caption = $"", Columns = CliffSheets.Columns });
        input.Read(population => scan.Run(population, counts, near =>
        {
            sheets.Add(near);
            if (file is null) return;
            var rows = new Sheet { Name = "near", Caption = $"", Columns = CliffSheets.Columns };
            rows.Rows.AddRange(sheets.Rows(near));
            SheetWriter.CsvRows(file.Writer, rows);
        }));
        file?.Complete();
        return (sheets.Sheets(counts), input.Rejected > 0);
    }
}
