using RightsEngine.Language.Builtins;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Catalogue;

/// <summary>A declared rounding: <c>half up to 0.01</c>.</summary>
/// <param name="Mode">The way: half up, half down, half even, up, down.</param>
/// <param name="Decimals">The number of decimals.</param>
internal sealed record Rounding(string Mode, int Decimals)
{
    private static readonly string[] Modes = ["half up", "half down", "half even", "up", "down"];

    private static readonly string[] Steps = ["1", "0.1", "0.01", "0.001", "0.0001"];

    /// <summary>The number rounded.</summary>
    public Value Of(decimal number) => BuiltinTable.Find($"round {Mode}")!.Compute([new NumberValue(number), new NumberValue(Decimals)]);

    public override string ToString() => $"{Mode} to {Steps[Decimals]}";

    /// <summary>Reads a rounding; anything else is reported.</summary>
    public static Rounding? Read(YamlScalar? scalar, DiagnosticBag diagnostics)
    {
        if (scalar is null) return null;
        string[] parts = scalar.Text.Split(" to ");
        if (parts.Length == 2 && Modes.Contains(parts[0]) && Array.IndexOf(Steps, parts[1]) is >= 0 and var decimals) return new Rounding(parts[0], decimals);
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`round` is `{scalar.Text}`: expected a way and a step", "write for example `half up to 0.01`"));
        return null;
    }
}
