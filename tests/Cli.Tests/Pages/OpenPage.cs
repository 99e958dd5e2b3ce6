using System.Text.Json;
using PuppeteerSharp;

namespace RightsEngine.Cli.Tests.Pages;

/// <summary>A page of a report in a browser, and what is asked of all of them.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private const int Height = 900;

    private readonly List<string> _requests = [], _problems = [];
    private readonly string _file;

    private OpenPage(IPage page, string file) => (Page, _file) = (page, file);

    public IPage Page { get; }

    /// <summary>Opens a file from the disk.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="file">The page.</param>
    /// <param name="width">The width of the window, in pixels.</param>
    /// <param name="isDark">Whether the reader prefers dark pages.</param>
    public static async Task<OpenPage> Open(IBrowser browser, string file, int width = 1280, bool isDark = false)
    {
        var opened = new OpenPage(await browser.NewPageAsync(), file);
        opened.Page.Request += (_, e) => opened._requests.Add(e.Request.Url);
        opened.Page.PageError += (_, e) => opened._problems.Add(e.Message);
        opened.Page.Console += (_, e) => opened._problems.Add(e.Message.Text);
        await opened.Page.SetViewportAsync(new ViewPortOptions { Width = width, Height = Height });
        await opened.Page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        await opened.Page.GoToAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    /// <summary>Whether the page asked for nothing but itself, and its script had no complaint.</summary>
    public void AsksForNothing()
    {
        Assert.Equal([new Uri(_file).AbsoluteUri], _requests);
        Assert.Empty(_problems);
    }

    /// <summary>How many marks each chart has.</summary>
    public Task<int[]> Marks() => Get<int[]>("[...document.querySelectorAll('.chart')].map(c => c.querySelectorAll('svg .bars rect, svg .areas path, svg .lines path').length)");

    /// <summary>The table of a figure: the exact value of each cell, by the keys of the columns.</summary>
    public async Task<List<Dictionary<string, string>>> Table(string figure) => JsonSerializer.Deserialize<List<Dictionary<string, string>>>(await Get<string>($$"""
        (() => {
          const table = document.querySelector('section[data-name="{{figure}}"] table'), keys = [...table.tHead.rows[0].cells].map(c => c.dataset.key);
          return JSON.stringify([...table.tBodies[0].rows].map(r => Object.fromEntries([...r.cells].map((c, i) => [keys[i], c.dataset.value ?? '']))));
        })()
        """))!;

    /// <summary>What a download button of a figure hands out.</summary>
    public Task<string> Download(string figure, string kind) => Get<string>($$"""
        new Promise(done => {
          const make = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
          URL.createObjectURL = blob => { blob.text().then(done); return 'about:blank'; };
          HTMLAnchorElement.prototype.click = () => {};
          document.querySelector('section[data-name="{{figure}}"] [data-download="{{kind}}"]').click();
          URL.createObjectURL = make; HTMLAnchorElement.prototype.click = click;
        })
        """);

    /// <summary>Whether nothing is wider than the window, in charts neither.</summary>
    public async Task FitsTheWindow()
    {
        Assert.Equal((await Get<int>("innerWidth"), ""), (await Get<int>("document.documentElement.scrollWidth"), await Get<string>("""
            [...document.querySelectorAll('.chart svg text')].filter(t => t.getBoundingClientRect().right > innerWidth + 1 || t.getBoundingClientRect().left < -1).map(t => t.textContent).join('; ')
            """)));
    }

    /// <summary>What axe-core finds wrong, with everything opened; empty when nothing.</summary>
    public async Task<string> Barriers()
    {
        using Stream script = typeof(Deque.AxeCore.Commons.AxeResult).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!;
        using var reader = new StreamReader(script);
        await Page.EvaluateExpressionAsync("for (const d of document.querySelectorAll('details')) d.open = true;");
        await Page.EvaluateExpressionAsync(await reader.ReadToEndAsync() + "\n;0");
        return await Get<string>("axe.run(document, { preload: false }).then(r => r.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`).join('\\n'))");
    }

    /// <summary>Presses Tab until something that fits a selector has the focus.</summary>
    public async Task TabTo(string selector)
    {
        for (int i = 0; i < 60; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Get<bool>($"document.activeElement.matches('{selector}')")) return;
        }
        Assert.Fail($"Tab does not reach {selector}");
    }

    /// <summary>Keeps a picture of the whole page beside the test results, for people to look at.</summary>
    public Task Picture(string name) => Page.ScreenshotAsync(Kept($"{name}.png"), new ScreenshotOptions { FullPage = true });

    /// <summary>Keeps the page as it is printed.</summary>
    public async Task<int> Print(string name)
    {
        await Page.PdfAsync(Kept($"{name}.pdf"), new PdfOptions { PreferCSSPageSize = true });
        return (int)new FileInfo(Kept($"{name}.pdf")).Length;
    }

    public Task<T> Get<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    public async ValueTask DisposeAsync() => await Page.CloseAsync();

    private static string Kept(string name) => Path.Combine(Directory.CreateDirectory(RepositoryFiles.PathOf("artifacts", "pages")).FullName, name);
}
