using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// The sets of missing facts of one case, by handle. Only the unknown makes any, so complete data pay nothing.
/// A fact is a kind with one or two persons of the case in one number; a set is sorted.
/// </summary>
internal sealed class FactArena
{
    /// <summary>The first handle; smaller numbers are the other states of a value.</summary>
    public const int FirstHandle = 2;

    private readonly List<int[]> _sets = [];

    public void Clear() => _sets.Clear();

    public int Of(int kind, int person = 0, int other = 0) => Keep([(kind << 12) | (person << 6) | other]);

    public int Count(int handle) => _sets[handle - FirstHandle].Length;

    public int Union(int a, int b)
    {
        if (a < FirstHandle || a == b) return b;
        if (b < FirstHandle) return a;
        int[] x = _sets[a - FirstHandle], y = _sets[b - FirstHandle];
        var both = new int[x.Length + y.Length];
        int i = 0, j = 0, n = 0;
        while (i < x.Length || j < y.Length)
        {
            int next = j == y.Length || (i < x.Length && x[i] <= y[j]) ? x[i++] : y[j++];
            if (n == 0 || both[n - 1] != next) both[n++] = next;
        }
        if (n == x.Length) return a;
        if (n == y.Length) return b;
        return Keep(both[..n]);
    }

    /// <summary>The facts behind a handle, in the order in which decisions carry them.</summary>
    public FactSet Facts(int handle, FactKinds kinds, Case subject) =>
        handle < FirstHandle ? FactSet.Empty : _sets[handle - FirstHandle].Aggregate(FactSet.Empty, (set, code) => set.Union(FactSet.Of(Fact(code, kinds, subject))));

    private static Fact Fact(int code, FactKinds kinds, Case subject)
    {
        FactKind kind = kinds[code >> 12];
        string? person = kind.OfPerson ? subject.Persons[(code >> 6) & 63].Id : null;
        return new Fact(person, kind.Record, kind.OfLink ? subject.Persons[code & 63].Id : kind.Key, kind.Field);
    }

    private int Keep(int[] set)
    {
        _sets.Add(set);
        return _sets.Count - 1 + FirstHandle;
    }
}
