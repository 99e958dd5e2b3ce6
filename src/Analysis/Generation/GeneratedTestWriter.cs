using RightsEngine.Analysis.RuleTests;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Generation;

/// <summary>Writes generated cases as rule tests that somebody has to confirm.</summary>
internal static class GeneratedTestWriter
{
    public static void Write(TextWriter output, IEnumerable<GeneratedCase> cases)
    {
        output.NewLine = "\n";
        output.WriteLine("# Made by `rights test generate`: cases that see what no test saw, with what the rules decide now.");
        output.WriteLine("# Compare each with the law, correct what is expected where it is wrong, and remove `confirmed: false`.");
        output.WriteLine("tests:");
        foreach (GeneratedCase made in cases) Write(output, made);
    }

    private static void Write(TextWriter output, GeneratedCase made)
    {
        output.WriteLine($"  # {string.Join("; ", made.Goals.Select(g => $"{g.Owner}: {g.Text}"))}".ReplaceLineEndings(" "));
        string change = made.Changes.Count == 0 ? "" : $", with {string.Join(" and ", made.Changes)}";
        output.WriteLine($"  - name: {CaseYaml.Quoted($"{made.From.Name}{change}")}");
        output.WriteLine("    confirmed: false");
        output.WriteLine($"    reference_date: {DecisionText.Of(made.Date)}");
        if (made.RequestedOn is { } day && made.Tree.Members.All(m => m.Name != "requested_on")) output.WriteLine($"    requested_on: {DecisionText.Of(day)}");
        output.WriteLine("    case:");
        foreach (CaseMember member in made.Tree.Members.Where(m => m.Name != "persons")) output.WriteLine($"      {member.Name}: {CaseYaml.Text(member.Value)}");
        output.WriteLine("      persons:");
        foreach (CaseMember person in made.Tree.Members.Where(m => m.Name == "persons").SelectMany(m => ((CaseMap)m.Value).Members))
            output.WriteLine($"        {CaseYaml.Quoted(person.Name)}: {CaseYaml.Text(person.Value)}");
        output.WriteLine("    expect:");
        output.WriteLine($"      {made.Right.Name}:");
        foreach (HolderPattern holder in made.Holders)
        {
            Decision[] fitting = [.. made.Decisions.Where(holder.Fits)];
            if (fitting.Length == 0) output.WriteLine($"        - {{holder: {Holder(holder)}, outcome: no decision}}");
            foreach (Decision decision in fitting) output.WriteLine($"        - {{holder: {(fitting.Length == 1 ? Holder(holder) : Holder(made.Right, decision))}, {Expected(decision)}}}");
        }
    }

    private static string Expected(Decision decision)
    {
        List<string> parts = [$"outcome: {DecisionText.Of(decision.Outcome)}"];
        if (decision.Outcome == Outcome.Granted && decision.Amount is { } amount) parts.Add($"amount: {DecisionText.Of(amount)}");
        if (decision.AmountUndetermined) parts.Add("amount_undetermined: true");
        if (decision.Conditions.Count > 0) parts.Add($"conditions: {{{string.Join(", ", decision.Conditions.DistinctBy(c => c.Id).Select(c => $"{c.Id}: {DecisionText.Of(c.Outcome)}"))}}}");
        if (decision.Missing.Count > 0) parts.Add($"missing: [{string.Join(", ", decision.Missing.Select(m => CaseYaml.Quoted(m.ToString())))}]");
        return string.Join(", ", parts);
    }

    private static string Holder(HolderPattern pattern) => pattern.Roles switch
    {
        [(null, var person)] => CaseYaml.Quoted(person),
        var roles when roles.All(r => r.Role is not null) => $"{{{string.Join(", ", roles.Select(r => $"{r.Role}: {CaseYaml.Quoted(r.Person)}"))}}}",
        var roles => $"[{string.Join(", ", roles.Select(r => CaseYaml.Quoted(r.Person)))}]",
    };

    private static string Holder(RightDefinition right, Decision decision) =>
        right.Holder == HolderKind.Household ? $"[{string.Join(", ", decision.Holder.Select(h => CaseYaml.Quoted(h.Person)))}]"
            : $"{{{string.Join(", ", decision.Holder.Select(h => $"{h.Role}: {CaseYaml.Quoted(h.Person)}"))}}}";
}
