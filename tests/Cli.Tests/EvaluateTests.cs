using System.Text.Json;

namespace RightsEngine.Cli.Tests;

public sealed class EvaluateTests
{
    [Fact]
    public void Decisions_come_as_ndjson_when_nobody_watches()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15");
        Assert.Equal(0, result.Code);
        Assert.Equal("2 cases read: 2 accepted, 0 rejected; 3 decisions: 1 granted, 1 refused, 1 undetermined", result.Error.Trim());
        Assert.Equal(["granted", "refused", "undetermined"], result.Rows.Select(r => r.GetProperty("outcome").GetString()));
        JsonElement anna = result.Rows[0];
        Assert.Equal("c1", anna.GetProperty("case").GetString());
        Assert.Equal("anna", anna.GetProperty("holder").GetProperty("person").GetString());
        Assert.Equal(42.86m, anna.GetProperty("amount").GetDecimal());
        Assert.Equal("2024-05-01", anna.GetProperty("period_start").GetString());
        Assert.Equal("2024-05-31", anna.GetProperty("period_end").GetString());
        Assert.Equal("true", anna.GetProperty("conditions").GetProperty("old").GetString());
        Assert.Equal("=carl.birth", result.Rows[2].GetProperty("missing")[0].GetString());
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        using var space = new Workspace();
        string[] args = ["evaluate", space.Cases, "--rules", space.Rules, "--from", "2024-01", "--to", "2024-03"];
        Workspace.Result first = Workspace.Run(args);
        Assert.Equal(9, first.Rows.Count);
        Assert.Equal(first.Output, Workspace.Run(args).Output);
    }

    [Fact]
    public void Csv_goes_to_a_file_and_no_text_is_a_formula()
    {
        using var space = new Workspace();
        string file = space.PathOf("out.csv");
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--output", file);
        Assert.Equal(0, result.Code);
        Assert.Equal("", result.Output);
        string[] lines = File.ReadAllLines(file);
        Assert.StartsWith("case,holder,right,version,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",granted,42.86,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=carl.birth,", lines[3], StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".part"));
    }

    [Fact]
    public void A_table_has_a_row_per_decision()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--format", "table", "--lang", "en");
        Assert.Equal(0, result.Code);
        Assert.Contains("42.86", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', result.Output);
        Assert.Equal(3, result.Output.Split('\n').Count(l => l.Contains("bonus", StringComparison.Ordinal)));
    }

    /// <summary>The console of a test has no width, as a pseudo-terminal may have none.</summary>
    [Fact]
    public void A_narrow_table_has_everything_too()
    {
        using var space = new Workspace();
        using var output = new StringWriter();
        string[] args = ["evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--format", "table", "--lang", "en"];
        Assert.Equal(0, RightsCommand.Run(args, new Terminal(TextReader.Null, output, TextWriter.Null, OutIsTerminal: true, ErrorIsTerminal: false)));
        foreach (string part in (string[])["c1", "anna", "bonus", "2024-05", "granted", "42.86", "old enough", "undetermined"])
            Assert.Contains(part, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejected_case_is_told_and_the_others_are_decided()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("evaluate", space.PathOf("bad.json"), "--rules", space.Rules, "--on", "2024-05-15");
        Assert.Equal(2, result.Code);
        Assert.Single(result.Rows);
        Assert.Contains("persons.anna.brth", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 cases read: 1 accepted, 1 rejected", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_go_to_their_file()
    {
        using var space = new Workspace();
        string rejects = space.PathOf("rejects.ndjson");
        Workspace.Result result = Workspace.Run("evaluate", space.PathOf("bad.json"), "--rules", space.Rules, "--on", "2024-05-15", "--rejects", rejects);
        Assert.Equal(2, result.Code);
        Assert.DoesNotContain("brth", result.Error, StringComparison.Ordinal);
        Assert.Equal("c1", JsonDocument.Parse(Assert.Single(File.ReadAllLines(rejects))).RootElement.GetProperty("case").GetString());
    }

    [Fact]
    public void Cases_come_from_standard_input()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.RunWith(File.ReadAllText(space.Cases), "evaluate", "-", "--rules", space.Rules, "--on", "2024-05-15");
        Assert.Equal(0, result.Code);
        Assert.Equal(3, result.Rows.Count);
    }

    [Theory]
    [InlineData("--on is missing")]
    [InlineData("`2024-13-01` is not a date", "--on", "2024-13-01")]
    [InlineData("not both", "--on", "2024-05-01", "--from", "2024-05")]
    [InlineData("belong together", "--from", "2024-05")]
    [InlineData("is before", "--from", "2024-05", "--to", "2024-04")]
    [InlineData("did you mean `bonus`?", "--on", "2024-05-01", "--rights", "bonsu")]
    [InlineData("--rights is empty", "--on", "2024-05-01", "--rights", "")]
    [InlineData("--rights is empty", "--on", "2024-05-01", "--rights", ",")]
    [InlineData("not a language", "--on", "2024-05-01", "--lang", "xx")]
    public void Wrong_usage_says_what_to_do(string message, params string[] options)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run(["evaluate", space.Cases, "--rules", space.Rules, .. options]);
        Assert.Equal(1, result.Code);
        Assert.Equal("", result.Output);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("RE9001", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output")]
    [InlineData("--rejects")]
    public void A_folder_is_not_written(string option)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-01", option, space.Rules);
        Assert.Equal((1, "", $"rights: cannot write `{space.Rules}`: it is a folder"), (result.Code, result.Output, result.Error.Trim()));
    }

    [Fact]
    public void One_file_cannot_take_decisions_and_rejects()
    {
        using var space = new Workspace();
        string file = space.PathOf("q");
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-01", "--output", file, "--rejects", space.PathOf("./q"));
        Assert.Equal(1, result.Code);
        Assert.Contains("the same file twice", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    public void No_cases_at_all_is_a_warning(string input)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.RunWith(input, "evaluate", "-", "--rules", space.Rules, "--on", "2024-05-01");
        Assert.Equal(0, result.Code);
        Assert.Contains("warning: no cases were read", result.Error, StringComparison.Ordinal);
        Assert.Contains("0 cases read: 0 accepted, 0 rejected; 0 decisions", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_decisions_at_all_are_accounted_for()
    {
        using var space = new Workspace();
        space.Write("rules/bonus.right.yaml", File.ReadAllText(space.PathOf("rules/bonus.right.yaml")) + "in_force: {from: 2030-01-01}");
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-01");
        Assert.Contains("0 decisions (no right in force, or nobody is a candidate, on that date)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_cannot_be_read()
    {
        using var space = new Workspace();
        string output = space.PathOf("out.ndjson");
        Workspace.Result result = Workspace.Run("evaluate", space.PathOf("none.json"), "--rules", space.Rules, "--on", "2024-05-01", "--output", output);
        Assert.Equal(1, result.Code);
        Assert.Contains("there is no such file", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
        Assert.False(File.Exists(output + ".part"));
    }

    [Fact]
    public void Invalid_rules_are_shown()
    {
        using var space = new Workspace();
        space.Write("rules/bonus.right.yaml", File.ReadAllText(space.PathOf("rules/bonus.right.yaml")) + "holdr: person");
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-01");
        Assert.Equal(3, result.Code);
        Assert.Equal("", result.Output);
        Assert.Contains("holdr", result.Error, StringComparison.Ordinal);
    }
}
