using System.Collections.Immutable;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;

namespace RightsEngine.Language.Checking;

/// <summary>Contexts: <c>{name: value, …}</c>, and the bare names of their entries inside a filter.</summary>
internal sealed partial class Checker
{
    /// <summary>The items of the filters around whose entries may be named bare, innermost last.</summary>
    private ImmutableList<LocalSymbol> _contextItems = [];

    private CoreExpression InferContext(ContextSyntax syntax)
    {
        ImmutableList<LocalSymbol> outside = _bound;
        var entries = new List<ContextEntry>();
        foreach (ContextEntrySyntax entry in syntax.Entries)
        {
            if (entries.Exists(e => e.Symbol.Name == entry.Key))
            {
                diagnostics.Add(TypeErrors.Shadowing(entry.KeyLocation, entry.Key, entries.Find(e => e.Symbol.Name == entry.Key)!.Symbol.Declared));
                continue;
            }
            CoreExpression value = Infer(entry.Value);
            var symbol = new LocalSymbol(entry.Key, value.Type, value.Needs, entry.KeyLocation);
            entries.Add(new ContextEntry(symbol, value));
            _bound = _bound.Add(symbol);
        }
        _bound = outside;
        if (entries.Exists(e => e.Value.Type.IsError)) return Wrong(syntax.Location);
        var type = new ContextType([.. entries.Select(e => (e.Symbol.Name, e.Value.Type))]);
        return new ContextOf(entries, type, syntax.Location).WithNeeds();
    }

    /// <summary>A name that stands for an entry of the item of a filter around, or null.</summary>
    private CoreExpression? InferEntryOfItem(NameSyntax syntax)
    {
        for (int i = _contextItems.Count - 1; i >= 0; i--)
            if (_contextItems[i].Type is ContextType type && type.Find(syntax.Name) is { } entry)
                return new Member(new Local(_contextItems[i], syntax.Location).WithNeeds(), new MemberSymbol(syntax.Name, entry), entry, syntax.Location).WithNeeds();
        return null;
    }

    /// <summary>Checks with the entries of an item named bare.</summary>
    private CoreExpression WithEntriesOf(LocalSymbol item, Func<CoreExpression> check)
    {
        ImmutableList<LocalSymbol> outside = _contextItems;
        if (item.Type is ContextType) _contextItems = _contextItems.Add(item);
        CoreExpression result = check();
        _contextItems = outside;
        return result;
    }
}
