using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Overview;

/// <summary>The section about one right on the page of a rulebook.</summary>
internal sealed class RightSheet(RightDefinition right, string language, int tests)
{
    public static string Anchor(string name) => string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));

    /// <summary>How it may be granted: by its conditions, else as the right says.</summary>
    public static IEnumerable<GrantMode> Modes(RightDefinition right)
    {
        GrantMode[] ofConditions = [.. right.AllConditions.Select(c => c.Grant).OfType<GrantMode>()];
        return ofConditions.Append(right.Grant).Distinct().Order();
    }

    public static string Word(GrantMode mode) => mode switch
    {
        GrantMode.Automatic => "automatically",
        GrantMode.OnRequest => "on request",
        _ => "the citizen is told",
    };

    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"### `{right.Name}`");
        output.WriteLine();
        output.WriteLine($"**{Text(right.Title)}**{(right.Authority is { } authority ? $" ({Text(authority)})" : "")}. {Period()}{InForce(right.InForce)}.");
        output.WriteLine();
        Line(output, "Held by", right.Holder switch
        {
            HolderKind.Relation => $"{right.Relation!.FromRole} and {right.Relation.ToRole} ({Text(right.Relation.Title)})",
            HolderKind.Household => Text(right.Household!.Title),
            _ => "a person",
        });
        Line(output, right.AmountDirection == AmountDirection.Paid ? "Asks" : "Gives", right.Amount is not { } amount ? "a status, no amount" : amount.UnitText?.In(language) ?? right.AmountDirection switch
        {
            AmountDirection.Paid => $"an amount that the holder pays ({amount.Type})",
            AmountDirection.None => $"a status, with an amount that counts for nothing by itself ({amount.Type})",
            _ => $"an amount ({amount.Type})",
        });
        Line(output, "Granted", Granted());
        Line(output, "Builds on", string.Join(", ", right.UsedRights.Select(r => $"[{Text(r.Title)}](#{Anchor(r.Name)})")));
        Line(output, "Incomes", Titles("income"));
        Line(output, "Households", Titles("household"));
        Line(output, "Statuses", Titles("status"));
        Line(output, "Other shared concepts", Titles("concept"));
        Line(output, "Data from", string.Join("; ", right.UsedDeclarations.OfType<RecordDefinition>().GroupBy(r => r.Source.Authority, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}: {string.Join(", ", g.Select(r => Text(r.Title) + (r.Source.Human ? " (a person judges)" : "")))}")));
        Line(output, "Law", string.Join("; ", right.LegalBasis.Values.Select(b => b.Eli is null ? Text(b.Cite) : $"[{Text(b.Cite)}]({b.Eli})")));
        Line(output, "Figures", FigureCount.Of(right.UsedParameters).ToString());
        Line(output, "Missing", string.Join("; ", right.UsedParameters.SelectMany(Missing)));
        Line(output, "Rule tests", $"{tests}");
        if (right.Conditions.Count == 0) return;
        output.WriteLine();
        output.WriteLine("Conditions:");
        output.WriteLine();
        foreach (ConditionDefinition condition in right.Conditions) Write(output, condition, "");
    }

    private static void Line(TextWriter output, string name, string text)
    {
        if (text.Length > 0) output.WriteLine($"- {name}: {text}");
    }

    private void Write(TextWriter output, ConditionDefinition condition, string indent)
    {
        string kind = condition.Kind switch { ConditionKind.Any => ", one of", ConditionKind.All => ", all of", ConditionKind.None => ", none of", _ => "" };
        string basis = condition.Basis is { } id && right.LegalBasis.TryGetValue(id, out LegalBasis? law) ? $" *({Text(law.Cite)})*" : "";
        output.WriteLine($"{indent}- {Said(condition)}{kind}{InForce(condition.InForce)}{basis}");
        foreach (ConditionDefinition child in condition.Children) Write(output, child, indent + "  ");
    }

    private string Granted()
    {
        var byMode = right.AllConditions.Where(c => c.Grant is { } mode && mode != right.Grant).GroupBy(c => c.Grant!.Value).OrderBy(g => g.Key)
            .Select(g => $"{Word(g.Key)} when: {string.Join("; ", g.Select(Said))}");
        return string.Join("; ", byMode.Prepend(Word(right.Grant)));
    }

    private string Period()
    {
        string day = right.DecideOn switch { DecideOn.LastDay => "the last day", DecideOn.DayBefore => "the day before", _ => "the first day" };
        return right.Period switch
        {
            RightPeriod.Day => "Decided for a day",
            RightPeriod.Once => "Decided once",
            _ => $"Decided per {right.Period.ToString().ToLowerInvariant()}, with the facts of {day}",
        };
    }

    private static string InForce(DateSpan span) => (span.From, span.To) switch
    {
        ({ } from, { } to) => $", from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}",
        ({ } from, null) => $", from {from:yyyy-MM-dd}",
        (null, { } to) => $", until {to:yyyy-MM-dd}",
        _ => "",
    };

    private string Titles(string kind) => string.Join(", ", right.UsedDeclarations.Where(d => d.Kind == kind).Select(d => Text(d.Title)));

    private IEnumerable<string> Missing(ParameterDefinition parameter) =>
        parameter.Versions.Where(v => v.IsMissing).Select(v => $"{Text(parameter.Title)} from {v.From:yyyy-MM-dd}")
            .Concat(parameter.Versions.Where(v => v.Rows?.Any(r => r.Columns.Values.Any(c => c is null)) == true).Select(v => $"some rows of {Text(parameter.Title)} from {v.From:yyyy-MM-dd}"));

    private string Said(ConditionDefinition condition) => ConditionWords.Of(condition, language) ?? $"`{condition.Id}`";

    private string Text(LocalizedText text) => text.In(language);
}
