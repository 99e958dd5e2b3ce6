using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;

namespace RightsEngine.Language.Checking;

/// <summary>Types as written.</summary>
internal sealed partial class Checker
{
    private static readonly Dictionary<string, RightsType> BasicTypes =
        new[] { RightsType.Boolean, RightsType.Number, RightsType.Date, RightsType.Duration, RightsType.Text, RightsType.Identifier, RightsType.Person, new MoneyType(MoneyPeriod.None) }
            .ToDictionary(t => t.ToString()!, StringComparer.Ordinal);

    /// <summary>The type that is written; <see cref="RightsType.Error"/> and a finding when there is none.</summary>
    public RightsType CheckType(TypeSyntax syntax)
    {
        switch (syntax)
        {
            case NamedTypeSyntax named:
                if (BasicTypes.TryGetValue(named.Name, out RightsType? basic)) return basic;
                if (scope.FindType(named.Name) is { } type) return type;
                diagnostics.Add(TypeErrors.UnknownType(named.Location, named.Name, BasicTypes.Keys.Concat(scope.TypeNames)));
                return RightsType.Error;
            case MoneyTypeSyntax money:
                return Enum.TryParse(money.Period, true, out MoneyPeriod period) ? new MoneyType(period) : RightsType.Error;
            case ListTypeSyntax list:
                return CheckType(list.Item) is { IsError: false } item ? new ListType(item) : RightsType.Error;
            case RangeTypeSyntax range:
                RightsType bound = CheckType(range.Item);
                if (bound.IsError || bound.IsOrdered) return bound.IsError ? bound : new RangeType(bound);
                diagnostics.Add(TypeErrors.RangeOfUnordered(range.Item.Location, bound));
                return RightsType.Error;
            case OptionalTypeSyntax optional:
                return CheckType(optional.Inner).Optional();
            default:
                return RightsType.Error;
        }
    }
}
