using RightsEngine.Concepts;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Populations;

/// <summary>Reads <c>when: {type: […], role: […], age: 18 to 64, draw: […]}</c>.</summary>
internal sealed class ConditionReader(PopulationNames names, IReadOnlyList<TraitDraw> traits, DiagnosticBag diagnostics)
{
    /// <param name="map">What stands under <c>when</c>.</param>
    /// <param name="ofPersons">Whether it may ask about a person, rather than about the household only.</param>
    public Condition? Read(YamlMap? map, bool ofPersons)
    {
        if (map is null) return null;
        var condition = new Condition();
        List<(int, ulong)> drawn = [];
        foreach (YamlEntry entry in map.Entries)
        {
            string key = entry.Key.Text;
            int trait = traits.Select((t, i) => (t, i)).Where(p => p.t.Name == key && (ofPersons || p.t.OfHousehold)).Select(p => p.i).DefaultIfEmpty(-1).First();
            if (key == "type") condition = condition with { Types = Bits(entry.Value, "type of household", names.Types) };
            else if (key == "role" && ofPersons) condition = condition with { Roles = Bits(entry.Value, "role", names.Roles) };
            else if (key == "age" && ofPersons) condition = Age(condition, entry.Value);
            else if (trait >= 0) drawn.Add((trait, Bits(entry.Value, $"value of `{key}`", traits[trait].Values)));
            else diagnostics.Add(ConceptErrors.UnknownReference(entry.Key.Location, ofPersons ? "earlier draw" : "earlier draw of households", key,
                (ofPersons ? ["type", "role", "age"] : new[] { "type" }).Concat(traits.Where(t => ofPersons || t.OfHousehold).Select(t => t.Name))));
        }
        return condition with { Traits = drawn };
    }

    /// <summary>One name or a list of names, a bit each.</summary>
    public ulong Bits(YamlNode? node, string kind, IReadOnlyList<string> valid)
    {
        ulong bits = 0;
        IEnumerable<YamlNode> items = node switch { null => [], YamlList list => list.Items, _ => [node] };
        foreach (YamlNode item in items)
        {
            int found = item is YamlScalar name ? Array.IndexOf([.. valid], name.Text) : -1;
            if (found >= 0) bits |= 1UL << found;
            else if (item is YamlScalar unknown) diagnostics.Add(ConceptErrors.UnknownReference(unknown.Location, kind, unknown.Text, valid));
            else diagnostics.Add(SourceErrors.WrongShape(item, kind, "a name, or a list of names"));
        }
        return bits;
    }

    private Condition Age(Condition condition, YamlNode node)
    {
        string[] ends = node is YamlScalar scalar ? scalar.Text.Split(" to ") : [];
        if (ends.Length is 1 or 2 && int.TryParse(ends[0], out int from) && int.TryParse(ends[^1], out int to) && from <= to && from >= 0) return condition with { AgeFrom = from, AgeTo = to };
        diagnostics.Add(SourceErrors.InvalidValue(node, "`age` is not a range of years", "write 18 to 64"));
        return condition;
    }
}
