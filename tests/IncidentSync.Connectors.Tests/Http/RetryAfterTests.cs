using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Tests.Http;

public class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("17", 17)]
    [InlineData("2.128", 2.128)]
    [InlineData("86399", 86399)]
    [InlineData("Sun, 22 Nov 2026 08:00:42 GMT", 42)]
    public void Whole_seconds_fractions_and_dates_are_read(string header, double seconds) =>
        RetryAfter.Parse(header, Now).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-3")]
    [InlineData("2,128")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("999999999999999999999999999")]
    [InlineData("Sun, 22 Nov 2026 07:59:59 GMT")]
    [InlineData("2026-11-22T08:00:42Z")]
    public void Anything_else_says_nothing(string? header) => RetryAfter.Parse(header, Now).ShouldBeNull();

    [Fact]
    public void A_date_counts_from_the_servers_clock_and_says_nothing_without_one() =>
        RetryAfter.Parse("Sun, 22 Nov 2026 08:00:42 GMT", null).ShouldBeNull();
}
