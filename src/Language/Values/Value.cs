using RightsEngine.Source;

namespace RightsEngine.Language.Values;

/// <summary>A value at run time. Known values of one type compare structurally.</summary>
internal abstract record Value
{
    public bool IsKnown => this is not (UnknownValue or FaultValue);

    /// <summary>What the value is made of, at any depth: items and entries, and an unknown for members that are only possible.</summary>
    public virtual IEnumerable<Value> Inside() => [];

    /// <summary>
    /// How many values it is made of, itself included. A list of a list that stands in it twice is small in memory and
    /// long to walk over; evaluators look at this before they do.
    /// </summary>
    public virtual long Size => 1;

    /// <summary>A sum of sizes; beyond all bounds it stays where it is.</summary>
    protected static long SizeOf(IEnumerable<Value> parts) => parts.Aggregate(1L, (n, part) => Math.Min(n + part.Size, long.MaxValue / 2));
}

internal sealed record BooleanValue(bool Value) : Value
{
    public static readonly BooleanValue True = new(true);
    public static readonly BooleanValue False = new(false);

    public static BooleanValue Of(bool value) => value ? True : False;
}

/// <summary>A number or an amount of money; the type tells which.</summary>
internal sealed record NumberValue(decimal Value) : Value;

internal sealed record DateValue(DateOnly Value) : Value;

/// <summary>Years and months, as a number of months.</summary>
internal sealed record DurationValue(int Months) : Value;

/// <summary>A text, an identifier or a code; the type tells which.</summary>
internal sealed record TextValue(string Value) : Value
{
    private const int CharactersOfAStep = 8;

    public override long Size => 1 + Value.Length / CharactersOfAStep;
}

internal sealed record RangeValue(bool LowIncluded, Value Low, Value High, bool HighIncluded) : Value;

/// <summary>Optional by nature, and not there.</summary>
internal sealed record AbsentValue : Value
{
    public static readonly AbsentValue Instance = new();
}

/// <summary>
/// Not known, with the facts that would tell. A count over members that are only possible, and a date of which only
/// the year is known (as day numbers), carry their bounds, which may decide a comparison all the same.
/// </summary>
internal sealed record UnknownValue(FactSet Facts, decimal? Low = null, decimal? High = null) : Value
{
    public static UnknownValue Of(Fact fact) => new(FactSet.Of(fact));

    public bool Equals(UnknownValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A context: values by name. Two are equal when they have the same names with equal values, in any order.</summary>
internal sealed record ContextValue(IReadOnlyList<(string Name, Value Value)> Entries) : Value
{
    public Value? Find(string name) => Entries.FirstOrDefault(e => e.Name == name).Value;

    public override long Size { get; } = SizeOf(Entries.Select(e => e.Value));

    public override IEnumerable<Value> Inside() => Entries.SelectMany(e => e.Value.Inside().Prepend(e.Value));

    public bool Equals(ContextValue? other) =>
        other is not null && Entries.Count == other.Entries.Count && Entries.All(e => other.Find(e.Name) is { } value && value.Equals(e.Value));

    public override int GetHashCode() => Entries.Aggregate(Entries.Count, (hash, e) => hash ^ HashCode.Combine(e.Name, e.Value));
}

/// <summary>A computation that has no result: division by zero, overflow, an impossible date.</summary>
internal sealed record FaultValue(string Message, Location? Origin) : Value;

/// <summary>A person, record, link or other thing that a layer above knows.</summary>
internal abstract record EntityValue : Value;

/// <summary>An item of a list; <see cref="Possible"/> is null for a certain item, else the facts that would tell whether it belongs.</summary>
internal readonly record struct ListItem(Value Value, FactSet? Possible = null)
{
    /// <summary>The item where it is only possible by these facts too.</summary>
    public ListItem Given(FactSet? facts) => this with { Possible = FactSet.Both(Possible, facts) };

    /// <summary>The value and what it is made of. A fault of a member that is only possible is as unknown as its membership.</summary>
    public IEnumerable<Value> Inside()
    {
        FactSet? possible = Possible;
        IEnumerable<Value> values = Value.Inside().Prepend(Value);
        return possible is null ? values : values.Select(v => v is FaultValue ? new UnknownValue(possible) : v);
    }
}

/// <summary>A list, whose items may be known only as possible members.</summary>
internal sealed record ListValue(IReadOnlyList<ListItem> Items) : Value
{
    public static readonly ListValue Empty = new([]);

    /// <summary>The facts on which the order of the items depends; null when it is as listed.</summary>
    public FactSet? Order { get; init; }

    /// <summary>Whether all items belong for certain, whatever their order.</summary>
    public bool AllBelong { get; } = AllCertain(Items);

    /// <summary>Whether all items belong for certain, in this order.</summary>
    public bool IsCertain => AllBelong && Order is null;

    public override long Size { get; } = SizeOf(Items);

    /// <summary>The facts on which the membership of possible items and the order depend.</summary>
    public FactSet PossibleFacts => Items.Aggregate(Order ?? FactSet.Empty, (set, i) => i.Possible is null ? set : set.Union(i.Possible));

    public override IEnumerable<Value> Inside()
    {
        IEnumerable<Value> items = Items.SelectMany(i => i.Inside());
        return IsCertain ? items : items.Prepend(new UnknownValue(PossibleFacts));
    }

    public static ListValue Certain(IEnumerable<Value> values) => new([.. values.Select(v => new ListItem(v))]);

    /// <summary>The same of values at hand.</summary>
    public static ListValue Certain(ReadOnlySpan<Value> values)
    {
        var items = new ListItem[values.Length];
        for (int i = 0; i < items.Length; i++) items[i] = new ListItem(values[i]);
        return new(items);
    }

    // Lists are made all the time, so these are loops.

    private static bool AllCertain(IReadOnlyList<ListItem> items)
    {
        for (int i = 0; i < items.Count; i++)
            if (items[i].Possible is not null) return false;
        return true;
    }

    private static long SizeOf(IReadOnlyList<ListItem> items)
    {
        long size = 1;
        for (int i = 0; i < items.Count; i++) size = Math.Min(size + items[i].Value.Size, long.MaxValue / 2);
        return size;
    }

    public bool Equals(ListValue? other) =>
        other is not null && IsCertain && other.IsCertain && Items.Count == other.Items.Count && HasSameItems(other);

    private bool HasSameItems(ListValue other)
    {
        for (int i = 0; i < Items.Count; i++)
            if (!Items[i].Value.Equals(other.Items[i].Value)) return false;
        return true;
    }

    public override int GetHashCode()
    {
        int hash = Items.Count;
        for (int i = 0; i < Items.Count; i++) hash = HashCode.Combine(hash, Items[i].Value);
        return hash;
    }
}
