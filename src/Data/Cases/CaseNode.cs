using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Cases;

/// <summary>What a scalar was in the input.</summary>
internal enum ScalarKind
{
    Text,
    Number,
    Boolean,
    Null,
}

/// <summary>Case data as a tree, whatever the format it was written in, so that every format meets the same checks.</summary>
internal abstract class CaseNode(int? line, Location? location)
{
    /// <summary>The place in a YAML file, or null.</summary>
    public Location? Location { get; } = location;

    /// <summary>The 1-based line on which it starts, when known.</summary>
    public int? Line { get; } = line ?? location?.Position.Line;

    /// <summary>What a person would call this kind of node: "an object", "a text".</summary>
    public abstract string Kind { get; }

    /// <summary>Whether the source has nothing to say here: null or an empty list.</summary>
    public virtual bool IsNothing => false;

    /// <summary>The tree of a YAML node. Quoted scalars are texts; plain ones are what they look like.</summary>
    public static CaseNode FromYaml(YamlNode node) => node switch
    {
        YamlMap map => new CaseMap([.. map.Entries.Select(e => new CaseMember(e.Key.Text, FromYaml(e.Value)))], null, map.Location),
        YamlList list => new CaseList([.. list.Items.Select(FromYaml)], null, list.Location),
        YamlScalar scalar => new CaseScalar(scalar.Text, KindOf(scalar), null, scalar.Location),
        _ => throw new InvalidOperationException($"unexpected YAML node {node.GetType().Name}"),
    };

    /// <summary>The base with the overlay on top: maps merge deeply, lists and scalars replace.</summary>
    public static CaseNode Merge(CaseNode baseNode, CaseNode overlay)
    {
        if (baseNode is not CaseMap below || overlay is not CaseMap above) return overlay;
        List<CaseMember> members = [.. below.Members];
        foreach (CaseMember member in above.Members)
        {
            int at = members.FindIndex(m => m.Name == member.Name);
            if (at < 0) members.Add(member);
            else members[at] = new CaseMember(member.Name, Merge(members[at].Value, member.Value));
        }
        return new CaseMap(members, above.Line, above.Location);
    }

    private static ScalarKind KindOf(YamlScalar scalar)
    {
        if (scalar.IsQuoted) return ScalarKind.Text;
        if (scalar.IsNull) return ScalarKind.Null;
        if (scalar.Text is "true" or "false") return ScalarKind.Boolean;
        return ExactNumber.IsPlain(scalar.Text) ? ScalarKind.Number : ScalarKind.Text;
    }
}

/// <summary>A member of a map.</summary>
internal readonly record struct CaseMember(string Name, CaseNode Value);

/// <summary>A map in the order of the input; a name that was written twice is there twice.</summary>
internal sealed class CaseMap(IReadOnlyList<CaseMember> members, int? line = null, Location? location = null) : CaseNode(line, location)
{
    public IReadOnlyList<CaseMember> Members { get; } = members;

    public override string Kind => "an object";
}

internal sealed class CaseList(IReadOnlyList<CaseNode> items, int? line = null, Location? location = null) : CaseNode(line, location)
{
    public IReadOnlyList<CaseNode> Items { get; } = items;

    public override string Kind => "a list";

    public override bool IsNothing => Items.Count == 0;
}

internal sealed class CaseScalar(string text, ScalarKind scalarKind, int? line = null, Location? location = null) : CaseNode(line, location)
{
    /// <summary>The text as written: a number is never turned into floating point.</summary>
    public string Text { get; } = text;

    public ScalarKind ScalarKind { get; } = scalarKind;

    /// <summary>The word that says that a source could not tell.</summary>
    public bool SaysUnknown => ScalarKind == ScalarKind.Text && Text == "unknown";

    public override bool IsNothing => ScalarKind == ScalarKind.Null;

    public override string Kind => ScalarKind switch
    {
        ScalarKind.Text => "a text",
        ScalarKind.Number => "a number",
        ScalarKind.Boolean => "a boolean",
        _ => "nothing",
    };

    /// <summary>A cell of a table, which has no kind of its own: the field tells how to read it; an empty cell is nothing.</summary>
    public static CaseScalar FromCell(string text, RightsType type, int? line = null)
    {
        RightsType required = type.Required();
        ScalarKind kind = text.Length == 0 ? ScalarKind.Null
            : text == "unknown" ? ScalarKind.Text
            : required.IsMoney || required.Equals(RightsType.Number) ? ScalarKind.Number
            : required.Equals(RightsType.Boolean) ? ScalarKind.Boolean
            : ScalarKind.Text;
        return new CaseScalar(text, kind, line);
    }
}
