using RightsEngine.Analysis.Populations;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.DataNeeds;

/// <summary>For want of which facts decisions on a population are undetermined.</summary>
internal sealed class MissingFacts
{
    private readonly Rulebook _rulebook;
    private readonly BatchEvaluator _evaluator;
    private readonly Dictionary<(string Right, int Set), long> _decisions = [];
    private readonly Dictionary<int, long> _cases = [];
    private readonly Dictionary<string, (long All, long Undetermined)> _rights = new(StringComparer.Ordinal);
    private readonly Dictionary<FactKind, long> _casesOfFact = [];

    /// <param name="rulebook">The rulebook.</param>
    /// <param name="options">What is decided.</param>
    /// <param name="compile">Whether to make kernels; null for what is usual.</param>
    public MissingFacts(Rulebook rulebook, EvaluationOptions options, bool? compile = null)
    {
        _rulebook = rulebook;
        _evaluator = new BatchEvaluator(rulebook, options, compile);
    }

    private sealed class Part
    {
        public Dictionary<(int Step, int Set), long> Decisions { get; } = [];

        public long[] All { get; init; } = [];

        public Dictionary<FactKind, long> Cases { get; } = [];
    }

    public PartLog Run(PopulationScan scan) => scan.Run(_evaluator, Collect, Take);

    private Part Collect(IEnumerable<BatchDecider> batches)
    {
        var part = new Part { All = new long[_evaluator.Steps.Count] };
        var ofCase = new HashSet<FactKind>();
        foreach (BatchDecider batch in batches)
        {
            DecisionBatch decisions = batch.Decisions;
            for (int row = 0; row < decisions.Count; row++)
            {
                part.All[decisions.Step[row]]++;
                if (decisions.Outcomes[row] == Outcome.Undetermined)
                {
                    var key = (decisions.Step[row], decisions.Missing[row]);
                    part.Decisions[key] = part.Decisions.GetValueOrDefault(key) + 1;
                    ofCase.UnionWith(_evaluator.KindSets[decisions.Missing[row]].Select(WithoutKey));
                }
                if (row + 1 < decisions.Count && decisions.Case[row + 1] == decisions.Case[row]) continue;
                foreach (FactKind kind in ofCase) part.Cases[kind] = part.Cases.GetValueOrDefault(kind) + 1;
                ofCase.Clear();
            }
        }
        return part;
    }

    private void Take(Part part)
    {
        for (int step = 0; step < part.All.Length; step++)
        {
            string right = _evaluator.Steps[step].Right.Name;
            (long all, long undetermined) = _rights.GetValueOrDefault(right);
            _rights[right] = (all + part.All[step], undetermined + part.Decisions.Where(d => d.Key.Step == step).Sum(d => d.Value));
        }
        foreach (var ((step, set), count) in part.Decisions)
        {
            var key = (_evaluator.Steps[step].Right.Name, set);
            _decisions[key] = _decisions.GetValueOrDefault(key) + count;
        }
        foreach ((FactKind kind, long count) in part.Cases) _casesOfFact[kind] = _casesOfFact.GetValueOrDefault(kind) + count;
    }

    /// <summary>By fact over all rights, and by right and fact.</summary>
    public IReadOnlyList<Sheet> Sheets()
    {
        var byFact = new Sheet
        {
            Name = "missing",
            Caption = $"Facts for want of which decisions are undetermined",
            Columns = [new SheetColumn("fact"), new SheetColumn("source"), new SheetColumn("cases", true), new SheetColumn("decisions", true), new SheetColumn("waiting for nothing else", true), new SheetColumn("rights")],
            Notes = [$"A decision that waits for several facts counts with each. Keys such as years are left out."],
        };
        var byRight = new Sheet
        {
            Name = "missing_by_right",
            Caption = $"The same, right by right",
            HeadColumns = 2,
            Columns = [new SheetColumn("right"), new SheetColumn("fact"), new SheetColumn("decisions", true), new SheetColumn("waiting for nothing else", true), new SheetColumn("all decisions", true), new SheetColumn("undetermined", true)],
        };
        var waits = _decisions.SelectMany(d => Facts(d.Key.Set).Select(fact => (d.Key.Right, Fact: fact, Count: d.Value, Alone: Facts(d.Key.Set).Length == 1 ? d.Value : 0))).ToArray();
        foreach (var fact in waits.GroupBy(w => w.Fact).OrderByDescending(g => g.Sum(w => w.Count)).ThenBy(g => g.Key.ToString(), StringComparer.Ordinal))
            byFact.Add(fact.Key.ToString(), Source(fact.Key), SheetNumbers.Whole(_casesOfFact[fact.Key]), SheetNumbers.Whole(fact.Sum(w => w.Count)), SheetNumbers.Whole(fact.Sum(w => w.Alone)), string.Join(", ", fact.Select(w => w.Right).Distinct().Order(StringComparer.Ordinal)));
        foreach ((string right, (long all, long undetermined)) in _rights.OrderBy(r => r.Key, StringComparer.Ordinal))
            foreach (var fact in waits.Where(w => w.Right == right).GroupBy(w => w.Fact).OrderByDescending(g => g.Sum(w => w.Count)).ThenBy(g => g.Key.ToString(), StringComparer.Ordinal))
                byRight.Add(right, fact.Key.ToString(), SheetNumbers.Whole(fact.Sum(w => w.Count)), SheetNumbers.Whole(fact.Sum(w => w.Alone)), SheetNumbers.Whole(all), SheetNumbers.Whole(undetermined));
        return [byFact, byRight];
    }

    private FactKind[] Facts(int set) => [.. _evaluator.KindSets[set].Select(WithoutKey).Distinct()];

    /// <summary>A year or a quarter says which record, not what kind of fact; the code of a status is what is asked.</summary>
    private FactKind WithoutKey(FactKind kind) =>
        kind.Key is not null && _rulebook.Catalogue.Records.TryGetValue(kind.Record, out RecordDefinition? record) && record.Per is RecordPeriod.Year or RecordPeriod.Quarter or RecordPeriod.Month ? kind with { Key = null } : kind;

    private string Source(FactKind kind)
    {
        if (_rulebook.Catalogue.Records.TryGetValue(kind.Record, out RecordDefinition? record)) return Text(record.Source);
        if (_rulebook.Catalogue.Relations.TryGetValue(kind.Record, out RelationDefinition? relation)) return Text(relation.Source);
        bool isFigure = _rulebook.Catalogue.Parameters.ContainsKey(kind.Record) || _rulebook.Rights.Any(r => r.Parameters.Values.Any(p => p.FullName == kind.Record));
        return isFigure ? "a figure of the law that was not found" : "the case itself";
    }

    private static string Text(RecordSource? source) => source is null ? "not said" : source.Human ? $"{source.Authority}, judged by a person" : source.Service is null ? source.Authority : $"{source.Authority}, {source.Service}";
}
