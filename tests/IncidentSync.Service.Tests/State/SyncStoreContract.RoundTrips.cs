using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

public abstract partial class SyncStoreContract
{
    public static TheoryData<string> AwkwardReadings => [.. Awkward.Readings.Keys];

    public static TheoryData<string> AwkwardTexts => [.. Awkward.Texts.Keys];

    public static TheoryData<HoldReason> HoldReasons => [.. Enum.GetValues<HoldReason>()];

    [Theory]
    [MemberData(nameof(AwkwardReadings))]
    public async Task A_snapshot_comes_back_as_it_was_read(string name)
    {
        var (field, reading) = Awkward.Readings[name];
        var read = Sample.Defender("1", at: 1_234_567, Incident.Empty.With(field, reading));
        var snapshot = read with { RedirectedTo = new IncidentId("2"), CommentCount = 3 };
        await ReadAsync(snapshot);
        var expected = Link.New(Sample.LinkOf("1"), Sample.Connection, new IncidentId("1"), new IncidentId(Sample.TwinOf("1")))
            .Observe(snapshot);
        Show(await StoredAsync(Sample.LinkOf("1"))).ShouldBe(Show(expected));
    }

    [Theory]
    [MemberData(nameof(AwkwardReadings))]
    public async Task What_a_worker_leaves_behind_comes_back_as_it_was_left(string name)
    {
        var (field, reading) = Awkward.Readings[name];
        var write = new FieldWrite(Portal.Sentinel, field, reading);
        Link left = null!;
        var stored = await CommitAsync(await ClaimNewAsync(), link => left = link with
        {
            Bases = new Bases(link.Bases.ByField.SetItem(field, new FieldBase(reading, reading, Sample.At(1), Sample.At(1_234_567)))),
            Unwritable = [new UnwritableValue(write, HoldReason.Refused)],
            Intents =
            [
                new Intent.Create([write with { Of = reading }], ["defender:1"], Sent: false) { At = Sample.At(9) },
                new Intent.Change(Portal.Defender, [write with { Portal = Portal.Defender, Over = reading }],
                    [], Sent: true) { AnsweredAs = Sample.At(7), Looked = true, Version = "etag-4" },
                new Intent.Unanswered(write with { Portal = Portal.Defender, Over = reading }),
            ],
        });
        Show(stored).ShouldBe(Show(left));
    }

    [Theory]
    [MemberData(nameof(AwkwardReadings))]
    public async Task The_journal_tells_what_was_and_what_is(string name)
    {
        var (field, reading) = Awkward.Readings[name];
        JournalEntry[] rows = [new(JournalKind.Conflict, Portal.Sentinel, field, reading, reading, "newest"), Entry("then")];
        await CommitAsync(await ClaimNewAsync(), link => link, rows);
        (await JournalAsync(Sample.LinkOf("1"))).Select(LinkText.Of).ShouldBe(rows.Select(LinkText.Of));
    }

    [Theory]
    [MemberData(nameof(AwkwardTexts))]
    public async Task A_comment_that_waits_keeps_its_words(string name)
    {
        Link left = null!;
        var comment = new Intent.Comment(
            Portal.Sentinel, "name", Awkward.Texts[name], [new CommentId("source"), new CommentId(Awkward.Texts[name])], Sent: false);
        var stored = await CommitAsync(await ClaimNewAsync(), link => left = link with { Intents = [comment] });
        Show(stored).ShouldBe(Show(left));
    }

    [Theory]
    [MemberData(nameof(AwkwardTexts))]
    public async Task A_comment_comes_back_as_it_was_read(string name)
    {
        var comment = new Comment(new CommentId("digest"), Awkward.Texts[name], Sample.At(1_234_567), Awkward.Texts[name]);
        await ReadAsync(Sample.Defender("1") with { Comments = [comment, comment with { Id = new CommentId("second") }] });
        (await StoredAsync(Sample.LinkOf("1"))).Defender!.Comments.Select(read => (read.Id, read.At))
            .ShouldBe([(comment.Id, comment.At), (new("second"), comment.At)]);
        (await StoredAsync(Sample.LinkOf("1"))).Defender!.Comments[0].Text.Length.ShouldBe(comment.Text.Length);
    }

