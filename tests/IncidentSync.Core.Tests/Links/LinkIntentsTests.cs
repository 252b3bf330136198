using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>Which of a link's announced writes comes next, and which are not settled.</summary>
public sealed class LinkIntentsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly FieldWrite Severe = new(Sentinel, AllFields.Severity, new Seen<Severity>(Severity.High));
    private static readonly Intent Twin = new Intent.Create([Severe], [], Sent: true) { Key = "twin" };
    private static readonly Intent Change = new Intent.Change(Sentinel, [Severe], [], Sent: true) { Key = "change", Over = Pair.Start };
    private static readonly Intent Memory = new Intent.Unanswered(Severe with { Portal = Defender }) { Key = "memory" };

    public static TheoryData<string, string?> Orders => new()
    {
        { "comment, twin", "comment" },
        { "resting twin, comment", null },
        { "resting twin, Defender's", "Defender's" },
        { "resting twin, change, comment", "change" },
        { "resting change, comment", "comment" },
        { "first part, second part", "first part" },
        { "resting first part, second part", null },
        { "resting first part, second part, comment", "comment" },
        { "first part, resting second part", "first part" },
        { "resting comment, first part", "first part" },
        { "resting change, resting comment", null },
        { "", null },
    };

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public void A_twins_comments_wait_for_the_twin_the_parts_of_a_comment_for_one_another_and_nothing_else_for_anything(
        string announced, string? next) =>
        (With([.. announced.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Named)]).NextIntent?.Key).ShouldBe(next);

    [Fact]
    public void What_was_sent_and_is_not_settled_and_what_may_take_effect_late_is_open()
    {
        var unsent = new Intent.Change(Defender, [Severe with { Portal = Defender }], [], Sent: false) { Key = "unsent" };
        var unmade = new Intent.Create([Severe], [], Sent: false) { Key = "unmade" };
        var posted = new Intent.Comment(Sentinel, "", "", [], Sent: true) { Key = "posted" };
        With(unsent, unmade, posted, Twin, Change, Memory).OpenWrites.Select(open => open.Key).ShouldBe(["twin", "change", "memory"]);
    }

    [Fact]
    public void A_second_creation_waits_while_the_first_may_have_been_made()
    {
        With(Change, Twin).TwinIsOpen.ShouldBeTrue();
        With(Twin with { Sent = false }).TwinIsOpen.ShouldBeFalse();
        With(Change).TwinIsOpen.ShouldBeFalse();
    }

    [Fact]
    public void An_open_write_tells_what_it_was_sent_over_and_what_was_seen_since()
    {
        Reading low = new Seen<Severity>(Severity.Low), high = new Seen<Severity>(Severity.High);
        var memory = (Intent.Unanswered)Memory with { Over = Pair.Start, IsPast = true, SeenAs = high, Stood = low, BackAs = high };
        With(Change, memory, Change with { Sent = false }).Open.ShouldBe(
        [
            new OpenWrite(Severe, MayBeLate: false) { Over = Pair.Start },
            new OpenWrite(memory.Write, MayBeLate: true)
            {
                Over = Pair.Start, IsPast = true, IsSeen = true, Stood = low, BackAs = high,
            },
        ]);
    }

    [Fact]
    public void A_field_is_frozen_for_an_oscillation_alone()
    {
        bool Frozen(HoldReason reason) =>
            (With() with { Held = With().Held.Add(AllFields.Status, reason) }).IsFrozen(AllFields.Status);
        (Frozen(HoldReason.Oscillation), Frozen(HoldReason.Conflict), With().IsFrozen(AllFields.Status)).ShouldBe((true, false, false));
    }

    private static Link With(params Intent[] intents) => Pair.Synced().Link() with { Intents = [.. intents] };

    private static Intent Named(string words)
    {
        var name = words.Replace("resting ", "", StringComparison.Ordinal);
        Intent intent = name switch
        {
            "twin" => Twin,
            "change" => Change,
            "first part" or "second part" => Comment(Sentinel, "in parts"),
            "Defender's" => Comment(Defender, "Sentinel's"),
            _ => Comment(Sentinel, "another"),
        };
        return intent with { Key = name, Rest = words == name ? TimeSpan.Zero : Minute };
    }

    private static Intent.Comment Comment(Portal portal, string source) => new(portal, "", "", [new CommentId(source)], Sent: false);
}
