using RightsEngine.Language.Builtins;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Language.Core;

/// <summary>
/// A checked expression. Everything that rules can say is made of these few kinds; evaluators,
/// explanation and analyses know nothing else. <see cref="Origin"/> is the place in the rule file.
/// </summary>
internal abstract record CoreExpression(RightsType Type, Location Origin)
{
    /// <summary>What computing it needs, itself and its parts.</summary>
    public Needs Needs { get; init; }
}

/// <summary>A constant.</summary>
internal sealed record Literal(Value Value, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary>A bound variable.</summary>
internal sealed record Local(LocalSymbol Symbol, Location Origin) : CoreExpression(Symbol.Type, Origin);

/// <summary>A record, relation, status, household, income, concept, parameter, definition, condition or right asked with arguments.</summary>
internal sealed record Call(CallableSymbol Symbol, IReadOnlyList<CoreExpression> Arguments, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary>A member of a structured value; absent when the target is.</summary>
internal sealed record Member(CoreExpression Target, MemberSymbol Symbol, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary>A built-in function, strict in its arguments unless it says otherwise.</summary>
internal sealed record BuiltinCall(Builtin Builtin, IReadOnlyList<CoreExpression> Arguments, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed record Comparison(ComparisonOperator Operator, CoreExpression Left, CoreExpression Right, Location Origin) : CoreExpression(RightsType.Boolean, Origin);

/// <summary>A sum of terms, each added or subtracted; dates plus durations too.</summary>
internal sealed record Sum(IReadOnlyList<SumTerm> Terms, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

internal sealed record SumTerm(bool Subtract, CoreExpression Value);

/// <summary>A whole chain of * and /: the product of all factors, one division by the product of all divisors last.</summary>
internal sealed record Product(IReadOnlyList<CoreExpression> Factors, IReadOnlyList<CoreExpression> Divisors, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

internal sealed record And(IReadOnlyList<CoreExpression> Operands, Location Origin) : CoreExpression(RightsType.Boolean, Origin);

internal sealed record Or(IReadOnlyList<CoreExpression> Operands, Location Origin) : CoreExpression(RightsType.Boolean, Origin);

internal sealed record Not(CoreExpression Operand, Location Origin) : CoreExpression(RightsType.Boolean, Origin);

/// <summary>How the rows of a <see cref="Select"/> combine.</summary>
internal enum HitPolicy
{
    /// <summary>The first row that holds (also <c>if</c>).</summary>
    First,

    /// <summary>At most one row holds; more are a fault.</summary>
    Unique,

    /// <summary>The sum of the rows that hold.</summary>
    Sum,
}

/// <summary>A row: holds when the condition does; may be limited to reference dates.</summary>
internal sealed record SelectRow(CoreExpression When, CoreExpression Then, DateSpan InForce, Location Origin);

/// <summary><c>if</c> and tables: the value of the row that holds, else <see cref="Otherwise"/> (null: a fault).</summary>
internal sealed record Select(HitPolicy Hit, IReadOnlyList<SelectRow> Rows, CoreExpression? Otherwise, RightsType Type, Location Origin) : CoreExpression(Type, Origin)
{
    /// <summary>Whether the rows of a table leave nothing out; null where nobody looks.</summary>
    public TableCoverage? Coverage { get; init; }
}

/// <summary>Found out when the whole rulebook is read; copies of a table share it.</summary>
internal sealed class TableCoverage
{
    /// <summary>Whether some row holds for every value on every date, so that with unknown inputs one of the possible rows does.</summary>
    public bool IsComplete { get; set; }
}

/// <summary><c>for variable in domain return body</c>; lists in the domain's place are flattened where a path asks for it.</summary>
internal sealed record ForEach(LocalSymbol Variable, CoreExpression Domain, CoreExpression Body, bool FlattenDistinct, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary><c>some</c> or <c>every variable in domain satisfies body</c>.</summary>
internal sealed record Quantified(bool IsEvery, LocalSymbol Variable, CoreExpression Domain, CoreExpression Body, Location Origin) : CoreExpression(RightsType.Boolean, Origin);

/// <summary><c>domain[condition over item]</c>.</summary>
internal sealed record Filter(LocalSymbol Variable, CoreExpression Domain, CoreExpression Condition, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary><c>sort by(domain, key)</c>.</summary>
internal sealed record Sort(LocalSymbol Variable, CoreExpression Domain, CoreExpression Key, bool Descending, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary><c>list[index]</c>: 1-based, negative from the end, absent outside.</summary>
internal sealed record Item(CoreExpression List, CoreExpression Index, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary><c>{name: value, …}</c>; each entry sees those before it.</summary>
internal sealed record ContextOf(IReadOnlyList<ContextEntry> Entries, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

internal sealed record ContextEntry(LocalSymbol Symbol, CoreExpression Value);

internal sealed record ListOf(IReadOnlyList<CoreExpression> Items, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

internal sealed record RangeOf(bool LowIncluded, CoreExpression Low, CoreExpression High, bool HighIncluded, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary>Whether a value is in a range or in a list.</summary>
internal sealed record Within(CoreExpression Value, CoreExpression Container, Location Origin) : CoreExpression(RightsType.Boolean, Origin);

/// <summary><c>is present(x)</c>.</summary>
internal sealed record IsPresent(CoreExpression Operand, Location Origin) : CoreExpression(RightsType.Boolean, Origin);

/// <summary><c>default(x, v)</c>.</summary>
internal sealed record Default(CoreExpression Operand, CoreExpression Otherwise, RightsType Type, Location Origin) : CoreExpression(Type, Origin);

/// <summary><c>on(date, body)</c>.</summary>
internal sealed record On(CoreExpression Date, CoreExpression Body, Location Origin) : CoreExpression(Body.Type, Origin);

/// <summary>Dates from and to, both included; null is open.</summary>
internal readonly record struct DateSpan(DateOnly? From, DateOnly? To)
{
    public static DateSpan Always => default;

    public bool Contains(DateOnly date) => (From is null || date >= From) && (To is null || date <= To);

    public bool Overlaps(DateSpan other) =>
        (From is null || other.To is null || From <= other.To) && (To is null || other.From is null || other.From <= To);
}