    [Fact]
    public async Task What_a_comment_is_to_us_is_remembered_and_may_change()
    {
        var waiting = Known("a", CommentRole.Waiting);
        var ours = new KnownComment(Portal.Sentinel, new CommentId("a"), CommentRole.Ours, new CommentId("a"));
        await CommitAsync(await ClaimNewAsync(), link => link with { Comments = [waiting, ours], CommentsRead = 3, Intents = [Note] });
        var again = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        var carried = waiting with { Role = CommentRole.Carried, Counterpart = new CommentId("b") };
        var stored = await CommitAsync(again, link => link with { Comments = link.Comments.Replace(waiting, carried) });
        (stored.CommentsRead, stored.Comments.Length).ShouldBe((3, 2));
        stored.Comments.ShouldBe([carried, ours], ignoreOrder: true);
    }

    [Fact]
    public async Task Comments_are_held_until_they_are_freed_and_a_foreign_marker_is_remembered()
    {
        var foreign = Known("a", CommentRole.Waiting) with { IsForeign = true };
        var stored = await CommitAsync(await ClaimNewAsync(), link => link with
        {
            Comments = [foreign], CommentHold = HoldReason.ForeignMarkers, Intents = [Note],
        });
        (stored.CommentHold, stored.Hold, stored.Comments.Single()).ShouldBe((HoldReason.ForeignMarkers, null, foreign));
        var again = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        stored = await CommitAsync(again, link => link with { Comments = [foreign with { IsForeign = false }], CommentHold = null });
        (stored.CommentHold, stored.Comments.Single().IsForeign).ShouldBe((null, false));
    }

    [Fact]
    public async Task The_links_of_what_was_merged_into_an_incident_are_found()
    {
        await CommitAsync(await ClaimNewAsync(), link => link with { MergedInto = new MergeTarget(new IncidentId("17")) });
        (await Store.FindMergedAsync(new IncidentId("17"), Token)).ShouldBe([Sample.LinkOf("1")]);
        (await Store.FindMergedAsync(new IncidentId("1"), Token)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(AwkwardTexts))]
    public async Task Whatever_words_a_portal_uses_are_stored(string name)
    {
        var words = Awkward.Texts[name];
        await ReadAsync(Sample.Defender("1") with { WebUrl = words, Version = words, Raw = words });
        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        await CommitAsync(claim, link => link with { Attempts = 3, LastError = words }, Entry(words));
        (await StoredAsync(Sample.LinkOf("1"))).Attempts.ShouldBe(3);
        (await JournalAsync(Sample.LinkOf("1"))).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Denied", "ScopeLocked")]
    [InlineData("Refused", "HTTP 400")]
    public async Task What_a_portal_has_against_a_link_is_remembered_until_it_is_gone(string kind, string code)
    {
        var obstacle = new Obstacle(Enum.Parse<ObstacleKind>(kind), code);
        (await CommitAsync(await ClaimNewAsync(), link => link with { Obstacle = obstacle, Intents = [Note] })).Obstacle.ShouldBe(obstacle);
        var again = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        (await CommitAsync(again, link => link.Well())).Obstacle.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(HoldReasons))]
    public async Task A_held_field_stays_held_until_it_is_freed(HoldReason reason)
    {
        var held = ImmutableDictionary<Field, HoldReason>.Empty.Add(AllFields.Owner, reason).Add(AllFields.Status, reason);
        var stored = await CommitAsync(await ClaimNewAsync(), link => link with { Held = held, Intents = [Note] });
        stored.Held.ShouldBe(held, ignoreOrder: true);
        var again = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        (await CommitAsync(again, link => link with { Held = held.Remove(AllFields.Owner) })).Held.Keys.ShouldBe([AllFields.Status]);
    }

    [Fact]
    public async Task Intents_come_back_in_the_order_they_are_sent()
    {
        var names = Enumerable.Range(0, 12).Select(number => $"note {number}").ToList();
        var notes = names.Select(name => new Intent.Comment(Portal.Sentinel, name, "", [], Sent: false));
        var stored = await CommitAsync(await ClaimNewAsync(), link => link with { Intents = [.. notes] });
        stored.Intents.OfType<Intent.Comment>().Select(comment => comment.Name).ShouldBe(names);
    }

    [Fact]
    public async Task A_link_keeps_where_it_stands_in_its_life()
    {
        var stored = await CommitAsync(await ClaimNewAsync(), link => link with { State = LinkState.Merged, Intents = [Note] });
        stored.State.ShouldBe(LinkState.Merged);
        await ReadAsync(Sample.Defender("1", at: 2));
        (await StoredAsync(Sample.LinkOf("1"))).State.ShouldBe(LinkState.Merged);
    }

    private static string Show(Link link) => LinkText.Of(link);

    private static KnownComment Known(string id, CommentRole role) => new(Portal.Defender, new CommentId(id), role);

    private static JournalEntry Entry(string reason) => new(JournalKind.Error, null, null, null, null, reason);
}
