using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml.Linq;
using RightsEngine.DmnTck.Reading;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.DmnTck.Translating;

/// <summary>The values of test files: as inputs, and for comparison.</summary>
internal static class TestValues
{
    /// <summary>An input as a value with its type; a null is unknown.</summary>
    /// <param name="owner">The element that holds the value.</param>
    /// <param name="declared">The type the model gives, or null.</param>
    public static (Value Value, RightsType Type) Read(XElement owner, RightsType? declared)
    {
        if (owner.One("list") is { } list)
        {
            RightsType? item = (declared as ListType)?.Item;
            (Value Value, RightsType Type)[] items = [.. list.All("item").Select(i => Read(i, item))];
            RightsType? joined = items.Aggregate((RightsType?)RightsType.Nothing, (type, i) => type is null ? null : RightsType.Join(type, i.Type));
            if (joined is null) throw new OutsideException(Outside.DynamicTyping, "a list of mixed types");
            return (ListValue.Certain(items.Select(i => i.Value)), declared ?? new ListType(joined));
        }
        if (owner.All("component").Any())
        {
            // A component whose type is outside the subset is no member of the type.
            var members = owner.All("component").Where(c => declared is null || Records.MemberType(declared, DmnModel.NameOf(c)) is not null).Select(c => (Name: DmnModel.NameOf(c), Read: Read(c, Records.MemberType(declared, DmnModel.NameOf(c))))).ToList();
            RightsType type = declared ?? Records.TypeOf(members.Select(m => (m.Name, (RightsType?)m.Read.Type)))!;
            return (Records.Of(members.Select(m => (m.Name, m.Read.Value)), type), type);
        }
        if (owner.One("value") is not { } value || IsNil(value)) return (Unknown(owner.Attr("name") ?? "null"), declared ?? RightsType.Nothing);
        string text = value.Value.Trim();
        return TypeName(value) switch
        {
            "decimal" or "double" or "integer" or "int" or "long" or "float" => (new NumberValue(Number(text) ?? throw new OutsideException(Outside.NotExact, text)), RightsType.Number),
            "boolean" => (BooleanValue.Of(text is "true" or "1"), RightsType.Boolean),
            "date" => (DateBuiltins.ParseDate(text) is { } date ? new DateValue(date) : throw new OutsideException(Outside.TimeTypes, text), RightsType.Date),
            "duration" => (DateBuiltins.ParseDuration(text) is { } months ? new DurationValue(months) : throw new OutsideException(Outside.TimeTypes, text), RightsType.Duration),
            "time" or "dateTime" => throw new OutsideException(Outside.TimeTypes, text),
            _ when declared == RightsType.Number && Number(text) is { } number => (new NumberValue(number), RightsType.Number),
            _ => (new TextValue(value.Value), RightsType.Text),
        };
    }

    public static bool IsNull([NotNullWhen(false)] XElement? owner) => owner is null || (!owner.All("component").Any() && (owner.One("list") is { } list ? IsNil(list) : owner.One("value") is not { } value || IsNil(value)));

    public static bool IsNil(XElement value) => value.Attr("nil") is "true" or "1";

    /// <summary>The local name of the XML Schema type, or the empty text.</summary>
    public static string TypeName(XElement value) => value.Attr("type")?.Split(':')[^1] ?? "";

    public static UnknownValue Unknown(string name) => UnknownValue.Of(new Fact(null, name, null, null));

    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
