using System.Diagnostics;

namespace RightsEngine.Fuzz.Tests;

/// <summary>What a run of the command left behind.</summary>
internal sealed record RightsRun(int ExitCode, string Out, string Error);

/// <summary>The command in a process of its own, with a gigabyte of memory and a limit of time that only a hang reaches.</summary>
internal static class RightsProcess
{
    private const string OneGigabyte = "0x40000000";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static RightsRun Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "rights.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = OneGigabyte;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"still running after {Patience.TotalSeconds} s: rights {string.Join(' ', arguments)}");
        }
        var run = new RightsRun(process.ExitCode, output.Result, error.Result);
        Assert.DoesNotContain("   at ", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("RE9001", run.Out + run.Error, StringComparison.Ordinal);
        return run;
    }
}
