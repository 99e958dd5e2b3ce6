using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Overview;

/// <summary>How many figures have which status; a row of a table of figures counts as one.</summary>
internal sealed record FigureCount(int Verified, int Secondary, int Derived, int Missing)
{
    public static FigureCount Of(IEnumerable<ParameterDefinition> parameters)
    {
        var status = new Dictionary<ParameterStatus, int>();
        int missing = 0;
        foreach (ParameterVersion version in parameters.SelectMany(p => p.Versions))
        {
            if (version.IsMissing) missing++;
            else if (version.Rows is { } rows)
            {
                foreach (ParameterRow row in rows)
                {
                    if (row.Columns.Values.Any(v => v is null)) missing++;
                    else status[row.Status] = status.GetValueOrDefault(row.Status) + 1;
                }
            }
            else
            {
                status[version.Status] = status.GetValueOrDefault(version.Status) + 1;
            }
        }
        return new FigureCount(status.GetValueOrDefault(ParameterStatus.Verified), status.GetValueOrDefault(ParameterStatus.Secondary), status.GetValueOrDefault(ParameterStatus.Derived), missing);
    }

    public override string ToString()
    {
        (int Number, string Word)[] parts = [(Verified, "verified"), (Secondary, "secondary"), (Derived, "derived"), (Missing, "missing")];
        string text = string.Join(", ", parts.Where(p => p.Number > 0).Select(p => $"{p.Number} {p.Word}"));
        return text.Length > 0 ? text : "none";
    }
}
