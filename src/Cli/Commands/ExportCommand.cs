using System.CommandLine;
using RightsEngine.Analysis.Overview;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Analysis.Schemas;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Schema;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights export</c>.</summary>
internal static class ExportCommand
{
    private const string Cases = "cases";
    private const string AllRules = "rules";

    public static Command Create(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        var output = new Option<string?>("--output") { Description = "The file to write; standard output when not given", HelpName = "FILE" };
        Option<string> format = CommonOptions.Choice("--format", "json: the JSON Schema of a case; tables: the tables and their columns, as CSV", "json", "tables");
        Option<string> kind = CommonOptions.Choice("--kind", "cases; a kind of rule file; or rules: all kinds of rule files, into the folder --output", [Cases, AllRules, .. RuleSchema.Kinds.Keys]);
        var schema = new Command("schema", "What the cases that a rulebook can decide look like, and what rule files look like: for editors and for other programs") { kind, rules, format, output };
        schema.SetAction(parsed =>
        {
            string wanted = parsed.GetRequiredValue(kind), folder = parsed.GetRequiredValue(rules), form = parsed.GetRequiredValue(format);
            if (wanted != Cases && form != "json") throw new UsageException("--format tables is for cases: leave out --kind");
            return (int)(wanted == Cases ? Schema(terminal, folder, form, parsed.GetValue(output)) : RuleSchemas(terminal, wanted, folder, parsed.GetValue(output)));
        });
        Examples.AddTo(schema, "rights export schema --rules rules --output case.schema.json", "rights export schema --format tables", "rights export schema --kind right", "rights export schema --kind rules --output schemas");
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

    /// <summary>The schema of one kind of rule files, or a file for each kind in a folder.</summary>
    private static ExitCode RuleSchemas(Terminal terminal, string kind, string rules, string? output)
    {
        // Rules with errors are when an editor is needed: then without the names that they declare.
        Rulebook? rulebook = File.Exists(Path.Combine(rules, RuleFiles.Head)) ? Rulebooks.Read(rules).Rulebook : null;
        if (rulebook is null) terminal.Error.WriteLine($"no valid rulebook in `{rules}`: without names to choose from");
        if (kind != AllRules)
        {
            OutputFile.RefuseFolder(output);
            return Write(terminal, RuleSchema.For(kind, rulebook), output);
        }
        if (output is null) throw new UsageException("--kind rules writes a file for each kind: name a folder, as in --output schemas");
        if (File.Exists(output)) throw new UsageException($"cannot write into `{output}`: it is a file");
        Directory.CreateDirectory(output);
        foreach (string one in RuleSchema.Kinds.Keys) Write(terminal, RuleSchema.For(one, rulebook), Path.Combine(output, $"{one}.schema.json"));
        terminal.Error.WriteLine($"{RuleSchema.Kinds.Count} schemas in {output}");
        return ExitCode.Done;
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
