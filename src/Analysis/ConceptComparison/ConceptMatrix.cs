using RightsEngine.Analysis.Sheets;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.ConceptComparison;

/// <summary>
/// Which right counts what, and of whom: the parts of incomes against rights, and the members of households against rights.
/// </summary>
/// <param name="rulebook">The rulebook.</param>
/// <param name="language">The language of titles.</param>
/// <param name="on">The reference date whose versions count; null for the latest of each.</param>
internal sealed class ConceptMatrix(Rulebook rulebook, string language, DateOnly? on)
{
    /// <summary>The names of the tables.</summary>
    public const string Incomes = "incomes", Households = "households", Members = "members";

    private const string Held = "holder";
    private const string Used = "yes";

    /// <summary>The tables, over the rights that use an income or a household.</summary>
    /// <param name="rights">The rights to look at; null for all that are not internal.</param>
    public IReadOnlyList<Sheet> Sheets(IReadOnlySet<string>? rights)
    {
        ConceptUse[] uses = [.. rulebook.Rights
            .Where(r => (rights is null ? !r.IsInternal : rights.Contains(r.Name)) && (on is not { } date || r.InForce.Contains(date)))
            .Select(r => ConceptUse.Of(r, on))];
        return [OfIncomes([.. uses.Where(u => u.Incomes.Count > 0)]), OfHouseholds([.. uses.Where(u => u.Households.Count > 0)]), OfMembers([.. uses.Where(u => u.Households.Count > 0)])];
    }

    private Sheet OfIncomes(ConceptUse[] uses)
    {
        var cells = new SortedDictionary<IncomePart, string[]>();
        var notes = new SortedDictionary<string, FormattableString>(StringComparer.Ordinal);
        for (int i = 0; i < uses.Length; i++)
            foreach (IncomeUse use in uses[i].Incomes)
                foreach ((IncomePart part, List<PartWeight> weights) in IncomePartReader.Read(use.Income, on, use.Members))
                {
                    if (!cells.TryGetValue(part, out string[]? row)) cells[part] = row = [.. Enumerable.Repeat("", uses.Length)];
                    string text = string.Join(" or ", weights.Select(w => w.ToString()).Distinct());
                    // Of two incomes that a right uses, each says for itself what it counts when they differ.
                    row[i] = row[i].Length == 0 || row[i] == text ? text : $"{row[i]} / {text}";
                    foreach (PartWeight weight in weights.Where(w => w.Formula)) notes[$"{part} {use.Income.Name}"] = ($"formula: how {part} counts is written in income {use.Income.Name}.");
                }
        var sheet = new Sheet
        {
            Name = Incomes,
            Caption = $"Parts of incomes by right: the weight with which each counts",
            HeadColumns = 2,
            Columns = [new SheetColumn("field"), new SheetColumn("title"), .. uses.Select(u => new SheetColumn(u.Right.Name))],
            Notes =
            [
                $"An empty cell does not count. * counts only where a condition in the income holds. A name is a figure or a value of the rules.",
                $"A field is one of a record of the year of the income, unless a year stands behind it.",
                .. notes.Values,
            ],
        };
        sheet.Add(["income", "", .. uses.Select(u => string.Join(", ", u.Incomes.Select(Text)))]);
        sheet.Add(["of the year", "", .. uses.Select(u => string.Join(", ", u.Incomes.SelectMany(i => i.Years).Distinct()))]);
        sheet.Add(["through", "", .. uses.Select(u => string.Join(", ", u.Incomes.SelectMany(i => i.Via).Distinct()))]);
        foreach ((IncomePart part, string[] row) in cells) sheet.Add([part.ToString(), Title(part), .. row]);
        return sheet;
    }

    private static string Text(IncomeUse use) => use.Members is null ? use.Income.Name : $"{use.Income.Name} ({string.Join(", ", use.Members.Order(StringComparer.Ordinal))})";

    private string Title(IncomePart part) =>
        rulebook.Catalogue.Records.TryGetValue(part.Record, out RecordDefinition? record) && record.Fields.TryGetValue(part.Field, out FieldDefinition? field) ? field.Title.In(language) : "";

    private Sheet OfHouseholds(ConceptUse[] uses)
    {
        var sheet = new Sheet
        {
            Name = Households,
            Caption = $"Households by right",
            HeadColumns = 2,
            Columns = [new SheetColumn("household"), new SheetColumn("title"), .. uses.Select(u => new SheetColumn(u.Right.Name))],
            Notes = [$"{Held}: the household holds the right. {Used}: the right asks who belongs to it. A name is the concept through which it does."],
        };
        foreach (HouseholdDefinition household in rulebook.Catalogue.Households.Values.Where(h => uses.Any(u => u.Households.Any(x => x.Household == h))))
            sheet.Add([household.Name, household.Title.In(language), .. uses.Select(u => u.Households.FirstOrDefault(h => h.Household == household) is not { } use ? ""
                : use.IsHolder ? Held : use.Via.Count == 0 ? Used : string.Join(", ", use.Via))]);
        return sheet;
    }

    private Sheet OfMembers(ConceptUse[] uses)
    {
        var sheet = new Sheet
        {
            Name = Members,
            Caption = $"Who is a member, by right: the households whose rule has it",
            Columns = [new SheetColumn("member m of person"), .. uses.Select(u => new SheetColumn(u.Right.Name))],
        };
        var rows = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (HouseholdDefinition household in uses.SelectMany(u => u.Households).Select(h => h.Household).Distinct().OrderBy(h => h.Name, StringComparer.Ordinal))
            foreach (string member in HouseholdMembers.Of(household, on))
            {
                if (!rows.TryGetValue(member, out string[]? row)) rows[member] = row = [.. Enumerable.Repeat("", uses.Length)];
                for (int i = 0; i < uses.Length; i++)
                    if (uses[i].Households.Any(h => h.Household == household)) row[i] = row[i].Length == 0 ? household.Name : $"{row[i]}, {household.Name}";
            }
        foreach ((string member, string[] row) in rows) sheet.Add([member, .. row]);
        return sheet;
    }
}

/// <summary>The ways to belong to a household.</summary>
internal static class HouseholdMembers
{
    /// <summary>The alternatives that the rule for members names, as they are written.</summary>
    public static IReadOnlyList<string> Of(HouseholdDefinition household, DateOnly? on) =>
        IncomePartReader.Version(household.Versions, on) is not { } version ? [] : [.. Alternatives(version.Members).Select(Written).Distinct()];

    /// <summary>Whether the first parenthesis is closed by the last character.</summary>
    private static bool ClosesAtEnd(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return false;
        }
        return true;
    }

    private static IEnumerable<CoreExpression> Alternatives(CoreExpression expression) => expression is Or or ? or.Operands.SelectMany(Alternatives) : [expression];

    private static string Written(CoreExpression expression)
    {
        string text = string.Join(' ', expression.Origin.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text is ['(', .., ')'] && ClosesAtEnd(text) ? text[1..^1] : text;
    }
}
