using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Service.Hosting;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>What <c>check</c> says of a portal's answer: the fault in words, and what to do.</summary>
public class PortalDoctorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("AADSTS7000222: The client secret keys are expired.", "the client secret has expired: make a new one (AADSTS7000222)")]
    [InlineData("AADSTS7000215: Invalid client secret provided.", "it takes the secret's value, not its id")]
    [InlineData("AADSTS700016: Application with identifier 'x' was not found.", "look at ClientId and TenantId")]
    [InlineData("AADSTS90002: Tenant 'x' not found.", "look at TenantId and Cloud")]
    [InlineData("AADSTS53003: Blocked by Conditional Access.", "access denied")]
    public void A_credential_that_is_refused_is_told_of_in_words(string entra, string words) =>
        PortalDoctor.Problem(new FeedOutcome.Failed(new Failure.Denied("HTTP 401", "invalid_client", entra)), Now)!.ShouldContain(words);

    [Theory]
    [InlineData(0, null)]
    [InlineData(2, null)]
    [InlineData(-3, "the clock of this machine is 3 minutes behind the portal's: set it")]
    [InlineData(7, "the clock of this machine is 7 minutes ahead of the portal's: set it")]
    public void A_clock_that_is_off_is_told_of(int minutes, string? words) =>
        PortalDoctor.Problem(new FeedOutcome.Page(new FeedPage([], [], null, Now)), Now.AddMinutes(minutes)).ShouldBe(words);

    [Fact]
    public void An_answer_that_does_not_say_the_time_is_well() =>
        PortalDoctor.Problem(new FeedOutcome.Page(new FeedPage([], [], null, null)), Now).ShouldBeNull();
}
