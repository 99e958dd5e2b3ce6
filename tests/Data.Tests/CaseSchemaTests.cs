using NJsonSchema;
using RightsEngine.Data.Schema;

namespace RightsEngine.Data.Tests;

public sealed class CaseSchemaTests
{
    [Fact]
    public void The_same_catalogue_gives_the_same_text() =>
        Assert.Equal(CaseSchema.ForCases(Village.Catalogue), CaseSchema.ForCases(Village.Catalogue));

    [Fact]
    public async Task The_schema_accepts_what_the_reader_accepts()
    {
        JsonSchema schema = await Schema();
        Assert.Empty(schema.Validate(Village.GoodCase));
    }

    [Theory]
    [InlineData("{'case': 'c', 'persons': {'a': {'birth': {'birthdate': '1985-02-03'}}}}")]
    [InlineData("{'case': 'c', 'persons': {'a': {'birth': {'gender': 'w'}}}}")]
    [InlineData("{'case': 'c', 'persons': {'a': {'payslip': {'23': {}}}}}")]
    [InlineData("{'case': 'c', 'persons': {'a': {'payslip': {'2023': {'wages': '1'}}}}}")]
    [InlineData("{'case': 'c', 'persons': {'a': {'home': {'address': 3}}}}")]
    [InlineData("{'case': 'c', 'persons': {'a': {'partners': [{'kind': 'married'}]}}}")]
    [InlineData("{'case': 'c', 'persons': {'a': {'partners': [{'person': 'b', 'kind': 'engaged'}]}}}")]
    [InlineData("{'case': '', 'persons': {'a': {}}}")]
    [InlineData("{'persons': {'a': {}}}")]
    [InlineData("{'case': 'c', 'persons': {}}")]
    [InlineData("{'case': 'c', 'persons': {'a': {}}, 'more': 1}")]
    public async Task The_schema_refuses_what_the_reader_rejects(string json)
    {
        JsonSchema schema = await Schema();
        Assert.NotEmpty(schema.Validate(Reading.Quoted(json)));
        Assert.Null(Reading.Json(Reading.Quoted(json)).Case);
    }

    // The validator knows drafts up to 7, in which definitions have another name.
    private static Task<JsonSchema> Schema() => JsonSchema.FromJsonAsync(CaseSchema.ForCases(Village.Catalogue).Replace("$defs", "definitions"));

    [Fact]
    public void Titles_are_in_English()
    {
        string schema = CaseSchema.ForCases(Village.Catalogue);
        Assert.Contains("\"description\": \"payslip record\"", schema);
        Assert.Contains("\"description\": \"code LIVING\"", schema);
        Assert.Contains("\"description\": \"the wages\"", schema);
        Assert.DoesNotContain("(nl)", schema);
    }
}
