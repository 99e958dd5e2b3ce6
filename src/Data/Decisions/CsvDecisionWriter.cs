using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Decisions;

/// <summary>One CSV row per decision, below a row of names.</summary>
public sealed class CsvDecisionWriter : DecisionWriter
{
    private static readonly string[] Header =
    [
        "case", "holder", "right", "version", "period_start", "period_end", "reference_date", "outcome", "amount", "amount_low", "amount_high",
        "unit", "currency", "direction", "automatic", "parameter_status", "conditions", "missing", "fault", "legal_basis", "granted_on", "runs_until",
    ];

    private readonly CsvWriter _csv;
    private readonly string _currency;

    /// <summary>Starts writing with the row of names.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rulebook">The rulebook that decided.</param>
    public CsvDecisionWriter(TextWriter output, Rulebook rulebook)
        : this(output, rulebook, withHeader: true)
    {
    }

    /// <summary>Starts writing, or goes on below what another wrote.</summary>
    internal CsvDecisionWriter(TextWriter output, Rulebook rulebook, bool withHeader)
    {
        _currency = rulebook.Currency;
        _csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        if (!withHeader) return;
        foreach (string name in Header) _csv.WriteField(name);
        _csv.NextRecord();
    }

    /// <inheritdoc/>
    public override void Write(Decision decision)
    {
        Text(decision.Case);
        Text(DecisionText.Of(decision.Holder));
        Text(decision.Right);
        Text(decision.RightVersion);
        Text(DecisionText.Of(decision.PeriodStart));
        Text(DecisionText.Of(decision.PeriodEnd));
        Text(DecisionText.Of(decision.ReferenceDate));
        Text(DecisionText.Of(decision.Outcome));
        Number(decision.Amount);
        Number(decision.AmountRange?.Low);
        Number(decision.AmountRange?.High);
        Text(decision.AmountUnit);
        Text(DecisionText.IsMoney(decision) ? _currency : null);
        Text(DecisionText.Of(decision.AmountDirection));
        Text(decision.Automatic ? "true" : "false");
        Text(decision.ParameterStatus);
        Text(DecisionText.Of(decision.Conditions));
        Text(string.Join(';', decision.Missing));
        Text(decision.Fault);
        Text(string.Join(';', decision.LegalBasis.Select(b => b.Id)));
        Text(decision.Award is { } award ? DecisionText.Of(award.GrantedOn) : null);
        Text(decision.Award?.RunsUntil is { } until ? DecisionText.Of(until) : null);
        _csv.NextRecord();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _csv.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A spreadsheet runs a text that starts like a formula; an apostrophe keeps it a text.</summary>
    private void Text(string? text) =>
        _csv.WriteField(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text ?? "");

    private void Number(decimal? amount) => _csv.WriteField(amount is { } number ? DecisionText.Of(number) : "");
}
