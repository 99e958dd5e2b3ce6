namespace RightsEngine.Language.Types;

/// <summary>The span of time that an amount of money is for.</summary>
internal enum MoneyPeriod
{
    /// <summary>An amount as such: a price, a one-off allowance.</summary>
    None,
    Day,
    Month,
    Quarter,
    Year,
}

/// <summary>A type of the rule language. Equal types are equal values.</summary>
internal abstract record RightsType
{
    public static readonly RightsType Boolean = new BasicType("boolean");
    public static readonly RightsType Number = new BasicType("number");
    public static readonly RightsType Date = new BasicType("date");
    public static readonly RightsType Duration = new BasicType("duration");
    public static readonly RightsType Text = new BasicType("text");
    public static readonly RightsType Identifier = new BasicType("identifier");
    public static readonly RightsType Person = new BasicType("person");

    /// <summary>The type of what could not be typed; it fits everywhere, so that one mistake is reported once.</summary>
    public static readonly RightsType Error = new BasicType("?");

    /// <summary>The item type of an empty list and the inner type of a bare <c>absent</c>: fits every type.</summary>
    public static readonly RightsType Nothing = new BasicType("nothing");

    public bool IsError => Equals(Error);

    public bool IsMoney => this is MoneyType;

    public bool IsOptional => this is OptionalType;

    /// <summary>Whether values have an order (<c>&lt;</c>, <c>max</c>, <c>sort by</c>).</summary>
    public bool IsOrdered => this is MoneyType || Equals(Number) || Equals(Date) || Equals(Duration) || Equals(Text);

    /// <summary><c>T?</c>, without stacking question marks.</summary>
    public RightsType Optional() => this is OptionalType || IsError ? this : new OptionalType(this);

    /// <summary>T of <c>T?</c>, else the type itself.</summary>
    public RightsType Required() => this is OptionalType optional ? optional.Inner : this;

    /// <summary>Whether a value of this type may stand where <paramref name="target"/> is asked for.</summary>
    public bool FitsIn(RightsType target)
    {
        if (IsError || target.IsError || Equals(target) || Equals(Nothing)) return true;
        return target switch
        {
            OptionalType optional => Required().FitsIn(optional.Inner),
            ListType list => this is ListType mine && mine.Item.FitsIn(list.Item),
            // A context with more entries than are asked for will do.
            ContextType context => this is ContextType mine && context.Entries.All(e => mine.Find(e.Name) is { } type && type.FitsIn(e.Type)),
            _ => false,
        };
    }

    /// <summary>The type that holds both, or null when they do not mix.</summary>
    public static RightsType? Join(RightsType a, RightsType b)
    {
        if (a.FitsIn(b)) return b;
        if (b.FitsIn(a)) return a;
        if (a is OptionalType || b is OptionalType)
            return Join(a.Required(), b.Required())?.Optional();
        if (a is ContextType c && b is ContextType d && c.Entries.Count == d.Entries.Count)
        {
            (string Name, RightsType? Type)[] joined = [.. c.Entries.Select(e => (e.Name, d.Find(e.Name) is { } type ? Join(e.Type, type) : null))];
            return joined.All(e => e.Type is not null) ? new ContextType([.. joined.Select(e => (e.Name, e.Type!))]) : null;
        }
        if (a is ListType x && b is ListType y && Join(x.Item, y.Item) is { } item) return new ListType(item);
        return null;
    }
}

/// <summary>A type that its name tells whole.</summary>
internal sealed record BasicType(string Name) : RightsType
{
    public override string ToString() => Name;
}

internal sealed record MoneyType(MoneyPeriod Period) : RightsType
{
    public override string ToString() => Period == MoneyPeriod.None ? "money" : $"money per {Period.ToString().ToLowerInvariant()}";
}

/// <summary>A code list of the catalogue.</summary>
internal sealed record CodeType(string Name) : RightsType
{
    public override string ToString() => Name;
}

internal sealed record RangeType(RightsType Item) : RightsType
{
    public override string ToString() => $"range of {Item}";
}

internal sealed record ListType(RightsType Item) : RightsType
{
    public override string ToString() => $"list of {Item}";
}

internal sealed record OptionalType(RightsType Inner) : RightsType
{
    public override string ToString() => $"{Inner}?";
}

/// <summary>A context: the types of its entries by name.</summary>
internal sealed record ContextType(IReadOnlyList<(string Name, RightsType Type)> Entries) : RightsType
{
    public RightsType? Find(string name) => Entries.FirstOrDefault(e => e.Name == name).Type;

    public bool Equals(ContextType? other) =>
        other is not null && Entries.Count == other.Entries.Count && Entries.All(e => e.Type.Equals(other.Find(e.Name)));

    public override int GetHashCode() => Entries.Aggregate(Entries.Count, (hash, e) => hash ^ HashCode.Combine(e.Name, e.Type));

    public override string ToString() => $"{{{string.Join(", ", Entries.Select(e => $"{e.Name}: {e.Type}"))}}}";
}

/// <summary>What a structured value is.</summary>
internal enum StructKind
{
    /// <summary>A record delivered by a source.</summary>
    Record,

    /// <summary>A link between two persons.</summary>
    Link,

    /// <summary>A row of a keyed parameter.</summary>
    Row,

    /// <summary>An income with its components and groups.</summary>
    Income,
}

/// <summary>A value with named members; the members live in the scope.</summary>
internal sealed record StructType(StructKind Kind, string Name) : RightsType
{
    public override string ToString() => Kind switch
    {
        StructKind.Link => $"link of {Name}",
        StructKind.Row => $"row of {Name}",
        StructKind.Income => "money per year",
        _ => Name,
    };
}
