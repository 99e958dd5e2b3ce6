using RightsEngine.DmnTck.Reading;
using RightsEngine.DmnTck.Translating;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Judging;

/// <summary>What a result node came to; the order is that of the report.</summary>
internal enum VerdictKind
{
    /// <summary>Evaluated to the expected value.</summary>
    Value,

    /// <summary>Evaluated to unknown, absent or a fault where null is expected.</summary>
    Null,

    /// <summary>Rejected by the compiler where an error or null is expected.</summary>
    Rejected,

    /// <summary>Outside the subset, with a reason.</summary>
    Outside,

    /// <summary>Another result than FEEL's, declared one by one with its reason.</summary>
    Declared,

    Failed,
}

/// <summary>A result node with its verdict and what to say about it.</summary>
internal sealed record Verdict(NodeId Node, VerdictKind Kind, Outside? Reason, string Expected, string Found, string Expression)
{
    /// <summary>Compares what a decision came to with what is expected.</summary>
    public static Verdict Of(ResultNode node, Outcome outcome)
    {
        Verdict As(VerdictKind kind, string found, Outside? reason = null) =>
            new(node.Id, kind, reason, Comparison.Show(node.Expected), found, Shown(outcome.Texts));
        bool expectsNull = TestValues.IsNull(node.Expected);
        if (outcome.Outside is { } outside) return As(VerdictKind.Outside, outside.Detail, outside.Reason);
        if (Comparison.NeedsTimeTypes(node.Expected)) return As(VerdictKind.Outside, "the expected value", DmnTck.Outside.TimeTypes);
        if (!outcome.IsRejected)
        {
            Value value = outcome.Value!;
            if (!Comparison.Same(node.Expected, value)) return As(VerdictKind.Failed, Comparison.Show(value));
            return As(expectsNull ? VerdictKind.Null : VerdictKind.Value, Comparison.Show(value));
        }
        Diagnostic first = outcome.Findings[0];
        string message = $"{first.Code} {first.Message}";
        Outside? reason = ReasonOf(outcome);
        // A function of FEEL that is missing is refused for the wrong reason, even where null is expected.
        if (reason is null) return As(expectsNull && !outcome.Findings.Any(FeelBuiltins.IsMissing) ? VerdictKind.Rejected : VerdictKind.Failed, message);
        // What is wrong on purpose is rightly rejected. A null that FEEL gives for an expression without error says
        // nothing about the language when the expression is outside it.
        bool isWrong = expectsNull && (node.IsErrorResult || reason == DmnTck.Outside.NullValue);
        return isWrong ? As(VerdictKind.Rejected, message) : As(VerdictKind.Outside, message, reason);
    }

    /// <summary>A node that came to no comparison.</summary>
    public static Verdict Failure(NodeId node, string expected, string found) => new(node, VerdictKind.Failed, null, expected, found, "");

    /// <summary>The construct outside the subset for which the compiler rejected a decision, or null when it has none.</summary>
    private static Outside? ReasonOf(Outcome outcome)
    {
        Outside? explained = outcome.Texts.Select(Constructs.ExplainsRejection).FirstOrDefault(r => r is not null);
        // A null is no excuse for a function that is missing.
        if (explained == Outside.NullValue && outcome.Findings.Any(FeelBuiltins.IsMissing)) explained = null;
        if (outcome.Findings.Any(f => f.Code == Concepts.ConceptErrors.CycleDescriptor.Code)) return Outside.Recursion;
        bool reported = outcome.Findings.Any(f => f.Code == Language.SyntaxErrors.UnsupportedDescriptor.Code || f.Code == Language.TypeErrors.OutsideLanguageDescriptor.Code);
        // What the compiler names is surer than a null that happens to stand there too.
        return reported && (explained is null or Outside.NullValue) ? Outside.ReportedByCompiler : explained;
    }

    private static string Shown(IReadOnlyList<string> texts)
    {
        string all = string.Join(" ¦ ", texts.Select(t => string.Join(' ', t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        return all.Length <= 300 ? all : all[..300] + "…";
    }
}
