using RightsEngine.Analysis.Sheets;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.ConceptComparison;

/// <summary>Two incomes or two households of the catalogue side by side, cell by cell.</summary>
/// <param name="rulebook">The rulebook.</param>
/// <param name="language">The language of titles.</param>
/// <param name="on">The reference date whose versions count; null for the latest of each.</param>
internal sealed class ComparisonSheets(Rulebook rulebook, string language, DateOnly? on)
{
    private const string Same = "same";

    /// <summary>Two incomes, field by field.</summary>
    public Sheet Of(IncomeDefinition a, IncomeDefinition b)
    {
        SortedDictionary<IncomePart, List<PartWeight>> inA = IncomePartReader.Read(a, on), inB = IncomePartReader.Read(b, on);
        var sheet = new Sheet
        {
            Name = "parts",
            Caption = $"{a.Name} and {b.Name}, field by field",
            HeadColumns = 2,
            Columns = [new SheetColumn("field"), new SheetColumn("title"), new SheetColumn(a.Name), new SheetColumn(b.Name), new SheetColumn("difference")],
            Notes = [$"* counts only where a condition in the income holds. A name is a figure or a value of the rules."],
        };
        foreach (var field in inA.Keys.Concat(inB.Keys).Distinct().GroupBy(p => p.Name).OrderBy(g => g.Min()))
        {
            IncomePart[] ofA = [.. inA.Keys.Where(p => p.Name == field.Key)], ofB = [.. inB.Keys.Where(p => p.Name == field.Key)];
            // A field of another year stands beside the one it replaces.
            if (ofA.Length == 1 && ofB.Length == 1 && ofA[0].Year != ofB[0].Year)
            {
                sheet.Add($"{ofA[0]} and {ofB[0]}", Title(ofA[0]), Text(inA[ofA[0]]), Text(inB[ofB[0]]), "other year" + (Text(inA[ofA[0]]) == Text(inB[ofB[0]]) ? "" : ", other weight"));
                continue;
            }
            foreach (IncomePart part in ofA.Concat(ofB).Distinct().Order())
            {
                string weightA = inA.TryGetValue(part, out var x) ? Text(x) : "", weightB = inB.TryGetValue(part, out var y) ? Text(y) : "";
                sheet.Add(part.ToString(), Title(part), weightA, weightB, weightA.Length == 0 ? $"only in {b.Name}" : weightB.Length == 0 ? $"only in {a.Name}" : weightA == weightB ? Same : "other weight");
            }
        }
        return sheet;
    }

    /// <summary>Two households, member by member.</summary>
    public Sheet Of(HouseholdDefinition a, HouseholdDefinition b)
    {
        IReadOnlyList<string> inA = HouseholdMembers.Of(a, on), inB = HouseholdMembers.Of(b, on);
        var sheet = new Sheet
        {
            Name = "members",
            Caption = $"{a.Name} and {b.Name}, member by member",
            Columns = [new SheetColumn("member m of person"), new SheetColumn(a.Name), new SheetColumn(b.Name), new SheetColumn("difference")],
            Notes = [$"Rules are compared as they are written: two that say the same in other words stand as two."],
        };
        foreach (string member in inA.Concat(inB).Distinct())
        {
            bool isInA = inA.Contains(member), isInB = inB.Contains(member);
            sheet.Add(member, isInA ? "yes" : "", isInB ? "yes" : "", isInA && isInB ? Same : $"only in {(isInA ? a.Name : b.Name)}");
        }
        return sheet;
    }

    private static string Text(List<PartWeight> weights) => string.Join(" or ", weights.Select(w => w.ToString()).Distinct());

    private string Title(IncomePart part) =>
        rulebook.Catalogue.Records.TryGetValue(part.Record, out RecordDefinition? record) && record.Fields.TryGetValue(part.Field, out FieldDefinition? field) ? field.Title.In(language) : "";
}
