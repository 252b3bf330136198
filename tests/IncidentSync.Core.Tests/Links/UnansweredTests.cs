using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What the memory of a call without an answer learns from what Defender shows: High was sent over Medium.</summary>
public sealed class UnansweredTests
{
    private static readonly Reading High = new Seen<Severity>(Severity.High);
    private static readonly Reading Medium = new Seen<Severity>(Severity.Medium);
    private static readonly Reading Low = new Seen<Severity>(Severity.Low);

    private static readonly Intent.Unanswered Sent = new(new FieldWrite(Defender, AllFields.Severity, High) { Over = Medium });
    private static readonly Intent.Unanswered Seen = Sent with { SeenAs = High };
    private static readonly Intent.Unanswered Replaced = Seen with { Stood = Low };
    private static readonly Intent.Unanswered Back = Replaced with { BackAs = High };

    [Fact]
    public void A_memory_is_of_one_value_that_was_sent() =>
        (Sent.Sent, Sent.Portal, Sent.Writes.Single()).ShouldBe((true, Defender, Sent.Write));

    [Fact]
    public void The_other_portal_says_nothing_of_it() => Sent.Note(Show(Sentinel, High)).ShouldBeSameAs(Sent);

    [Fact]
    public void What_is_not_shown_or_not_known_says_nothing_of_it()
    {
        Seen.Note(Show(Defender, Reading.Unseen)).ShouldBeSameAs(Seen);
        Seen.Note(Show(Defender, new Unknown("critical"))).ShouldBeSameAs(Seen);
    }

    [Fact]
    public void The_value_is_seen_once()
    {
        Sent.Note(Show(Defender, High)).ShouldBe(Seen);
        Seen.Note(Show(Defender, new Seen<Severity>(Severity.High))).ShouldBeSameAs(Seen);
    }

    [Fact]
    public void What_it_was_sent_over_says_nothing_until_the_value_was_seen()
    {
        Sent.Note(Show(Defender, Medium)).ShouldBeSameAs(Sent);
        Seen.Note(Show(Defender, Medium)).ShouldBe(Seen with { Stood = Medium });
    }

    [Fact]
    public void Another_value_stands_and_the_last_one_counts()
    {
        Sent.Note(Show(Defender, Low)).ShouldBe(Sent with { Stood = Low });
        Replaced.Note(Show(Defender, Medium)).ShouldBe(Seen with { Stood = Medium });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_value_that_comes_back_by_no_person_is_the_late_calls_though_it_was_never_seen_before(bool wasSeen)
    {
        var memory = wasSeen ? Replaced : Sent with { Stood = Low };
        memory.Note(Show(Defender, High)).ShouldBe(memory with { BackAs = High });
    }

    [Fact]
    public void The_value_that_comes_back_by_a_person_is_that_persons() =>
        Replaced.Note(Show(Defender, High, isByPerson: true)).ShouldBe(Seen);

    [Fact]
    public void What_the_late_call_left_stays_so_while_it_is_shown() =>
        Back.Note(Show(Defender, High, isByPerson: true)).ShouldBeSameAs(Back);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_replaces_what_the_late_call_left_ends_it(bool isByPerson) =>
        Back.Note(Show(Defender, Medium, isByPerson)).ShouldBe(Seen with { Stood = Medium });

    [Fact]
    public void A_person_who_adds_a_tag_to_what_the_late_call_left_adds_it_to_what_stood_before()
    {
        var noted = TagsBack.Note(ShowTags(isByPerson: true, "ours", "added"));
        (noted.Stood, noted.BackAs).ShouldBe((Tagged("theirs", "added"), Tagged("ours", "added")));
    }

    [Fact]
    public void Another_write_of_tags_replaces_what_the_late_call_left()
    {
        var noted = TagsBack.Note(ShowTags(isByPerson: false, "ours", "added"));
        (noted.Stood, noted.BackAs).ShouldBe((Tagged("ours", "added"), null));
    }

    [Fact]
    public void A_link_tells_its_memory_first_what_was_known_before()
    {
        var (known, now) = (Show(Defender, High), Show(Defender, Low));
        var link = Pair.Synced().Link() with { Defender = known, Intents = [Sent] };
        link.Observe(now).Intents.ShouldHaveSingleItem().ShouldBe(Seen with { Stood = Low });
    }

    [Fact]
    public void A_link_of_which_nothing_was_known_tells_its_memory_what_is_shown_now() =>
        (Pair.Synced().Link() with { Defender = null, Intents = [Sent] }).Observe(Show(Defender, High)).Intents.Single().ShouldBe(Seen);

    private static Intent.Unanswered TagsBack =>
        new(new FieldWrite(Defender, AllFields.Tags, Tagged("ours")) { Over = Tagged() })
        {
            SeenAs = Tagged("ours"), Stood = Tagged("theirs"), BackAs = Tagged("ours"),
        };

    private static Seen<Tags> Tagged(params string[] tags) => new(Tags.Of(tags));

    private static Snapshot ShowTags(bool isByPerson, params string[] tags) =>
        Pair.Synced().Show(Defender, AllFields.Tags, Tagged(tags)).Defender! with { IsByPerson = isByPerson };

    private static Snapshot Show(Portal portal, Reading severity, bool isByPerson = false) =>
        Pair.Synced().Show(portal, AllFields.Severity, severity)[portal] with { IsByPerson = isByPerson };
}
