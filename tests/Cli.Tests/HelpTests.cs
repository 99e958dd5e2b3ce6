namespace RightsEngine.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("check")]
    [InlineData("evaluate")]
    [InlineData("explain")]
    [InlineData("test")]
    [InlineData("test generate")]
    [InlineData("concepts")]
    [InlineData("concepts list")]
    [InlineData("concepts show")]
    [InlineData("concepts matrix")]
    [InlineData("concepts compare")]
    [InlineData("needs")]
    [InlineData("harmonise")]
    [InlineData("profile")]
    [InlineData("export")]
    [InlineData("export schema")]
    public void Help_of_every_command_ends_with_an_example(string command)
    {
        Workspace.Result result = Workspace.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, result.Code);
        Assert.Equal("", result.Error);
        Assert.StartsWith($"  rights {command}".TrimEnd(), result.Output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_command_says_so_and_cannot_run()
    {
        Workspace.Result result = Workspace.Run("evalaute");
        Assert.Equal(1, result.Code);
        Assert.Contains("evalaute", result.Error, StringComparison.Ordinal);
    }
}
