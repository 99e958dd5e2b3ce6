using System.Text.RegularExpressions;

namespace RightsEngine.Rules.Tests.Differential;

/// <summary>A generated expression as a tree, so that a failing one can be made smaller.</summary>
/// <param name="Kind">Its type, as the generator names types.</param>
/// <param name="Format">The text, with <c>$0</c>, <c>$1</c>… for the parts.</param>
/// <param name="Parts">The parts.</param>
internal sealed partial record Expr(string Kind, string Format, params Expr[] Parts)
{
    /// <summary>The expression as a rule author would write it.</summary>
    public string Text => Hole().Replace(Format, m => Parts[int.Parse(m.Groups[1].Value)].Text);

    public int Size => 1 + Parts.Sum(p => p.Size);

    /// <summary>The expression with one part replaced by something smaller of the same type, one way at a time.</summary>
    public IEnumerable<Expr> Smaller()
    {
        foreach (Expr inner in Parts.SelectMany(p => p.SelfAndParts()))
            if (inner.Kind == Kind && inner.Size < Size) yield return inner;
        if (Parts.Length > 0 && Simplest(Kind) is { } simplest) yield return simplest;
        for (int i = 0; i < Parts.Length; i++)
            foreach (Expr smaller in Parts[i].Smaller())
                yield return this with { Parts = [.. Parts[..i], smaller, .. Parts[(i + 1)..]] };
    }

    private IEnumerable<Expr> SelfAndParts() => Parts.SelectMany(p => p.SelfAndParts()).Prepend(this);

    private static Expr? Simplest(string kind) => kind switch
    {
        "boolean" => new Expr(kind, "true"),
        "number" => new Expr(kind, "1"),
        "year" => new Expr(kind, "y_some"),
        "month" => new Expr(kind, "m_some"),
        "date" => new Expr(kind, "@\"2020-02-29\""),
        _ => null,
    };

    [GeneratedRegex(@"\$(\d)")]
    private static partial Regex Hole();
}
