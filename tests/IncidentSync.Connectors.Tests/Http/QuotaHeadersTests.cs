using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Tests.Http;

public class QuotaHeadersTests
{
    private const string Prefix = "x-ms-ratelimit-remaining-subscription-";

    [Theory]
    [InlineData("resource-requests", "799", 799)]
    [InlineData("reads", "1099", 1099)]
    [InlineData("writes", "0", 0)]
    [InlineData("reads", "-1", null)]
    [InlineData("reads", "many", null)]
    [InlineData("global-reads", "16499", null)]
    [InlineData("deletes", "799", null)]
    public void What_is_left_of_a_subscriptions_calls_is_read(string name, string value, int? left) =>
        Read(200, (Prefix + name, value)).ShouldBe(QuotaSigns.None with { Remaining = left });

    [Fact]
    public void Of_several_counts_the_smallest_holds() =>
        Read(200, (Prefix + "reads", "1099"), (Prefix + "resource-requests", "12")).Remaining.ShouldBe(12);

    [Theory]
    [InlineData("0.8", 0.8)]
    [InlineData("1.8", 1.8)]
    [InlineData("", null)]
    [InlineData("NaN", null)]
    public void The_used_share_is_read(string value, double? share) =>
        Read(200, ("x-ms-throttle-limit-percentage", value)).UsedShare.ShouldBe(share);

    [Fact]
    public void A_429_says_that_it_was_one_too_many_and_how_long_to_wait() =>
        Read(429, ("Retry-After", "2.128")).ShouldBe(new QuotaSigns(true, TimeSpan.FromSeconds(2.128), null, null));

    [Fact]
    public void An_answer_without_such_headers_says_nothing() => Read(200).ShouldBe(QuotaSigns.None);

    private static QuotaSigns Read(int status, params (string Name, string Value)[] headers) =>
        QuotaHeaders.Read(status, null, name => headers.Where(header => header.Name == name)
            .Select(header => header.Value).FirstOrDefault());
}
