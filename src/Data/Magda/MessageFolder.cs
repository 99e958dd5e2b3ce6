using System.Xml;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Magda;

/// <summary>A message of a folder.</summary>
/// <param name="Service">The name of the service.</param>
/// <param name="Version">The version, as the folder writes it.</param>
/// <param name="Name">The file name without extension: the number of the person.</param>
/// <param name="Path">The file.</param>
internal sealed record MessageFile(string Service, string Version, string Name, string Path);

/// <summary>A folder with messages <c>Service/Version/number.xml</c>.</summary>
internal static class MessageFolder
{
    /// <summary>Whether a folder is laid out like this.</summary>
    public static bool Is(string folder) => Versions(folder).Any(v => Directory.EnumerateFiles(v, "*.xml").Any());

    /// <summary>The messages, in the ordinal order of service, version and file name.</summary>
    public static IReadOnlyList<MessageFile> Files(string folder) =>
        [.. Versions(folder).SelectMany(v => Directory.EnumerateFiles(v, "*.xml")).Select(Of)
            .OrderBy(f => f.Service, StringComparer.Ordinal).ThenBy(f => f.Version, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>The message, or null and why it cannot be read.</summary>
    public static (Message? Message, string? Why) Read(MessageFile file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file.Path);
            MessageElement root = MessageElement.Read(stream);
            if (root.First("Repliek") is { } reply) return (new Message(reply), null);
            string? fault = root.First("Body/Fault")?.Value("faultstring") ?? root.Value("faultstring");
            return (null, fault is null ? $"`{Shown.Short(root.Name)}` is no reply" : $"a SOAP fault: {Shown.Short(fault)}");
        }
        catch (XmlException problem)
        {
            return (null, $"not well-formed XML, or XML with a document type, at line {Math.Max(1, problem.LineNumber)}");
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(file.Path, problem);
        }
    }

    private static IEnumerable<string> Versions(string folder) => Directory.EnumerateDirectories(folder).SelectMany(Directory.EnumerateDirectories);

    private static MessageFile Of(string path)
    {
        string version = Path.GetDirectoryName(path)!, service = Path.GetDirectoryName(version)!;
        return new MessageFile(Path.GetFileName(service), Path.GetFileName(version), Path.GetFileNameWithoutExtension(path), path);
    }
}

/// <summary>An exception of a reply.</summary>
internal sealed record MessageException(string Code, string Reason, bool IsInformation, int Line);

/// <summary>A reply: the envelope that all services share.</summary>
internal sealed class Message(MessageElement reply)
{
    /// <summary>The data; null when there are none.</summary>
    public MessageElement? Content { get; } = reply.First("Antwoorden/Antwoord/Inhoud");

    /// <summary>The day of the reply.</summary>
    public string? Day { get; } = reply.Value("Context/Bericht/Tijdstip/Datum");

    /// <summary>Those of the answer and those of the whole message: the place has no meaning.</summary>
    public IReadOnlyList<MessageException> Exceptions { get; } =
        [.. reply.All("Antwoorden/Antwoord/Uitzonderingen/Uitzondering").Concat(reply.All("Uitzonderingen/Uitzondering")).Select(e =>
            new MessageException(e.Value("Identificatie") ?? "", e.Value("Diagnose") ?? "", e.Value("Type") == "INFORMATIE", e.Line))];
}
