using System.CommandLine;
using System.Text;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Columns;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Explanations;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights explain</c>.</summary>
internal static class ExplainCommand
{
    private sealed record Question(string Input, string Case, string? Holder, string? Right, DateOnly On, DateOnly? RequestedOn, string Format);

    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("INPUT") { Description = "A file or a folder with cases, or - for standard input" };
        var id = new Option<string>("--case") { Description = "The id of the case", HelpName = "ID", Required = true };
        var holder = new Option<string?>("--holder") { Description = "Only decisions about this person", HelpName = "ID" };
        var right = new Option<string?>("--right") { Description = "Only this right; * stands for anything", HelpName = "GLOB" };
        Option<string?> on = CommonOptions.On();
        Option<string?> requested = CommonOptions.RequestedOn();
        Option<string> rules = CommonOptions.Rules();
        Option<string[]> reform = CommonOptions.Reform();
        Option<string?> language = CommonOptions.Language();
        Option<string> format = CommonOptions.Choice("--format", "text: a page per decision; markdown: one page about the whole case; json: for programs", "text", "json", "markdown");
        Option<string[]> mapping = CommonOptions.Mapping();
        var command = new Command("explain", "Say why: from the decision to the data, the law and the figures") { input, id, holder, right, on, requested, rules, reform, language, format, mapping };
        command.SetAction(parsed =>
        {
            DateOnly date = CommonOptions.Date(parsed.GetValue(on), "--on") ?? throw new UsageException("--on is missing: give a date in the period to explain, as in --on 2024-10-01");
            var question = new Question(parsed.GetRequiredValue(input), parsed.GetRequiredValue(id), parsed.GetValue(holder), parsed.GetValue(right), date,
                CommonOptions.Date(parsed.GetValue(requested), "--requested-on"), parsed.GetRequiredValue(format));
            Rulebook rulebook = Rulebooks.Load(parsed.GetRequiredValue(rules), terminal, parsed.GetValue(reform));
            MagdaMapping? messages = Rulebooks.Messages(parsed.GetRequiredValue(rules), parsed.GetValue(mapping) ?? [], rulebook, terminal);
            var tables = new TableInput
            {
                Rules = Rulebooks.Tables(parsed.GetRequiredValue(rules), parsed.GetValue(mapping) ?? [], rulebook, terminal),
                OnWarning = problem => terminal.Error.WriteLine($"warning: {ProblemText.Of(problem)}"),
            };
            return (int)Run(terminal, rulebook, messages, tables, question, CommonOptions.Language(parsed.GetValue(language), rulebook));
        });
        return Examples.AddTo(command, "rights explain samples/families --case fam01 --on 2024-10-01 --lang en", "rights explain samples/families --case fam01 --on 2024-10-01 --lang en --format markdown");
    }

    private static ExitCode Run(Terminal terminal, Rulebook rulebook, MagdaMapping? messages, TableInput tables, Question question, string language)
    {
        List<CaseProblem> warnings = [];
        using ColumnSource? columns = ColumnSource.TryOpen([question.Input], rulebook.Catalogue, tables.Rules, new ColumnSettings { OnWarning = warnings.Add });
        bool isIndexed = columns is { CanFind: true };
        if (isIndexed) warnings.ForEach(tables.OnWarning);
        CaseResult result = !isIndexed
            ? Find(CaseReader.Read(question.Input, terminal.In, rulebook.Catalogue, null, messages, tables), question)
            : columns!.Find(question.Case) ?? throw new UsageException($"`{question.Input}` has no case `{question.Case}`");
        if (result.Case is not { } subject)
        {
            foreach (CaseProblem problem in result.Problems) terminal.Error.WriteLine(ProblemText.Of(problem));
            return ExitCode.CasesRejected;
        }
        if (question.Holder is { } holder && subject.Find(holder) is null)
            throw new UsageException($"case `{subject.Id}` has no person `{holder}`: its persons are {string.Join(", ", subject.Persons)}");
        IReadOnlyList<TracedDecision> decisions = Decide(rulebook, subject, question);
        if (decisions.Count == 0) throw new UsageException($"there is no decision to explain: nobody asked about may hold a right on {DecisionText.Of(question.On)}");
        if (question.Format == "markdown") new CasePage(rulebook, language).Write(terminal.Out, decisions, question.On);
        else if (question.Format == "json") WriteJson(terminal.Out, decisions, rulebook, language);
        else
            for (int i = 0; i < decisions.Count; i++)
            {
                if (i > 0) terminal.Out.WriteLine();
                Explanation.WriteText(terminal.Out, decisions[i], rulebook, language);
            }
        return ExitCode.Done;
    }

    private static CaseResult Find(IEnumerable<CaseResult> results, Question question)
    {
        int rejected = 0;
        CaseProblem? first = null;
        foreach (CaseResult result in results)
        {
            if (result.CaseId == question.Case) return result;
            if (result.Case is not null) continue;
            rejected++;
            if (first is null && result.Problems.Count > 0) first = result.Problems[0];
        }
        // The case asked for may be among those whose id could not be read.
        string hint = rejected == 0 ? "" : $"; {(rejected == 1 ? "1 case" : $"{rejected} cases")} of the input {(rejected == 1 ? "was" : "were")} rejected{(first is null ? "" : $": {ProblemText.Of(first)}")}";
        throw new UsageException($"`{question.Input}` has no case `{question.Case}`{hint}");
    }

    private static IReadOnlyList<TracedDecision> Decide(Rulebook rulebook, Case subject, Question question)
    {
        var options = new EvaluationOptions { Dates = [question.On], Rights = CommonOptions.Rights(question.Right, "--right", rulebook), RequestedOn = question.RequestedOn };
        return [.. new CaseEvaluator(rulebook, options).EvaluateTraced(subject, trace: true)
            .Where(d => question.Holder is null || d.Decision.Holder.Any(h => h.Person == question.Holder))];
    }

    /// <summary>An array, also of one, so that a program reads it the same way.</summary>
    private static void WriteJson(TextWriter output, IReadOnlyList<TracedDecision> decisions, Rulebook rulebook, string language)
    {
        output.Write("[\n");
        for (int i = 0; i < decisions.Count; i++)
        {
            using var stream = new MemoryStream();
            Explanation.WriteJson(stream, decisions[i], rulebook, language);
            output.Write(Encoding.UTF8.GetString(stream.ToArray()).TrimEnd());
            output.Write(i < decisions.Count - 1 ? ",\n" : "\n");
        }
        output.Write("]\n");
    }
}
