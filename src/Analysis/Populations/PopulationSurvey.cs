using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Populations;

/// <summary>The answers to one question, in the order of the holders.</summary>
internal sealed class Answers
{
    private readonly List<Outcome> _outcomes = [];
    private readonly List<decimal?> _amounts = [];

    public IReadOnlyList<Outcome> Outcomes => _outcomes;

    /// <summary>The amounts; null where there is none or it is not known.</summary>
    public IReadOnlyList<decimal?> Amounts => _amounts;

    public void Add(Outcome outcome, decimal? amount)
    {
        _outcomes.Add(outcome);
        _amounts.Add(amount);
    }

    public void Add(Answers part)
    {
        _outcomes.AddRange(part._outcomes);
        _amounts.AddRange(part._amounts);
    }
}

/// <summary>
/// Asks several questions about the same holders in one pass over a population. All questions have the same candidates, so the
/// answers of one holder stand at the same place in each.
/// </summary>
internal sealed class PopulationSurvey
{
    private readonly BatchEvaluator _evaluator;
    private readonly List<string> _cases = [];
    private readonly List<string> _holders = [];
    private readonly Answers[] _answers;

    /// <param name="rulebook">The rulebook that the questions are about.</param>
    /// <param name="questions">Rights with the same holders; see <see cref="Question"/>.</param>
    /// <param name="options">The date, and the day of the request.</param>
    public PopulationSurvey(Rulebook rulebook, IReadOnlyList<RightDefinition> questions, EvaluationOptions options)
    {
        // A question may need other rights of the rulebook, which its expressions hold themselves.
        var asked = new Rulebook(rulebook.Name, rulebook.Version, rulebook.Hash, rulebook.Currency, rulebook.Languages, rulebook.Sources, rulebook.Scope, questions);
        _evaluator = new BatchEvaluator(asked, options with { Rights = questions.Select(q => q.Name).ToHashSet(StringComparer.Ordinal) });
        _answers = [.. questions.Select(_ => new Answers())];
    }

    /// <summary>The case of each holder.</summary>
    public IReadOnlyList<string> Cases => _cases;

    /// <summary>The persons of each holder, separated by commas.</summary>
    public IReadOnlyList<string> Holders => _holders;

    /// <summary>The answers, in the order of the questions.</summary>
    public IReadOnlyList<Answers> Answers => _answers;

    /// <summary>The questions that the reference evaluator answers, with the reason.</summary>
    public IReadOnlyDictionary<string, string> NotCompiled => _evaluator.NotCompiled;

    /// <summary>Asks everyone.</summary>
    public PartLog Run(PopulationScan scan) => scan.Run(_evaluator, Collect, Take);

    private sealed record Part(List<string> Cases, List<string> Holders, Answers[] Answers);

    private Part Collect(IEnumerable<BatchDecider> batches)
    {
        var part = new Part([], [], [.. _answers.Select(_ => new Answers())]);
        foreach (BatchDecider batch in batches)
        {
            for (int row = 0; row < batch.Decisions.Count; row++)
            {
                int step = batch.Decisions.Step[row];
                part.Answers[step].Add(batch.Decisions.Outcomes[row], _evaluator.AmountOf(batch.Decisions, row));
                if (step == 0) AddHolder(part, batch, row);
            }
            if (part.Answers.Any(a => a.Outcomes.Count != part.Cases.Count)) throw new InvalidOperationException("questions about the same holders were answered for others");
        }
        return part;
    }

    private static void AddHolder(Part part, BatchDecider batch, int row)
    {
        Decision? whole = batch.Decisions.Members[row] != 0 || batch.Decisions.Second[row] >= 0 || batch.Decisions.Others.ContainsKey(row) ? batch.Read(row) : null;
        part.Cases.Add(batch.Cases.CaseIds.Text(batch.Decisions.Case[row]));
        part.Holders.Add(whole is null ? batch.Cases.PersonIds.Text(batch.Cases.FirstPerson(batch.Decisions.Case[row]) + batch.Decisions.First[row])
            : string.Join(", ", whole.Holder.Select(h => h.Person)));
    }

    private void Take(Part part)
    {
        _cases.AddRange(part.Cases);
        _holders.AddRange(part.Holders);
        for (int i = 0; i < _answers.Length; i++) _answers[i].Add(part.Answers[i]);
    }
}
