using RightsEngine.Concepts.Cases;

namespace RightsEngine.Concepts.Tests;

/// <summary>Spans with both ends included, open ends, and ends that are not known.</summary>
public sealed class CaseSpanTests
{
    private static SpanDate On(string? date) => new(date is null ? null : DateOnly.ParseExact(date, "yyyy-MM-dd"));

    [Theory]
    [InlineData("2024-01-01", "2024-01-31", "2023-12-31", false)]
    [InlineData("2024-01-01", "2024-01-31", "2024-01-01", true)]
    [InlineData("2024-01-01", "2024-01-31", "2024-01-31", true)]
    [InlineData("2024-01-01", "2024-01-31", "2024-02-01", false)]
    [InlineData(null, null, "2024-02-01", true)]
    public void Both_ends_belong_to_a_span(string? from, string? to, string date, bool inside) =>
        Assert.Equal(inside, new CaseSpan(On(from), On(to)).Contains(DateOnly.ParseExact(date, "yyyy-MM-dd")));

    [Fact]
    public void An_end_that_is_not_known_leaves_open_only_what_depends_on_it()
    {
        var span = new CaseSpan(On("2024-01-01"), new SpanDate(null, IsUnknown: true));
        Assert.False(span.Contains(new DateOnly(2023, 12, 31)));
        Assert.Null(span.Contains(new DateOnly(2024, 6, 1)));
    }
}
