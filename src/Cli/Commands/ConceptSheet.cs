using System.Text.RegularExpressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Commands;

/// <summary>Writes everything about one declaration of the catalogue.</summary>
internal sealed class ConceptSheet(Rulebook rulebook, string language)
{
    public void Write(TextWriter output, Declaration declaration)
    {
        output.WriteLine($"{declaration.Name}: {declaration.Title.In(language)}");
        Line(output, "kind", declaration.Kind);
        Line(output, "written at", declaration.Location.ToString());
        foreach ((string name, string? text) in Facts(declaration)) Line(output, name, text);
        Lines(output, "fields", Fields(declaration));
        Lines(output, "codes", (declaration as CodeList)?.Codes.Select(c => $"{c.Name}: {c.Title.In(language)}{(c.SourceCode is null ? "" : $" (source code {c.SourceCode})")}"));
        Lines(output, "components", (declaration as IncomeDefinition)?.Versions.SelectMany(Components));
        Lines(output, "values", (declaration as ParameterDefinition)?.Versions.Select(Version));
        Lines(output, "maps to", declaration.MapsTo);
        Lines(output, "used by", UsedBy(declaration));
        if (declaration is ConceptDefinition or HouseholdDefinition or ParameterDefinition or StatusDefinition) Lines(output, "definition", Yaml(declaration.DigestText));
    }

    public void Write(TextWriter output, RightDefinition right)
    {
        output.WriteLine($"{right.Name}: {right.Title.In(language)}");
        Line(output, "kind", "right");
        Line(output, "written at", right.Location.ToString());
        Line(output, "authority", right.Authority?.In(language));
        Line(output, "holder", Holder(right));
        Lines(output, "conditions", right.Conditions.SelectMany(c => Conditions(c, "")));
        Lines(output, "parameters", right.Parameters.Values.Select(p => $"{p.Name}: {p.Title.In(language)}"));
        Lines(output, "legal basis", right.LegalBasis.Values.Select(b => $"{b.Id}: {b.Cite.In(language)}{(b.Eli is null ? "" : $" <{b.Eli}>")}"));
    }

    private static string Holder(RightDefinition right) => right.Holder switch
    {
        HolderKind.Relation => $"relation {right.Relation?.Name}",
        HolderKind.Household => $"household {right.Household?.Name}",
        _ => "person",
    };

    private static IEnumerable<string> Conditions(ConditionDefinition condition, string indent) =>
        condition.Children.SelectMany(c => Conditions(c, indent + "  "))
            .Prepend($"{indent}{condition.Id}{(condition.Kind == ConditionKind.Require ? "" : $" ({condition.Kind.ToString().ToLowerInvariant()} of)")}");

    private static IEnumerable<string> Yaml(string text) => text.TrimEnd().Split('\n').Select(l => l.TrimEnd('\r'));

    private static IEnumerable<(string, string?)> Facts(Declaration declaration)
    {
        switch (declaration)
        {
            case RecordDefinition record:
                yield return ("source", Source(record.Source));
                yield return ("per", record.Per.ToString().ToLowerInvariant());
                break;
            case RelationDefinition relation:
                yield return ("source", Source(relation.Source));
                yield return ("from, to", $"{relation.FromRole}, {relation.ToRole}");
                yield return ("names", string.Join(", ", new[] { relation.Forward, relation.Inverse, relation.LinkName }.OfType<string>()));
                break;
            case StatusDefinition status:
                yield return ("from record", status.FromRecord?.Name);
                yield return ("code", status.Code);
                yield return ("any of", status.AnyOf.Count == 0 ? null : string.Join(", ", status.AnyOf.Select(s => s.Name)));
                break;
            case ParameterDefinition parameter:
                yield return ("type", parameter.Type.ToString());
                yield return ("keys", parameter.Keys.Count == 0 ? null : string.Join(", ", parameter.Keys.Select(k => $"{k.Name}: {k.Type}")));
                break;
            case HouseholdDefinition household:
                yield return ("everyone in one", household.Partition ? "yes" : "no");
                break;
            default:
                break;
        }
        yield return ("sensitivity", declaration.Sensitivity);
    }

    private IEnumerable<string>? Fields(Declaration declaration)
    {
        IReadOnlyDictionary<string, FieldDefinition>? fields = (declaration as RecordDefinition)?.Fields ?? (declaration as RelationDefinition)?.Fields;
        return fields?.Values.Select(f => $"{f.Name}: {f.Type}, {f.Title.In(language)}");
    }

    private IEnumerable<string> Components(IncomeVersion version) =>
        version.Components.Select(c => $"{c.Id}{(c.Title is null ? "" : $": {c.Title.In(language)}")}{Weight(c)}{(c.Group is null ? "" : $" (group {c.Group})")}{(c.Basis is null ? "" : $" [{c.Basis}]")}");

    private static string Weight(IncomeComponent component) => component.Numerator == component.Denominator ? ""
        : component.Denominator == 1 ? $" × {component.Numerator}" : $" × {component.Numerator}/{component.Denominator}";

    private static string Version(ParameterVersion version)
    {
        string value = version.IsMissing ? "missing" : version.Rows is { } rows ? $"{rows.Count} rows" : Analysis.RuleTests.ValueComparison.Show(version.Value!);
        return $"{version.From:yyyy-MM-dd}: {value}{(version.Source is null ? "" : $", {version.Source}")}, {version.Status.ToString().ToLowerInvariant()}";
    }

    /// <summary>By name: what stands in a text or a comment counts as use, which is harmless here.</summary>
    private IEnumerable<string> UsedBy(Declaration declaration)
    {
        IEnumerable<string?> names = declaration is RelationDefinition r ? [r.Name, r.Forward, r.Inverse, r.LinkName] : [declaration.Name];
        var pattern = new Regex($@"(?<![\w])({string.Join('|', names.OfType<string>().Select(Regex.Escape))})(?![\w])", RegexOptions.CultureInvariant);
        return rulebook.Catalogue.All.Where(d => d != declaration && pattern.IsMatch(d.DigestText)).Select(d => $"{d.Kind} {d.Name}")
            .Concat(rulebook.Rights.Where(d => pattern.IsMatch(d.Location.File.Text)).Select(d => $"right {d.Name}"));
    }

    private static string? Source(RecordSource? source) => source is null ? null
        : $"{source.Authority}{(source.Service is null ? "" : $", {source.Service}")}{(source.Human ? ", judged by a person" : "")}";

    private static void Line(TextWriter output, string name, string? text)
    {
        if (text is not null) output.WriteLine($"  {name}: {text}");
    }

    private static void Lines(TextWriter output, string name, IEnumerable<string>? lines)
    {
        string[] all = [.. lines ?? []];
        if (all.Length == 0) return;
        output.WriteLine($"  {name}:");
        foreach (string line in all) output.WriteLine($"    {line}");
    }
}
