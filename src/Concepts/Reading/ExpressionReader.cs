using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>From the text of a scalar to a checked expression or a type.</summary>
internal static class ExpressionReader
{
    public static CoreExpression Check(YamlScalar scalar, IScope scope, RightsType? expected, DiagnosticBag diagnostics) =>
        new Checker(scope, diagnostics).Check(Parser.ParseExpression(scalar.Content, diagnostics), expected);

    public static RightsType Type(YamlScalar scalar, IScope scope, DiagnosticBag diagnostics) =>
        new Checker(scope, diagnostics).CheckType(Parser.ParseType(scalar.Content, diagnostics));

    /// <summary>What stands where an expression is missing; the finding has been reported.</summary>
    public static CoreExpression Missing(Location at) => new Literal(Language.Values.AbsentValue.Instance, RightsType.Error, at);
}
