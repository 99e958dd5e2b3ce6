using System.Xml;

namespace RightsEngine.Data.Magda;

/// <summary>An element of a message: local names only, because below the root there is no namespace.</summary>
internal sealed class MessageElement(string name, int line)
{
    private readonly List<MessageElement> _children = [];
    private readonly List<(string Name, string Value)> _attributes = [];

    public string Name { get; } = name;

    /// <summary>The 1-based line of its start tag.</summary>
    public int Line { get; } = line;

    public string Text { get; private set; } = "";

    public bool HasChildren => _children.Count > 0;

    /// <summary>The elements at the end of a path of names; an empty path is the element itself, and <c>Item[Code=A1]</c> looks at a child.</summary>
    public IEnumerable<MessageElement> All(string path)
    {
        IEnumerable<MessageElement> found = [this];
        foreach (string step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            int open = step.IndexOf('['), equals = step.IndexOf('=');
            bool tested = open > 0 && equals > open && step[^1] == ']';
            string name = tested ? step[..open] : step;
            found = found.SelectMany(e => e._children.Where(c => c.Name == name && (!tested || c.Value(step[(open + 1)..equals]) == step[(equals + 1)..^1])));
        }
        return found;
    }

    public MessageElement? First(string path) => All(path).FirstOrDefault();

    /// <summary>The trimmed text at the end of a path; the last step may be an <c>@attribute</c>, and <c>.</c> is the element's own text.</summary>
    public string? Value(string path)
    {
        int at = path.LastIndexOf('@');
        if (path == ".") return Text.Trim();
        if (at < 0) return First(path)?.Text.Trim();
        return First(path[..at])?._attributes.FirstOrDefault(a => a.Name == path[(at + 1)..]).Value?.Trim();
    }

    /// <summary>Reads a message. Nothing outside the file is looked at: no entities, no schemas.</summary>
    /// <exception cref="XmlException">It is not well-formed, too deep, or too long.</exception>
    public static MessageElement Read(Stream stream)
    {
        const int maximumDepth = 64, maximumLength = 64 << 20;
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = maximumLength,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var reader = XmlReader.Create(stream, settings);
        var lines = (IXmlLineInfo)reader;
        var open = new Stack<MessageElement>();
        MessageElement? root = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count >= maximumDepth) throw new XmlException("nested too deeply", null, lines.LineNumber, lines.LinePosition);
                    var element = new MessageElement(reader.LocalName, lines.LineNumber);
                    bool isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                        if (reader.Prefix != "xmlns" && reader.Name != "xmlns") element._attributes.Add((reader.LocalName, reader.Value));
                    if (open.TryPeek(out MessageElement? parent)) parent._children.Add(element);
                    root ??= element;
                    if (!isEmpty) open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Text += reader.Value;
                    break;
            }
        }
        return root ?? throw new XmlException("there is no element");
    }
}
