using System.CommandLine;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Explanations;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using Spectre.Console;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights concepts</c>.</summary>
internal static class ConceptsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("concepts", "Look through the catalogue: records, incomes, households, statuses, concepts, figures") { CreateList(terminal), CreateShow(terminal), ConceptsMatrixCommand.Create(terminal), ConceptsCompareCommand.Create(terminal) };
        return Examples.AddTo(command, "rights concepts list", "rights concepts show income_unit");
    }

    private static Command CreateList(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        Option<string?> language = CommonOptions.Language();
        var command = new Command("list", "List everything that rights share, and the rights") { rules, language };
        command.SetAction(parsed =>
        {
            Rulebook rulebook = Rulebooks.Load(parsed.GetRequiredValue(rules), terminal);
            List(terminal, rulebook, CommonOptions.Language(parsed.GetValue(language), rulebook));
            return (int)ExitCode.Done;
        });
        return Examples.AddTo(command, "rights concepts list --lang en");
    }

    private static Command CreateShow(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The name, as rules write it" };
        Option<string> rules = CommonOptions.Rules();
        Option<string?> language = CommonOptions.Language();
        var command = new Command("show", "Show one concept or right: what it is made of, where it stands, who uses it") { name, rules, language };
        command.SetAction(parsed =>
        {
            Rulebook rulebook = Rulebooks.Load(parsed.GetRequiredValue(rules), terminal);
            string wanted = parsed.GetRequiredValue(name);
            var sheet = new ConceptSheet(rulebook, CommonOptions.Language(parsed.GetValue(language), rulebook));
            if (rulebook.Catalogue.All.FirstOrDefault(d => d.Name == wanted) is { } declaration) sheet.Write(terminal.Out, declaration);
            else if (rulebook.Find(wanted) is { } right) sheet.Write(terminal.Out, right);
            else throw new UsageException($"the catalogue has no `{wanted}`; {Suggestions.DidYouMean(wanted, rulebook.Catalogue.All.Select(d => d.Name).Concat(rulebook.RightNames)) ?? "`rights concepts list` shows what it has"}");
            return (int)ExitCode.Done;
        });
        return Examples.AddTo(command, "rights concepts show income_unit --lang en");
    }

    private static void List(Terminal terminal, Rulebook rulebook, string language)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(Word("kind")).NoWrap()).AddColumn(new TableColumn(Word("name")).NoWrap()).AddColumn(Word("title"));
        foreach (Declaration declaration in rulebook.Catalogue.All)
            table.AddRow(new Text(Word(declaration.Kind)), new Text(declaration.Name), new Text(declaration.Title.In(language)));
        foreach (RightDefinition right in rulebook.Rights) table.AddRow(new Text(Word("right")), new Text(right.Name), new Text(right.Title.In(language)));
        terminal.Tables().Write(table);

        string Word(string key) => ExplanationWords.In(language, key);
    }
}
