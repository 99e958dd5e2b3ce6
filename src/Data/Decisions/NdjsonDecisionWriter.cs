using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Decisions;

/// <summary>One JSON object per line; the same decision gives the same line.</summary>
public sealed class NdjsonDecisionWriter : DecisionWriter
{
    // Names are for people: é stays é. Nothing here is put into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter? _text;
    private readonly Stream? _bytes;
    private readonly string _currency;
    private readonly HashSet<string> _ofHouseholds;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Starts writing.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rulebook">The rulebook that decided.</param>
    public NdjsonDecisionWriter(TextWriter output, Rulebook rulebook)
        : this(rulebook) => _text = output;

    /// <summary>Starts writing in UTF-8.</summary>
    internal NdjsonDecisionWriter(Stream output, Rulebook rulebook)
        : this(rulebook) => _bytes = output;

    private NdjsonDecisionWriter(Rulebook rulebook)
    {
        _currency = rulebook.Currency;
        _ofHouseholds = [.. rulebook.Rights.Where(r => r.Holder == HolderKind.Household).Select(r => r.Name)];
        _json = new Utf8JsonWriter(_line, Options);
    }

    /// <inheritdoc/>
    public override void Write(Decision decision)
    {
        _json.WriteStartObject();
        _json.WriteString("case", decision.Case);
        WriteHolder(decision);
        _json.WriteString("right", decision.Right);
        _json.WriteString("version", decision.RightVersion);
        _json.WriteString("period_start", DecisionText.Of(decision.PeriodStart));
        _json.WriteString("period_end", DecisionText.Of(decision.PeriodEnd));
        _json.WriteString("reference_date", DecisionText.Of(decision.ReferenceDate));
        _json.WriteString("outcome", DecisionText.Of(decision.Outcome));
        if (decision.Award is { } award)
        {
            _json.WriteString("granted_on", DecisionText.Of(award.GrantedOn));
            _json.WriteString("runs_until", award.RunsUntil is { } until ? DecisionText.Of(until) : null);
        }
        WriteNumber("amount", decision.Amount);
        WriteNumber("amount_low", decision.AmountRange?.Low);
        WriteNumber("amount_high", decision.AmountRange?.High);
        _json.WriteString("unit", decision.AmountUnit);
        _json.WriteString("currency", DecisionText.IsMoney(decision) ? _currency : null);
        _json.WriteString("direction", DecisionText.Of(decision.AmountDirection));
        _json.WriteBoolean("automatic", decision.Automatic);
        _json.WriteString("parameter_status", decision.ParameterStatus);
        _json.WriteStartObject("conditions");
        foreach (DecidedCondition condition in decision.Conditions) _json.WriteString(condition.Id, DecisionText.Of(condition.Outcome));
        _json.WriteEndObject();
        _json.WriteStartArray("missing");
        foreach (Fact fact in decision.Missing) _json.WriteStringValue(fact.ToString());
        _json.WriteEndArray();
        _json.WriteString("fault", decision.Fault);
        WriteLegalBasis(decision.LegalBasis);
        _json.WriteEndObject();
        EndLine();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _json.Dispose();
        base.Dispose(disposing);
    }

    private void WriteHolder(Decision decision)
    {
        if (_ofHouseholds.Contains(decision.Right))
        {
            _json.WriteStartArray("holder");
            foreach (HolderRole member in decision.Holder) _json.WriteStringValue(member.Person);
            _json.WriteEndArray();
            return;
        }
        _json.WriteStartObject("holder");
        foreach (HolderRole role in decision.Holder) _json.WriteString(role.Role, role.Person);
        _json.WriteEndObject();
    }

    private void WriteNumber(string name, decimal? amount)
    {
        _json.WritePropertyName(name);
        if (amount is { } number) _json.WriteRawValue(DecisionText.Of(number));
        else _json.WriteNullValue();
    }

    private void WriteLegalBasis(IReadOnlyList<LegalBasis> articles)
    {
        _json.WriteStartArray("legal_basis");
        foreach (LegalBasis article in articles)
        {
            _json.WriteStartObject();
            _json.WriteString("id", article.Id);
            _json.WriteStartObject("cite");
            foreach (string language in article.Cite.Languages.Order(StringComparer.Ordinal)) _json.WriteString(language, article.Cite.In(language));
            _json.WriteEndObject();
            _json.WriteString("eli", article.Eli);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void EndLine()
    {
        _json.Flush();
        _line.Write("\n"u8);
        _bytes?.Write(_line.WrittenSpan);
        _text?.Write(Encoding.UTF8.GetString(_line.WrittenSpan));
        _json.Reset();
        _line.ResetWrittenCount();
    }
}
