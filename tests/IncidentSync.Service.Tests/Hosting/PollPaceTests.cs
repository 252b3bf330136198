using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Links;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>The rows stand in the order of PollPace's table.</summary>
public sealed class PollPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 2, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly PollPace _pace = new(Second, 30 * Second);

    [Fact]
    public void A_portal_that_says_how_long_is_left_alone_for_as_long() =>
        _pace.WaitAfter(Failed(7.128 * Second), Start).ShouldBe(7.128 * Second);

    [Fact]
    public void A_portal_that_fails_is_asked_on_for_its_circuit_to_say_how_long()
    {
        _pace.WaitAfter(new FeedRun.Read(0), Start);
        foreach (var minute in Enumerable.Range(0, 9))
        {
            _pace.WaitAfter(Failed(null), Start + (minute * 60 * Second)).ShouldBe(Second);
        }
    }

    [Fact]
    public void Changes_are_asked_for_often_while_there_are_some_and_a_minute_longer()
    {
        _pace.WaitAfter(new FeedRun.Read(0), Start).ShouldBe(Second);
        _pace.WaitAfter(new FeedRun.Read(1), Start + (50 * Second)).ShouldBe(Second);
        _pace.WaitAfter(new FeedRun.Read(0), Start + (109 * Second)).ShouldBe(Second);
    }

    [Fact]
    public void After_a_minute_without_a_change_the_idle_interval_holds_until_the_next_one()
    {
        _pace.WaitAfter(new FeedRun.Read(1), Start);
        _pace.WaitAfter(new FeedRun.Read(0), Start + (60 * Second)).ShouldBe(30 * Second);
        _pace.WaitAfter(new FeedRun.Read(0), Start + (90 * Second)).ShouldBe(30 * Second);
        _pace.WaitAfter(new FeedRun.Read(1), Start + (120 * Second)).ShouldBe(Second);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("TenantId", false)]
    [InlineData("ClientId", false)]
    [InlineData("GraphEndpoint", false)]
    [InlineData("AuthorityHost", false)]
    [InlineData("Kind", false)]
    [InlineData("PollInterval", true)]
    public void Connections_share_a_feed_when_they_ask_the_same_tenant_as_the_same_app(string differs, bool share)
    {
        var other = new DefenderOptions
        {
            TenantId = differs == "TenantId" ? "b" : "a",
            ClientId = differs == "ClientId" ? "b" : "a",
            GraphEndpoint = differs == "GraphEndpoint" ? "https://b/v1.0" : "https://a/v1.0",
            AuthorityHost = differs == "AuthorityHost" ? "https://b" : "https://a",
            Credential = new CredentialOptions { Kind = differs == "Kind" ? CredentialKind.ManagedIdentity : CredentialKind.ClientSecret },
            PollInterval = differs == "PollInterval" ? Second : 2 * Second,
        };
        var one = new DefenderOptions
        {
            TenantId = "A", ClientId = "a", GraphEndpoint = "https://a/v1.0/", AuthorityHost = "https://a",
            Credential = new CredentialOptions { Kind = CredentialKind.ClientSecret },
        };
        string.Equals(FeedSetup.KeyOf(one), FeedSetup.KeyOf(other), StringComparison.OrdinalIgnoreCase).ShouldBe(share);
    }

    private static FeedRun.Failed Failed(TimeSpan? after) => new(new Failure.RetryLater(after, "busy"));
}
