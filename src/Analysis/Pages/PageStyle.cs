using System.Text;

namespace RightsEngine.Analysis.Pages;

/// <summary>Style sheets of pages: what all of them share, and what a kind of page has besides.</summary>
internal static class PageStyle
{
    private static readonly string Shared = Read("page.css");

    /// <summary>The style sheet of a kind of page.</summary>
    /// <param name="name">Its own file: <c>report.css</c>.</param>
    public static string Of(string name) => Shared + Read(name);

    private static string Read(string name)
    {
        using Stream stream = typeof(PageStyle).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the program has no {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
