using System.Text;
using RightsEngine.Data.Pseudonyms;

namespace RightsEngine.Cli.Tests.Runs;

[Collection(PseudonymTests.OneKey)]
public sealed class PseudonymOutputTests
{
    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void Pseudonyms_stand_in_every_form(string format)
    {
        using var space = new Workspace();
        space.Write("cases.ndjson", """
            {"case": "c-of-anna", "persons": {"anna-1950": {"birth": {"birth_date": "1950-02-03"}}, "bert-2000": {}}}
            {"case": "c-of-carl", "persons": {"carl-1940": {"brth": {}}}}
            """);
        Environment.SetEnvironmentVariable(Pseudonymiser.KeyVariable, "a key for this test only");
        try
        {
            string output = space.PathOf(RunOutputTests.Forms[format]);
            Workspace.Result result = Workspace.Run("evaluate", space.PathOf("cases.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--format", format, "--output", output, "--rejects", space.PathOf("rejects.ndjson"), "--pseudonymise");
            Assert.Equal(2, result.Code);
            foreach ((string name, byte[] bytes) in RunOutputTests.Written(output).Append(("rejects", File.ReadAllBytes(space.PathOf("rejects.ndjson")))))
                foreach (string id in (string[])["c-of-anna", "anna-1950", "bert-2000", "c-of-carl", "carl-1940"])
                    Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(id)) < 0, $"{id} stands in {name}");
            if (format != "parquet") return;
            string plain = space.PathOf("plain");
            Workspace.Run("evaluate", space.PathOf("cases.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--format", format, "--output", plain);
            Assert.Equal(ParquetFolder.Decisions(plain).Select(d => d.GetProperty("outcome").GetString()), ParquetFolder.Decisions(output).Select(d => d.GetProperty("outcome").GetString()));
            Assert.All(ParquetFolder.Decisions(output), d => Assert.Equal(26, d.GetProperty("holder").GetString()!.Length));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Pseudonymiser.KeyVariable, null);
        }
    }
}
