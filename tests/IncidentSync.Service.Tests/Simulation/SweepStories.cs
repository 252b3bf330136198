using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Tests.State;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>What a full comparison finds of what the feeds never showed, and what it leaves alone.</summary>
public sealed class SweepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Status> Closed = new(Status.Closed);
    private readonly SmallWorld world = new();

    public SweepStories()
    {
        world.Defender.Create(Id);
        world.Defender.Create(new IncidentId("2"));
        world.Settle();
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void An_edit_that_the_feed_never_showed_travels(Portal portal)
    {
        Edit(portal, AllFields.Severity, High);
        world.Miss(portal);
        world.Settle();
        Other(portal).Incident[AllFields.Severity].ShouldNotBe(High);
        world.Sweep();
        Other(portal).Incident[AllFields.Severity].ShouldBe(High);
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_close_that_the_feed_never_showed_travels(Portal portal)
    {
        Edit(portal, AllFields.Status, Closed);
        world.Miss(portal);
        world.Sweep();
        Other(portal).Incident[AllFields.Status].ShouldBe(Closed);
        Link().Missing.ShouldBeNull();
    }

    [Fact]
    public void An_incident_that_the_feed_never_showed_gets_its_twin()
    {
        world.Defender.Create(new IncidentId("3"));
        world.Miss(Portal.Defender);
        world.Sweep();
        world.ShouldBeInStep();
    }

    [Fact]
    public void A_deletion_that_nobody_would_have_noticed_is_confirmed_and_journaled()
    {
        world.Sentinel.Delete(Name);
        world.Settle();
        Link().State.ShouldBe(LinkState.Live);
        world.Sweep();
        (Link().State, world.Sentinel.Find(Name)).ShouldBe((LinkState.Deleted, null));
        world.Defender.Find(Id)!.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.New));
    }

    [Fact]
    public void A_list_that_lags_takes_no_incident_for_deleted()
    {
        world.Time.Advance(TimeSpan.FromMinutes(10));
        var before = world.Time.GetUtcNow();
        world.Time.Advance(TimeSpan.FromSeconds(1));
        world.Defender.Create(new IncidentId("3"));
        world.Settle();
        world.Fault = call => call.Operation == InMemoryPortalOperation.List
            ? new InMemoryPortalFault.Lagging(world.Time.GetUtcNow() - before)
            : null;
        world.Sweep();
        world.Fault = _ => null;
        world.Settle();
        world.ShouldBeInStep();
        Links().ShouldAllBe(link => link.State == LinkState.Live && link.Missing == null);
    }

    [Fact]
    public void A_portal_that_lists_nothing_at_all_stops_the_writes_and_marks_nothing()
    {
        foreach (var number in Enumerable.Range(3, 10))
        {
            world.Defender.Create(new($"{number}"));
        }

        world.Settle();
        foreach (var twin in world.Sentinel.All())
        {
            world.Sentinel.Delete(twin.Id);
        }

        world.Sweep();
        world.Store.BrakeOf(Sample.Connection).ShouldBe("a portal lists no incident at all, and 12 links say that it should");
        Links().ShouldAllBe(link => link.State == LinkState.Live && link.Missing == null);
    }

    [Fact]
    public void A_portal_where_everything_is_closed_is_not_taken_for_empty()
    {
        foreach (var number in Enumerable.Range(3, 10))
        {
            world.Defender.Create(new($"{number}"));
        }

        world.Settle();
        foreach (var incident in world.Defender.All())
        {
            world.Defender.Set(incident.Id, AllFields.Status, Closed);
        }

        world.Settle();
        world.Sweep();
        (world.Store.BrakeOf(Sample.Connection), Links().Count(link => link.State == LinkState.Live)).ShouldBe((null, 12));
        world.ShouldBeInStep();
    }

    [Fact]
    public void A_sweep_of_what_is_in_step_asks_once_a_portal_and_writes_nothing()
    {
        world.Time.Advance(TimeSpan.FromMinutes(10));
        world.Sweep();
        var calls = world.Trace.Count;
        world.Time.Advance(TimeSpan.FromMinutes(61));
        world.ReadList(Portal.Defender).ShouldBeTrue();
        world.ReadList(Portal.Sentinel).ShouldBeTrue();
        var asked = world.Trace.Skip(calls).Where(line => line.Contains("Defender List") || line.Contains("Sentinel List")).ToList();
        asked.Count.ShouldBe(2);
        (world.ReadList(Portal.Defender), world.ReadList(Portal.Sentinel), world.Store.IsQuiet).ShouldBe((false, false, true));
    }

    [Fact]
    public void A_pair_that_differs_without_a_reason_is_counted_and_mended()
    {
        Lose(world.Defender.Set(Id, AllFields.Severity, High));
        world.Settle();
        Other(Portal.Defender).Incident[AllFields.Severity].ShouldNotBe(High);
        world.Sweep();
        world.Store.ListingOf(Sample.Connection, Portal.Defender, ListingKind.OpenSweep)!.Divergent.ShouldBe(1);
        world.ShouldBeInStep();
        world.Sweep();
        world.Store.ListingOf(Sample.Connection, Portal.Defender, ListingKind.OpenSweep)!.Divergent.ShouldBe(0);
    }

    [Fact]
    public void A_pair_that_differs_for_a_reason_is_not_counted()
    {
        var held = new SmallWorld(shape: connection => connection with
        {
            Rules = connection.Rules with
            {
                Fields = connection.Rules.Fields with
                {
                    Policies = connection.Rules.Fields.Policies.SetItem(AllFields.Severity, ConflictPolicy.Hold)
                        .SetItem(AllFields.Title, ConflictPolicy.Off),
                },
            },
        });
        held.Defender.Create(Id);
        held.Settle();
        held.Defender.Set(Id, AllFields.Severity, High);
        held.Sentinel.Set(Name, AllFields.Severity, new Seen<Severity>(Severity.Low));
        held.Defender.Create(new IncidentId("2"));
        held.Settle();
        held.Defender.Set(new IncidentId("2"), AllFields.Title, new Seen<string>("Another title"));
        held.Settle();
        held.Sweep();
        held.Store.ListingOf(Sample.Connection, Portal.Defender, ListingKind.OpenSweep).ShouldNotBeNull()
            .ShouldSatisfyAllConditions(sweep => sweep.FinishedAt.ShouldNotBeNull(), sweep => sweep.Divergent.ShouldBe(0));
    }

    [Fact]
    public void A_sweep_that_is_killed_goes_on_where_it_was()
    {
        foreach (var number in Enumerable.Range(3, 100))
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            world.Defender.Create(new($"{number}"));
        }

        world.Settle();
        Edit(Portal.Defender, AllFields.Severity, High);
        world.Miss(Portal.Defender);
        world.ReadList(Portal.Defender).ShouldBeFalse();
        world.Time.Advance(TimeSpan.FromMinutes(61));
        for (var page = 0; page < 3; page++)
        {
            world.ReadList(Portal.Defender).ShouldBeTrue();
            world.Restart();
        }

        world.ReadList(Portal.Defender).ShouldBeFalse();
        world.Settle();
        Other(Portal.Defender).Incident[AllFields.Severity].ShouldBe(High);
    }

    [Fact]
    public void A_portal_that_fails_in_the_middle_of_a_sweep_ends_nothing()
    {
        world.Sentinel.Delete(Name);
        world.ReadList(Portal.Sentinel).ShouldBeFalse();
        world.Time.Advance(TimeSpan.FromMinutes(61));
        world.Fault = call => call.Operation == InMemoryPortalOperation.List
            ? new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "busy"))
            : null;
        world.ReadList(Portal.Sentinel).ShouldBeFalse();
        Links().ShouldAllBe(link => link.Missing == null);
        world.Fault = _ => null;
        world.ReadList(Portal.Sentinel).ShouldBeTrue();
        Link().Missing.ShouldBe(MissingIncident.Met(Portal.Sentinel));
    }

    // The feed has shown it, and nobody ever planned it: a bug of ours, or a restored database.
    private void Lose(Snapshot edited)
    {
        world.Read(edited.Portal);
        var claim = world.Store.ClaimAsync(Link().Id, new LeaseTerms(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)), default).Result!;
        world.Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "", new NextStep.Done()), default).Result.ShouldBeTrue();
    }

    private void Edit(Portal portal, Field field, Reading value)
    {
        world.Time.Advance(TimeSpan.FromMinutes(10));
        _ = portal == Portal.Defender ? world.Defender.Set(Id, field, value) : world.Sentinel.Set(Name, field, value);
    }

    private Snapshot Other(Portal edited) => edited == Portal.Defender ? world.Sentinel.Find(Name)! : world.Defender.Find(Id)!;

    private Link Link() => world.Store.Find(Sample.LinkOf(Id.Value))!;

    private IEnumerable<Link> Links() => world.Store.Links.Select(link => world.Store.Find(link)!);
}
