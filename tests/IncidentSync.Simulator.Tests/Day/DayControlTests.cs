using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests.Day;

public class DayControlTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private PortalClient Control => new(simulator.Http, new Uri(simulator.Host.Authority, "control"), "");

    [Fact]
    public async Task A_day_is_started_runs_with_the_clock_and_is_stopped()
    {
        var started = await Control.Post("/day/start", new JsonObject { ["seed"] = 5, ["incidentsPerDay"] = 1000 });
        started.Json["seed"]!.GetValue<int>().ShouldBe(5);
        (await Control.Post("/day/start", new JsonObject())).Status.ShouldBe(HttpStatusCode.Conflict);
        simulator.World.Clock.Advance(TimeSpan.FromHours(1));
        (await IncidentsAsync()).ShouldBeGreaterThan(0);
        (await Control.Post("/day/stop")).Json["running"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"incidentsPerDay":0}""")]
    [InlineData("""{"incidentsperweek":7}""")]
    public async Task A_day_that_makes_no_sense_is_refused(string body) =>
        (await Control.Post("/day/start", JsonNode.Parse(body)!)).Status.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<int> IncidentsAsync()
    {
        while (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            if ((await Control.Get("/day")).Json["counts"]!["incident"]!.GetValue<int>() is > 0 and var incidents)
            {
                return incidents;
            }
        }

        return 0;
    }
}
