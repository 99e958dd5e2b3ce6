using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Evaluation;

/// <summary>Where the decisions of a run go.</summary>
internal abstract class DecisionSink : IDisposable
{
    public static DecisionSink Create(string format, TextWriter output, Terminal terminal, Rulebook rulebook, string language) => format switch
    {
        "csv" => new WriterSink(new CsvDecisionWriter(output, rulebook)),
        "table" => new TableSink(ReferenceEquals(output, terminal.Out) ? terminal : terminal with { Out = output, OutIsTerminal = false }, rulebook, language),
        _ => new WriterSink(new NdjsonDecisionWriter(output, rulebook)),
    };

    public abstract void Write(TracedDecision decision);

    public abstract void Dispose();

    private sealed class WriterSink(DecisionWriter writer) : DecisionSink
    {
        public override void Write(TracedDecision decision) => writer.Write(decision.Decision);

        public override void Dispose() => writer.Dispose();
    }
}
