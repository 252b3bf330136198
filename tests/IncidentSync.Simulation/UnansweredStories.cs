using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>A write without an answer: what is seen settles it at once, and only what could double or undo waits.</summary>
public sealed class UnansweredStories : UnansweredScene
{
    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_change_whose_answer_is_lost_is_settled_at_once(Portal from)
    {
        Lose(from.Other(), InMemoryPortalOperation.Write, new InMemoryPortalFault.AnswerLost());
        Edit(from, High);
        Work(from);
        (Link().Intents.Any(intent => intent is Intent.Change), SeverityOf(from.Other())).ShouldBe((false, High));
        Told(JournalKind.Adopted).ShouldBe(1);
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void What_a_person_does_after_a_write_that_a_page_has_shown_is_an_edit_after_it(Portal from)
    {
        var to = from.Other();
        Lose(to, InMemoryPortalOperation.Write, new InMemoryPortalFault.AnswerLost());
        Edit(from, High);
        WorkBlindly(from);
        world.Time.Advance(TimeSpan.FromSeconds(2));
        world.Read(to);
        Edit(to, Low);
        world.Fault = _ => null;
        world.Settle();
        (SeverityOf(from), SeverityOf(to), Told(JournalKind.Conflict)).ShouldBe((Low, Low, 0));
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_page_that_shows_the_value_while_the_call_is_still_under_way_is_not_forgotten(Portal from)
    {
        var to = from.Other();
        Edit(from, High);
        Lose(to, InMemoryPortalOperation.Write, () =>
        {
            Edit(to, High);
            world.Read(to);
            Edit(to, Low);
            world.Read(to);
            return NeverArrived;
        });
        Work(from);
        world.Settle();
        (SeverityOf(from), SeverityOf(to), Told(JournalKind.Conflict)).ShouldBe((Low, Low, 0));
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_change_that_never_arrived_is_sent_again_within_seconds(Portal from)
    {
        Lose(from.Other(), InMemoryPortalOperation.Write, NeverArrived);
        Edit(from, High);
        Work(from);
        Pass(TimeSpan.FromSeconds(10));
        SeverityOf(from.Other()).ShouldBe(High);
    }

    [Fact]
    public void What_Defender_has_become_since_a_PUT_that_goes_again_was_planned_stays()
    {
        world.Defender.Set(Id, AllFields.Owner, new Seen<Owner>(Owner.InDefender("alice@contoso.com")));
        Lose(Portal.Sentinel, InMemoryPortalOperation.Write, NeverArrived);
        Work(Portal.Defender);
        var team = new Seen<Owner>(Owner.InDefender("Tier two"));
        world.Defender.Set(Id, AllFields.Owner, team);
        Pass(TimeSpan.FromSeconds(20), Portal.Defender, Portal.Sentinel);
        world.Defender.Find(Id)!.Incident[AllFields.Owner].ShouldBe(team);
        ((Seen<Owner>)world.Sentinel.Find(Name)!.Incident[AllFields.Owner]).Value.UserPrincipalName.ShouldBe("alice@contoso.com");
    }

    [Fact]
    public void A_conflict_behind_which_a_read_is_stale_is_not_sent_again_under_its_etag()
    {
        var before = world.Time.GetUtcNow();
        world.Time.Advance(TimeSpan.FromSeconds(30));
        var gone = world.Sentinel.Find(Name)!.Version;
        world.Sentinel.Edit(Name, _ => { });
        Edit(Portal.Defender, High);
        world.Fault = call => call is { Portal: Portal.Sentinel, Operation: InMemoryPortalOperation.Get }
            ? new InMemoryPortalFault.Lagging(world.Time.GetUtcNow() - before)
            : null;
        Work(Portal.Defender);
        Pass(TimeSpan.FromMinutes(2), Portal.Defender);
        (world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write), Link().GoneVersion).ShouldBe((2, gone));
        world.Fault = _ => null;
        world.Settle();
        world.ShouldBeInStep();
    }

    [Fact]
    public void What_somebody_sets_in_Defender_is_no_answer_to_a_write_that_was_never_sent()
    {
        world.Fault = RefuseWrites;
        Edit(Portal.Sentinel, High);
        Work(Portal.Sentinel);
        Edit(Portal.Sentinel, Low);
        world.Read(Portal.Sentinel);
        Edit(Portal.Defender, High);
        world.Read(Portal.Defender);
        world.Fault = _ => null;
        world.Settle();
        (SeverityOf(Portal.Defender), SeverityOf(Portal.Sentinel), Told(JournalKind.Conflict)).ShouldBe((High, High, 1));
    }

    [Theory]
    [InlineData(Portal.Defender, InMemoryPortalOperation.Comment)]
    [InlineData(Portal.Sentinel, InMemoryPortalOperation.Comment)]
    internal void A_comment_whose_answer_is_lost_is_found_at_once_and_stands_once(Portal to, InMemoryPortalOperation operation)
    {
        Lose(to, operation, new InMemoryPortalFault.AnswerLost());
        Say(to.Other());
        Work(to.Other());
        (Link().Intents.IsEmpty, Telling(to)).ShouldBe((true, 1));
        world.Settle();
        Telling(to).ShouldBe(1);
    }

    [Fact]
    public void A_comment_for_Sentinel_that_never_arrived_is_put_again_within_seconds()
    {
        Lose(Portal.Sentinel, InMemoryPortalOperation.Comment, NeverArrived);
        Say(Portal.Defender);
        Work(Portal.Defender);
        Pass(TimeSpan.FromSeconds(10));
        Telling(Portal.Sentinel).ShouldBe(1);
    }

    [Fact]
    public void A_comment_for_Defender_that_is_not_to_be_seen_waits_alone()
    {
        Lose(Portal.Defender, InMemoryPortalOperation.Comment, new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(50)));
        Say(Portal.Sentinel);
        Work(Portal.Sentinel);
        Edit(Portal.Sentinel, High);
        Pass(TimeSpan.FromSeconds(10), Portal.Sentinel);
        (SeverityOf(Portal.Defender), Telling(Portal.Defender)).ShouldBe((High, 0));
        world.Settle();
        Telling(Portal.Defender).ShouldBe(1);
    }

    [Fact]
    public void A_twin_whose_answer_is_lost_is_found_at_once()
    {
        var other = world.Defender.Create(new IncidentId("2")).Id;
        Lose(Portal.Sentinel, InMemoryPortalOperation.Write, new InMemoryPortalFault.AnswerLost());
        Work(Portal.Defender);
        world.Store.Find(Sample.LinkOf("2"))!.Intents.ShouldBeEmpty();
        world.Sentinel.Comments(SmallWorld.TwinOf(other)).Count.ShouldBe(1);
    }

    [Fact]
    public void A_twin_that_is_not_to_be_seen_is_not_made_again_before_it_had_the_time_to_show()
    {
        var before = world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write);
        world.Defender.Create(new IncidentId("2"));
        Lose(Portal.Sentinel, InMemoryPortalOperation.Write, NeverArrived);
        Work(Portal.Defender);
        Pass(TimeSpan.FromMinutes(5), Portal.Defender);
        world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBe(before + 1);
        world.Settle();
        world.ShouldBeInStep();
        world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBe(before + 2);
    }

