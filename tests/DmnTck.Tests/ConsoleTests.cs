using System.Text.Json;

namespace RightsEngine.DmnTck.Tests;

/// <summary>The console from outside: options, messages and exit codes.</summary>
public sealed class ConsoleTests
{
    [Fact]
    public void Help_shows_an_example()
    {
        (int code, string output, _) = Run("--help");
        Assert.Equal(0, code);
        Assert.Contains("example: dotnet run --project tests/DmnTck -- ", output);
    }

    [Theory]
    [InlineData("there is no folder `nowhere`; see `--help`", "nowhere")]
    [InlineData("unknown option `--tires`; see `--help`", "x", "--tires")]
    [InlineData("`--tiers` needs a value; see `--help`", "x", "--tiers")]
    [InlineData("unknown format `xml`; see `--help`", "x", "--format", "xml")]
    [InlineData("one folder is enough: `b`; see `--help`", "a", "b")]
    public void Wrong_arguments_get_a_sentence(string sentence, params string[] args)
    {
        (int code, string output, string errors) = Run(args);
        Assert.Equal((1, "", sentence), (code, output, errors.Trim()));
    }

    [Fact]
    public void A_folder_without_cases_gets_a_sentence()
    {
        DirectoryInfo empty = Directory.CreateTempSubdirectory();
        (int code, _, string errors) = Run(empty.FullName);
        empty.Delete();
        Assert.Equal(1, code);
        Assert.Contains("holds no DMN TCK test file", errors);
        (code, _, errors) = Run(Repository.Fixtures, "--folder", "absent-folder");
        Assert.Equal(1, code);
        Assert.Contains("has `absent-folder` in its name", errors);
    }

    [Fact]
    public void Failures_end_in_2_and_none_in_0()
    {
        (int code, string output, _) = Run(Repository.Fixtures);
        Assert.Equal(2, code);
        Assert.Contains("failed: 0002-verdicts/wrong wrong: expected 3, found 2 in 1 + 1", output);
        (code, output, _) = Run(Repository.Fixtures, "--folder", "0004");
        Assert.Equal(0, code);
        Assert.DoesNotContain("0002", output);
    }

    [Fact]
    public void Every_node_is_listed_on_demand()
    {
        (_, string output, _) = Run(Repository.Fixtures, "--folder", "0004", "--verbose");
        Assert.Contains("value: 0004-knowledge/known conditional: expected \"much\", found \"much\"", output);
        (_, string json, _) = Run(Repository.Fixtures, "--folder", "0004", "--format", "json");
        JsonElement root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(11, root.GetProperty("total").GetProperty("value").GetInt32());
        Assert.Equal(14, root.GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public void Tiers_are_counted_apart()
    {
        string tiers = Path.GetTempFileName();
        File.WriteAllText(tiers, """
            level,folder,test_case,result_node,kind,tier,status,expected_null,error_result,flags
            own,0004-knowledge,known,monthly,a,S0,val-ok,0,0,
            own,0004-knowledge,known,loop,a,S0,X-dynamic,0,0,
            """);
        (_, string output, _) = Run(Repository.Fixtures, "--folder", "0004", "--tiers", tiers);
        File.Delete(tiers);
        Assert.Matches(@"tier S0 +2 +2 +0 +0 +0 +0 +0 ", output);
        Assert.Matches(@"tier S0, usable +1 +1 +0 +0 +0 +0 +0 ", output);
    }

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (Program.Run(args, output, errors), output.ToString(), errors.ToString());
    }
}
