using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reading;

/// <summary>Reads <c>amount:</c>.</summary>
internal sealed class AmountReader(ReadingContext context, LocalScope scope)
{
    public AmountDefinition? Read(YamlMap? map, string right)
    {
        if (map is null) return null;
        var reader = new MapReader(map, $"amount of `{right}`", context.Diagnostics);
        YamlScalar? typeScalar = reader.OptionalScalar("type");
        RightsType? type = typeScalar is null ? null : ExpressionReader.Type(typeScalar, scope, context.Diagnostics);
        YamlNode? body = BodyReader.Of(reader);
        Rounding? round = Rounding.Read(reader.OptionalScalar("round"), context.Diagnostics);
        bool zeroGranted = reader.OptionalChoice("zero", "granted", "refused") == "granted";
        AmountDirection direction = Direction(reader.OptionalChoice("direction", "received", "paid", "none"));
        YamlScalar? notDue = reader.OptionalScalar("not_due_below");
        YamlNode? unitNode = reader.Optional("unit");
        LocalizedText? unit = unitNode switch
        {
            null => null,
            // One text for all languages, or one for each.
            YamlScalar one => new LocalizedText(context.Languages.ToDictionary(l => l, _ => one.Text, StringComparer.Ordinal)),
            _ => context.Texts(unitNode, $"unit of the amount of `{right}`"),
        };
        reader.OptionalScalar("basis");
        reader.Finish();
        CoreExpression value = new BodyReader(context, forAmount: true).Read(body, scope, type, right, map.Location);
        RightsType result = value.Type.Required();
        if (!result.IsError && !result.IsMoney && !result.Equals(RightsType.Number))
            context.Diagnostics.Add(SourceErrors.InvalidValue(map, $"the amount is {result}: expected money or a number"));
        else if (!result.IsError && !result.IsMoney && map.Find("direction") is { } written)
            context.Diagnostics.Add(SourceErrors.InvalidValue(written.Value, $"`direction` says who pays, and the amount is {result}", "leave it out, or give the amount a type such as `money per month`"));
        return new AmountDefinition
        {
            Value = value,
            Type = result,
            UnitText = unit,
            Round = round,
            ZeroGranted = zeroGranted,
            Direction = direction,
            NotDueBelow = notDue is null ? null : ExpressionReader.Check(notDue, scope, result, context.Diagnostics),
            Location = map.Location,
        };
    }

    private static AmountDirection Direction(string? word) => word switch
    {
        "paid" => AmountDirection.Paid,
        "none" => AmountDirection.None,
        _ => AmountDirection.Received,
    };
}
