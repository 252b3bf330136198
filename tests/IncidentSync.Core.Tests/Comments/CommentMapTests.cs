using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>What one comment says about others, and what it does not.</summary>
public sealed class CommentMapTests
{
    private static readonly LinkId Link = new(new Guid("11111111-2222-5333-8444-555555555555"));
    private static readonly Comment FromAlice = Comment("d1", "alice@contoso.com", "I look at it.");
    private static readonly Comment FromBob = Comment("s1", "bob@contoso.com", "Blocked the sender.");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void A_copy_that_stands_there_says_that_its_source_was_carried(Portal home)
    {
        var source = home == Defender ? FromAlice : FromBob;
        var plan = Plan(home, [source], [CopyOf(source, home)]);
        plan.Posts.ShouldBeEmpty();
        var known = plan.Known.Single(known => known.Id == source.Id);
        (known.Role, known.Counterpart).ShouldBe((CommentRole.Carried, new CommentId("copy")));
    }

    [Fact]
    public void A_copy_says_nothing_about_another_comment()
    {
        var other = Comment("s2", "bob@contoso.com", "And the domain.");
        Plan(Sentinel, [FromBob, other], [CopyOf(FromBob, Sentinel)]).Posts.Single().Sources.ShouldBe([other.Id]);
    }

    [Fact]
    public void A_comment_that_was_carried_keeps_the_counterpart_it_has()
    {
        var carried = new KnownComment(Defender, FromAlice.Id, CommentRole.Carried, new CommentId("first"));
        Plan(Defender, [FromAlice], [CopyOf(FromAlice, Defender)], carried).Known.ShouldContain(carried);
    }

    [Fact]
    public void Words_under_the_digests_name_that_we_did_not_sign_carry_nothing()
    {
        var name = NameBasedGuid.Of(Link.ToString(), "digest").ToString("D");
        var forged = Comment(name, "mallory@contoso.com", CommentText.Entry(FromAlice, Defender));
        Plan(Defender, [FromAlice], [forged]).Posts.ShouldContain(post => post.Sources.Contains(FromAlice.Id));
    }

    [Fact]
    public void An_edit_that_is_taken_back_is_told_as_well()
    {
        var edited = FromBob with { Text = "Blocked the domain." };
        var carried = new KnownComment(Sentinel, FromBob.Id, CommentRole.Carried) { ContentHash = CommentText.ContentHash(FromBob.Text) };
        var known = Plan(Sentinel, [edited], [], carried).Known.Select(one => one with { Role = CommentRole.Carried });
        Plan(Sentinel, [FromBob], [], [.. known]).Posts.Single().Text
            .ShouldContain("Blocked the sender.");
    }

    [Fact]
    public void A_comment_carried_before_its_words_were_remembered_is_not_taken_for_edited() =>
        Plan(Sentinel, [FromBob], [], new KnownComment(Sentinel, FromBob.Id, CommentRole.Carried)).Posts.ShouldBeEmpty();

    [Fact]
    public void Where_comments_are_off_nothing_is_learned_of_them() =>
        CommentPlanner.Plan(new CommentCase(Link, [], [FromAlice], [FromBob]), CommentRules.Default with { Policy = ConflictPolicy.Off })
            .Known.ShouldBeEmpty();

    [Fact]
    public void Under_hold_comments_are_looked_at_and_wait() =>
        CommentPlanner.Plan(new CommentCase(Link, [], [FromAlice], [FromBob]), CommentRules.Default with { Policy = ConflictPolicy.Hold })
            .Known.Select(known => known.Role).ShouldBe([CommentRole.Waiting, CommentRole.Waiting]);

    [Fact]
    public void A_digest_to_which_nothing_can_be_added_is_not_written_again()
    {
        var large = Comment("d9", "alice@contoso.com", new string('x', CommentText.SentinelLimit));
        var plan = CommentPlanner.Plan(new CommentCase(Link, [], [large], []) { SentinelCount = 90 }, SyncRules.Default.Comments);
        (plan.Posts.Length, plan.NoRoom.Single()).ShouldBe((0, large.Id));
    }

    [Fact]
    public void The_parts_of_a_long_comment_are_numbered_from_one() =>
        Plan(Sentinel, [FromBob with { Text = new string('x', 70_000) }], []).Posts.Select(post => post.Text.Split(":\n")[0])
            .ShouldBe(Enumerable.Range(1, 3).Select(part => $"bob@contoso.com in Sentinel, 2026-01-22 12:00:00 UTC ({part}/3)"));

    private static CommentPlan Plan(Portal home, Comment[] said, Comment[] opposite, params ImmutableArray<KnownComment> known) =>
        CommentPlanner.Plan(
            home == Defender ? new CommentCase(Link, known, said, opposite) : new CommentCase(Link, known, opposite, said),
            SyncRules.Default.Comments);

    private static Comment CopyOf(Comment source, Portal home) =>
        Comment("copy", "IncidentSync", Plan(home, [source], []).Posts.Single().Text);

    private static Comment Comment(string id, string author, string text) => new(new CommentId(id), author, Pair.Start, text);
}
