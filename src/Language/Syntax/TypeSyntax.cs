using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>A type as written: <c>money per year</c>, <c>list of person</c>, <c>region?</c>.</summary>
internal abstract record TypeSyntax(Location Location);

/// <summary>A single word: a basic type, a code list, a record.</summary>
internal sealed record NamedTypeSyntax(string Name, Location Location) : TypeSyntax(Location);

/// <summary><c>money per day|month|quarter|year</c>.</summary>
internal sealed record MoneyTypeSyntax(string Period, Location Location) : TypeSyntax(Location);

internal sealed record ListTypeSyntax(TypeSyntax Item, Location Location) : TypeSyntax(Location);

internal sealed record RangeTypeSyntax(TypeSyntax Item, Location Location) : TypeSyntax(Location);

/// <summary><c>T?</c>.</summary>
internal sealed record OptionalTypeSyntax(TypeSyntax Inner, Location Location) : TypeSyntax(Location);

/// <summary>Stands where a type could not be parsed; a finding has been reported.</summary>
internal sealed record ErrorTypeSyntax(Location Location) : TypeSyntax(Location);
