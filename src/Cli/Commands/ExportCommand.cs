using System.CommandLine;
using RightsEngine.Data.Schema;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        var output = new Option<string?>("--output") { Description = "The file to write; standard output when not given", HelpName = "FILE" };
        var schema = new Command("schema", "The JSON Schema of the cases that a rulebook can decide") { rules, output };
        schema.SetAction(parsed => (int)Schema(terminal, parsed.GetRequiredValue(rules), parsed.GetValue(output)));
        Examples.AddTo(schema, "rights export schema --rules rules --output case.schema.json");
        return Examples.AddTo(new Command("export", "Write what other programs need to work with a rulebook") { schema }, "rights export schema --rules rules");
    }

    private static ExitCode Schema(Terminal terminal, string rules, string? output)
    {
        OutputFile.RefuseFolder(output);
        string schema = CaseSchema.ForCases(Rulebooks.Load(rules, terminal).Catalogue);
        if (output is null)
        {
            terminal.Out.Write(schema);
            return ExitCode.Done;
        }
        using var file = new OutputFile(output);
        file.Writer.Write(schema);
        file.Complete();
        return ExitCode.Done;
    }
}
