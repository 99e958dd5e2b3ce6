using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RightsEngine.National.Measuring;

/// <summary>The table of results.</summary>
internal static class Report
{
    public static string Of(Options options, Race race, string loadBefore)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# National benchmark, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC").AppendLine();
        if (options.Note is { } note) text.AppendLine(CultureInfo.InvariantCulture, $"**{note}**").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- {options.Households:N0} synthetic households, seed {options.Seed}; {options.Threads} threads; {options.Runs} runs of each, after one that is not counted");
        text.AppendLine(CultureInfo.InvariantCulture, $"- machine: {Processor()}, {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB; {RuntimeInformation.OSDescription.Trim()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- {RuntimeInformation.FrameworkDescription}, DuckDB {Tables.Version()}, RulesEngine {typeof(RulesEngine.RulesEngine).Assembly.GetName().Version!.ToString(3)}; commit {Commit()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- load of the machine before {loadBefore}, after {Load()}").AppendLine();
        if (race.Agreed is { } agreed) text.AppendLine(CultureInfo.InvariantCulture, $"Same decisions, household by household (and files row by row in all columns): {string.Join(", ", race.Compared)}. {agreed}.").AppendLine();
        Table(text, "Whole processes, from files to files", race.Measured.Where(m => Contestant.OnFiles.Contains(m.Name)), Contestant.Sql);
        Table(text, "Computing only, households in memory", race.Measured.Where(m => Contestant.InMemory(m.Name) is not null), "columns");
        Table(text, "Every right of `rules/`", race.Measured.Where(m => m.Name == Contestant.WholeRulebook), null);
        foreach (Measurement failed in race.Measured.Where(m => m.Failure is not null)) text.AppendLine(CultureInfo.InvariantCulture, $"- {failed.Name} was not measured: {failed.Failure}");
        return text.ToString().TrimEnd() + "\n";
    }

    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Table(StringBuilder text, string title, IEnumerable<Measurement> measurements, string? yardstick)
    {
        Measurement[] rows = [.. measurements.Where(m => m.Failure is null)];
        if (rows.Length == 0) return;
        Measurement? one = rows.FirstOrDefault(m => m.Name == yardstick);
        text.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| contestant | households | min s | median s | max s | processor s | peak MB | million households/s |{(one is null ? "" : $" speed against {one.Name} | by processor s |")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|---:|---:|---:|---:|---:|---:|---:|{(one is null ? "" : "---:|---:|")}");
        foreach (Measurement m in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {Contestant.Title(m.Name)} | {m.Households:N0} | {m.Min:0.000} | {m.Median:0.000} | {m.Max:0.000} | {m.Processor:0.000} | {m.PeakBytes / 1e6:0} | {m.Rate / 1e6:0.000} |{(one is null ? "" : $" {m.Rate / one.Rate:0.0000} | {m.ProcessorRate / one.ProcessorRate:0.0000} |")}");
        text.AppendLine();
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':') + 1)..].Trim() : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Commit()
    {
        try
        {
            var start = new System.Diagnostics.ProcessStartInfo("git", "describe --always --dirty") { RedirectStandardOutput = true, WorkingDirectory = BenchmarkRules.Repository ?? "." };
            using var git = System.Diagnostics.Process.Start(start)!;
            return git.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
