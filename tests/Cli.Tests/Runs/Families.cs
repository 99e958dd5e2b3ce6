using System.Text.Json.Nodes;
using CsCheck;
using RightsEngine.Rules.Tests;

namespace RightsEngine.Cli.Tests.Runs;

/// <summary>Many cases in one file.</summary>
internal static class Families
{
    /// <summary>Families for the rulebook of the repository, some with facts forgotten; the same ones for the same seed.</summary>
    public static string Generated(int number, string seed)
    {
        var lines = new List<string>();
        Gen.Select(FamilyGenerator.Family, Gen.Int[0, 100_000].Array[0, 3]).Sample((family, forgotten) =>
        {
            foreach (int leaf in forgotten)
            {
                List<string[]> leaves = FamilyGenerator.Leaves(family);
                family = FamilyGenerator.Forget(family, leaves[leaf % leaves.Count]);
            }
            var named = (JsonObject)family.DeepClone();
            named["case"] = $"f{lines.Count:D5}";
            lines.Add(named.ToJsonString());
        }, seed: seed, iter: number, threads: 1);
        return string.Join('\n', lines);
    }

    /// <summary>Cases of one person for the small rulebook; some cannot be read, some have no birth date.</summary>
    public static string Small(int number) => string.Join('\n', Enumerable.Range(0, number).Select(i => (i % 1000) switch
    {
        17 => Small(i, "\"brth\":{}"),
        18 => Small(i, ""),
        _ => Small(i, $"\"birth\":{{\"birth_date\":\"{1930 + i % 80}-02-03\"}}"),
    }));

    private static string Small(int number, string facts) => "{\"case\":\"s" + number.ToString("D6") + "\",\"persons\":{\"p\":{" + facts + "},\"q\":{\"birth\":{\"birth_date\":\"1950-05-06\"}}}}";
}
