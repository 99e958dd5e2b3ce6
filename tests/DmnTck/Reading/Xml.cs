using System.Xml;
using System.Xml.Linq;

namespace RightsEngine.DmnTck.Reading;

/// <summary>XML as models and tests use it: elements go by their local name, whatever the version of the namespace.</summary>
internal static class Xml
{
    /// <summary>The root element of a file; entities and external documents are refused.</summary>
    public static XElement Load(string path)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(path, settings);
        return XDocument.Load(reader).Root ?? throw new XmlException("the file is empty");
    }

    /// <summary>The name of the root element, or null when the file is not XML.</summary>
    public static string? RootName(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return reader.MoveToContent() == XmlNodeType.Element ? reader.LocalName : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static bool Is(this XElement element, string name) => element.Name.LocalName == name;

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(e => e.Is(name));

    public static XElement? One(this XElement element, string name) => element.All(name).FirstOrDefault();

    /// <summary>An attribute without regard to its namespace.</summary>
    public static string? Attr(this XElement element, string name) => element.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value;

    /// <summary>The text of the child <c>text</c>, or null when there is none.</summary>
    public static string? Text(this XElement element) => element.One("text")?.Value;

    /// <summary>A name with every run of white space as one blank, as FEEL compares names.</summary>
    public static string Collapsed(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
