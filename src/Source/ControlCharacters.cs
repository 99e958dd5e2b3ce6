namespace RightsEngine.Source;

/// <summary>A terminal obeys control characters, so none of a citizen's or a file's may reach it.</summary>
internal static class ControlCharacters
{
    /// <summary>The text with each control character replaced by the sign for one that cannot be shown.</summary>
    public static string Replace(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
}
