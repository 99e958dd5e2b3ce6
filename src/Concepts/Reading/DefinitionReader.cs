using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>Reads <c>definitions:</c> of a concept or a right into a scope; each is checked when first asked for.</summary>
internal sealed class DefinitionReader(ReadingContext context, BindingStack stack)
{
    public IReadOnlyList<DefinitionSymbol> Read(YamlMap? map, LocalScope scope, CatalogueScope outer)
    {
        var symbols = new List<DefinitionSymbol>();
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            string name = context.Name(entry.Key);
            if (outer.Find(name) is { } shadowed)
            {
                context.Diagnostics.Add(RightsShadowing(entry.Key.Location, name, shadowed));
                continue;
            }
            if (Definition(name, entry, scope) is not { } symbol) continue;
            if (scope.Declare(symbol)) symbols.Add(symbol);
            else context.Diagnostics.Add(ConceptErrors.DuplicateName(entry.Key.Location, "name", name, scope.Own[name].Declared ?? entry.Key.Location));
        }
        return symbols;
    }

    /// <summary>Reads <c>with: {unit: list of person}</c> into bound names.</summary>
    public IReadOnlyList<LocalSymbol> With(YamlMap? with, CatalogueScope scope)
    {
        var parameters = new List<LocalSymbol>();
        foreach (YamlEntry entry in with?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar type)
            {
                context.Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a type"));
                continue;
            }
            RightsType declared = ExpressionReader.Type(type, scope, context.Diagnostics);
            // A person or a list of persons brings personal data; a date or number may come from the calendar.
            bool personal = declared.Equals(RightsType.Person) || declared is ListType or StructType;
            parameters.Add(new LocalSymbol(context.Name(entry.Key), declared, personal ? Needs.PersonalData : Needs.Nothing, entry.Key.Location));
        }
        return parameters;
    }

    private DefinitionSymbol? Definition(string name, YamlEntry entry, LocalScope scope)
    {
        if (entry.Value is YamlScalar scalar)
            return new DefinitionSymbol(name, entry.Key.Location, [], null, _ => ExpressionReader.Check(scalar, scope, null, context.Diagnostics), stack);
        if (entry.Value is not YamlMap map)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(entry.Value, name, "an expression, or a mapping with `value` or `table`",
                "quote it if it is meant as an expression"));
            return null;
        }
        var reader = new MapReader(map, $"definition `{name}`", context.Diagnostics);
        IReadOnlyList<LocalSymbol> with = With(reader.OptionalMap("with"), scope);
        YamlScalar? typeScalar = reader.OptionalScalar("type");
        RightsType? type = typeScalar is null ? null : ExpressionReader.Type(typeScalar, scope, context.Diagnostics);
        YamlNode? body = BodyReader.Of(reader);
        LocalizedText? title = reader.Optional("title") is { } titleNode ? context.Texts(titleNode, $"definition `{name}`") : null;
        reader.OptionalScalar("basis");
        reader.Finish();
        return new DefinitionSymbol(name, entry.Key.Location, with, type, symbol =>
        {
            LocalScope inner = scope;
            if (symbol.Parameters.Count > 0)
            {
                inner = new NestedScope(scope);
                foreach (LocalSymbol parameter in symbol.Parameters)
                    if (scope.Find(parameter.Name) is { } shadowed) context.Diagnostics.Add(RightsShadowing(parameter.Declared ?? symbol.Declared!.Value, parameter.Name, shadowed));
                    else inner.Declare(parameter);
            }
            return new BodyReader(context).Read(body, inner, symbol.DeclaredType, name, entry.Key.Location);
        }, stack)
        { Title = title };
    }

    private static Diagnostic RightsShadowing(Location at, string name, Symbol shadowed) =>
        ConceptErrors.Shadowing(at, name, shadowed);

    /// <summary>A definition's own arguments over the names of its concept or right.</summary>
    private sealed class NestedScope(LocalScope outer) : LocalScope(outer)
    {
        public override IEnumerable<string> ConditionIds => Outer.ConditionIds;

        public override CallableSymbol? FindCondition(string id) => Outer.FindCondition(id);

        protected override IReadOnlyDictionary<string, MemberSymbol>? Columns(string parameter) => base.Columns(parameter) ?? Outer.ColumnsOf(parameter);
    }
}
