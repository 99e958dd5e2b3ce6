using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Something that no test can see, or a change that no test can notice, with the reason why: an entry under <c>accepted:</c> of a tests file.</summary>
/// <param name="Location">Where it is written.</param>
/// <param name="Owner">The right or declaration it is about, as coverage names it: <c>water.compensation</c>, <c>concept age</c>.</param>
/// <param name="IsMutant">True for a change of the rules, false for something that is not seen.</param>
/// <param name="Text">The words of the report: <c>condition `title` was false</c>, <c>`&lt;` became `&lt;=`</c>.</param>
/// <param name="Where">The expression as it is written, where the words fit several; else null.</param>
/// <param name="Reason">Why it cannot be otherwise.</param>
internal sealed record AcceptedGap(Location Location, string Owner, bool IsMutant, string Text, string? Where, string Reason)
{
    /// <summary>The entries of a list; one with a mistake is left out and reported.</summary>
    public static IEnumerable<AcceptedGap> Read(YamlList? list, DiagnosticBag diagnostics)
    {
        foreach (YamlNode item in list?.Items ?? [])
        {
            if (item is not YamlMap map)
            {
                diagnostics.Add(SourceErrors.WrongShape(item, "accepted", "{in: …, not_seen: …, reason: …}"));
                continue;
            }
            var reader = new MapReader(map, "accepted gap", diagnostics);
            string? owner = reader.RequiredScalar("in")?.Text, reason = reader.RequiredScalar("reason")?.Text;
            string? where = reader.OptionalScalar("where")?.Text, survives = reader.OptionalScalar("survives")?.Text;
            string? notSeen = survives is null ? reader.RequiredScalar("not_seen")?.Text : null;
            reader.Finish();
            if (owner is not null && reason is not null && (survives ?? notSeen) is { } text)
                yield return new AcceptedGap(map.Location, owner, survives is not null, text, where is null ? null : OneLine(where), reason);
        }
    }

    /// <summary>Whether it speaks of this.</summary>
    /// <param name="owner">The right or declaration.</param>
    /// <param name="text">The words of the report.</param>
    /// <param name="written">Where the part stands; its text is compared on one line.</param>
    public bool Fits(string owner, string text, Location written) =>
        Owner == owner && Text == text && (Where is null || Where == OneLine(written.Text));

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
