using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>What happens between two portals is counted once, under the right words.</summary>
public sealed class WorldMetricsTests : IDisposable
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Severity> Low = new(Severity.Low);
    private readonly SmallWorld _world = new();
    private readonly Measured _measured;

    public WorldMetricsTests()
    {
        _measured = new Measured(_world.Instruments);
        _world.Defender.Create(Id);
        _world.Settle();
    }

    public void Dispose() => _measured.Dispose();

    [Fact]
    public void A_twin_is_one_plan_that_wrote_and_one_arrival()
    {
        _measured.Sum("reconciliations", "result=wrote").ShouldBe(1);
        _measured.Sum("writes", "portal=sentinel kind=create result=applied").ShouldBe(1);
        _measured.Of("propagation", "portal=sentinel field=incident").Count.ShouldBe(1);
        _measured.Of("reconcile.duration").Count.ShouldBe((int)_measured.Sum("reconciliations"));
    }

    [Fact]
    public void An_edit_is_timed_from_its_stamp_to_its_confirmed_write()
    {
        _world.Defender.Set(Id, AllFields.Severity, High);
        _world.Settle();
        _measured.Of("propagation", "portal=sentinel field=severity").Single().Value.ShouldBe(31);
        _world.Sentinel.Set(Name, AllFields.Severity, Low);
        _world.Settle();
        _measured.Of("propagation", "portal=defender field=severity").Single().Value.ShouldBe(31);
    }

    [Fact]
    public void A_conflict_is_counted_under_its_winner_and_its_policy()
    {
        _world.Defender.Set(Id, AllFields.Severity, Low);
        _world.Sentinel.Set(Name, AllFields.Severity, High);
        _world.Settle();
        _measured.Of("conflicts").Single().Tags.ShouldBe(["connection=contoso", "field=severity", "winner=sentinel", "policy=highest"]);
        _measured.Sum("reconciliations", "result=conflict").ShouldBe(1);
    }

    [Fact]
    public void A_value_of_tomorrow_is_a_hold_of_its_field()
    {
        _world.Defender.Edit(Id, incident => incident["status"] = "escalated");
        _world.Settle();
        _measured.Of("holds").Single().Tags.ShouldBe(["connection=contoso", "field=status", "reason=unknownValue"]);
        _measured.Sum("reconciliations", "result=held").ShouldBe(1);
    }

    [Fact]
    public void A_comment_is_timed_like_any_edit()
    {
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "looked at it");
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "blocked the sender");
        _world.Settle();
        _measured.Of("propagation", "portal=sentinel field=comments").Count.ShouldBe(1);
        _measured.Of("propagation", "portal=defender field=comments").Count.ShouldBe(1);
    }

    [Fact]
    public void A_write_that_took_effect_without_an_answer_is_unknown_and_not_late()
    {
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.AnswerLost());
        _world.Defender.Set(Id, AllFields.Severity, High);
        _world.Settle();
        _measured.Sum("writes", "portal=sentinel result=unknown").ShouldBe(1);
        (_measured.Of("late_applies").Count, _measured.Sum("intents.ambiguous")).ShouldBe((0, 0));
    }

    [Fact]
    public void A_write_that_takes_effect_after_it_was_given_up_is_a_late_apply_of_so_many_seconds()
    {
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(100)));
        _world.Defender.Create(new IncidentId("2"));
        _world.Settle();
        _measured.Of("late_applies", "portal=sentinel").Single().Value.ShouldBe(100);
    }

    [Fact]
    public void A_write_that_does_not_show_in_another_version_is_ambiguous()
    {
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () =>
        {
            _world.Sentinel.Edit(Name, _ => { });
            return new InMemoryPortalFault.Refused(new Failure.Unknown("no answer"));
        });
        _world.Defender.Set(Id, AllFields.Severity, High);
        _world.Settle();
        _measured.Of("intents.ambiguous").Single().Tags.ShouldBe(["connection=contoso", "portal=sentinel", "field=severity"]);
    }

    [Fact]
    public async Task A_change_that_becomes_visible_late_is_told_with_how_far_behind_the_cursor_it_was()
    {
        var hidden = _world.Defender.Set(Id, AllFields.Severity, High).Stamp;
        var passed = hidden.After(TimeSpan.FromSeconds(20));
        await _world.Store.StorePageAsync(
            new PageCommit(Sample.Connection, Sample.Identity, Portal.Defender, [], passed), TestContext.Current.CancellationToken);
        _world.Settle();
        _measured.Of("feed.late_arrivals", "portal=defender").Single().Value.ShouldBe(20);
    }

    [Fact]
    public void A_list_that_is_read_whole_shows_what_is_old_and_nothing_that_is_late()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _world.Defender.Set(Id, AllFields.Severity, High);
        _world.Miss(Portal.Defender);
        _world.Settle();
        _world.Sweep();
        _world.Sentinel.Find(Name)!.Incident[AllFields.Severity].ShouldBe(High);
        _measured.Of("feed.late_arrivals").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_that_is_older_than_what_the_portal_has_shown_is_counted()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var edited = _world.Defender.Set(Id, AllFields.Severity, High).Stamp;
        _world.Settle();
        var before = _world.Time.GetUtcNow() - edited.Moment + TimeSpan.FromSeconds(30);
        _world.Always(Portal.Defender, InMemoryPortalOperation.Get, new InMemoryPortalFault.Lagging(before));
        await _world.PortalOf(Portal.Defender).GetAsync(Id, TestContext.Current.CancellationToken);
        _measured.Sum("stale_reads", "portal=defender").ShouldBe(1);
    }

    [Fact]
    public void Another_change_between_the_read_and_the_patch_is_a_race()
    {
        _world.Fault = call =>
        {
            if (call is not { Portal: Portal.Defender, Operation: InMemoryPortalOperation.Write })
            {
                return null;
            }

            _world.Time.Advance(TimeSpan.FromSeconds(1));
            _world.Defender.Set(Id, AllFields.Title, new Seen<string>("Phish"));
            return null;
        };
        _world.Sentinel.Set(Name, AllFields.Severity, High);
        _world.Settle();
        _measured.Sum("raced", "portal=defender").ShouldBe(1);
    }

    [Fact]
    public void A_worker_that_never_came_back_is_a_takeover_and_what_it_commits_is_fenced()
    {
        _world.Defender.Set(Id, AllFields.Severity, High);
        _world.Read(Portal.Defender);
        var late = _world.Claim(Id).ShouldNotBeNull();
        _world.Time.Advance(TimeSpan.FromMinutes(3));
        _world.Settle();
        _world.Commit(late, new LinkCommit(late.Link, [], "", NextStep.Left)).ShouldBeFalse();
        (_measured.Sum("lease.takeovers"), _measured.Sum("fence.rejects")).ShouldBe((1, 1));
    }

    [Fact]
    public void A_comment_that_is_carried_twice_because_its_post_showed_too_late_is_counted_once()
    {
        _world.Once(Portal.Defender, InMemoryPortalOperation.Comment, () => new InMemoryPortalFault.AppliedLate(TimeSpan.FromMinutes(20)));
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "blocked the sender");
        _world.Settle();
        _world.Run(TimeSpan.FromMinutes(30));
        _world.Defender.Comments(Id).Count.ShouldBe(2);
        _measured.Sum("comments.duplicate").ShouldBe(1);
    }

    [Fact]
    public void A_comment_with_a_marker_that_is_not_good_here_is_counted_once_and_a_copy_of_ours_is_not()
    {
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "as they say:\n[incidentsync 1.1.AAAAAAAAAAAA.AAAAAAAAAAAAAAAA]");
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "blocked the sender");
        _world.Settle();
        _world.Defender.Set(Id, AllFields.Severity, High);
        _world.Settle();
        _measured.Of("comments.unverified").Single().Tags.ShouldBe(["connection=contoso", "portal=defender"]);
    }

    [Fact]
    public void Nothing_of_what_people_write_is_in_a_tag_or_in_the_log()
    {
        _world.Defender.Edit(Id, incident =>
        {
            (incident["displayName"], incident["description"], incident["assignedTo"]) = ("canary one", "canary two", "canary@contoso.com");
            incident["status"] = "canary status";
        });
        _world.Sentinel.Set(Name, AllFields.Title, new Seen<string>("canary three"));
        _world.Defender.AddComment(Id, "canary@contoso.com", "", "canary four");
        _world.Sentinel.AddComment(Name, "canary@contoso.com", "note", "canary five");
        _world.Settle();
        _measured.AskGauges();
        var tags = _measured.All.SelectMany(one => one.Tags).ToList();
        (tags.Count > 50 && _world.Logs.Lines.Count > 5).ShouldBeTrue();
        tags.Concat(_world.Logs.Lines).Where(text => text.Contains("canary")).ShouldBeEmpty();
        tags.Where(tag => tag.EndsWith($"={Id}") || tag.Contains(Name.Value)).ShouldBeEmpty();
    }
}
