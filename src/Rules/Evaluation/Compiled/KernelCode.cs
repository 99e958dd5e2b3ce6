using System.Linq.Expressions;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// Code of a kernel that is made when it is first run. Most of what a rulebook may ask is never asked: the lean lane decides most
/// cases, and who has been refused by one condition is not asked the rest.
/// </summary>
/// <typeparam name="T">The delegate.</typeparam>
internal sealed class KernelCode<T>(Expression<T> tree, bool isInterpreted)
    where T : Delegate
{
    private readonly Lock _making = new();
    private Expression<T>? _tree = tree;
    private T? _code;

    /// <summary>The code; threads that want it at once wait for the first.</summary>
    public T Value => Volatile.Read(ref _code) ?? Make();

    private T Make()
    {
        lock (_making)
        {
            if (_code is null)
            {
                Volatile.Write(ref _code, _tree!.Compile(isInterpreted));
                // The tree is larger than the code.
                _tree = null;
            }
            return _code!;
        }
    }
}
