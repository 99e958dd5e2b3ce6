using RightsEngine.Data.Cases;

namespace RightsEngine.Analysis.Generation;

/// <summary>One change to a case as it is written: another value in one place.</summary>
/// <param name="Path">Person, record, perhaps the key, perhaps the field.</param>
/// <param name="Entry">Which entry of a list, where the record is a list.</param>
/// <param name="Value">What stands there then.</param>
internal sealed record CaseChange(IReadOnlyList<string> Path, int Entry, CaseNode Value)
{
    /// <summary>The case with the change made.</summary>
    public CaseMap In(CaseMap tree) => (CaseMap)Set(tree, ["persons", .. Path]);

    /// <summary><c>anna.means(2022).income 1000.01</c>.</summary>
    public override string ToString() => $"{string.Join('.', Path)} {CaseYaml.Text(Value)}";

    private CaseNode Set(CaseNode? node, ReadOnlySpan<string> path)
    {
        if (path.Length == 0) return Value;
        if (node is CaseList list)
        {
            CaseNode[] items = [.. list.Items];
            if (items.Length == 0) return Set(null, path);
            int at = Math.Min(Entry, items.Length - 1);
            items[at] = Set(items[at], path);
            return new CaseList(items);
        }
        List<CaseMember> members = node is CaseMap map ? [.. map.Members] : [];
        int index = IndexOf(members, path[0]);
        var member = new CaseMember(path[0], Set(index < 0 ? null : members[index].Value, path[1..]));
        if (index < 0) members.Add(member);
        else members[index] = member;
        return new CaseMap(members);
    }

    private static int IndexOf(List<CaseMember> members, string name) => members.FindIndex(m => m.Name == name);
}
