using RightsEngine.Analysis.Sheets;
using static RightsEngine.Analysis.Sheets.SheetNumbers;

namespace RightsEngine.Analysis.Profiles;

/// <summary>What a population shows near cliffs: counted by right and reason, and the first earners.</summary>
/// <param name="currency">The currency of amounts.</param>
/// <param name="language">The language of titles.</param>
/// <param name="within">How much more was earned, in cents.</param>
/// <param name="first">How many earners are listed.</param>
internal sealed class CliffSheets(string currency, string language, long within, int first)
{
    /// <summary>The columns of a list of earners.</summary>
    public static readonly IReadOnlyList<SheetColumn> Columns =
        [new("case"), new("person"), new("income", true), new("fall of all rights", true), new("after", true), new("right"), new("loss per year", true), new("condition"), new("condition text"), new("article")];

    private readonly SortedDictionary<(string Right, string Condition), Group> _groups = [];
    private readonly List<NearCliff> _first = [];

    private sealed class Group
    {
        public string Article = "", LastCase = "";
        public long Earners, Cases, Way;
        public decimal Loss;
    }

    /// <summary>Counts an earner near a cliff.</summary>
    public void Add(NearCliff near)
    {
        if (_first.Count < first) _first.Add(near);
        foreach (var cliffs in near.Cliffs.GroupBy(c => (c.Right.Name, c.Reason.Condition)))
        {
            if (!_groups.TryGetValue(cliffs.Key, out Group? group)) _groups[cliffs.Key] = group = new Group();
            group.Earners++;
            if (group.LastCase != near.Case) group.Cases++;
            group.LastCase = near.Case;
            group.Loss += cliffs.Sum(c => c.Loss ?? 0);
            group.Way += cliffs.Min(c => c.At);
            if (group.Article.Length == 0) group.Article = cliffs.First().Reason.Article?.In(language) ?? "";
        }
    }

    /// <summary>The rows of an earner: one for each cliff on the way.</summary>
    public IEnumerable<string[]> Rows(NearCliff near) => near.Cliffs.Select(c => new[]
    {
        near.Case, near.Earner, Amount(near.Income), Amount(near.Fall), Amount(c.At / 100m), c.Right.Name, c.Loss is { } loss ? Amount(loss) : "", c.Reason.Condition, c.Reason.Text?.In(language) ?? "", c.Reason.Article?.In(language) ?? "",
    });

    /// <summary>The tables.</summary>
    public IReadOnlyList<Sheet> Sheets(CliffCounts counts)
    {
        var groups = new Sheet
        {
            Name = "cliffs",
            Caption = $"Who loses by earning {Amount(within / 100m)} {currency} more in a year: by right and reason",
            Columns = [new("right"), new("condition"), new("article"), new("cases", true), new("earners", true), new("mean loss per year", true), new("mean way to it", true)],
            HeadColumns = 2,
            Notes =
            [
                $"{Whole(counts.Cases)} cases, of which {Whole(counts.CasesWithEarners)} with {Whole(counts.Earners)} earners; {Whole(counts.Near)} earners ({Percent(counts.Near, counts.Earners)} %) would lose.",
                $"For {Whole(counts.NotKnown)} earners some right is undetermined or has an unknown amount: a cliff of it is not seen.",
            ],
        };
        foreach (((string right, string condition), Group group) in _groups)
            groups.Add(right, condition, group.Article, Whole(group.Cases), Whole(group.Earners), group.Loss == 0 ? "" : Amount(group.Loss / group.Earners), Amount(group.Way / 100m / group.Earners));
        var near = new Sheet { Name = "near", Caption = $"The first {Whole(_first.Count)} of {Whole(counts.Near)} earners who would lose", Columns = Columns, HeadColumns = 2 };
        foreach (NearCliff one in _first)
            foreach (string[] row in Rows(one)) near.Add(row);
        return [groups, near];
    }
}
