using System.Diagnostics;

namespace RightsEngine.Cli.Tests.Runs;

/// <summary>The command in a process of its own, which can be killed.</summary>
internal static class RightsProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts it by way of a shell, which sets limits or sends output elsewhere and then becomes the command.</summary>
    public static Process Start(string shell, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string part in (string[])["-c", shell, "sh", "dotnet", Path.Combine(AppContext.BaseDirectory, "rights.dll"), .. arguments]) start.ArgumentList.Add(part);
        // A test looks at files while they are written.
        start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";
        return Process.Start(start)!;
    }

    public static Workspace.Result Run(string shell, params string[] arguments)
    {
        using Process process = Start(shell, arguments);
        return End(process);
    }

    public static Workspace.Result End(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("still running");
        }
        return new Workspace.Result(process.ExitCode, output.Result, error.Result);
    }
}
