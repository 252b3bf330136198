using IncidentSync.Demo.Scenario;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Day;

public sealed class FixedScenarioTests : IDisposable
{
    private const int Seed = 42;
    private readonly World _world = SteppedWorld.Make(Seed);

    [Fact]
    public void It_begins_with_at_least_100_incidents_of_the_last_days_some_merged()
    {
        FixedScenario.Seed(_world, Seed);
        var alive = _world.Defender().Incidents().Where(incident => !incident.IsRedirected).ToList();
        alive.Count.ShouldBeGreaterThanOrEqualTo(100);
        _world.Defender().Incidents().Count.ShouldBeGreaterThan(alive.Count);
        alive.Min(incident => incident.LastUpdateDateTime).ShouldBeLessThan(_world.Clock.GetUtcNow() - TimeSpan.FromDays(4));
    }

    [Fact]
    public void It_knows_who_has_no_twin_yet()
    {
        var scenario = FixedScenario.Seed(_world, Seed);
        scenario.WithoutTwin().Count.ShouldBeGreaterThanOrEqualTo(100);
        StandInSync.MakeTwins(_world);
        scenario.WithoutTwin().ShouldBeEmpty();
    }

    [Fact]
    public async Task It_does_not_edit_what_has_no_twin() =>
        await Should.ThrowAsync<InvalidOperationException>(() => FixedScenario.Seed(_world, Seed).EditsAsync((_, _) => Task.CompletedTask));

    [Theory]
    [InlineData("status")]
    [InlineData("owner")]
    [InlineData("close")]
    [InlineData("severity")]
    [InlineData("title")]
    [InlineData("description")]
    [InlineData("tag")]
    [InlineData("untag")]
    [InlineData("comment")]
    public async Task Each_portal_edits_each_field_ten_times_at_least(string field)
    {
        var report = await RunAsync();
        report.Edits[(Portal.Defender, field)].ShouldBeGreaterThanOrEqualTo(10);
        report.Edits[(Portal.Sentinel, field)].ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task It_has_exactly_three_true_conflicts_and_names_them()
    {
        var report = await RunAsync();
        report.Conflicts.Select(conflict => conflict.Field).ShouldBe(["status", "severity", "owner"]);
        BothEdited().ShouldBe(report.Conflicts.Select(conflict => (conflict.DefenderId, conflict.Field)).Order());
    }

    [Fact]
    public async Task Incidents_are_merged_after_the_twins_were_made_and_some_are_opened_again()
    {
        var report = await RunAsync();
        var redirected = _world.Defender().Incidents().Where(incident => incident.IsRedirected);
        redirected.Count(incident => _world.Sentinel().Find($"twin-{incident.Id}") is not null).ShouldBe(15);
        report.Edits[(Portal.Sentinel, "reopen")].ShouldBeGreaterThan(2);
        report.Redirected.ShouldBe(25);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_edits()
    {
        using var another = SteppedWorld.Make(Seed);
        await RunAsync();
        await RunAsync(another);
        another.Edits.After().ShouldBe(_world.Edits.After());
    }

    public void Dispose() => _world.Dispose();

    private Task<ScenarioReport> RunAsync() => RunAsync(_world);

    private static Task<ScenarioReport> RunAsync(World world)
    {
        var scenario = FixedScenario.Seed(world, Seed);
        StandInSync.MakeTwins(world);
        return scenario.EditsAsync((_, _) => Task.CompletedTask);
    }

    // Nothing is carried here, so whatever field of a pair persons touched in both portals is a conflict.
    private IEnumerable<(string Id, string Field)> BothEdited()
    {
        var touched = _world.Edits.After(LastSeeded()).Where(edit => edit.Actor.Kind == ActorKind.Person && FieldOf(edit) is not null)
            .ToLookup(edit => edit.Portal, edit => (edit.IncidentId.Replace("twin-", "", StringComparison.Ordinal), FieldOf(edit)!));
        return touched[Portal.Defender].Intersect(touched[Portal.Sentinel]).Order();
    }

    private long LastSeeded() => _world.Edits.After().Last(edit => edit is { Portal: Portal.Sentinel, Field: "created" }).Number;

    private static string? FieldOf(Edit edit) => edit.Field switch
    {
        "status" or "classification" or "determination" or "classificationReason" => "status",
        "assignedTo" or "owner" => "owner",
        "displayName" or "title" => "title",
        "severity" or "description" => edit.Field,
        _ => null,
    };
}
