using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Explanations;

/// <summary>Everything that was decided about a case on one page of Markdown: the rights, what may be sent, what is to be fetched.</summary>
internal sealed class CasePage(Rulebook rulebook, string language)
{
    private readonly ValueFormat _format = new(language, rulebook.Currency, rulebook.Catalogue);

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="decisions">The decisions on a case; at least one.</param>
    /// <param name="on">The date that was asked about.</param>
    public void Write(TextWriter writer, IReadOnlyList<TracedDecision> decisions, DateOnly on)
    {
        Case subject = decisions[0].Case;
        writer.WriteLine($"# {Capital(Word("case"))} {subject.Id}, {_format.Date(on)}");
        writer.WriteLine();
        writer.WriteLine($"{Word("persons")}: {string.Join(", ", subject.Persons.Select(p => About(p, on)))}.");
        Outcomes(writer, decisions);
        (TracedDecision Traced, ExplanationModel Model)[] built = [.. decisions.Select(d => (d, new ExplanationBuilder(d, rulebook, language).Build()))];
        Missing(writer, built, "fetch");
        Missing(writer, built, "judge");
        Missing(writer, built, "rule", "missing_rule");
    }

    private void Outcomes(TextWriter writer, IReadOnlyList<TracedDecision> decisions)
    {
        foreach (var group in decisions.GroupBy(d => d.Decision.Outcome).OrderBy(g => g.Key))
        {
            writer.WriteLine();
            writer.WriteLine($"## {Capital(Word(group.Key.ToString().ToLowerInvariant()))}");
            writer.WriteLine();
            bool amounts = group.Key is Outcome.Granted or Outcome.Undetermined && group.Any(d => d.Right.Amount is not null);
            bool how = group.Key is Outcome.Granted or Outcome.Refused;
            string[] heads = [Word("right"), Word("for"), Word("period"), .. amounts ? [Word("amount")] : Array.Empty<string>(), .. how ? [Word("how")] : Array.Empty<string>(), Word("why")];
            writer.WriteLine($"| {string.Join(" | ", heads.Select(Capital))} |");
            writer.WriteLine($"|{string.Concat(heads.Select(_ => "---|"))}");
            foreach (TracedDecision traced in group)
            {
                var builder = new ExplanationBuilder(traced, rulebook, language);
                ExplanationModel model = builder.Build();
                string[] cells =
                [
                    model.Title, string.Join(", ", traced.Decision.Holder.Select(h => h.Person)), model.Period,
                    .. amounts ? [model.Amount ?? ""] : Array.Empty<string>(),
                    .. how ? [Word(traced.Decision.Automatic ? "automatically" : "by_a_person")] : Array.Empty<string>(),
                    builder.Reason(),
                ];
                writer.WriteLine($"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |");
            }
        }
    }

    /// <summary>Each missing fact once, with the rights that wait for it, by the source that has it.</summary>
    private void Missing(TextWriter writer, (TracedDecision Traced, ExplanationModel Model)[] built, string kind, string? heading = null)
    {
        var facts = built.SelectMany(b => b.Model.Missing.Where(m => m.Kind == kind).Select(m => (Missing: m, Right: b.Model.Title)))
            .GroupBy(m => m.Missing.Text, StringComparer.Ordinal).Select(g => (g.First().Missing, Rights: g.Select(x => x.Right).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)))
            .OrderBy(f => f.Missing.Source, StringComparer.Ordinal).ThenBy(f => f.Missing.Text, StringComparer.Ordinal).ToArray();
        if (facts.Length == 0) return;
        writer.WriteLine();
        writer.WriteLine($"## {Word(heading ?? kind)}");
        writer.WriteLine();
        foreach (var (missing, rights) in facts)
            writer.WriteLine($"- {missing.Text}{(missing.Source is null ? "" : $", {Word("from_source")} {missing.Source}")}: {string.Join(", ", rights)}");
    }

    private string About(Person person, DateOnly on)
    {
        if (rulebook.Catalogue.BirthDate is not var (record, field) || CaseFacts.FieldOf(person, record, field) is not DateValue born || born.Value > on) return person.Id;
        int age = on.Year - born.Value.Year - (on.Month * 100 + on.Day < born.Value.Month * 100 + born.Value.Day ? 1 : 0);
        return $"{person.Id} ({age})";
    }

    private string Word(string key) => ExplanationWords.In(language, key);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
