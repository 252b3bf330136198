using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Outcomes;
using IncidentSync.Demo.Scenario;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Day;

/// <summary>
/// The fixed scenario in both tenants with nobody to keep the portals the same: everything happens, and the judge sees it.
/// </summary>
public sealed class EpisodeTests : IAsyncLifetime
{
    private const int Seed = 42;
    private readonly World _world = SteppedWorld.MakeTwo(Seed);
    private ConvergenceReport _report = ConvergenceReport.Empty;

    public async ValueTask InitializeAsync()
    {
        var scenario = FixedScenario.Seed(_world, Seed);
        StandInSync.MakeTwins(_world);
        await scenario.EditsAsync((_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);
        _world.Agenda.RunFor(TimeSpan.FromMinutes(30));
        _report = ConvergenceCheck.Of(_world);
    }

    [Theory]
    [InlineData("merged in Defender", 16)]
    [InlineData("comments that only a merged incident had", 7)]
    [InlineData("reopened in Defender by a person", 3)]
    [InlineData("reopened in Sentinel by a person", 3)]
    [InlineData("reopened in Defender by its automation", 2)]
    [InlineData("deleted in Sentinel", 2)]
    [InlineData("duplicates", 2)]
    [InlineData("served by Microsoft's own sync", 10)]
    [InlineData("edits that Microsoft's own sync lost", 2)]
    public void Each_kind_of_thing_happens(string what, int atLeast) =>
        OutcomeList.Of(_world, _report).Single(outcome => outcome.What.StartsWith(what, StringComparison.Ordinal))
            .Seen.ShouldBeGreaterThanOrEqualTo(atLeast);

    [Fact]
    public void What_nobody_carries_is_wrong_in_every_kind_that_needs_carrying() =>
        OutcomeList.Of(_world, _report).Where(outcome => !outcome.Wrong.IsEmpty).Select(outcome => outcome.What.Split(' ')[0]).Distinct()
            .ShouldBe(["merged", "comments", "reopened", "served", "edits"]);

    [Fact]
    public void Merges_form_chains_and_some_target_is_closed()
    {
        var redirected = _world.Defender().Incidents().Where(incident => incident.IsRedirected).ToList();
        var targets = redirected.Select(incident => _world.Defender().Find(incident.RedirectIncidentId!)!).ToList();
        targets.Count(target => target.IsRedirected).ShouldBeGreaterThanOrEqualTo(2);
        targets.ShouldContain(target => target.Status == "resolved");
    }

    [Fact]
    public void One_merge_takes_the_comments_along() =>
        _world.Defender().Incidents().ShouldContain(incident => !incident.IsRedirected
            && incident.Comments.Any(comment => comment.Text.StartsWith("Moves along", StringComparison.Ordinal)));

    [Fact]
    public void Somebody_quotes_a_comment_with_its_marker() =>
        _world.Edits.After().ShouldContain(edit => edit.Actor.Kind == ActorKind.Person && edit.Field == "comment"
            && edit.New!.Contains("[incidentsync ", StringComparison.Ordinal));

    [Fact]
    public void Microsofts_own_sync_differs_in_what_it_lost_only() =>
        _report.Divergences.OfType<Finding.FieldDiffers>().Where(found => found.DefenderId.StartsWith("50", StringComparison.Ordinal))
            .Select(found => found.Field).Order().ShouldBe(["owner", "severity"]);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }
}
