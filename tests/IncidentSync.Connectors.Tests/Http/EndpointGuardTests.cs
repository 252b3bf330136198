using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Tests.Http;

public class EndpointGuardTests
{
    private static readonly EndpointGuard Graph = new(new Uri("https://graph.microsoft.com/v1.0"));

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/security/incidents")]
    [InlineData("https://graph.microsoft.com:443/v1.0/security/incidents?$top=50")]
    [InlineData("https://GRAPH.Microsoft.COM/v1.0/security/incidents")]
    public void Below_the_endpoint_a_request_may_go(string uri) => Graph.Allows(new Uri(uri)).ShouldBeTrue();

    [Theory]
    [InlineData("http://graph.microsoft.com/v1.0/security/incidents")]
    [InlineData("https://graph.microsoft.com:8443/v1.0/security/incidents")]
    [InlineData("https://graph.microsoft.com/beta/security/incidents")]
    [InlineData("https://graph.microsoft.com/v1.0")]
    [InlineData("https://graph.microsoft.com/v1.0x/security")]
    [InlineData("https://graph.microsoft.com/V1.0/security/incidents")]
    [InlineData("https://graph.microsoft.com/v1.0/../beta/security")]
    [InlineData("https://graph.microsoft.com/v1.0/%2e%2e/beta/security")]
    [InlineData("https://graph.microsoft.com/v1.0//evil.example/security")]
    [InlineData(@"https://graph.microsoft.com/v1.0/security\..\..\beta")]
    [InlineData("https://graph.microsoft.com./v1.0/security/incidents")]
    [InlineData("https://graph.microsoft.com.evil.example/v1.0/security")]
    [InlineData("https://graph.microsoft.com@evil.example/v1.0/security")]
    [InlineData("https://user@graph.microsoft.com/v1.0/security")]
    [InlineData("https://user:secret@graph.microsoft.com/v1.0/security")]
    [InlineData("https://evil.example/v1.0/security")]
    [InlineData("https://evil.example/https://graph.microsoft.com/v1.0/security")]
    [InlineData("https://xn--grph-1na.microsoft.com/v1.0/security")]
    [InlineData("https://gr\u0430ph.microsoft.com/v1.0/security")]
    [InlineData("https://20.190.151.7/v1.0/security")]
    [InlineData("https://management.azure.com/v1.0/security")]
    [InlineData("ftp://graph.microsoft.com/v1.0/security")]
    public void Anywhere_else_it_may_not(string uri)
    {
        Graph.Allows(new Uri(uri)).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => Graph.Require(new Uri(uri))).Message.ShouldNotContain("evil");
    }

    [Fact]
    public void A_relative_address_leads_nowhere() => Graph.Allows(new Uri("//evil.example/v1.0", UriKind.Relative)).ShouldBeFalse();
}
