using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reading;

/// <summary>Reads <c>award:</c>.</summary>
internal sealed class AwardReader(ReadingContext context, RightScope scope)
{
    public AwardDefinition? Read(YamlMap? map, string right, DateSpan inForce)
    {
        if (map is null) return null;
        var reader = new MapReader(map, $"award of `{right}`", context.Diagnostics);
        string? day = reader.Required("checked") is null ? null
            : reader.OptionalChoice("checked", "first day of month", "last day of month", "first day of quarter", "first day of year");
        YamlScalar? until = reader.RequiredScalar("runs_until");
        reader.Finish();
        // The search for an earlier grant goes back to the day on which the right came into force, and has to end there.
        if (inForce.From is null) context.Diagnostics.Add(RuleErrors.EndlessMemory(map.Location, right));
        if (until is null) return null;
        return new AwardDefinition
        {
            Checked = day switch
            {
                "last day of month" => CheckDay.LastOfMonth,
                "first day of quarter" => CheckDay.FirstOfQuarter,
                "first day of year" => CheckDay.FirstOfYear,
                _ => CheckDay.FirstOfMonth,
            },
            RunsUntil = ExpressionReader.Check(until, scope.ForAward(), RightsType.Date, context.Diagnostics),
        };
    }
}
