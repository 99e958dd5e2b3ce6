namespace RightsEngine.Cli.Tests;

/// <summary>Folders of messages through the command line, with the mapping of the rulebook or another.</summary>
public sealed class MessagesTests
{
    private const string Mapping = """
        mapping: magda
        service: Registry
        version: "1"
        answers: [birth]
        rules:
          - {at: Person, record: birth, fields: {birth_date: BORN}}
        """;

    [Fact]
    public void A_mapping_that_is_named_takes_the_place_of_those_in_the_rulebook()
    {
        using var workspace = new Workspace();
        Message(workspace, "Registry/1.0/7.xml", "1950-02-03");
        string[] command = ["evaluate", workspace.PathOf("messages"), "--rules", workspace.Rules, "--on", "2024-06-01", "--format", "csv"];
        Workspace.Result result = Workspace.Run(command);
        Assert.Equal((int)ExitCode.CouldNotRun, result.Code);
        Assert.Contains("holds messages, and no mapping says how to read them", result.Error, StringComparison.Ordinal);

        workspace.Write("rules/x.mapping.yaml", Mapping.Replace("BORN", "Died", StringComparison.Ordinal));
        Assert.Contains(",undetermined,", Workspace.Run(command).Output, StringComparison.Ordinal);
        workspace.Write("mine.yaml", Mapping.Replace("BORN", "Born", StringComparison.Ordinal));
        string[] mine = ["--mapping", workspace.PathOf("mine.yaml")];
        result = Workspace.Run([.. command, .. mine]);
        Assert.Equal(0, result.Code);
        Assert.Contains(",granted,", result.Output, StringComparison.Ordinal);
        result = Workspace.Run(["explain", workspace.PathOf("messages"), "--case", "7", "--rules", workspace.Rules, "--on", "2024-06-01", "--lang", "en", .. mine]);
        Assert.Contains("7 – birth: date of birth = 3 February 1950", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_mapping_is_shown_with_its_place()
    {
        using var workspace = new Workspace();
        Message(workspace, "Registry/1.0/7.xml", "1950-02-03");
        workspace.Write("mine.yaml", Mapping.Replace("record: birth", "record: brth", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("evaluate", workspace.PathOf("messages"), "--rules", workspace.Rules, "--on", "2024-06-01", "--mapping", workspace.PathOf("mine.yaml"));
        Assert.Equal((int)ExitCode.RulesInvalid, result.Code);
        Assert.Contains("mine.yaml:6:", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("unknown record `brth`", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Foreign_xml_is_no_reply_and_a_folder_of_it_is_no_input()
    {
        using var workspace = new Workspace();
        workspace.Write("mine.yaml", Mapping.Replace("BORN", "Born", StringComparison.Ordinal));
        Message(workspace, "Registry/1.0/7.xml", "1950-02-03");
        File.WriteAllText(workspace.PathOf("messages/Registry/1.0/8.xml"), "<html><body>no reply</body></html>");
        string[] rest = ["--rules", workspace.Rules, "--on", "2024-06-01", "--format", "csv", "--mapping", workspace.PathOf("mine.yaml")];
        Workspace.Result result = Workspace.Run(["evaluate", workspace.PathOf("messages"), .. rest]);
        Assert.Equal(0, result.Code);
        Assert.Contains("8.xml:1: case 8: persons.8: the message cannot be read, so what it would say is not known: `html` is no reply (RE5032)", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 cases read: 2 accepted, 0 rejected; 2 decisions: 1 granted, 1 undetermined; 1 warning about the data", result.Error, StringComparison.Ordinal);

        Directory.Move(workspace.PathOf("messages/Registry"), workspace.PathOf("messages/Feed"));
        result = Workspace.Run(["evaluate", workspace.PathOf("messages"), .. rest]);
        Assert.Equal((int)ExitCode.CouldNotRun, result.Code);
        Assert.Contains("has no messages of a service that the mapping names: Registry/1", result.Error, StringComparison.Ordinal);
        result = Workspace.Run(["evaluate", workspace.PathOf("messages/Feed/1.0/8.xml"), .. rest]);
        Assert.Equal((int)ExitCode.CouldNotRun, result.Code);
        Assert.Contains("cannot read `", result.Error, StringComparison.Ordinal);
    }

    private static void Message(Workspace workspace, string name, string born)
    {
        string path = workspace.PathOf("messages/" + name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"<R><Repliek><Antwoorden><Antwoord><Inhoud><Person><Born>{born}</Born></Person></Inhoud></Antwoord></Antwoorden></Repliek></R>");
    }
}
