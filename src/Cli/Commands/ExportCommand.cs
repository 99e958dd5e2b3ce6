using System.CommandLine;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Schema;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        var output = new Option<string?>("--output") { Description = "The file to write; standard output when not given", HelpName = "FILE" };
        Option<string> format = CommonOptions.Choice("--format", "json: the JSON Schema of a case; tables: the tables and their columns, as CSV", "json", "tables");
        var schema = new Command("schema", "What the cases that a rulebook can decide look like") { rules, format, output };
        schema.SetAction(parsed => (int)Schema(terminal, parsed.GetRequiredValue(rules), parsed.GetRequiredValue(format), parsed.GetValue(output)));
        Examples.AddTo(schema, "rights export schema --rules rules --output case.schema.json", "rights export schema --format tables");
        return Examples.AddTo(new Command("export", "Write what other programs need to work with a rulebook") { schema }, "rights export schema --rules rules");
    }

    private static ExitCode Schema(Terminal terminal, string rules, string format, string? output)
    {
        OutputFile.RefuseFolder(output);
        ConceptCatalogue catalogue = Rulebooks.Load(rules, terminal).Catalogue;
        string schema = format == "tables" ? TableSchema.ForTables(catalogue) : CaseSchema.ForCases(catalogue);
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
