using PuppeteerSharp;

namespace RightsEngine.Cli.Tests.Pages;

/// <summary>The Chromium of this machine. Nothing is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The program, or null when there is none. <c>RIGHTS_CHROMIUM</c> names another.</summary>
    public static string? Program { get; } = Find();

    public static async Task<IBrowser> Launch() => await Puppeteer.LaunchAsync(new LaunchOptions
    {
        Headless = true,
        ExecutablePath = Program,
        // A sandbox of its own is not for root, who is who runs in a container.
        Args = Environment.UserName == "root" ? ["--no-sandbox", "--disable-dev-shm-usage"] : [],
    });

    private static string? Find() => Environment.GetEnvironmentVariable("RIGHTS_CHROMIUM") is { Length: > 0 } named ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(n => Path.Combine(folder, n))).FirstOrDefault(File.Exists);
}

/// <summary>A test that needs a browser; without one it is skipped, and says so.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Program is null) Skip = "no Chromium on this machine: install the package `chromium`, or name the program in RIGHTS_CHROMIUM";
    }
}
