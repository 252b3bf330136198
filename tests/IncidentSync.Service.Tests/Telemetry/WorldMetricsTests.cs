using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Tests.Simulation;
using IncidentSync.Service.Tests.State;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>What happens between two portals is counted once, under the right words.</summary>
public sealed class WorldMetricsTests : IDisposable
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Severity> Low = new(Severity.Low);
    private readonly SmallWorld world = new();
    private readonly Measured measured;

    public WorldMetricsTests()
    {
        measured = new Measured(world.Instruments);
        world.Defender.Create(Id);
        world.Settle();
    }

    public void Dispose() => measured.Dispose();

    [Fact]
    public void A_twin_is_one_plan_that_wrote_and_one_arrival()
    {
        measured.Sum("reconciliations", "result=wrote").ShouldBe(1);
        measured.Sum("writes", "portal=sentinel kind=create result=applied").ShouldBe(1);
        measured.Of("propagation", "portal=sentinel field=incident").Count.ShouldBe(1);
        measured.Of("reconcile.duration").Count.ShouldBe((int)measured.Sum("reconciliations"));
    }

    [Fact]
    public void An_edit_is_timed_from_its_stamp_to_its_confirmed_write()
    {
        world.Defender.Set(Id, AllFields.Severity, High);
        world.Settle();
        measured.Of("propagation", "portal=sentinel field=severity").Single().Value.ShouldBe(31);
        world.Sentinel.Set(Name, AllFields.Severity, Low);
        world.Settle();
        measured.Of("propagation", "portal=defender field=severity").Single().Value.ShouldBe(31);
    }

    [Fact]
    public void A_conflict_is_counted_under_its_winner_and_its_policy()
    {
        world.Defender.Set(Id, AllFields.Severity, Low);
        world.Sentinel.Set(Name, AllFields.Severity, High);
        world.Settle();
        measured.Of("conflicts").Single().Tags.ShouldBe(["connection=contoso", "field=severity", "winner=sentinel", "policy=highest"]);
        measured.Sum("reconciliations", "result=conflict").ShouldBe(1);
    }

    [Fact]
    public void A_value_of_tomorrow_is_a_hold_of_its_field()
    {
        world.Defender.Edit(Id, incident => incident["status"] = "escalated");
        world.Settle();
        measured.Of("holds").Single().Tags.ShouldBe(["connection=contoso", "field=status", "reason=unknownValue"]);
        measured.Sum("reconciliations", "result=held").ShouldBe(1);
    }

    [Fact]
    public void A_comment_is_timed_like_any_edit()
    {
        world.Defender.AddComment(Id, "alice@contoso.com", "", "looked at it");
        world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "blocked the sender");
        world.Settle();
        measured.Of("propagation", "portal=sentinel field=comments").Count.ShouldBe(1);
        measured.Of("propagation", "portal=defender field=comments").Count.ShouldBe(1);
    }

    [Fact]
    public void A_write_that_took_effect_without_an_answer_is_unknown_and_not_late()
    {
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.AnswerLost());
        world.Defender.Set(Id, AllFields.Severity, High);
        world.Settle();
        measured.Sum("writes", "portal=sentinel result=unknown").ShouldBe(1);
        (measured.Of("late_applies").Count, measured.Sum("intents.ambiguous")).ShouldBe((0, 0));
    }

    [Fact]
    public void A_write_that_takes_effect_after_it_was_given_up_is_a_late_apply_of_so_many_seconds()
    {
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(100)));
        world.Defender.Create(new IncidentId("2"));
        world.Settle();
        measured.Of("late_applies", "portal=sentinel").Single().Value.ShouldBe(100);
    }

    [Fact]
    public void A_write_that_does_not_show_in_another_version_is_ambiguous()
    {
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () =>
        {
            world.Sentinel.Edit(Name, _ => { });
            return new InMemoryPortalFault.Refused(new Failure.Unknown("no answer"));
        });
        world.Defender.Set(Id, AllFields.Severity, High);
        world.Settle();
        measured.Of("intents.ambiguous").Single().Tags.ShouldBe(["connection=contoso", "portal=sentinel", "field=severity"]);
    }

    [Fact]
    public async Task A_change_that_becomes_visible_late_is_told_with_how_far_behind_the_cursor_it_was()
    {
        var hidden = world.Defender.Set(Id, AllFields.Severity, High).Stamp;
        var passed = hidden.After(TimeSpan.FromSeconds(20));
        await world.Store.StorePageAsync(
            new PageCommit(Sample.Connection, Sample.Identity, Portal.Defender, [], passed), TestContext.Current.CancellationToken);
        world.Settle();
        measured.Of("feed.late_arrivals", "portal=defender").Single().Value.ShouldBe(20);
    }

    [Fact]
    public void A_list_that_is_read_whole_shows_what_is_old_and_nothing_that_is_late()
    {
        world.Time.Advance(TimeSpan.FromMinutes(10));
        world.Defender.Set(Id, AllFields.Severity, High);
        world.Miss(Portal.Defender);
        world.Settle();
        world.Sweep();
        world.Sentinel.Find(Name)!.Incident[AllFields.Severity].ShouldBe(High);
        measured.Of("feed.late_arrivals").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_that_is_older_than_what_the_portal_has_shown_is_counted()
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var edited = world.Defender.Set(Id, AllFields.Severity, High).Stamp;
        world.Settle();
        var before = world.Time.GetUtcNow() - edited.Moment + TimeSpan.FromSeconds(30);
        world.Always(Portal.Defender, InMemoryPortalOperation.Get, new InMemoryPortalFault.Lagging(before));
        await world.PortalOf(Portal.Defender).GetAsync(Id, TestContext.Current.CancellationToken);
        measured.Sum("stale_reads", "portal=defender").ShouldBe(1);
    }

    [Fact]
    public void Another_change_between_the_read_and_the_patch_is_a_race()
    {
        world.Fault = call =>
        {
            if (call is not { Portal: Portal.Defender, Operation: InMemoryPortalOperation.Write })
            {
                return null;
            }

            world.Time.Advance(TimeSpan.FromSeconds(1));
            world.Defender.Set(Id, AllFields.Title, new Seen<string>("Phish"));
            return null;
        };
        world.Sentinel.Set(Name, AllFields.Severity, High);
        world.Settle();
        measured.Sum("raced", "portal=defender").ShouldBe(1);
    }

    [Fact]
    public void A_worker_that_never_came_back_is_a_takeover_and_what_it_commits_is_fenced()
    {
        world.Defender.Set(Id, AllFields.Severity, High);
        world.Read(Portal.Defender);
        var late = world.Claim(Id).ShouldNotBeNull();
        world.Time.Advance(TimeSpan.FromMinutes(3));
        world.Settle();
        world.Commit(late, new LinkCommit(late.Link, [], "", NextStep.Left)).ShouldBeFalse();
        (measured.Sum("lease.takeovers"), measured.Sum("fence.rejects")).ShouldBe((1, 1));
    }

    [Fact]
    public void A_comment_that_is_carried_twice_because_its_post_showed_too_late_is_counted_once()
    {
        world.Once(Portal.Defender, InMemoryPortalOperation.Comment, () => new InMemoryPortalFault.AppliedLate(TimeSpan.FromMinutes(20)));
        world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "blocked the sender");
        world.Settle();
        world.Run(TimeSpan.FromMinutes(30));
        world.Defender.Comments(Id).Count.ShouldBe(2);
        measured.Sum("comments.duplicate").ShouldBe(1);
    }

    [Fact]
    public void A_comment_with_a_marker_that_is_not_good_here_is_counted_once_and_a_copy_of_ours_is_not()
    {
        world.Defender.AddComment(Id, "alice@contoso.com", "", "as they say:\n[incidentsync 1.1.AAAAAAAAAAAA.AAAAAAAAAAAAAAAA]");
        world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "blocked the sender");
        world.Settle();
        world.Defender.Set(Id, AllFields.Severity, High);
        world.Settle();
        measured.Of("comments.unverified").Single().Tags.ShouldBe(["connection=contoso", "portal=defender"]);
    }

    [Fact]
    public void Nothing_of_what_people_write_is_in_a_tag_or_in_the_log()
    {
        world.Defender.Edit(Id, incident =>
        {
            (incident["displayName"], incident["description"], incident["assignedTo"]) = ("canary one", "canary two", "canary@contoso.com");
            incident["status"] = "canary status";
        });
        world.Sentinel.Set(Name, AllFields.Title, new Seen<string>("canary three"));
        world.Defender.AddComment(Id, "canary@contoso.com", "", "canary four");
        world.Sentinel.AddComment(Name, "canary@contoso.com", "note", "canary five");
        world.Settle();
        measured.AskGauges();
        var tags = measured.All.SelectMany(one => one.Tags).ToList();
        (tags.Count > 50 && world.Logs.Lines.Count > 5).ShouldBeTrue();
        tags.Concat(world.Logs.Lines).Where(text => text.Contains("canary")).ShouldBeEmpty();
        tags.Where(tag => tag.EndsWith($"={Id}") || tag.Contains(Name.Value)).ShouldBeEmpty();
    }
}
