using System.Security.Cryptography;
using System.Text;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Pseudonyms;

/// <summary>
/// Names for cases and persons that only the holder of a key can make: the same id and key give the same name in every file.
/// </summary>
internal sealed class Pseudonymiser(string key)
{
    /// <summary>Where the key stands; never on the command line, which others can see.</summary>
    public const string KeyVariable = "RIGHTS_PSEUDONYM_KEY";

    // Shorter ids may be part of any word; they are replaced only where they stand alone.
    private const int LeastInside = 6;
    private const int Bytes = 16;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    // Keys with a meaning of their own, which only stand in the wrong place.
    private static readonly HashSet<string> OwnWords = ["on", "from", "to"];

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>26 letters and digits: 128 bits of HMAC-SHA256.</summary>
    public string Of(string id)
    {
        byte[] hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(id));
        var text = new StringBuilder(26);
        int bits = 0, held = 0;
        foreach (byte next in hash.AsSpan(0, Bytes))
        {
            held = ((held << 8) | next) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Alphabet[(held >> (bits - 5)) & 31]);
        }
        return text.Append(Alphabet[(held << (5 - bits)) & 31]).ToString();
    }

    /// <summary>The case under other names, decided alike.</summary>
    public Case Of(Case subject) => CaseRenaming.Rename(subject, Of);

    /// <summary>What is wrong with a case, without any id of it.</summary>
    public IReadOnlyList<CaseProblem> Of(CaseResult result) => [.. result.Problems.Select(p => Of(p, result.Ids))];

    /// <summary>A problem without the ids of its case, in whatever part of it they stand.</summary>
    public CaseProblem Of(CaseProblem problem, IEnumerable<string> ids)
    {
        string[] all = [.. ids.Concat(Others(problem)).Append(problem.Case).SelectMany(i => new[] { i, i.Trim() }).Where(i => i.Length > 0).Distinct().OrderByDescending(i => i.Length).ThenBy(i => i, StringComparer.Ordinal)];
        return problem with
        {
            Case = problem.Case.Length == 0 ? "" : Of(problem.Case),
            File = FileOf(problem.File, all),
            Path = all.Aggregate(problem.Path, PathWithout),
            Field = problem.Field is null ? null : Whole(problem.Field, all),
            Value = problem.Value is null ? null : Whole(problem.Value, all),
            Message = all.Aggregate(problem.Message, MessageWithout),
        };
    }

    /// <summary>What the problem itself shows to be an id, or may be one.</summary>
    private static IEnumerable<string> Others(CaseProblem problem)
    {
        // A value that is of no field stands where an id or a key should be.
        if (problem is { Field: null, Value: { } value } && !DataErrors.QuotesSource(problem)) yield return value;
        if (problem is { Value: { } identifier } && DataErrors.HasIdentifierAsValue(problem)) yield return identifier;
        string[] quoted = problem.Message.Split('`');
        if (DataErrors.QuotesPersons(problem))
        {
            if (problem.Value is { } number) yield return number;
            for (int i = 1; i < quoted.Length; i += 2) yield return quoted[i];
        }
        else if (DataErrors.QuotesKey(problem))
        {
            string? key = problem.Field ?? quoted.ElementAtOrDefault(1);
            if (key is not null && !OwnWords.Contains(key)) yield return key;
        }
    }

    private string MessageWithout(string message, string id)
    {
        string text = message.Replace($"`{Shown.Short(id)}`", $"`{Of(id)}`", StringComparison.Ordinal);
        return Inside(Inside(text, id, id), Shown.Short(id).TrimEnd('…'), id);
    }

    private string PathWithout(string path, string id)
    {
        string quoted = Shown.Short(id).Replace("\\", "\\\\").Replace("\"", "\\\"");
        string[] segments = path.Replace($"[\"{quoted}\"]", $".{Of(id)}", StringComparison.Ordinal).Split('.');
        for (int i = 0; i < segments.Length; i++)
        {
            int bracket = segments[i].IndexOf('[');
            string name = bracket < 0 ? segments[i] : segments[i][..bracket];
            if (name == id) segments[i] = Of(id) + segments[i][name.Length..];
        }
        return Inside(string.Join('.', segments), id, id);
    }

    private string Whole(string text, string[] ids)
    {
        foreach (string id in ids)
            if (text == id) return Of(id);
        return ids.Aggregate(text, (t, id) => Inside(t, id, id));
    }

    // Messages are files that are called after the person, and a case may have a file of its own.
    private string FileOf(string file, string[] ids)
    {
        string name = Path.GetFileName(file), stem = Path.GetFileNameWithoutExtension(name);
        bool isMessage = name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
        if (isMessage || ids.Contains(stem)) return file[..^name.Length] + Of(stem) + name[stem.Length..];
        return ids.Aggregate(file, (t, id) => Inside(t, id, id));
    }

    private string Inside(string text, string part, string id) => part.Length < LeastInside ? text : text.Replace(part, Of(id), StringComparison.Ordinal);
}
