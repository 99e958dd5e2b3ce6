using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>Reads what gives a value: an expression under <c>value:</c> or a table under <c>table:</c>; or versions of it, each with its dates.</summary>
/// <param name="context">What all readers share.</param>
/// <param name="forAmount">Whether it is the amount of a right, which a table may refuse.</param>
internal sealed class BodyReader(ReadingContext context, bool forAmount = false)
{
    /// <summary>The body that a mapping has; null, and a finding, when it has none.</summary>
    public static YamlNode? Of(MapReader reader)
    {
        if (reader.OptionalMap("table") is { } table) return table;
        return reader.Map.Find("value")?.Value is YamlVersions ? reader.Optional("value") : reader.RequiredScalar("value");
    }

    /// <param name="body">What <see cref="Of"/> gave.</param>
    /// <param name="scope">The names that it may use.</param>
    /// <param name="expected">Its type, or null when the first version gives it.</param>
    /// <param name="owner">For messages.</param>
    /// <param name="at">Where a body should stand.</param>
    public CoreExpression Read(YamlNode? body, LocalScope scope, RightsType? expected, string owner, Location at)
    {
        if (body is not YamlVersions versions) return ReadOne(body, scope, expected, owner, at, DateSpan.Always, mayBeAbsent: false);
        var rows = new List<SelectRow>();
        RightsType? type = expected;
        foreach (YamlVersion version in versions.Versions)
        {
            var span = new DateSpan(version.From, version.To);
            CoreExpression value = ReadOne(version.Value, scope, type, owner, at, span, mayBeAbsent: expected is null);
            if (expected is null && !value.Type.IsError) type = type is null ? value.Type : value.Type.IsOptional ? type.Optional() : type;
            rows.Add(new SelectRow(new Literal(BooleanValue.True, RightsType.Boolean, version.Value.Location), value, span, version.Value.Location));
        }
        return new Select(HitPolicy.First, rows, null, type ?? RightsType.Error, versions.Location) { Needs = rows.Aggregate(Needs.Nothing, (n, r) => n | r.Then.Needs) };
    }

    private CoreExpression ReadOne(YamlNode? body, LocalScope scope, RightsType? expected, string owner, Location at, DateSpan inForce, bool mayBeAbsent) => body switch
    {
        YamlMap table => new TableReader(context).Read(table, scope, expected, forAmount, owner, inForce, mayBeAbsent),
        YamlScalar scalar => ExpressionReader.Check(scalar, scope, forAmount || mayBeAbsent ? expected?.Optional() : expected, context.Diagnostics),
        _ => ExpressionReader.Missing(at),
    };
}