    [Fact]
    public void A_field_that_an_answer_does_not_show_waits_alone_and_is_not_sent_again()
    {
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.Ignored());
        Edit(Portal.Defender, High);
        Work(Portal.Defender);
        world.Defender.Set(Id, AllFields.Title, new Seen<string>("Phish"));
        Pass(TimeSpan.FromSeconds(10), Portal.Defender);
        world.Sentinel.Find(Name)!.Incident[AllFields.Title].ShouldBe(new Seen<string>("Phish"));
        world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBe(3);
        Link().Held.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_verdict_that_Defender_may_not_have_taken_is_not_hidden_by_a_reopening(bool answered)
    {
        JudgeInSentinelAndReopenInDefender();
        Lose(Portal.Defender, InMemoryPortalOperation.Write, answered ? new InMemoryPortalFault.Ignored() : NeverArrived);
        Work(Portal.Defender);
        world.Sentinel.Find(Name)!.Incident[AllFields.Verdict].ShouldBe(Cleaned);
    }

    [Fact]
    public void A_verdict_that_Defender_has_not_taken_is_not_hidden_by_a_reopening_that_goes_again()
    {
        JudgeInSentinelAndReopenInDefender();
        var deaths = 0;
        world.Settle(between: () =>
        {
            if (deaths < 2 && Link().Intents.Any(IsUnsentFor(Portal.Defender)) && world.Claim(Id) is not null)
            {
                deaths++;
            }
        });
        ((Seen<Verdict>)world.Defender.Find(Id)!.Incident[AllFields.Verdict]).Value.Class.ShouldBe(Classification.TruePositive);
    }

    [Fact]
    public void A_twin_that_was_deleted_within_the_overlap_is_not_made_again_by_an_edit()
    {
        world.Defender.Create(new IncidentId("2"));
        world.Settle();
        world.Sentinel.Delete(Name);
        Edit(Portal.Defender, High);
        world.Settle();
        (world.Sentinel.Find(Name), Link().State).ShouldBe((null, LinkState.Deleted));
    }
}
