using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Language.Core;

/// <summary>What an expression needs in order to be computed; decides where <c>on(date, …)</c> may stand.</summary>
[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary>Facts about a person.</summary>
    PersonalData = 1,

    /// <summary>Who belongs to a household.</summary>
    Household = 2,

    /// <summary>The decision on another right.</summary>
    OtherRight = 4,
}

/// <summary>Something a name stands for. Layers above add the kinds they know.</summary>
internal abstract class Symbol(string name, Location? declared)
{
    public string Name { get; } = name;

    public Location? Declared { get; } = declared;

    /// <summary>What a person would call it: "definition `income`".</summary>
    public abstract string Description { get; }
}

/// <summary>A name bound to a value at run time: a variable of <c>for</c>, an argument, <c>person</c>, <c>reference_date</c>.</summary>
internal sealed class LocalSymbol(string name, RightsType type, Needs needs = Needs.Nothing, Location? declared = null) : Symbol(name, declared)
{
    public RightsType Type { get; } = type;

    /// <summary>What was needed to compute the value that is bound.</summary>
    public Needs Needs { get; } = needs;

    public override string Description => $"`{Name}`";
}

/// <summary>A member of a structured value: a field, a role of a link, a column, an income component.</summary>
internal sealed class MemberSymbol(string name, RightsType type, Location? declared = null) : Symbol(name, declared)
{
    public RightsType Type { get; } = type;

    public override string Description => $"`{Name}`";
}

/// <summary>Something that gives a value for arguments: a record of a person, a concept, a parameter, a definition…</summary>
internal abstract class CallableSymbol(string name, Location? declared) : Symbol(name, declared)
{
    /// <summary>What is asked for, in order. A first parameter of type person may also be written before a dot.</summary>
    public abstract IReadOnlyList<LocalSymbol> Parameters { get; }

    public abstract RightsType ResultType { get; }

    public abstract Needs Needs { get; }

    public bool TakesPerson => Parameters.Count > 0 && Parameters[0].Type.Equals(RightsType.Person);

    /// <summary>The number of trailing parameters that may be left out.</summary>
    public virtual int OptionalCount => 0;

    /// <summary>Why this cannot be asked for at a place at all, or null when it can.</summary>
    public virtual Diagnostic? RefusalAt(Location at) => null;
}

/// <summary>The names that an expression may use, apart from those it binds itself.</summary>
internal interface IScope
{
    /// <summary>What a name stands for, or null.</summary>
    Symbol? Find(string name);

    /// <summary>A member of a structured type, or null.</summary>
    MemberSymbol? FindMember(StructType type, string name);

    /// <summary>The names of the members of a structured type.</summary>
    IEnumerable<string> MemberNames(StructType type);

    /// <summary>What <c>p.name</c> stands for, or null.</summary>
    CallableSymbol? FindOnPerson(string name);

    /// <summary>The names that may follow <c>p.</c>.</summary>
    IEnumerable<string> PersonMemberNames { get; }

    /// <summary>All names that <see cref="Find"/> knows.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The codes of a code list, or null when there is no such list.</summary>
    IReadOnlyList<string>? CodesOf(string listName);

    /// <summary>The type that a single word names, or null.</summary>
    RightsType? FindType(string name);

    /// <summary>The words that name types.</summary>
    IEnumerable<string> TypeNames { get; }

    /// <summary>The condition of this right with the given id, or null; null also where there are no conditions.</summary>
    CallableSymbol? FindCondition(string id);

    /// <summary>The ids that <see cref="FindCondition"/> knows.</summary>
    IEnumerable<string> ConditionIds { get; }

    /// <summary>The symbol that asks whether a right is granted (or its amount), or null.</summary>
    CallableSymbol? FindRight(string name, bool amount);

    /// <summary>The names of the rights.</summary>
    IEnumerable<string> RightNames { get; }

    /// <summary>The form of a status that <c>held on(…)</c> and its kin ask for, or null.</summary>
    CallableSymbol? FindStatusForm(string form, string status);

    /// <summary>Whether the catalogue says which field is the date of birth.</summary>
    CallableSymbol? AgeOn { get; }
}
