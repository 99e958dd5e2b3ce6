using RightsEngine.Concepts.Catalogue;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>
/// Reads the declarations of the catalogue in two steps: first every name and shape, so that
/// declarations may stand in any order and file; then the expressions, through <see cref="CatalogueBinder"/>.
/// </summary>
internal sealed class CatalogueReader(ReadingContext context)
{
    /// <summary>The words with which a declaration of the catalogue starts.</summary>
    public static readonly string[] Kinds = ["record", "codes", "relation", "status", "household", "income", "parameter", "concept"];

    private readonly List<(string Kind, YamlMap Map)> _documents = [];

    public ConceptCatalogue Catalogue { get; } = new();

    /// <summary>Takes in the documents of a file; a document that is no declaration is reported.</summary>
    public void Add(IEnumerable<YamlNode> documents)
    {
        foreach (YamlNode document in documents)
        {
            if (document is not YamlMap { Entries.Count: > 0 } map)
                context.Diagnostics.Add(SourceErrors.WrongShape(document, "declaration", "a mapping that starts with what it declares, such as `record: name`"));
            else if (!Kinds.Contains(map.Entries[0].Key.Text))
                context.Diagnostics.Add(ConceptErrors.UnknownKind(map.Entries[0].Key.Location, map.Entries[0].Key.Text, Kinds));
            else
                _documents.Add((map.Entries[0].Key.Text, map));
        }
    }

    /// <summary>Declares everything and checks every expression; the scope then holds all names of the catalogue.</summary>
    public CatalogueScope Read()
    {
        var scope = new CatalogueScope(Catalogue);
        var shapes = new DeclarationReader(context, scope);
        // Code lists first: fields of records have them as types. Then records and relations, which are types themselves.
        foreach (string kind in new[] { "codes", "record", "relation", "status" })
            foreach ((string _, YamlMap map) in _documents.Where(d => d.Kind == kind)) shapes.Read(kind, map);
        shapes.FinishStatuses();
        var parameters = new ParameterReader(context, scope);
        foreach ((string _, YamlMap map) in _documents.Where(d => d.Kind == "parameter"))
            ReadParameter(parameters, scope, map);
        new ParameterIndexing(context.Diagnostics).Complete(Catalogue.Parameters.Values, Catalogue.Parameters);
        var binder = new CatalogueBinder(context, scope);
        foreach (string kind in new[] { "concept", "household", "income" })
            foreach ((string _, YamlMap map) in _documents.Where(d => d.Kind == kind)) binder.Declare(kind, map);
        foreach ((RecordDefinition record, YamlNode rules) in shapes.AbsentRules) binder.AbsentRules(record, rules);
        binder.BindAll();
        return scope;
    }

    private void ReadParameter(ParameterReader reader, CatalogueScope scope, YamlMap map)
    {
        if (map.Entries[0].Value is not YamlScalar nameScalar) return;
        string name = context.Name(nameScalar);
        string folder = Path.GetDirectoryName(map.Location.File.Path) ?? "";
        if (reader.Read(name, map, null, nameScalar.Location, folder) is not { } parameter) return;
        if (Catalogue.Parameters.TryGetValue(name, out ParameterDefinition? first))
        {
            context.Diagnostics.Add(ConceptErrors.DuplicateName(nameScalar.Location, "parameter", name, first.Location));
            return;
        }
        Catalogue.Parameters[name] = parameter;
        if (scope.Add(new ParameterSymbol(parameter)) is { } other)
            context.Diagnostics.Add(ConceptErrors.DuplicateName(nameScalar.Location, "parameter", name, other.Declared ?? nameScalar.Location));
    }
}
