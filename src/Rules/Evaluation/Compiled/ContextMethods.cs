using System.Collections.Concurrent;
using System.Reflection;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Methods of the context that emitted code calls, found once: kernels ask for the same few thousands of times.</summary>
internal static class ContextMethods
{
    private static readonly ConcurrentDictionary<string, MethodInfo> Found = new(StringComparer.Ordinal);

    /// <summary>The only method with a name.</summary>
    public static MethodInfo Named(string name) => Found.GetOrAdd(name, static n => typeof(KernelContext).GetMethod(n) ?? throw new MissingMethodException(nameof(KernelContext), n));
}
