using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Native;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests.Native;

public class NativeControlTests(TwoTenantsFixture simulator) : IClassFixture<TwoTenantsFixture>
{
    private PortalClient Control => new(simulator.Http, new Uri(simulator.Host.Authority, "control"), "");

    [Fact]
    public async Task Whose_stamp_an_incident_appears_with_can_be_set()
    {
        var set = await Control.Put("/sentinel/fabrikam-sentinel/native", JsonNode.Parse("""{"lastModifiedTimeUtc":"ofArrival"}""")!);
        set.Find("lastModifiedTimeUtc").ShouldBe("ofArrival");
        simulator.World.Natives.Single().LastModifiedTimeUtc.ShouldBe(NativeLastModified.OfArrival);
    }

    [Theory]
    [InlineData("fabrikam-sentinel", """{"lastModifiedTimeUtc":"ofYesterday"}""")]
    [InlineData("contoso-sentinel", """{"lastModifiedTimeUtc":"ofArrival"}""")]
    public async Task What_is_no_stamp_and_a_workspace_that_it_does_not_serve_are_400(string workspace, string body) =>
        (await Control.Put($"/sentinel/{workspace}/native", JsonNode.Parse(body)!)).Status.ShouldBe(HttpStatusCode.BadRequest);
}
