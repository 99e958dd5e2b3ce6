using System.Text.RegularExpressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Overview;

/// <summary>What a condition says about no case in particular.</summary>
internal static partial class ConditionWords
{
    /// <summary>The text of a condition, with names in brackets where a decision has values; null when it has none.</summary>
    public static string? Of(ConditionDefinition condition, string language) => condition.Text is not { } text ? null
        : PlaceholderPattern().Replace(text.Texts.In(language), m => $"[{Said(m.Groups[1].Value, text.Placeholders.GetValueOrDefault(m.Groups[1].Value), language)}]");

    /// <summary>What stands in the place of a value: the title of the figure or definition, else its name in words.</summary>
    private static string Said(string name, CoreExpression? value, string language) => value switch
    {
        Call { Symbol: ParameterSymbol p } => p.Parameter.Title.In(language),
        _ => name.Replace('_', ' ').Replace('.', ' '),
    };

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex PlaceholderPattern();
}
