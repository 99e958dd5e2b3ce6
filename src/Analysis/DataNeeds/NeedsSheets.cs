using RightsEngine.Analysis.Sheets;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.DataNeeds;

/// <summary>The data map of a rulebook: which fields of which record from which source are read, by which rights.</summary>
/// <param name="rulebook">The rulebook.</param>
/// <param name="rights">The rights to look at.</param>
/// <param name="language">The language of titles.</param>
/// <param name="on">The reference date whose versions count; null for the latest.</param>
internal sealed class NeedsSheets(Rulebook rulebook, IReadOnlyList<RightDefinition> rights, string language, DateOnly? on)
{
    /// <summary>The names of the tables.</summary>
    public const string Sources = "sources", Fields = "fields", OfRights = "rights", ByRight = "by_right";

    private const string Judged = "judged by a person";

    private readonly (RightDefinition Right, FactRead[] Reads)[] _reads =
        [.. rights.Select(r => (r, FactReads.Of(r, rulebook.Catalogue, on).ToArray()))];

    /// <summary>By source, by field, and by right in short and in full.</summary>
    public IReadOnlyList<Sheet> Sheets() => [BySource(), ByField(), InShort(), InFull()];

    private ILookup<FactRead, string> Askers => _reads.SelectMany(r => r.Reads.Select(f => (f, r.Right.Name))).ToLookup(x => x.f, x => x.Name);

    private Sheet BySource()
    {
        var sheet = new Sheet
        {
            Name = Sources,
            Caption = $"What {rights.Count} rights ask of each source",
            HeadColumns = 2,
            Columns = [new SheetColumn("authority"), new SheetColumn("service"), new SheetColumn("how"), new SheetColumn("records"), new SheetColumn("fields", true), new SheetColumn("asked by one right", true), new SheetColumn("by several", true), new SheetColumn("rights", true)],
            Notes = [$"A field that several rights ask is fetched once for all of them. Whether a record is there counts as asked of the record, not as a field."],
        };
        ILookup<FactRead, string> askers = Askers;
        foreach (var source in askers.GroupBy(f => (f.Key.Authority, f.Key.Service, f.Key.IsJudged)).OrderBy(g => g.Key.Authority, StringComparer.Ordinal).ThenBy(g => g.Key.Service, StringComparer.Ordinal).ThenBy(g => g.Key.IsJudged))
        {
            IGrouping<FactRead, string>[] fields = [.. source.Where(f => f.Key.Field.Length > 0)];
            sheet.Add(Name(source.Key.Authority), source.Key.Service, source.Key.IsJudged ? Judged : "fetched",
                string.Join(", ", source.Select(f => f.Key.Owner.Name).Distinct().Order(StringComparer.Ordinal)),
                SheetNumbers.Whole(fields.Length), SheetNumbers.Whole(fields.Count(f => f.Count() == 1)), SheetNumbers.Whole(fields.Count(f => f.Count() > 1)),
                SheetNumbers.Whole(source.SelectMany(f => f).Distinct().Count()));
        }
        return sheet;
    }

    private Sheet ByField()
    {
        var sheet = new Sheet
        {
            Name = Fields,
            Caption = $"Each field once, with the rights that ask for it",
            HeadColumns = 4,
            Columns = [new SheetColumn("authority"), new SheetColumn("service"), new SheetColumn("record"), new SheetColumn("field"), new SheetColumn("title"), new SheetColumn("sensitivity"), new SheetColumn("rights", true), new SheetColumn("asked by")],
            Notes = [$"A row without a field: whether there is a record, or who is linked."],
        };
        foreach (var fact in Askers.OrderBy(f => f.Key))
            sheet.Add(Name(fact.Key.Authority), fact.Key.Service, fact.Key.Owner.Name, fact.Key.Field, fact.Key.Title(language), fact.Key.Owner.Sensitivity ?? "", SheetNumbers.Whole(fact.Count()), string.Join(", ", fact));
        return sheet;
    }

    private Sheet InShort()
    {
        ILookup<FactRead, string> askers = Askers;
        var sheet = new Sheet
        {
            Name = OfRights,
            Caption = $"What each right asks",
            Columns = [new SheetColumn("right"), new SheetColumn("records", true), new SheetColumn("fields", true), new SheetColumn("asked by others too", true), new SheetColumn("judged by a person", true), new SheetColumn("sources")],
        };
        foreach ((RightDefinition right, FactRead[] reads) in _reads)
            sheet.Add(right.Name, SheetNumbers.Whole(reads.Select(f => f.Owner).Distinct().Count()), SheetNumbers.Whole(reads.Count(f => f.Field.Length > 0)),
                SheetNumbers.Whole(reads.Count(f => f.Field.Length > 0 && askers[f].Count() > 1)), SheetNumbers.Whole(reads.Count(f => f.Field.Length > 0 && f.IsJudged)),
                string.Join("; ", reads.Select(f => f.Service.Length == 0 ? Name(f.Authority) : f.Service).Distinct().Order(StringComparer.Ordinal)));
        FactRead[] all = [.. askers.Select(a => a.Key)];
        sheet.Add("all of them, each field once", SheetNumbers.Whole(all.Select(f => f.Owner).Distinct().Count()), SheetNumbers.Whole(all.Count(f => f.Field.Length > 0)),
            SheetNumbers.Whole(all.Count(f => f.Field.Length > 0 && askers[f].Count() > 1)), SheetNumbers.Whole(all.Count(f => f.Field.Length > 0 && f.IsJudged)), "");
        return sheet;
    }

    private Sheet InFull()
    {
        var sheet = new Sheet
        {
            Name = ByRight,
            Caption = $"What each right asks, field by field",
            HeadColumns = 3,
            Columns = [new SheetColumn("right"), new SheetColumn("record"), new SheetColumn("field"), new SheetColumn("authority"), new SheetColumn("service"), new SheetColumn("how")],
        };
        foreach ((RightDefinition right, FactRead[] reads) in _reads)
            foreach (FactRead fact in reads) sheet.Add(right.Name, fact.Owner.Name, fact.Field, Name(fact.Authority), fact.Service, fact.IsJudged ? Judged : "fetched");
        return sheet;
    }

    private static string Name(string authority) => authority.Length == 0 ? "not said" : authority;
}
