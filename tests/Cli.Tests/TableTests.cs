using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli.Tests;

/// <summary>Cases in tables, through the command line.</summary>
public sealed class TableTests : IDisposable
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
    private static readonly string Rules = Path.Combine(Root, "rules");

    private readonly string _folder = Directory.CreateTempSubdirectory("tables").FullName;

    /// <summary>Every sample family, in three forms; years of several dates, so that records over time matter.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_family_gets_the_same_decisions_in_JSON_in_lines_and_in_tables(bool unordered)
    {
        string[] families = [.. Directory.GetFiles(Path.Combine(Root, "samples", "families"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        string lines = Path.Combine(_folder, "families.ndjson"), tables = Path.Combine(_folder, "tables");
        string[] compact = [.. families.SelectMany(Cases)];
        File.WriteAllLines(lines, compact);
        new CsvFolder(RulebookLoader.Load(Rules).Rulebook!.Catalogue).Write(unordered ? compact.Reverse() : compact.OrderBy(Id, StringComparer.Ordinal), tables);
        foreach (string table in (string[])["birth", "residence"]) Pack(Path.Combine(tables, $"{table}.csv"));

        string[] json = Decisions(Path.Combine(Root, "samples", "families"), out _);
        Assert.True(json.Length > 50);
        Assert.Equal(json, Decisions(lines, out _));
        Assert.Equal(json, Decisions(tables, out string error));
        Assert.Equal(unordered, error.Contains("RE5072", StringComparison.Ordinal));
        Assert.Matches(@"(\d+) rows read: \1 used, 0 rejected", error);
    }

    private static string[] Decisions(string input, out string error)
    {
        Workspace.Result result = Workspace.Run("evaluate", input, "--from", "2024-09", "--to", "2024-12", "--rules", Rules, "--format", "ndjson");
        Assert.True(result.Code == 0, result.Error);
        error = result.Error;
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Cases(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        return [.. (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root]).Select(c => JsonSerializer.Serialize(c))];
    }

    private static string Id(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("case").GetString()!;
    }

    private static void Pack(string file)
    {
        using (FileStream packed = File.Create(file + ".gz"))
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(file));
        File.Delete(file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Here([CallerFilePath] string here = "") => here;
}
