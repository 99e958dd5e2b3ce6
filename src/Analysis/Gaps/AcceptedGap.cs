using RightsEngine.Source;

namespace RightsEngine.Analysis.Gaps;

/// <summary>What tests leave open.</summary>
internal enum GapKind
{
    /// <summary>Something of the rules that no test sees.</summary>
    Unseen,

    /// <summary>A wrong change of the rules that no test notices.</summary>
    Survives,
}

/// <summary>
/// Something that tests leave open and that somebody accepted, with a reason: it cannot be reached, or the change means the same.
/// </summary>
/// <param name="In">The right or declaration that it belongs to: <c>water.social_tariff</c>, <c>income family_benefit_income</c>.</param>
/// <param name="Kind">Whether it is not seen or not noticed.</param>
/// <param name="Text">What the report says of it; <c>*</c> stands for anything.</param>
/// <param name="At">A piece of the line where it is written, with the place in it; or null when it may stand anywhere.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Location">Where that is written.</param>
internal sealed record AcceptedGap(string In, GapKind Kind, string Text, string? At, string Reason, Location Location)
{
    private const char Anything = '*';

    /// <summary>Whether it is about something that the report words so.</summary>
    /// <param name="owner">The right or declaration.</param>
    /// <param name="text">The words of the report.</param>
    /// <param name="place">Where it is written in the rules.</param>
    public bool Fits(string owner, string text, Location place) =>
        owner == In && IsLike(text, Text) && (At is null || IsIn(At, place));

    /// <summary>Whether a piece of text stands on the line so that the place is within it.</summary>
    private static bool IsIn(string piece, Location place)
    {
        string line = place.File.LineText(place.Position.Line);
        int column = place.Position.Column - 1;
        for (int at = line.IndexOf(piece, StringComparison.Ordinal); at >= 0 && at <= column; at = line.IndexOf(piece, at + 1, StringComparison.Ordinal))
            if (column < at + piece.Length) return true;
        return false;
    }

    private static bool IsLike(string text, string pattern)
    {
        string[] pieces = pattern.Split(Anything);
        if (pieces.Length == 1) return text == pattern;
        if (!text.StartsWith(pieces[0], StringComparison.Ordinal)) return false;
        int at = pieces[0].Length;
        foreach (string piece in pieces[1..^1])
        {
            int found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + piece.Length;
        }
        return text.Length - at >= pieces[^1].Length && text.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}
