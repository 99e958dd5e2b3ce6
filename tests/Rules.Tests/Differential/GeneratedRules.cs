namespace RightsEngine.Rules.Tests.Differential;

/// <summary>A condition or a group.</summary>
internal sealed record GeneratedCondition(string Id, string Kind, Expr? Require, string Keys, params GeneratedCondition[] Children)
{
    public string Text => Kind == "require"
        ? $"{{id: {Id}, text: {{en: {Id}}}, require: '{Require!.Text}'{Keys}}}"
        : $"{{id: {Id}, text: {{en: {Id}}}, {Kind}: [{string.Join(", ", Children.Select(c => c.Text))}]{Keys}}}";

    public IEnumerable<GeneratedCondition> Smaller()
    {
        foreach (GeneratedCondition child in Children) yield return child;
        if (Keys.Length > 0) yield return this with { Keys = "" };
        if (Require is not null)
            foreach (Expr smaller in Require.Smaller()) yield return this with { Require = smaller };
        for (int i = 0; i < Children.Length; i++)
        {
            if (Children.Length > 1) yield return this with { Children = [.. Children[..i], .. Children[(i + 1)..]] };
            foreach (GeneratedCondition smaller in Children[i].Smaller()) yield return this with { Children = [.. Children[..i], smaller, .. Children[(i + 1)..]] };
        }
    }
}

/// <summary>A definition of a right or a concept: a name with its type and the expressions of its text.</summary>
internal sealed record GeneratedPiece(string Format, params Expr[] Parts)
{
    public string Text
    {
        get
        {
            string text = Format;
            for (int i = 0; i < Parts.Length; i++) text = text.Replace($"${i}$", Parts[i].Text, StringComparison.Ordinal);
            return text;
        }
    }

    public IEnumerable<GeneratedPiece> Smaller()
    {
        for (int i = 0; i < Parts.Length; i++)
            foreach (Expr smaller in Parts[i].Smaller()) yield return this with { Parts = [.. Parts[..i], smaller, .. Parts[(i + 1)..]] };
    }
}

/// <summary>A right as pieces that can be left out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Head">Holder, period and whatever else cannot be left out.</param>
/// <param name="Pieces">Keys that can be left out, whole.</param>
/// <param name="Definitions">The definitions.</param>
/// <param name="Conditions">The conditions.</param>
/// <param name="Amount">The amount, or null.</param>
internal sealed record GeneratedRight(string Name, string Head, GeneratedPiece[] Pieces, GeneratedPiece[] Definitions, GeneratedCondition[] Conditions, GeneratedPiece? Amount)
{
    public string Text =>
        $"right: {Name}\ntitle: {{en: {Name}}}\n{Head}\n"
        + string.Concat(Pieces.Select(p => p.Text + "\n"))
        + (Definitions.Length == 0 ? "" : "definitions:\n" + string.Concat(Definitions.Select(d => "  " + d.Text + "\n")))
        + (Conditions.Length == 0 ? "" : "conditions:\n" + string.Concat(Conditions.Select(c => "  - " + c.Text + "\n")))
        + (Amount is null ? "" : Amount.Text + "\n");

    public IEnumerable<GeneratedRight> Smaller()
    {
        if (Amount is not null) yield return this with { Amount = null };
        foreach (GeneratedPiece[] fewer in Fewer(Pieces)) yield return this with { Pieces = fewer };
        foreach (GeneratedCondition[] fewer in Fewer(Conditions)) yield return this with { Conditions = fewer };
        foreach (GeneratedPiece[] fewer in Fewer(Definitions)) yield return this with { Definitions = fewer };
        for (int i = 0; i < Conditions.Length; i++)
            foreach (GeneratedCondition smaller in Conditions[i].Smaller()) yield return this with { Conditions = [.. Conditions[..i], smaller, .. Conditions[(i + 1)..]] };
        for (int i = 0; i < Definitions.Length; i++)
            foreach (GeneratedPiece smaller in Definitions[i].Smaller()) yield return this with { Definitions = [.. Definitions[..i], smaller, .. Definitions[(i + 1)..]] };
        for (int i = 0; i < Pieces.Length; i++)
            foreach (GeneratedPiece smaller in Pieces[i].Smaller()) yield return this with { Pieces = [.. Pieces[..i], smaller, .. Pieces[(i + 1)..]] };
        if (Amount is not null)
            foreach (GeneratedPiece smaller in Amount.Smaller()) yield return this with { Amount = smaller };
    }

    private static IEnumerable<T[]> Fewer<T>(T[] all) => Enumerable.Range(0, all.Length).Select(i => all.Where((_, j) => j != i).ToArray());
}

/// <summary>A generated rulebook.</summary>
internal sealed record GeneratedRules(GeneratedPiece[] Concepts, GeneratedRight[] Rights)
{
    public string ConceptText => DifferentialCatalogue.Text + string.Concat(Concepts.Select(c => "\n---\n" + c.Text));

    public string RightText => string.Join("---\n", Rights.Select(r => r.Text));

    public IEnumerable<GeneratedRules> Smaller()
    {
        for (int i = 0; i < Rights.Length; i++)
            if (Rights.Length > 1) yield return this with { Rights = [.. Rights[..i], .. Rights[(i + 1)..]] };
        for (int i = 0; i < Concepts.Length; i++) yield return this with { Concepts = [.. Concepts[..i], .. Concepts[(i + 1)..]] };
        for (int i = 0; i < Rights.Length; i++)
            foreach (GeneratedRight smaller in Rights[i].Smaller()) yield return this with { Rights = [.. Rights[..i], smaller, .. Rights[(i + 1)..]] };
        for (int i = 0; i < Concepts.Length; i++)
            foreach (GeneratedPiece smaller in Concepts[i].Smaller()) yield return this with { Concepts = [.. Concepts[..i], smaller, .. Concepts[(i + 1)..]] };
    }
}
