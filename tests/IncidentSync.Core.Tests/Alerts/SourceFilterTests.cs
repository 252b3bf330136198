using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>Which sources a consumer is given.</summary>
public sealed class SourceFilterTests
{
    [Theory]
    [InlineData("*", "microsoftDefenderForEndpoint", true)]
    [InlineData("*", "aSourceOfNextYear", true)]
    [InlineData("*", "", true)]
    [InlineData("*", "MicrosoftSentinel", false)]
    [InlineData("*,microsoftSentinel", "microsoftSentinel", true)]
    [InlineData("MICROSOFTDEFENDERFORENDPOINT", "microsoftDefenderForEndpoint", true)]
    [InlineData("microsoftDefenderForEndpoint", "microsoftDefenderForIdentity", false)]
    [InlineData("", "microsoftDefenderForEndpoint", false)]
    public void A_source_passes_by_its_name_or_by_the_star(string names, string source, bool passes) =>
        new SourceFilter([.. names.Split(',')]).Passes(source).ShouldBe(passes);

    [Fact]
    public void The_old_api_had_the_endpoints_alerts_alone() => SourceFilter.Endpoint.Names.ShouldBe(["microsoftDefenderForEndpoint"]);
}
