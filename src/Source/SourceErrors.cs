using RightsEngine.Source.Yaml;

namespace RightsEngine.Source;

/// <summary>Findings about files, YAML and the shape of declarations (RE1xxx).</summary>
internal static class SourceErrors
{
    public static readonly DiagnosticDescriptor UnreadableFileDescriptor = new("RE1001", "file cannot be read");
    public static readonly DiagnosticDescriptor YamlSyntaxDescriptor = new("RE1002", "not valid YAML");
    public static readonly DiagnosticDescriptor DuplicateKeyDescriptor = new("RE1003", "key written twice");
    public static readonly DiagnosticDescriptor UnknownKeyDescriptor = new("RE1004", "unknown key");
    public static readonly DiagnosticDescriptor MissingKeyDescriptor = new("RE1005", "missing key");
    public static readonly DiagnosticDescriptor WrongShapeDescriptor = new("RE1006", "wrong kind of value");
    public static readonly DiagnosticDescriptor NullValueDescriptor = new("RE1007", "key without a value");
    public static readonly DiagnosticDescriptor TooDeepDescriptor = new("RE1008", "nested too deeply");
    public static readonly DiagnosticDescriptor UnsupportedYamlDescriptor = new("RE1009", "YAML feature outside the format");
    public static readonly DiagnosticDescriptor InvalidValueDescriptor = new("RE1010", "value not allowed here");
    public static readonly DiagnosticDescriptor SplitAtCommaDescriptor = new("RE1011", "unquoted text split at a comma");
    public static readonly DiagnosticDescriptor CutAtCommentDescriptor = new("RE1012", "text cut at a comment", Severity.Warning);
    public static readonly DiagnosticDescriptor EmptyFileDescriptor = new("RE1013", "file without contents");

    public static Diagnostic UnreadableFile(string path, string reason) =>
        UnreadableFileDescriptor.At(StartOf(path), $"the file cannot be read: {reason}", "is the path right, and may you read it?");

    public static Diagnostic InvalidUtf8(string path, long offset) =>
        UnreadableFileDescriptor.At(StartOf(path), $"the file cannot be read: not valid UTF-8 at byte offset {offset}", "save the file as UTF-8");

    public static Diagnostic EmptyFile(SourceFile file) =>
        EmptyFileDescriptor.At(new Location(file, new TextSpan(0, 0)), "there is nothing in the file", "was it saved? If it is not needed, remove it");

    public static Diagnostic YamlSyntax(Location at, string problem, string? help) => YamlSyntaxDescriptor.At(at, problem, help);

    public static Diagnostic DuplicateKey(YamlScalar key, YamlScalar first) =>
        DuplicateKeyDescriptor.At(key.Location, $"key `{key.Text}` is written twice",
            "keep one of the two", new Label(first.Location, "first written here"));

    public static Diagnostic UnknownKey(YamlScalar key, string owner, IEnumerable<string> valid)
    {
        string[] names = [.. valid];
        return UnknownKeyDescriptor.At(key.Location, $"unknown key `{key.Text}` in {owner}",
            Suggestions.DidYouMean(key.Text, names) ?? $"the keys are {string.Join(", ", names.Select(n => $"`{n}`"))}");
    }

    public static Diagnostic MissingKey(YamlNode owner, string ownerName, string key) =>
        MissingKeyDescriptor.At(owner is YamlMap { Entries.Count: > 0 } map ? map.Entries[0].Key.Location : owner.Location,
            $"{ownerName} has no `{key}`", $"add `{key}:`");

    public static Diagnostic WrongShape(YamlNode found, string key, string expected, string? help = null) =>
        WrongShapeDescriptor.At(found.Location, $"`{key}` is {found.Kind}: expected {expected}",
            help ?? (expected.StartsWith("a list", StringComparison.Ordinal) ? "start each item with `- `, or put the items in `[ ]`" : null));

    public static Diagnostic NullValue(YamlScalar key) =>
        NullValueDescriptor.At(key.Location, $"`{key.Text}` has no value", "write a value or remove the key");

    public static Diagnostic TooDeep(Location at, int limit) =>
        TooDeepDescriptor.At(at, $"nested more than {limit} levels deep", "give inner parts a declaration or a file of their own");

    public static Diagnostic UnsupportedYaml(Location at, string feature, string help) =>
        UnsupportedYamlDescriptor.At(at, $"{feature} cannot be used here", help);

    public static Diagnostic InvalidValue(YamlNode at, string message, string? help = null) =>
        InvalidValueDescriptor.At(at.Location, message, help);

    public static Diagnostic SplitAtComma(YamlScalar key) =>
        SplitAtCommaDescriptor.At(key.Location, $"`{key.Text}` became a key of its own: an unquoted comma ends a value inside {{ }}",
            "put the whole value in quotes: {when: \"max(a, b) > 3\"}");

    public static Diagnostic CutAtComment(YamlScalar scalar, Location comment) =>
        CutAtCommentDescriptor.At(comment, "` #` starts a comment here, but the text before it looks unfinished",
            "put the whole value in quotes if `#` belongs to it", new Label(scalar.Location, "this is all that is read"));

    /// <summary>A place in a file of which no text is known, so that a finding about the file can still be filed under it.</summary>
    private static Location StartOf(string path) => new(new SourceFile(path, ""), new TextSpan(0, 0));
}
