using System.Reflection;
using RightsEngine.Source;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>Every code of the engine, collected from the error files of the stages.</summary>
internal static class DiagnosticCatalogue
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The fields that hold descriptors, in the order of their codes.</summary>
    public static IReadOnlyList<(FieldInfo Field, DiagnosticDescriptor Descriptor)> Fields { get; } =
        [.. new[] { "RightsEngine.Source", "RightsEngine.Language", "RightsEngine.Concepts", "RightsEngine.Rules", "RightsEngine.Data", "RightsEngine.Analysis", "rights" }
            .SelectMany(s => Assembly.Load(s).GetTypes())
            .SelectMany(t => t.GetFields(Static))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (f, (DiagnosticDescriptor)f.GetValue(null)!))
            .OrderBy(f => f.Item2.Code, StringComparer.Ordinal)];

    public static IEnumerable<DiagnosticDescriptor> All => Fields.Select(f => f.Descriptor);

    public static DiagnosticDescriptor Find(string code) => All.Single(d => d.Code == code);
}
