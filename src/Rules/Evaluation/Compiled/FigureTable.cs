using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The versions of a table of figures, for code that dates share: which of them is meant is read.</summary>
/// <param name="parameter">The table.</param>
/// <param name="rows">Makes the rows of a version.</param>
internal sealed class FigureTable(ParameterDefinition parameter, Func<ParameterVersion, KeyTable> rows)
{
    private readonly KeyTable?[] _rows = new KeyTable?[parameter.Versions.Count];

    /// <summary>The number of the version, as it is read.</summary>
    public required Expression Number { get; init; }

    /// <summary>The version for another date; null where there is none, or it has no rows.</summary>
    public required Func<KernelDate, ParameterVersion?> On { get; init; }

    /// <summary>The number of a version, with its rows made.</summary>
    /// <exception cref="NotEmittableException">A key cannot be a number.</exception>
    public int NumberOf(ParameterVersion version)
    {
        int number = Enumerable.Range(0, _rows.Length).First(i => ReferenceEquals(parameter.Versions[i], version));
        _rows[number] ??= rows(version);
        return number;
    }

    /// <summary>The first row of a version that holds, for keys that are known: a fault when there is none.</summary>
    public int Find(KernelContext x, int version) => _rows[version]!.Find(x);

    /// <summary>The only row of a version that may hold, for keys of which some are absent or not known.</summary>
    public int FindPossible(KernelContext x, int version) => _rows[version]!.FindPossible(x);
}
