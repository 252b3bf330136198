using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>
/// A write without an answer that takes effect late, or may have been taken back: it is nobody's edit, and what nobody can tell is said.
/// </summary>
public sealed class LateWriteStories : UnansweredScene
{
    [Fact]
    public void A_late_PUT_and_the_one_that_is_sent_again_are_one_write()
    {
        Lose(Portal.Sentinel, InMemoryPortalOperation.Write, new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(50)));
        Edit(Portal.Defender, High);
        Work(Portal.Defender);
        Pass(TimeSpan.FromSeconds(10));
        Edit(Portal.Sentinel, Low);
        world.Settle();
        (SeverityOf(Portal.Defender), SeverityOf(Portal.Sentinel)).ShouldBe((Low, Low));
    }

    [Fact]
    public void A_late_PATCH_over_what_a_person_has_set_meanwhile_is_written_over_and_carried_nowhere()
    {
        LoseUntilAPersonHasSetAnother();
        SeverityOf(Portal.Sentinel).ShouldBe(Low);
        world.Settle();
        (SeverityOf(Portal.Defender), SeverityOf(Portal.Sentinel), Told(JournalKind.Raced)).ShouldBe((Low, Low, 1));
    }

    [Fact]
    public void A_late_PATCH_that_was_read_stays_one_when_somebody_comments_beside_it()
    {
        LoseUntilAPersonHasSetAnother();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Read(Portal.Defender);
        Say(Portal.Defender);
        world.Settle();
        (SeverityOf(Portal.Defender), SeverityOf(Portal.Sentinel)).ShouldBe((Low, Low));
    }

    [Fact]
    public void Tags_that_a_person_edits_after_a_late_PATCH_are_edited_as_they_stood_before_it()
    {
        world.Defender.Set(Id, AllFields.Tags, new Seen<Tags>(Tags.Of("vip", "phish")));
        world.Settle();
        Lose(Portal.Defender, InMemoryPortalOperation.Write, new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(50)));
        world.Sentinel.Set(Name, AllFields.Tags, new Seen<Tags>(Tags.Of("vip", "phish", "sentinel")));
        Work(Portal.Sentinel);
        Pass(TimeSpan.FromSeconds(15), Portal.Defender);
        world.Defender.Set(Id, AllFields.Tags, new Seen<Tags>(Tags.Of("vip", "phish", "sentinel", "added")));
        Pass(TimeSpan.FromSeconds(10), Portal.Defender);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Read(Portal.Defender);
        world.Defender.Set(Id, AllFields.Tags, new Seen<Tags>(Tags.Of("vip", "sentinel")));
        world.Settle();
        world.Defender.Find(Id)!.Incident[AllFields.Tags].ShouldBe(new Seen<Tags>(Tags.Of("vip", "sentinel", "added")));
        world.ShouldBeInStep();
    }

    [Fact]
    public void A_late_PATCH_of_which_nobody_reads_until_none_can_be_late_is_written_over_all_the_same()
    {
        LoseUntilAPersonHasSetAnother();
        Pass(TimeSpan.FromSeconds(90), Portal.Sentinel);
        SeverityOf(Portal.Defender).ShouldBe(High);
        world.Settle();
        (SeverityOf(Portal.Defender), SeverityOf(Portal.Sentinel), Told(JournalKind.Raced)).ShouldBe((Low, Low, 1));
    }

    [Fact]
    public void What_may_have_been_taken_back_is_told_also_when_nobody_could_look_for_longer_than_a_call_may_be_late()
    {
        Lose(Portal.Defender, InMemoryPortalOperation.Write, new InMemoryPortalFault.AnswerLost());
        Edit(Portal.Sentinel, High);
        WorkBlindly(Portal.Sentinel);
        Edit(Portal.Defender, Medium);
        Pass(TimeSpan.FromMinutes(3), Portal.Sentinel);
        world.Fault = _ => null;
        world.Settle();
        Told(JournalKind.Ambiguous).ShouldBe(1);
    }

    [Fact]
    public void What_may_have_been_taken_back_is_told_also_when_it_is_sent_again_long_after()
    {
        Lose(Portal.Defender, InMemoryPortalOperation.Write, new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(20)));
        Edit(Portal.Sentinel, High);
        Work(Portal.Sentinel);
        world.Fault = RefuseWrites;
        Pass(TimeSpan.FromSeconds(10), Portal.Sentinel);
        world.Time.Advance(TimeSpan.FromSeconds(20));
        Edit(Portal.Defender, Medium);
        Pass(TimeSpan.FromMinutes(2), Portal.Sentinel);
        world.Fault = _ => null;
        world.Settle();
        Told(JournalKind.Ambiguous).ShouldBePositive();
    }

    [Fact]
    public void A_value_that_is_asked_for_again_and_answered_is_no_late_one()
    {
        Lose(Portal.Defender, InMemoryPortalOperation.Write, NeverArrived);
        Edit(Portal.Sentinel, High);
        Work(Portal.Sentinel);
        Edit(Portal.Defender, Low);
        Pass(TimeSpan.FromSeconds(20), Portal.Defender, Portal.Sentinel);
        Edit(Portal.Sentinel, High);
        Pass(TimeSpan.FromSeconds(20), Portal.Defender, Portal.Sentinel);
        Edit(Portal.Sentinel, Medium);
        Pass(TimeSpan.FromMinutes(2), Portal.Defender, Portal.Sentinel);
        (SeverityOf(Portal.Defender), SeverityOf(Portal.Sentinel), Told(JournalKind.Raced)).ShouldBe((Medium, Medium, 0));
    }

    [Fact]
    public void Another_value_waits_until_the_first_can_no_longer_take_effect_and_other_fields_do_not()
    {
        Lose(Portal.Defender, InMemoryPortalOperation.Write, NeverArrived);
        Edit(Portal.Sentinel, High);
        Work(Portal.Sentinel);
        Edit(Portal.Sentinel, Low);
        world.Sentinel.Set(Name, AllFields.Title, new Seen<string>("Phish"));
        Pass(TimeSpan.FromSeconds(20), Portal.Sentinel);
        (SeverityOf(Portal.Defender), world.Defender.Find(Id)!.Incident[AllFields.Title]).ShouldBe((Medium, new Seen<string>("Phish")));
        Pass(TimeSpan.FromSeconds(60), Portal.Sentinel);
        SeverityOf(Portal.Defender).ShouldBe(Low);
    }
}
