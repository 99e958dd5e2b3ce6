using System.CommandLine;
using RightsEngine.Analysis.Overview;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Schema;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

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
        return Examples.AddTo(new Command("export", "Write a rulebook for other programs and for people") { schema, CreateRulebook(terminal) }, "rights export schema --rules rules");
    }

    private static Command CreateRulebook(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        Option<string?> language = CommonOptions.Language();
        var output = new Option<string?>("--output") { Description = "The file to write; standard output when not given", HelpName = "FILE" };
        var command = new Command("rulebook", "A page about every right for people who do not program: what it rests on, what is missing, which concepts it shares (Markdown)") { rules, language, output };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(rules);
            OutputFile.RefuseFolder(parsed.GetValue(output));
            Rulebook rulebook = Rulebooks.Load(folder, terminal);
            var page = new StringWriter { NewLine = "\n" };
            new RulebookPage(rulebook, RuleTestFiles.Read(folder, rulebook, new DiagnosticBag()), folder, CommonOptions.Language(parsed.GetValue(language), rulebook)).Write(page);
            return (int)Write(terminal, page.ToString(), parsed.GetValue(output));
        });
        return Examples.AddTo(command, "rights export rulebook --lang en --output rulebook.md");
    }

    private static ExitCode Schema(Terminal terminal, string rules, string format, string? output)
    {
        OutputFile.RefuseFolder(output);
        ConceptCatalogue catalogue = Rulebooks.Load(rules, terminal).Catalogue;
        string schema = format == "tables" ? TableSchema.ForTables(catalogue) : CaseSchema.ForCases(catalogue);
        return Write(terminal, schema, output);
    }

    private static ExitCode Write(Terminal terminal, string text, string? output)
    {
        if (output is null)
        {
            terminal.Out.Write(text);
            return ExitCode.Done;
        }
        using var file = new OutputFile(output);
        file.Writer.Write(text);
        file.Complete();
        return ExitCode.Done;
    }
}
