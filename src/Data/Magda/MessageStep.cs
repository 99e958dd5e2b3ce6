using System.Collections.Concurrent;

namespace RightsEngine.Data.Magda;

/// <summary>A step of a path: a name, and perhaps a test on a child or attribute in brackets.</summary>
internal sealed class MessageStep
{
    private static readonly ConcurrentDictionary<string, MessageStep[]> Paths = new(StringComparer.Ordinal);
    private readonly string? _path;
    private readonly string _value = "";
    private readonly bool _isOpposite;

    private MessageStep(string text)
    {
        int open = text.IndexOf('['), equals = text.IndexOf('=');
        Name = text;
        if (open <= 0 || equals <= open || text[^1] != ']') return;
        _isOpposite = text[equals - 1] == '!';
        Name = text[..open];
        _path = text[(open + 1)..(_isOpposite ? equals - 1 : equals)];
        _value = text[(equals + 1)..^1];
    }

    public string Name { get; }

    /// <summary>The steps of a path; each path of a mapping is taken apart once.</summary>
    public static MessageStep[] Of(string path) => Paths.GetOrAdd(path, static p => [.. Split(p).Select(s => new MessageStep(s))]);

    public bool Holds(MessageElement element) => _path is null || ((element.Value(_path) ?? "") == _value) != _isOpposite;

    // A slash in brackets belongs to the path of the test.
    private static List<string> Split(string path)
    {
        List<string> steps = [];
        int start = 0, depth = 0;
        for (int i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] == '[') depth++;
            else if (i < path.Length && path[i] == ']') depth--;
            if (i < path.Length && (path[i] != '/' || depth > 0)) continue;
            if (i > start) steps.Add(path[start..i]);
            start = i + 1;
        }
        return steps;
    }
}
