using RightsEngine.Source;

namespace RightsEngine.Analysis.Coverage;

/// <summary>Writes coverage in the LCOV format: a line per place, a branch per goal of it; what may stay unseen is left out.</summary>
internal static class LcovWriter
{
    public static void Write(TextWriter output, RuleCoverage coverage)
    {
        output.NewLine = "\n";
        foreach (IGrouping<SourceFile, CoverageGoal> file in coverage.Goals.Where(g => coverage.Accepted(g) is null).GroupBy(g => g.Location.File).OrderBy(g => g.Key.Path, StringComparer.Ordinal))
        {
            output.WriteLine("TN:");
            output.WriteLine($"SF:{file.Key.Path}");
            CoverageGoal[] goals = [.. file.OrderBy(g => g.Location.Span.Start)];
            int lines = 0, linesHit = 0;
            foreach (IGrouping<int, CoverageGoal> line in goals.GroupBy(g => g.Location.Position.Line))
            {
                int branch = 0;
                foreach (CoverageGoal goal in line) output.WriteLine($"BRDA:{line.Key},0,{branch++},{(coverage.IsSeen(goal) ? "1" : "0")}");
                int hits = line.Count(coverage.IsSeen);
                output.WriteLine($"DA:{line.Key},{hits}");
                lines++;
                if (hits > 0) linesHit++;
            }
            output.WriteLine($"BRF:{goals.Length}");
            output.WriteLine($"BRH:{goals.Count(coverage.IsSeen)}");
            output.WriteLine($"LF:{lines}");
            output.WriteLine($"LH:{linesHit}");
            output.WriteLine("end_of_record");
        }
    }
}
