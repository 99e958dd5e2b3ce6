using System.Globalization;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Mutation;

/// <summary>The figures of a version of a parameter, each a step more and a step less.</summary>
internal static class FigureMutants
{
    public static IEnumerable<Mutant> Of(ParameterDefinition parameter, ParameterVersion version)
    {
        if (version.Value is { } single) return Around(parameter, version, null, null, single, parameter.Type);
        return (version.Rows ?? []).SelectMany(row => row.Columns.Where(c => c.Value is not null)
            .SelectMany(c => Around(parameter, version, row, c.Key, c.Value!, parameter.Columns[c.Key].Type)));
    }

    private static IEnumerable<Mutant> Around(ParameterDefinition parameter, ParameterVersion version, ParameterRow? row, string? column, Value value, RightsType type)
    {
        Location at = row?.Location ?? version.Location;
        string name = $"`{parameter.Name}`{(column is null ? "" : $".{column}")} from {version.From:yyyy-MM-dd}";
        return Steps.Of(value, type).Select(other => new FigureMutant(RulebookParts.Owner(parameter), at, $"{name}: {Steps.Text(value)} became {Steps.Text(other)}",
            version, row, column, other, Edits(at, value, other)));
    }

    /// <summary>The change in the line where the figure stands, when it stands there as a number once.</summary>
    private static IReadOnlyList<TextEdit> Edits(Location at, Value value, Value other)
    {
        if (value is not NumberValue n) return [];
        int line = at.Position.Line, start = at.File.StartOfLine(line);
        string text = at.File.LineText(line), was = n.Value.ToString(CultureInfo.InvariantCulture);
        int first = text.IndexOf(was, StringComparison.Ordinal);
        return first < 0 || text.IndexOf(was, first + 1, StringComparison.Ordinal) >= 0 ? [] : [new TextEdit(new Location(at.File, new TextSpan(start + first, was.Length)), Steps.Text(other))];
    }
}
