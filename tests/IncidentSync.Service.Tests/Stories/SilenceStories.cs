using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Portal = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>What people write, and what lets us in, is in no log.</summary>
public sealed class SilenceStories(PostgresFixture postgres)
{
    [Fact]
    public async Task No_title_person_comment_or_token_is_logged()
    {
        await using var environment = await TestEnvironment.StartAsync(postgres);
        var pair = await environment.PairAsync(incident => incident with
        {
            DisplayName = "canary title", Description = "canary text", AssignedTo = "canary@contoso.com", CustomTags = ["canary tag"],
        });
        environment.Defender.Comment(pair.DefenderId, Actor.Person("canary@contoso.com"), "canary comment");
        environment.Sentinel.Comment(pair.SentinelName, Actor.Person("canary@contoso.com"), "canary comment");
        await QuarrelAsync(environment, pair);
        await FailAsync(environment, pair);
        pair.EditInDefender(incident => incident with { Status = "canary status", Severity = "high" });
        await pair.SentinelShowsAsync(incident => incident.Severity == "High");
        await environment.SettleAsync();

        environment.Logs.Lines.ShouldContain(line => line.Contains(" 3001: "));
        environment.Logs.Lines.ShouldContain(line => line.Contains(" 2002: "));
        environment.Logs.Lines.Where(line => Forbidden.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();
    }

    // A token is a JWT, and those begin with a brace in base64.
    private static string[] Forbidden { get; } = ["canary", "eyJ", Contoso.Secret];

    private static async Task QuarrelAsync(TestEnvironment environment, Pair pair)
    {
        await environment.UnseenAsync(() =>
        {
            pair.EditInDefender(incident => incident with { DisplayName = "canary one", ResolvingComment = "canary reason" });
            pair.EditInSentinel(incident =>
                incident with { Title = "canary two", Owner = new SentinelOwner { ObjectId = "canary-object" } });
        });
        await pair.SentinelShowsAsync(incident => incident.Title == "canary one");
    }

    private static async Task FailAsync(TestEnvironment environment, Pair pair)
    {
        environment.World.Faults.Arm(new Fault(Portal.Sentinel, FaultKind.Status) { Operation = Operations.IncidentsPut, Status = 400 });
        environment.World.Faults.Arm(new Fault(Portal.Defender, FaultKind.Html) { Operation = Operations.IncidentsList });
        environment.World.Faults.Arm(new Fault(Portal.Sentinel, FaultKind.Truncated) { Operation = Operations.IncidentsList });
        pair.EditInDefender(incident => incident with { DisplayName = "canary three" });
        await Wait.UntilAsync(() => environment.World.Faults.Armed().All(fault => fault.Met == 1), () => "A fault met no call.");
    }
}
