using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;

namespace RightsEngine.Concepts.Reading;

/// <summary>The names that every expression of a rulebook may use: those of the catalogue.</summary>
internal class CatalogueScope(ConceptCatalogue catalogue) : IScope
{
    /// <summary>The date for which a decision is made.</summary>
    public static readonly LocalSymbol ReferenceDate = new("reference_date", RightsType.Date);

    private readonly Dictionary<string, CallableSymbol> _symbols = new(StringComparer.Ordinal);

    public ConceptCatalogue Catalogue { get; } = catalogue;

    public virtual CallableSymbol? AgeOn => Catalogue.BirthDate is null ? null : new AgeSymbol();

    public virtual IEnumerable<string> Names => _symbols.Keys.Append("reference_date");

    public virtual IEnumerable<string> PersonMemberNames => _symbols.Where(s => s.Value.TakesPerson).Select(s => s.Key);

    public virtual IEnumerable<string> ConditionIds => [];

    public virtual IEnumerable<string> RightNames => [];

    public IEnumerable<string> TypeNames =>
        new[] { "boolean", "number", "money", "date", "duration", "text", "identifier", "person", "list", "range" }
            .Concat(Catalogue.CodeLists.Keys).Concat(Catalogue.Records.Keys).Concat(Catalogue.Relations.Keys);

    /// <summary>Adds a symbol of the catalogue, whose names are one space; the first of a name stays.</summary>
    /// <returns>The symbol that has the name already, or null.</returns>
    public Symbol? Add(CallableSymbol symbol)
    {
        if (Find(symbol.Name) is { } first) return first;
        _symbols.Add(symbol.Name, symbol);
        return null;
    }

    public virtual Symbol? Find(string name) =>
        name == "reference_date" ? ReferenceDate : _symbols.GetValueOrDefault(name);

    public CallableSymbol? FindOnPerson(string name) =>
        Find(name) is CallableSymbol { TakesPerson: true } symbol ? symbol : null;

    public MemberSymbol? FindMember(StructType type, string name) => Members(type).GetValueOrDefault(name);

    public IEnumerable<string> MemberNames(StructType type) => Members(type).Keys;

    public IReadOnlyList<string>? CodesOf(string listName) =>
        Catalogue.CodeLists.TryGetValue(listName, out CodeList? list) ? [.. list.Codes.Select(c => c.Name)] : null;

    public RightsType? FindType(string name)
    {
        if (Catalogue.CodeLists.TryGetValue(name, out CodeList? codes)) return codes.Type;
        if (Catalogue.Records.TryGetValue(name, out RecordDefinition? record)) return record.Struct;
        return Catalogue.Relations.TryGetValue(name, out RelationDefinition? relation) ? relation.Struct : null;
    }

    public virtual CallableSymbol? FindCondition(string id) => null;

    public virtual CallableSymbol? FindRight(string name, bool amount) => null;

    public CallableSymbol? FindStatusForm(string form, string status) =>
        Catalogue.Statuses.TryGetValue(status, out StatusDefinition? definition) && StatusSymbol.FormNamed(form) is { } f
            ? new StatusSymbol(definition, f) : null;

    /// <summary>The members of a row of a parameter; the right's own parameters are known to its scope.</summary>
    protected virtual IReadOnlyDictionary<string, MemberSymbol>? Columns(string parameter) =>
        Catalogue.Parameters.TryGetValue(parameter, out ParameterDefinition? p) ? p.Columns : null;

    /// <summary>The columns of a keyed parameter by its full name, or null.</summary>
    public IReadOnlyDictionary<string, MemberSymbol>? ColumnsOf(string parameter) => Columns(parameter);

    private IReadOnlyDictionary<string, MemberSymbol> Members(StructType type)
    {
        switch (type.Kind)
        {
            case StructKind.Record when Catalogue.Records.TryGetValue(type.Name, out RecordDefinition? record):
                return RecordMembers(record);
            case StructKind.Link when Catalogue.Relations.TryGetValue(type.Name, out RelationDefinition? relation):
                return LinkMembers(relation);
            case StructKind.Income when Catalogue.Incomes.TryGetValue(type.Name, out IncomeDefinition? income):
                return income.Members;
            case StructKind.Row:
                return Columns(type.Name) ?? new Dictionary<string, MemberSymbol>();
            default:
                return new Dictionary<string, MemberSymbol>();
        }
    }

    private static Dictionary<string, MemberSymbol> RecordMembers(RecordDefinition record)
    {
        var members = record.Fields.ToDictionary(f => f.Key, f => f.Value.Symbol, StringComparer.Ordinal);
        if (record.Per == RecordPeriod.Span) AddSpan(members);
        return members;
    }

    private static Dictionary<string, MemberSymbol> LinkMembers(RelationDefinition relation)
    {
        var members = relation.Fields.ToDictionary(f => f.Key, f => f.Value.Symbol, StringComparer.Ordinal);
        members[relation.FromRole] = new MemberSymbol(relation.FromRole, RightsType.Person);
        members[relation.ToRole] = new MemberSymbol(relation.ToRole, RightsType.Person);
        if (relation.Kinds.Count > 0) members["kind"] = new MemberSymbol("kind", RightsType.Text);
        if (relation.HasSpan) AddSpan(members);
        return members;
    }

    private static void AddSpan(Dictionary<string, MemberSymbol> members)
    {
        members["from"] = new MemberSymbol("from", RightsType.Date.Optional());
        members["to"] = new MemberSymbol("to", RightsType.Date.Optional());
    }
}

/// <summary>The catalogue's names and some of one's own: a concept, a household, an income, a right.</summary>
internal class LocalScope(CatalogueScope outer) : CatalogueScope(outer.Catalogue)
{
    private readonly Dictionary<string, Symbol> _own = new(StringComparer.Ordinal);

    protected CatalogueScope Outer { get; } = outer;

    public override IEnumerable<string> Names => _own.Keys.Concat(Outer.Names);

    /// <summary>The names declared here.</summary>
    public IReadOnlyDictionary<string, Symbol> Own => _own;

    public bool Declare(Symbol symbol) => _own.TryAdd(symbol.Name, symbol);

    public override Symbol? Find(string name) => _own.GetValueOrDefault(name) ?? Outer.Find(name);

    public override IEnumerable<string> PersonMemberNames => Outer.PersonMemberNames;

    public override CallableSymbol? FindRight(string name, bool amount) => Outer.FindRight(name, amount);

    public override IEnumerable<string> RightNames => Outer.RightNames;
}
