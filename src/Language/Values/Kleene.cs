namespace RightsEngine.Language.Values;

/// <summary>The logic of three values and faults: definitions of and, or, not that do not depend on order.</summary>
internal static class Kleene
{
    /// <summary>The first found of false, unknown, fault, true; unknown carries the facts of every unknown operand.</summary>
    public static Value And(IEnumerable<Value> operands)
    {
        FactSet? facts = null;
        Value? fault = null;
        foreach (Value operand in operands)
        {
            if (operand is BooleanValue { Value: false }) return operand;
            if (operand is UnknownValue unknown) facts = facts is null ? unknown.Facts : facts.Union(unknown.Facts);
            else if (operand is FaultValue) fault ??= operand;
        }
        return facts is not null ? new UnknownValue(facts) : fault ?? BooleanValue.True;
    }

    /// <summary>The first found of true, unknown, fault, false; unknown carries the facts of the operand with the fewest.</summary>
    public static Value Or(IEnumerable<Value> operands)
    {
        FactSet? facts = null;
        Value? fault = null;
        foreach (Value operand in operands)
        {
            if (operand is BooleanValue { Value: true }) return operand;
            if (operand is UnknownValue unknown)
            {
                if (facts is null || unknown.Facts.Count < facts.Count) facts = unknown.Facts;
            }
            else if (operand is FaultValue)
            {
                fault ??= operand;
            }
        }
        return facts is not null ? new UnknownValue(facts) : fault ?? BooleanValue.False;
    }

    public static Value Not(Value operand) => operand is BooleanValue b ? BooleanValue.Of(!b.Value) : operand;

    /// <summary>The fault or unknown that a strict operation on these operands gives, or null when all are known.</summary>
    public static Value? Strict(IEnumerable<Value> operands)
    {
        FactSet? facts = null;
        foreach (Value operand in operands)
        {
            if (operand is FaultValue) return operand;
            if (operand is UnknownValue unknown) facts = facts is null ? unknown.Facts : facts.Union(unknown.Facts);
        }
        return facts is null ? null : new UnknownValue(facts);
    }
}
