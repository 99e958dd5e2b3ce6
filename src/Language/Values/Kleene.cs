namespace RightsEngine.Language.Values;

/// <summary>The logic of three values and faults: definitions of and, or, not that do not depend on order.</summary>
internal static class Kleene
{
    /// <summary>The first found of false, unknown, fault, true; unknown carries the facts of every unknown operand.</summary>
    public static Value And(IEnumerable<Value> operands)
    {
        var all = default(Conjunction);
        foreach (Value operand in operands)
            if (!all.Add(operand)) break;
        return all.Value;
    }

    /// <summary>The first found of true, unknown, fault, false; unknown carries the facts of the operand with the fewest.</summary>
    public static Value Or(IEnumerable<Value> operands)
    {
        var any = default(Disjunction);
        foreach (Value operand in operands)
            if (!any.Add(operand)) break;
        return any.Value;
    }

    public static Value Not(Value operand) => operand is BooleanValue b ? BooleanValue.Of(!b.Value) : operand;

    /// <summary>The fault or unknown that a strict operation on these operands gives, or null when all are known.</summary>
    public static Value? Strict(IEnumerable<Value> operands)
    {
        FactSet? facts = null;
        foreach (Value operand in operands)
            if (Stops(operand, ref facts)) return operand;
        return facts is null ? null : new UnknownValue(facts);
    }

    /// <summary>The same of values at hand.</summary>
    public static Value? Strict(ReadOnlySpan<Value> operands)
    {
        FactSet? facts = null;
        foreach (Value operand in operands)
            if (Stops(operand, ref facts)) return operand;
        return facts is null ? null : new UnknownValue(facts);
    }

    private static bool Stops(Value operand, ref FactSet? facts)
    {
        if (operand is UnknownValue unknown) facts = facts is null ? unknown.Facts : facts.Union(unknown.Facts);
        return operand is FaultValue;
    }
}

/// <summary>Operands of <c>and</c>, one after another.</summary>
internal struct Conjunction
{
    private FactSet? _facts;
    private Value? _fault;
    private Value? _false;

    /// <summary>Takes an operand; false when the others do not matter any more.</summary>
    public bool Add(Value operand)
    {
        if (operand is BooleanValue { Value: false }) _false = operand;
        else if (operand is UnknownValue unknown) _facts = _facts is null ? unknown.Facts : _facts.Union(unknown.Facts);
        else if (operand is FaultValue) _fault ??= operand;
        return _false is null;
    }

    /// <summary>What they come to.</summary>
    public readonly Value Value => _false ?? (_facts is not null ? new UnknownValue(_facts) : _fault ?? BooleanValue.True);
}

/// <summary>Operands of <c>or</c>, one after another.</summary>
internal struct Disjunction
{
    private FactSet? _facts;
    private Value? _fault;
    private Value? _true;

    /// <summary>Takes an operand; false when the others do not matter any more.</summary>
    public bool Add(Value operand)
    {
        if (operand is BooleanValue { Value: true }) _true = operand;
        else if (operand is UnknownValue unknown && (_facts is null || unknown.Facts.Count < _facts.Count)) _facts = unknown.Facts;
        else if (operand is FaultValue) _fault ??= operand;
        return _true is null;
    }

    /// <summary>What they come to.</summary>
    public readonly Value Value => _true ?? (_facts is not null ? new UnknownValue(_facts) : _fault ?? BooleanValue.False);
}
