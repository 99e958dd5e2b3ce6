namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Three-valued logic, and states put together.</summary>
internal sealed partial class KernelContext
{
    /// <summary>Both, in three-valued logic with faults.</summary>
    public int And(int a, int b)
    {
        if (a == 0 || b == 0) return 0;
        if (a >= FactArena.FirstHandle || b >= FactArena.FirstHandle) return Facts.Union(a, b);
        return a == -1 || b == -1 ? -1 : 1;
    }

    /// <summary>Either, in three-valued logic with faults; the facts of the operand with the fewest.</summary>
    public int Or(int a, int b)
    {
        if (a == 1 || b == 1) return 1;
        bool x = a >= FactArena.FirstHandle, y = b >= FactArena.FirstHandle;
        if (x && y) return Facts.Count(b) < Facts.Count(a) ? b : a;
        if (x || y) return x ? a : b;
        return a == -1 || b == -1 ? -1 : 0;
    }

    public static int Not(int a) => a is 0 or 1 ? 1 - a : a;

    /// <summary>The state of an operation on two operands: fault, else unknown, else absent, else known.</summary>
    public int Strict(int a, int b)
    {
        if ((a | b) == 0) return 0;
        if (a == -1 || b == -1) return -1;
        if (a >= FactArena.FirstHandle || b >= FactArena.FirstHandle) return Facts.Union(a, b);
        return 1;
    }

    /// <summary>The state of an operation that something absent decides: fault, else absent, else unknown, else known.</summary>
    public int AbsentFirst(int a, int b)
    {
        if ((a | b) == 0) return 0;
        if (a == -1 || b == -1) return -1;
        return a == 1 || b == 1 ? 1 : Facts.Union(a, b);
    }
}
