using RightsEngine.Data.Populations;
using RightsEngine.Source;

namespace RightsEngine.Data.Tests.Populations;

public sealed class PopulationReaderTests
{
    [Fact]
    public void A_population_is_read_without_findings()
    {
        PopulationDefinition population = Assert.Single(VillagePopulation.Read(VillagePopulation.Text, out IReadOnlyList<Diagnostic> findings));
        Assert.Empty(findings);
        Assert.Equal(("village", new DateOnly(2025, 1, 1), 6), (population.Name, population.Day, population.MaximumPersons));
        Assert.Equal((8, 2, 1), (population.Records.Count, population.Relations.Count, population.Empty.Count));
    }

    /// <summary>A mistake in one place of the file is found there, and the population is left out.</summary>
    [Theory]
    [InlineData("weight: 60", "weight: -60", "-60", "is not a number of at least 0")]
    [InlineData("weight: 60", "weight: many", "many", "is not a number of at least 0")]
    [InlineData("role: head, age: {20", "role: head, agge: 3, age: {20", "agge", "agge")]
    [InlineData("age: {20 to 64: 70, 65 to 90: 30}", "age: {64 to 20: 70}", "64 to 20", "is not a range from 0 to 120")]
    [InlineData("age: {20 to 64: 70, 65 to 90: 30}", "age: {20 to 64: 0}", "{20 to 64: 0}", "the weights are all 0")]
    [InlineData("age: {20 to 64: 70, 65 to 90: 30}", "count: {0 to 2: 1}, age: {20: 1}", "{", "may have no one in it")]
    [InlineData("than: head}\n      - {role: child", "than: hed}\n      - {role: child", "hed", "hed")]
    [InlineData("than: head}\n      - {role: child", "age: {20: 1}}\n      - {role: child", "{role: partner", "either `age` or `younger`")]
    [InlineData("type: family", "type: alone", "alone", "is given twice")]
    [InlineData("source: [count, assumed]", "source: [cuont, assumed]", "cuont", "cuont")]
    [InlineData("    source: count\n    persons", "    persons", "{", "source")]
    [InlineData("  - draw: work", "  - {draw: age, of: person, source: assumed, among: {old: 1}}\n  - draw: work", "age", "is taken")]
    [InlineData("among: {high: 25, low: 75}", "among: {high: 0}", "{high: 0}", "the weights are all 0")]
    [InlineData("when: {street: high,", "when: {street: hihg,", "hihg", "hihg")]
    [InlineData("when: {street: high,", "when: {works: paid,", "works", "works")]
    [InlineData("age: 65 to 120}, among", "age: old}, among", "old", "is not a range of years")]
    [InlineData("record: birth", "record: brith", "brith", "brith")]
    [InlineData("{take: born}, death", "{take: bron}, death", "bron", "bron")]
    [InlineData("f: 50, m: 49, x: 1", "f: 50, q: 49", "q", "`q` is not a value of type")]
    [InlineData("death_date: nothing", "deathdate: nothing", "deathdate", "deathdate")]
    [InlineData("death_date: nothing", "languages: nl", "nl", "cannot be drawn")]
    [InlineData("death_date: nothing", "death_date: {take: born, days: {1: 1}}", "{take: born, days", "says not once where its value comes from")]
    [InlineData("key: [2023, 2024]", "key: [2023, 2024-Q1]", "2024-Q1", "is not a key of the record")]
    [InlineData("chance: 90%", "chance: 190%", "190%", "is more than 1")]
    [InlineData("hours: {numbers", "hours: {amounts", "{20 to 38", "`amounts` does not go with a value of type")]
    [InlineData("seniority: P3Y6M", "seniority: long", "long", "`long` is not a value of type")]
    [InlineData("1000 to 9000.50", "1000 to 9000.505", "1000 to 9000.505", "is not a range")]
    [InlineData("relation: raisers", "relation: rasiers", "rasiers", "rasiers")]
    [InlineData("person: child", "person: chidl", "chidl", "chidl")]
    [InlineData("married: 70", "engaged: 70", "engaged", "engaged")]
    [InlineData("nothing: [guardian]", "nothing: [guardiam]", "guardiam", "guardiam")]
    public void A_mistake_is_found_where_it_is(string right, string wrong, string at, string message)
    {
        string text = VillagePopulation.Text.ReplaceLineEndings("\n");
        int place = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(place >= 0, $"the file has no `{right}`");
        Assert.Empty(VillagePopulation.Read(text[..place] + wrong + text[(place + right.Length)..], out IReadOnlyList<Diagnostic> findings));
        Diagnostic finding = Assert.Single(findings);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        string found = finding.Location!.Value.File.Text[finding.Location.Value.Span.Start..];
        if (at != "{") Assert.StartsWith(at, found.TrimStart(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("populations: village")]
    public void A_document_of_something_else_is_found(string text)
    {
        Assert.Empty(VillagePopulation.Read(text, out IReadOnlyList<Diagnostic> findings));
        Assert.Equal("RE1006", Assert.Single(findings).Code);
    }
}
