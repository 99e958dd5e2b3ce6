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
    [InlineData("fmt")]
    [InlineData("diff")]
    [InlineData("simulate")]
    [InlineData("population")]
    [InlineData("population generate")]
    [InlineData("export rulebook")]
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
        Assert.StartsWith($"  rights {command}".TrimEnd(), result.Output.TrimEnd().Replace(" \\\n", "", StringComparison.Ordinal).Split('\n')[^1], StringComparison.Ordinal);
        Assert.All(result.Output[result.Output.IndexOf("Example", StringComparison.Ordinal)..].Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Fact]
    public void A_misspelt_command_says_so_and_cannot_run()
    {
        Workspace.Result result = Workspace.Run("evalaute");
        Assert.Equal(1, result.Code);
        Assert.Equal("rights: there is no command `evalaute`: did you mean `evaluate`?\nrights: `rights --help` shows how to call it\n", result.Error.ReplaceLineEndings("\n"));
        Assert.Equal("", result.Output);
    }

    [Theory]
    [InlineData("check --format sarfi", "--format `sarfi`: it is one of human, json, sarif")]
    [InlineData("test --mutat", "there is no option `--mutat`: did you mean `--mutate`?")]
    [InlineData("check rules more", "there is no place for `more`")]
    [InlineData("explain cases.json", "`rights explain` needs --case ID")]
    [InlineData("concepts", "`rights concepts` needs a command: list, show, matrix, compare")]
    [InlineData("diff", "`rights diff` needs OLD")]
    [InlineData("test rules generate", "`rules` stands before `generate`: write it behind", "test generate")]
    [InlineData("test --filter x generate", "`--filter` stands before `generate`: write it behind\nrights: `x` stands before `generate`: write it behind", "test generate")]
    [InlineData("test --fail-under much", "--fail-under `much`: it takes a number, with a point before decimals")]
    public void What_cannot_be_read_is_told_once_with_what_to_do(string line, string message, string? command = null)
    {
        Workspace.Result result = Workspace.Run(line.Split(' '));
        Assert.Equal(1, result.Code);
        Assert.Equal($"rights: {message}\nrights: `rights {command ?? line.Split(' ')[0]} --help` shows how to call it\n", result.Error.ReplaceLineEndings("\n"));
        Assert.Equal("", result.Output);
    }

    [Fact]
    public void Usage_of_a_command_of_a_command_has_no_arguments_twice()
    {
        Assert.Contains(" test generate [<RULES>] [options]\n", Workspace.Run("test", "generate", "--help").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains(" test [<RULES>] [command] [options]\n", Workspace.Run("test", "--help").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
