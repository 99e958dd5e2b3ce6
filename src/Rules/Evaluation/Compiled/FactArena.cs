namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// The sets of missing facts of one case, by handle. Only the unknown makes any, so complete data pay nothing.
/// A fact is a kind with one or two persons of the case in one number; a set is sorted. All sets stand one behind the
/// other in one array that is kept from case to case.
/// </summary>
internal sealed class FactArena
{
    /// <summary>The first handle; smaller numbers are the other states of a value.</summary>
    public const int FirstHandle = 2;

    /// <summary>The first handle of a number between bounds; those of sets are smaller.</summary>
    private const int FirstBounded = 1 << 30;

    private const int PersonBits = 6;

    private int[] _facts = new int[256];
    private int[] _starts = new int[64];
    private int _count;
    private Bounds[] _bounds = new Bounds[4];
    private int _bounded;

    /// <param name="Plain">The facts that the number lacks.</param>
    /// <param name="Low">It is not less.</param>
    /// <param name="High">It is not more.</param>
    private readonly record struct Bounds(int Plain, long Low, long High);

    public static int KindOf(int fact) => fact >> (2 * PersonBits);

    public static int PersonOf(int fact) => (fact >> PersonBits) & ((1 << PersonBits) - 1);

    public static int OtherOf(int fact) => fact & ((1 << PersonBits) - 1);

    public void Clear() => (_count, _bounded) = (0, 0);

    public int Of(int kind, int person = 0, int other = 0)
    {
        Span<int> room = Room(1);
        room[0] = (kind << (2 * PersonBits)) | (person << PersonBits) | other;
        return Keep(1);
    }

    public int Count(int handle) => Size(Plain(handle));

    /// <summary>The facts behind a handle; valid until the next set is made.</summary>
    public ReadOnlySpan<int> this[int handle] => Set(Plain(handle));

    public int Union(int a, int b)
    {
        (a, b) = (Plain(a), Plain(b));
        if (a < FirstHandle || a == b) return b;
        if (b < FirstHandle) return a;
        Span<int> both = Room(Size(a) + Size(b));
        ReadOnlySpan<int> x = Set(a), y = Set(b);
        int i = 0, j = 0, n = 0;
        while (i < x.Length || j < y.Length)
        {
            int next = j == y.Length || (i < x.Length && x[i] <= y[j]) ? x[i++] : y[j++];
            if (n == 0 || both[n - 1] != next) both[n++] = next;
        }
        return n == x.Length ? a : n == y.Length ? b : Keep(n);
    }

    /// <summary>A state for a number that lacks facts but lies between bounds.</summary>
    public int Bounded(int handle, long low, long high)
    {
        // What comes after the context gave up does not count, and may lack no facts.
        if (handle < FirstHandle) return handle;
        if (_bounded == _bounds.Length) Array.Resize(ref _bounds, _bounded * 2);
        _bounds[_bounded] = new Bounds(Plain(handle), low, high);
        return FirstBounded + _bounded++;
    }

    /// <summary>The bounds of the number that a state stands for, if it has some.</summary>
    public bool TryBounds(int state, out long low, out long high)
    {
        bool has = state >= FirstBounded;
        (low, high) = has ? (_bounds[state - FirstBounded].Low, _bounds[state - FirstBounded].High) : (0, 0);
        return has;
    }

    /// <summary>The same state without bounds: what is computed from a number does not keep them.</summary>
    public int Plain(int state) => state >= FirstBounded ? _bounds[state - FirstBounded].Plain : state;

    private int Size(int set) => _starts[set - FirstHandle + 1] - _starts[set - FirstHandle];

    private ReadOnlySpan<int> Set(int set) => _facts.AsSpan(_starts[set - FirstHandle], Size(set));

    private Span<int> Room(int size)
    {
        if (_count + 1 >= _starts.Length) Array.Resize(ref _starts, _starts.Length * 2);
        int start = _starts[_count];
        if (start + size > _facts.Length) Array.Resize(ref _facts, Math.Max(_facts.Length * 2, start + size));
        return _facts.AsSpan(start, size);
    }

    private int Keep(int size)
    {
        _starts[_count + 1] = _starts[_count] + size;
        return _count++ + FirstHandle;
    }
}
