using System.Globalization;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>Writes an expression as rules have it, as far as the members of a household and the year of an income need it.</summary>
internal static class CoreText
{
    /// <exception cref="NotHandledException">The expression has a form that is not written here.</exception>
    public static string Of(CoreExpression expression) => expression switch
    {
        Local local => local.Symbol.Name,
        Literal { Value: NumberValue n } => n.Value.ToString(CultureInfo.InvariantCulture),
        Literal { Value: TextValue t } => $"\"{t.Value}\"",
        Literal { Value: BooleanValue b } => b.Value ? "true" : "false",
        Literal { Value: DateValue d } => $"@\"{d.Value:yyyy-MM-dd}\"",
        Call { Arguments.Count: 0 } call => call.Symbol.Name,
        Call { Symbol.TakesPerson: true, Arguments: [var person] } call => $"{Of(person)}.{call.Symbol.Name}",
        Call call => $"{call.Symbol.Name}({List(call.Arguments)})",
        Member member => $"{Of(member.Target)}.{member.Symbol.Name}",
        BuiltinCall { Builtin.Signature: var signature } built when signature.Contains($"{built.Builtin.Name}(", StringComparison.Ordinal) => $"{built.Builtin.Name}({List(built.Arguments)})",
        BuiltinCall { Arguments: [var target] } built => $"{Of(target)}.{built.Builtin.Name}",
        Sum sum => $"({string.Concat(sum.Terms.Select((t, i) => $"{(t.Subtract ? "-" : i == 0 ? "" : "+")}{(i == 0 ? "" : " ")}{Of(t.Value)} ")).TrimEnd()})",
        Filter filter => $"{Of(filter.Domain)}[{Of(filter.Condition)}]",
        Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual } c => $"{Of(c.Left)} {(c.Operator == ComparisonOperator.Equal ? "=" : "!=")} {Of(c.Right)}",
        And and => $"({string.Join(" and ", and.Operands.Select(Of))})",
        Or or => $"({string.Join(" or ", or.Operands.Select(Of))})",
        Not not => $"not({Of(not.Operand)})",
        IsPresent present => $"is present({Of(present.Operand)})",
        ListOf list => $"[{List(list.Items)}]",
        On on => $"on({Of(on.Date)}, {Of(on.Body)})",
        _ => throw new NotHandledException($"`{RulebookParts.Written(expression)}` cannot be written in a reform"),
    };

    private static string List(IEnumerable<CoreExpression> arguments) => string.Join(", ", arguments.Select(Of));
}
