using System.Security.Cryptography;
using System.Text;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Reading;

/// <summary>Finds everything a right depends on: its version is a hash of that, its parameter status the weakest of that.</summary>
internal static class Dependencies
{
    // A file with thousands of rights counts in the version of each of them, so it is read once and not each time.
    private const int Long = 64 * 1024;

    public static void Fill(IEnumerable<RightDefinition> rights, ConceptCatalogue catalogue)
    {
        var digests = new Dictionary<string, string>(ReferenceEqualityComparer.Instance);
        foreach (RightDefinition right in rights) Fill(right, catalogue, digests);
    }

    private static void Fill(RightDefinition right, ConceptCatalogue catalogue, Dictionary<string, string> digests)
    {
        var found = new Finder(catalogue);
        found.Right(right);
        right.UsedParameters = [.. found.Parameters.OrderBy(p => p.FullName, StringComparer.Ordinal)];
        right.UsedDeclarations = [.. found.Declarations.OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal)];
        right.UsedRights = [.. found.Rights.Where(r => r != right).OrderBy(r => r.Name, StringComparer.Ordinal)];
        var text = new StringBuilder();
        foreach (string part in found.Digests.Select(Short).Order(StringComparer.Ordinal)) text.Append(part.ReplaceLineEndings("\n")).Append('\n');
        right.Version = Hash(text.ToString())[..12];

        string Short(string part)
        {
            if (part.Length <= Long) return part;
            if (!digests.TryGetValue(part, out string? digest)) digests[part] = digest = Hash(part.ReplaceLineEndings("\n"));
            return digest;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class Finder(ConceptCatalogue catalogue)
    {
        private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

        public HashSet<ParameterDefinition> Parameters { get; } = [];

        public List<Declaration> Declarations { get; } = [];

        public List<RightDefinition> Rights { get; } = [];

        public List<string> Digests { get; } = [];

        public void Right(RightDefinition right)
        {
            if (!_seen.Add(right)) return;
            Rights.Add(right);
            if (_seen.Add(right.Location.File)) Digests.Add(right.Location.File.Text);
            Digests.AddRange(right.Amendments);
            foreach (DefinitionSymbol definition in right.Definitions.Values) Expression(definition.Body);
            foreach (ConditionDefinition condition in right.AllConditions) Expression(condition.Require);
            Expression(right.Candidates);
            Expression(right.FirstBy);
            foreach (CoreExpression key in right.OnePer) Expression(key);
            Expression(right.Amount?.Value);
            Expression(right.Amount?.NotDueBelow);
            Expression(right.Award?.RunsUntil);
            if (right.Household is { } household) Household(household);
            if (right.Relation is { } relation) Declaration(relation);
            if (catalogue.BirthDate is { } birth) Record(birth.Record);
            if (catalogue.DeathDate is { } death) Record(death.Record);
        }

        private void Expression(CoreExpression? expression)
        {
            if (expression is null || !_seen.Add(expression)) return;
            if (expression is Call call) Symbol(call.Symbol);
            foreach (CoreExpression part in CoreParts.Of(expression)) Expression(part);
        }

        private void Symbol(CallableSymbol symbol)
        {
            switch (symbol)
            {
                case RecordSymbol r: Record(r.Record); break;
                case RecordOfYearSymbol r: Record(r.Record); break;
                case RelationSymbol r: Declaration(r.Relation); break;
                case StatusSymbol s:
                    foreach (StatusDefinition leaf in s.Status.Leaves.Append(s.Status))
                    {
                        Declaration(leaf);
                        if (leaf.FromRecord is { } from) Record(from);
                    }
                    break;
                case HouseholdSymbol h: Household(h.Household); break;
                case IncomeSymbol i:
                    if (!Declaration(i.Income)) break;
                    foreach (IncomeComponent c in i.Income.Versions.SelectMany(v => v.Components)) Expression(c.Take);
                    break;
                case ConceptSymbol c:
                    if (!Declaration(c.Concept)) break;
                    foreach (ConceptVersion v in c.Concept.Versions) Expression(v.Value);
                    break;
                case ParameterSymbol p:
                    Parameters.Add(p.Parameter);
                    Parameter(p.Parameter);
                    break;
                case DefinitionSymbol d: Expression(d.Body); break;
                case ConditionSymbol c:
                    foreach (ConditionDefinition child in c.Condition.SelfAndDescendants) Expression(child.Require);
                    break;
                case GrantedSymbol g:
                    foreach (RightDefinition version in g.Right.OtherVersions.Prepend(g.Right)) Right(version);
                    break;
            }
        }

        private bool Declaration(Declaration declaration)
        {
            if (!_seen.Add(declaration)) return false;
            Declarations.Add(declaration);
            Digests.Add(declaration.DigestText);
            return true;
        }

        /// <summary>A figure, with those it is computed from.</summary>
        private void Parameter(ParameterDefinition parameter)
        {
            if (!Declaration(parameter) || parameter.Indexed is not { } indexed) return;
            if (indexed.Base is { } @base) Parameter(@base);
            if (indexed.Factor is { } factor) Parameter(factor);
        }

        private void Record(RecordDefinition record)
        {
            if (!Declaration(record)) return;
            foreach (AbsentRule rule in record.AbsentRules) Expression(rule.When);
        }

        private void Household(HouseholdDefinition household)
        {
            if (!Declaration(household)) return;
            foreach (HouseholdVersion version in household.Versions) Expression(version.Members);
        }
    }
}
