using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Concepts.Catalogue;

/// <summary>What the figures of a parameter are from a date on.</summary>
/// <param name="From">The date.</param>
/// <param name="Version">The figures, all of them or some rows; null when those of the rulebook hold again.</param>
/// <param name="Rows">What the rows of the version are.</param>
internal sealed record FigureChange(DateOnly From, ParameterVersion? Version, FigureRows Rows);

/// <summary>What the rows that a reform writes are.</summary>
internal enum FigureRows
{
    /// <summary>The whole table, or a figure without keys.</summary>
    All,

    /// <summary>Rows that are in the table.</summary>
    Known,

    /// <summary>Rows that are not in the table yet.</summary>
    New,
}

/// <summary>Changes of the figures of a parameter by one reform, in the order of their dates.</summary>
/// <param name="Location">Where the parameter is named.</param>
/// <param name="Changes">The changes; two on one date are of known and of new rows.</param>
internal sealed record FigureReform(Location Location, IReadOnlyList<FigureChange> Changes)
{
    /// <summary>The figures with the changes made: from the first date on nothing of the rulebook is left but what the reform leaves.</summary>
    public IReadOnlyList<ParameterVersion> Of(ParameterDefinition parameter, DiagnosticBag diagnostics)
    {
        int findings = diagnostics.Count;
        List<ParameterVersion> figures = [.. parameter.Versions];
        foreach (IGrouping<DateOnly, FigureChange> change in Changes.GroupBy(c => c.From))
        {
            List<ParameterVersion> now = [.. figures.TakeWhile(v => v.From < change.Key)];
            // A figure holds until the next one that the reform writes, so later figures of the rulebook go; rows that it does not write follow them.
            IReadOnlyList<ParameterVersion> rulebook = [.. parameter.Versions];
            bool isPartial = change.All(c => c.Rows != FigureRows.All);
            if (isPartial || change.Any(c => c.Version is null))
            {
                ParameterVersion? first = ParameterDefinition.At(rulebook, change.Key);
                IEnumerable<ParameterVersion> later = rulebook.Where(v => v.From > change.Key);
                ParameterVersion start = first is null ? new ParameterVersion(change.Key, null, null, ParameterStatus.Verified, null, Location) : first with { From = change.Key };
                now.AddRange(later.Prepend(start).Select(v => change.Where(c => c.Version is not null).Aggregate(v, (version, c) => WithRows(version, c, parameter, v == start ? diagnostics : null))));
            }
            else
            {
                now.Add(change.Last().Version!);
            }
            figures = now;
        }
        if (diagnostics.Count == findings && Normal(figures).SequenceEqual(Normal(parameter.Versions))) diagnostics.Add(ConceptErrors.FigureChangesNothing(Location, parameter.Name));
        return figures;
    }

    /// <summary>Figures with rows of the reform; later figures of the rulebook that have no such row, or are not known, stay as they are.</summary>
    private static ParameterVersion WithRows(ParameterVersion version, FigureChange change, ParameterDefinition parameter, DiagnosticBag? diagnostics)
    {
        if (version.IsMissing && diagnostics is null) return version;
        List<ParameterRow> rows = [.. version.Rows ?? []];
        foreach (ParameterRow row in change.Version!.Rows ?? [])
        {
            int at = rows.FindIndex(r => r.Keys.SequenceEqual(row.Keys));
            bool isNew = change.Rows == FigureRows.New;
            if (at >= 0 && (!isNew || diagnostics is null)) rows[at] = row;
            else if (at < 0 && isNew) rows.Add(row);
            else diagnostics?.Add(ConceptErrors.RowOfReform(row.Location, parameter.Name, $"{version.From:yyyy-MM-dd}", isNew, version.IsMissing));
        }
        return version with { Rows = rows, Status = rows.Select(r => r.Status).DefaultIfEmpty(version.Status).Max() };
    }

    /// <summary>The figures as what they are on which dates, without repetitions.</summary>
    private static List<string> Normal(IEnumerable<ParameterVersion> versions)
    {
        var found = new List<string>();
        string last = "";
        foreach (ParameterVersion version in versions)
        {
            string text = version.IsMissing ? "missing" : version.Value is { } value ? Text(value)
                : string.Join('\n', version.Rows!.Select(r => $"{string.Join(' ', r.Keys.Select(k => $"{k.Range} {Text(k.Single)}"))}: {string.Join(' ', r.Columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {Text(c.Value)}"))}"));
            if (text == last) continue;
            found.Add($"{version.From:yyyy-MM-dd} {text}");
            last = text;
        }
        return found;
    }

    private static string Text(Value? value) => value is NumberValue number ? number.Value.ToString("G29", System.Globalization.CultureInfo.InvariantCulture) : $"{value}";
}
