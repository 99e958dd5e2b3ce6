using System.Text;
using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>Where something stands inside a case: names and places in lists, from the root down.</summary>
internal sealed class CasePath
{
    public static readonly CasePath Root = new(null, "", -1);

    private readonly CasePath? _parent;
    private readonly string _name;
    private readonly int _index;

    private CasePath(CasePath? parent, string name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <summary>The last name on the path, or "the case".</summary>
    public string LastName => _index >= 0 ? _parent!.LastName : _parent is null ? "the case" : $"`{Shown.Short(_name)}`";

    public CasePath Member(string name) => new(this, name, -1);

    public CasePath Item(int index) => new(this, "", index);

    /// <summary><c>persons.anna.social_status[1].code</c>; a name with other characters than letters, digits, <c>_</c> and <c>-</c> is quoted.</summary>
    public override string ToString()
    {
        if (_parent is null) return "";
        var text = new StringBuilder(_parent.ToString());
        if (_index >= 0) return text.Append('[').Append(_index).Append(']').ToString();
        if (_name.Length > 0 && _name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-')) return text.Append(text.Length > 0 ? "." : "").Append(_name).ToString();
        return text.Append("[\"").Append(Shown.Short(_name).Replace("\\", "\\\\").Replace("\"", "\\\"")).Append("\"]").ToString();
    }
}

/// <summary>Where something stands in the input.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Row">The 1-based line or row, when known.</param>
/// <param name="Path">Where in the case.</param>
internal readonly record struct CasePlace(string File, int? Row, CasePath Path)
{
    public CasePlace Member(string name, CaseNode value) => new(File, value.Line ?? Row, Path.Member(name));

    public CasePlace Item(int index, CaseNode value) => new(File, value.Line ?? Row, Path.Item(index));
}

/// <summary>Text of the input made fit to stand in a message.</summary>
internal static class Shown
{
    private const int MaximumLength = 60;

    /// <summary>The text without control characters (a terminal obeys them), cut when it is long.</summary>
    public static string Short(string text)
    {
        string cut = Cut(text, MaximumLength);
        if (cut.Length < text.Length) cut += "…";
        return ControlCharacters.Replace(cut);
    }

    /// <summary>The first characters of a text; a pair of surrogates is not split.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
