using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>What a full comparison finds of what the feeds never showed, and what it leaves alone.</summary>
public sealed class SweepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Status> Closed = new(Status.Closed);
    private readonly SmallWorld _world = new();

    public SweepStories()
    {
        _world.Defender.Create(Id);
        _world.Defender.Create(new IncidentId("2"));
        _world.Settle();
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void An_edit_that_the_feed_never_showed_travels(Portal portal)
    {
        Edit(portal, AllFields.Severity, High);
        _world.Miss(portal);
        _world.Settle();
        Other(portal).Incident[AllFields.Severity].ShouldNotBe(High);
        _world.Sweep();
        Other(portal).Incident[AllFields.Severity].ShouldBe(High);
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_close_that_the_feed_never_showed_travels(Portal portal)
    {
        Edit(portal, AllFields.Status, Closed);
        _world.Miss(portal);
        _world.Sweep();
        Other(portal).Incident[AllFields.Status].ShouldBe(Closed);
        Link().Missing.ShouldBeNull();
    }

    [Fact]
    public void An_incident_that_the_feed_never_showed_gets_its_twin()
    {
        _world.Defender.Create(new IncidentId("3"));
        _world.Miss(Portal.Defender);
        _world.Sweep();
        _world.ShouldBeInStep();
    }

    [Fact]
    public void A_deletion_that_nobody_would_have_noticed_is_confirmed_and_journaled()
    {
        _world.Sentinel.Delete(Name);
        _world.Settle();
        Link().State.ShouldBe(LinkState.Live);
        _world.Sweep();
        (Link().State, _world.Sentinel.Find(Name)).ShouldBe((LinkState.Deleted, null));
        _world.Defender.Find(Id)!.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.New));
    }

    [Fact]
    public void A_list_that_lags_takes_no_incident_for_deleted()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        var before = _world.Time.GetUtcNow();
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        _world.Defender.Create(new IncidentId("3"));
        _world.Settle();
        _world.Fault = call => call.Operation == InMemoryPortalOperation.List
            ? new InMemoryPortalFault.Lagging(_world.Time.GetUtcNow() - before)
            : null;
        _world.Sweep();
        _world.Fault = _ => null;
        _world.Settle();
        _world.ShouldBeInStep();
        Links().ShouldAllBe(link => link.State == LinkState.Live && link.Missing == null);
    }

    [Fact]
    public void A_portal_that_lists_nothing_at_all_stops_the_writes_and_marks_nothing()
    {
        foreach (var number in Enumerable.Range(3, 10))
        {
            _world.Defender.Create(new($"{number}"));
        }

        _world.Settle();
        foreach (var twin in _world.Sentinel.All())
        {
            _world.Sentinel.Delete(twin.Id);
        }

        _world.Sweep();
        _world.Store.BrakeOf(Sample.Connection).ShouldBe("a portal lists no incident at all, although 12 links have one there");
        Links().ShouldAllBe(link => link.State == LinkState.Live && link.Missing == null);
    }

    [Fact]
    public void A_portal_where_everything_is_closed_is_not_taken_for_empty()
    {
        foreach (var number in Enumerable.Range(3, 10))
        {
            _world.Defender.Create(new($"{number}"));
        }

        _world.Settle();
        foreach (var incident in _world.Defender.All())
        {
            _world.Defender.Set(incident.Id, AllFields.Status, Closed);
        }

        _world.Settle();
        _world.Sweep();
        (_world.Store.BrakeOf(Sample.Connection), Links().Count(link => link.State == LinkState.Live)).ShouldBe((null, 12));
        _world.ShouldBeInStep();
    }

    [Fact]
    public void A_sweep_of_what_is_in_step_asks_once_a_portal_and_writes_nothing()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _world.Sweep();
        var calls = _world.Trace.Count;
        _world.Time.Advance(TimeSpan.FromMinutes(61));
        _world.ReadList(Portal.Defender).ShouldBeTrue();
        _world.ReadList(Portal.Sentinel).ShouldBeTrue();
        var asked = _world.Trace.Skip(calls).Where(line => line.Contains("Defender List") || line.Contains("Sentinel List")).ToList();
        asked.Count.ShouldBe(2);
        (_world.ReadList(Portal.Defender), _world.ReadList(Portal.Sentinel), _world.Store.IsQuiet).ShouldBe((false, false, true));
    }

    [Fact]
    public void A_pair_that_differs_without_a_reason_is_counted_and_mended()
    {
        Lose(_world.Defender.Set(Id, AllFields.Severity, High));
        _world.Settle();
        Other(Portal.Defender).Incident[AllFields.Severity].ShouldNotBe(High);
        _world.Sweep();
        _world.Store.ListingOf(Sample.Connection, Portal.Defender, ListingKind.OpenSweep)!.Divergent.ShouldBe(1);
        _world.ShouldBeInStep();
        _world.Sweep();
        _world.Store.ListingOf(Sample.Connection, Portal.Defender, ListingKind.OpenSweep)!.Divergent.ShouldBe(0);
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
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            _world.Defender.Create(new($"{number}"));
        }

        _world.Settle();
        Edit(Portal.Defender, AllFields.Severity, High);
        _world.Miss(Portal.Defender);
        _world.ReadList(Portal.Defender).ShouldBeFalse();
        _world.Time.Advance(TimeSpan.FromMinutes(61));
        for (var page = 0; page < 3; page++)
        {
            _world.ReadList(Portal.Defender).ShouldBeTrue();
            _world.Restart();
        }

        _world.ReadList(Portal.Defender).ShouldBeFalse();
        _world.Settle();
        Other(Portal.Defender).Incident[AllFields.Severity].ShouldBe(High);
    }

    [Fact]
    public void A_portal_that_fails_in_the_middle_of_a_sweep_ends_nothing()
    {
        _world.Sentinel.Delete(Name);
        _world.ReadList(Portal.Sentinel).ShouldBeFalse();
        _world.Time.Advance(TimeSpan.FromMinutes(61));
        _world.Fault = call => call.Operation == InMemoryPortalOperation.List
            ? new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "busy"))
            : null;
        _world.ReadList(Portal.Sentinel).ShouldBeFalse();
        Links().ShouldAllBe(link => link.Missing == null);
        _world.Fault = _ => null;
        _world.ReadList(Portal.Sentinel).ShouldBeTrue();
        Link().Missing.ShouldBe(MissingIncident.Met(Portal.Sentinel));
    }

    // The feed has shown it, and nobody ever planned it: a bug of ours, or a restored database.
    private void Lose(Snapshot edited)
    {
        _world.Read(edited.Portal);
        var claim = _world.Store.ClaimAsync(Link().Id, new LeaseTerms(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)), default).Result!;
        _world.Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "", new NextStep.Done()), default).Result.ShouldBeTrue();
    }

    private void Edit(Portal portal, Field field, Reading value)
    {
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _ = portal == Portal.Defender ? _world.Defender.Set(Id, field, value) : _world.Sentinel.Set(Name, field, value);
    }

    private Snapshot Other(Portal edited) => edited == Portal.Defender ? _world.Sentinel.Find(Name)! : _world.Defender.Find(Id)!;

    private Link Link() => _world.Store.Find(Sample.LinkOf(Id.Value))!;

    private IEnumerable<Link> Links() => _world.Store.Links.Select(link => _world.Store.Find(link)!);
}
