namespace RightsEngine.Cli.Tests.Manual;

/// <summary>docs/testing.md does what it says, from an empty folder.</summary>
public sealed class TestingPageTests
{
    [Fact]
    public void The_page_can_be_followed_from_an_empty_folder()
    {
        IReadOnlyList<PageBlock> blocks = MarkdownPage.Read(RepositoryFiles.PathOf("docs", "testing.md"));
        Assert.All(blocks, b => Assert.True(b.Kind is "file" or "run" || b.Language == "sh", $"{b} is not tried"));
        ManualTests.Follow(blocks, "docs/testing.md");
    }
}
