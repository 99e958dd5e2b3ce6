using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace RightsEngine.National.Measuring;

/// <summary>A process from its start to its end.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="ProcessorSeconds">Of all its threads; on a busy machine they say more than the clock.</param>
/// <param name="PeakBytes">The most memory it had at once.</param>
/// <param name="ExitCode">0 when all went well.</param>
/// <param name="Output">What it wrote on standard output.</param>
/// <param name="Error">What it wrote on standard error.</param>
internal sealed record ProcessRun(double Seconds, double ProcessorSeconds, long PeakBytes, int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Runs a .NET program that lies beside this one.</summary>
    public static ProcessRun Of(string assembly, params string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (string arg in args) start.ArgumentList.Add(arg);
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        var output = new StringBuilder();
        var error = new StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long peak = 0;
        var used = TimeSpan.Zero;
        // The system tells both only while the process lives, so it is asked again and again.
        while (!process.WaitForExit(20))
        {
            Ask(process, ref peak, ref used);
            if (Stopwatch.GetElapsedTime(began) > Longest) process.Kill(entireProcessTree: true);
        }
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.WaitForExit();
        return new ProcessRun(seconds, used.TotalSeconds, peak, process.ExitCode, output.ToString().Trim(), error.ToString().Trim());
    }

    /// <summary>Why it failed, in a line.</summary>
    public string Failure => $"exit code {ExitCode}: {Error.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? Error.Split('\n')[0]}".Trim();

    private static void Ask(Process process, ref long peak, ref TimeSpan used)
    {
        try
        {
            process.Refresh();
            peak = Math.Max(peak, process.PeakWorkingSet64);
            used = process.TotalProcessorTime;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or IOException)
        {
            // It ended in between; what it told last counts.
        }
    }
}
