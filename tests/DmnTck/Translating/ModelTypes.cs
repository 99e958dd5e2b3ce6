using System.Xml.Linq;
using RightsEngine.DmnTck.Reading;
using RightsEngine.Language.Types;

namespace RightsEngine.DmnTck.Translating;

/// <summary>The types of a model in the language; null where the model leaves a type open.</summary>
internal sealed class ModelTypes(DmnModel model)
{
    private readonly HashSet<string> _resolving = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutsideException> _leftOut = new(StringComparer.Ordinal);

    public RightsType? Of(string? typeRef)
    {
        if (string.IsNullOrWhiteSpace(typeRef)) return null;
        string name = typeRef.Trim();
        if (model.Type(name) is { } item) return OfItem(item, name);
        return (name.StartsWith("feel:") ? name[5..] : name) switch
        {
            "number" => RightsType.Number,
            "string" => RightsType.Text,
            "boolean" => RightsType.Boolean,
            "date" => RightsType.Date,
            "yearMonthDuration" or "years and months duration" or "yearsAndMonthsDuration" => RightsType.Duration,
            "time" or "dateTime" or "date and time" or "dayTimeDuration" or "days and time duration" => throw new OutsideException(Outside.TimeTypes, name),
            _ => null,
        };
    }

    /// <summary>The type of something with a variable, or with a type of its own.</summary>
    public RightsType? OfVariable(XElement element) => Of(element.One("variable")?.Attr("typeRef") ?? element.Attr("typeRef"));

    /// <summary>Why a member is not there although the model has it: its type is outside the subset. Null otherwise.</summary>
    public OutsideException? LeftOut(string member) => _leftOut.GetValueOrDefault(member);

    /// <summary>A component of a type that the language does not have is left out; the others can be used all the same.</summary>
    private bool IsLeftOut(XElement component, string owner)
    {
        try
        {
            OfItem(component, $"{owner}.{component.Attr("name")}");
            return false;
        }
        catch (OutsideException reason)
        {
            _leftOut[FeelText.Word(DmnModel.NameOf(component))] = reason;
            return true;
        }
    }

    private RightsType? OfItem(XElement item, string name)
    {
        if (!_resolving.Add(name)) return null;
        try
        {
            if (item.One("functionItem") is not null) throw new OutsideException(Outside.FunctionValue, name);
            RightsType? type = item.All("itemComponent").Any()
                ? Records.TypeOf(item.All("itemComponent").Where(c => !IsLeftOut(c, name)).Select(c => (DmnModel.NameOf(c), OfItem(c, $"{name}.{c.Attr("name")}"))))
                : Of(item.One("typeRef")?.Value);
            return type is not null && item.Attr("isCollection") == "true" ? new ListType(type) : type;
        }
        finally
        {
            _resolving.Remove(name);
        }
    }
}
