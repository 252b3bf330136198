using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>What becomes of a pair when an incident is deleted, doubled or fought over.</summary>
public sealed partial class LifecycleStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly IncidentId Other = new("2");
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Status> Closed = new(Status.Closed);
    private readonly SmallWorld _world = new();

    public LifecycleStories()
    {
        _world.Defender.Create(Id);
        _world.Defender.Create(Other);
    }

    [Fact]
    public void A_twin_that_shows_up_before_it_is_made_again_gets_no_second_comment()
    {
        _world.Settle();
        var posted = _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comment);
        _world.LoseDatabase();
        _world.Read(Portal.Defender);
        _world.Deliver();
        _world.Read(Portal.Sentinel);
        _world.Settle();
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comment).ShouldBe(posted);
        _world.ShouldBeInStep();
    }

    [Fact]
    public void A_twin_that_was_deleted_is_not_made_again_and_Defender_is_left_alone()
    {
        var untouched = Deleted(_world);
        _world.Settle();
        (Link().State, _world.Sentinel.Find(Name)).ShouldBe((LinkState.Deleted, null));
        _world.Defender.Find(Id)!.Stamp.ShouldBe(untouched);
        Reasons(JournalKind.Lifecycle).ShouldContain("Sentinel no longer has the incident");
    }

    [Fact]
    public void A_deletion_is_confirmed_twice_an_overlap_apart()
    {
        Deleted(_world);
        _world.Defender.Set(Id, AllFields.Severity, High);
        var begun = _world.Time.GetUtcNow();
        _world.Settle();
        (_world.Time.GetUtcNow() - begun).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
        (_world.Calls(Portal.Sentinel, InMemoryPortalOperation.Get), Link().State).ShouldBe((5, LinkState.Deleted));
    }

    [Fact]
    public void An_incident_that_one_read_does_not_find_is_not_deleted()
    {
        _world.Settle();
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _world.Defender.Set(Id, AllFields.Severity, High);
        var reads = 0;
        _world.Fault = call => call is { Portal: Portal.Sentinel, Operation: InMemoryPortalOperation.Get } && reads++ == 0
            ? new InMemoryPortalFault.Lagging(TimeSpan.FromDays(1))
            : null;
        _world.Settle();
        _world.ShouldBeInStep();
        Link().ShouldSatisfyAllConditions(link => link.State.ShouldBe(LinkState.Live), link => link.Missing.ShouldBeNull());
    }

    [Fact]
    public void A_workspace_in_which_nothing_is_left_is_no_thousand_deletions()
    {
        var many = new SmallWorld();
        foreach (var number in Enumerable.Range(1, 12))
        {
            many.Defender.Create(new($"{number}"));
        }

        many.Settle();
        many.Time.Advance(TimeSpan.FromMinutes(10));
        foreach (var number in Enumerable.Range(1, 12))
        {
            many.Sentinel.Delete(SmallWorld.TwinOf(new($"{number}")));
            many.Defender.Set(new($"{number}"), AllFields.Severity, High);
        }

        many.Run(TimeSpan.FromMinutes(40));
        many.Store.BrakeOf(Sample.Connection).ShouldBe("a portal lists no incident at all, although 12 links have one there");
        many.Store.Links.Select(link => many.Store.Find(link)!.State).ShouldAllBe(state => state == LinkState.Live);
        many.Sentinel.All().ShouldBeEmpty();
    }

    [Fact]
    public void Many_closings_at_once_stop_until_somebody_releases_them()
    {
        var many = Many(30, new BrakeLimits(TimeSpan.FromMinutes(10), 0.2, 5));
        foreach (var number in Enumerable.Range(1, 30))
        {
            many.Defender.Set(new($"{number}"), AllFields.Status, Closed);
        }

        many.Run(TimeSpan.FromMinutes(5));
        many.Store.BrakeOf(Sample.Connection).ShouldBe("7 links would be closed, unassigned or lost within 00:10:00; the limit is 6 of 30");
        many.Sentinel.All().Count(twin => IsClosed(twin)).ShouldBeLessThanOrEqualTo(6);
        many.Store.Release(Sample.Connection);
        many.Settle();
        many.Sentinel.All().ShouldAllBe(twin => IsClosed(twin));
    }

    [Fact]
    public void A_first_backfill_of_closed_incidents_is_no_reason_to_stop()
    {
        var many = new SmallWorld(shape: connection => connection with { Brake = new BrakeLimits(TimeSpan.FromMinutes(10), 0, 1) });
        foreach (var number in Enumerable.Range(1, 30))
        {
            many.Defender.Create(new($"{number}"), incident => incident["status"] = "resolved");
        }

        many.Settle();
        (many.Store.BrakeOf(Sample.Connection), many.Sentinel.All().Count(twin => IsClosed(twin))).ShouldBe((null, 30));
    }

    [Fact]
    public void A_field_that_somebody_undoes_each_time_is_held_after_three_times_and_the_others_go_on()
    {
        _world.Settle();
        foreach (var _ in Enumerable.Range(0, 6))
        {
            _world.Defender.Set(Id, AllFields.Severity, High);
            _world.Settle();
            _world.Sentinel.Set(Name, AllFields.Severity, new Seen<Severity>(Severity.Low));
            _world.Settle();
        }

        Link().Held[AllFields.Severity].ShouldBe(HoldReason.Oscillation);
        _world.Defender.Set(Id, AllFields.Title, new Seen<string>("New title"));
        _world.Settle();
        _world.Sentinel.Find(Name)!.Incident[AllFields.Title].ShouldBe(new Seen<string>("New title"));
    }

    [Fact]
    public void An_operator_ends_an_oscillation()
    {
        A_field_that_somebody_undoes_each_time_is_held_after_three_times_and_the_others_go_on();
        var (defender, sentinel) = (
            _world.Defender.Find(Id)!.Incident[AllFields.Severity], _world.Sentinel.Find(Name)!.Incident[AllFields.Severity]);
        defender.ShouldNotBe(sentinel);
        _world.Store.Resolve(Link().Id, AllFields.Severity, new Resolution(Portal.Defender, defender, sentinel));
        _world.Settle();
        _world.Sentinel.Find(Name)!.Incident[AllFields.Severity].ShouldBe(defender);
        Link().ShouldSatisfyAllConditions(link => link.Held.ShouldBeEmpty(), link => link.Resolutions.ShouldBeEmpty());
        Reasons(JournalKind.Conflict).ShouldContain(Resolution.Rule);
    }

    [Fact]
    public void A_connection_that_only_observes_tells_a_divergence_once()
    {
        var observing = new SmallWorld(shape: connection => connection with { Mode = ConnectionMode.Observe });
        observing.Defender.Create(Id);
        observing.Sentinel.Create(Name, document => Label(document, "defender:1"));
        observing.Settle();
        observing.Defender.Set(Id, AllFields.Severity, High);
        observing.Settle();
        var told = observing.Store.JournalOf(Link().Id).Count(row => row.Field == AllFields.Severity && row.Kind != JournalKind.Adopted);
        observing.Defender.Edit(Id, incident => incident["assignedTo"] = "nobody we know");
        observing.Settle();
        observing.Store.JournalOf(Link().Id).Count(row => row.Field == AllFields.Severity && row.Kind != JournalKind.Adopted)
            .ShouldBe(told);
        (observing.Store.Find(Link().Id)!.Observed.Length, observing.Sentinel.Find(Name)!.Incident[AllFields.Severity])
            .ShouldBe((16, new Seen<Severity>(Severity.Medium)));
    }

    [Fact]
    public void An_edit_of_a_comment_that_was_carried_follows_it_once()
    {
        _world.Settle();
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the sender.");
        _world.Settle();
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the domain.");
        _world.Settle();
        _world.Settle();
        var told = _world.Defender.Comments(Id);
        (told.Count(comment => comment.Text.Contains("sender")), told.Count(comment => comment.Text.Contains("domain"))).ShouldBe((1, 1));
    }

    private Stamp Deleted(SmallWorld within)
    {
        within.Settle();
        within.Time.Advance(TimeSpan.FromMinutes(10));
        within.Sentinel.Delete(Name);
        return within.Defender.Set(Id, AllFields.Title, new Seen<string>("Changed after the deletion")).Stamp;
    }

    private static SmallWorld Many(int count, BrakeLimits brake)
    {
        var many = new SmallWorld(shape: connection => connection with { Brake = brake });
        foreach (var number in Enumerable.Range(1, count))
        {
            many.Defender.Create(new($"{number}"));
        }

        many.Settle();
        return many;
    }

    private Link Link() =>
        _world.Store.Find(Sample.LinkOf("1")) ?? IncidentSync.Core.Links.Link.New(Sample.LinkOf("1"), Sample.Connection, Id, Name);

    private IEnumerable<string> Reasons(JournalKind kind) =>
        _world.Store.JournalOf(Sample.LinkOf("1")).Where(row => row.Kind == kind).Select(row => row.Reason);

    private bool IsLive(LinkId link) => _world.Store.Find(link)!.State == LinkState.Live;

    private static bool IsClosed(Snapshot twin) => twin.Incident[AllFields.Status].Equals(Closed);

    private static void Label(System.Text.Json.Nodes.JsonObject document, string label) =>
        document["properties"]!["labels"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["labelName"] = label });
}
