using System.Net;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>Live while it answers, ready while it can work.</summary>
public sealed class HealthTests(PostgresFixture postgres)
{
    [Fact]
    public async Task It_is_ready_while_the_database_answers_and_live_without_it()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        await Wait.UntilAsync(
            async () => (await environment.HealthAsync("/health/ready")).Status == HttpStatusCode.OK, () => "It is never ready.");
        await environment.ServiceSource.DisposeAsync();
        await Wait.UntilAsync(
            async () => (await environment.HealthAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable, () =>
                "It stays ready.");
        (await environment.HealthAsync("/health/ready")).Body!["store"]!.GetValue<string>().ShouldBe("unreachable");
        (await environment.HealthAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
