using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>The rows of the table above <see cref="CommentPlanner"/>, in its order, and what follows from them.</summary>
public sealed class CommentPlannerTests
{
    private static readonly LinkId Link = new(new Guid("11111111-2222-5333-8444-555555555555"));
    private static readonly LinkId OtherLink = new(new Guid("99999999-2222-5333-8444-555555555555"));
    private static readonly MarkerKey Key = new("1", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly SyncRules Rules = SyncRules.Default with { Comments = CommentRules.Default with { Marker = new(Key) } };
    private static readonly Comment FromAlice = Comment("d1", "alice@contoso.com", "I look at it.");
    private static readonly Comment FromBob = Comment("s1", "bob@contoso.com", "Blocked the sender.");

    [Fact]
    public void A_comment_in_Defender_is_carried_to_Sentinel_with_who_and_when() =>
        Plan(defender: [FromAlice]).Posts.Single()
            .Text.ShouldStartWith("alice@contoso.com in Defender, 2026-01-22 12:00:00 UTC:\nI look at it.\n[incidentsync 1.1.");

    [Fact]
    public void A_comment_in_Sentinel_is_carried_to_Defender() =>
        Plan(sentinel: [FromBob]).Posts.Single().ShouldSatisfyAllConditions(
            post => post.Target.ShouldBe(Defender),
            post => post.Text.ShouldStartWith("bob@contoso.com in Sentinel, 2026-01-22 12:00:00 UTC:\nBlocked the sender."));

    [Fact]
    public void What_the_map_says_is_carried_is_not_carried_again() =>
        Plan(known: [new(Defender, FromAlice.Id, CommentRole.Carried)], defender: [FromAlice]).Posts.ShouldBeEmpty();

    [Fact]
    public void A_copy_that_was_deleted_is_not_posted_again() =>
        Plan(known: [new(Defender, FromAlice.Id, CommentRole.Carried, new("gone"))], defender: [FromAlice], sentinel: [])
            .Posts.ShouldBeEmpty();

    [Fact]
    public void A_comment_signed_by_us_is_ours_and_its_source_is_carried()
    {
        var copy = Comment("d9", "API-App:IncidentSync", Plan(sentinel: [FromBob]).Posts.Single().Text);
        var plan = Plan(defender: [copy], sentinel: [FromBob]);
        plan.Posts.ShouldBeEmpty();
        plan.Known.ShouldBe([new(Defender, copy.Id, CommentRole.Ours),
            new(Sentinel, FromBob.Id, CommentRole.Carried, copy.Id) { ContentHash = CommentText.ContentHash(FromBob.Text) }],
            ignoreOrder: true);
    }

    [Fact]
    public void A_portal_that_encodes_and_rewraps_a_comment_does_not_hide_that_it_is_ours()
    {
        var text = Plan(sentinel: [Comment("s2", "bob@contoso.com", "a < b & \"c\"\nsecond line")]).Posts.Single().Text;
        var mangled = System.Net.WebUtility.HtmlEncode(text).Replace("\n", "\r\n ", StringComparison.Ordinal);
        Plan(defender: [Comment("d9", "app", mangled)]).Known.Single().Role.ShouldBe(CommentRole.Ours);
    }

    [Fact]
    public void A_person_who_quotes_our_marker_under_other_words_is_carried_without_it()
    {
        var stolen = Plan(sentinel: [FromBob]).Posts.Single().Text.Split('\n')[^1];
        var post = Plan(defender: [Comment("d9", "mallory@contoso.com", $"Trust me.\n{stolen}")]).Posts.Single();
        post.Text.ShouldNotContain(stolen);
        post.Text.ShouldContain("Trust me.");
    }

    [Fact]
    public void A_copy_that_belongs_to_another_link_is_a_persons_comment_here()
    {
        var foreign = CommentPlanner.Plan(new CommentCase(OtherLink, [], null, [FromBob]), Rules.Comments).Posts.Single().Text;
        Plan(defender: [Comment("d9", "alice@contoso.com", foreign)]).Posts.Single().Text.ShouldContain("Blocked the sender.");
    }

    [Fact]
    public void The_engines_own_comment_is_ours() =>
        Plan(sentinel: [Comment(CommentPlanner.EngineCommentName(Link)
            .ToUpperInvariant(), "IncidentSync", "Defender incident 42: https://…")]).Posts.ShouldBeEmpty();

    [Fact]
    public void The_comment_that_tells_of_the_alerts_is_ours_whatever_is_known_of_it() =>
        Plan(sentinel: [Comment(CommentPlanner.AlertsCommentName(Link), "IncidentSync", "Alerts of this incident in Defender: 1")])
            .Posts.ShouldBeEmpty();

    [Fact]
    public void At_first_contact_the_same_words_on_both_portals_are_one_comment() =>
        Plan(defender: [Comment("d1", "alice@contoso.com", "Done.")], sentinel: [Comment("s1", "Alice Ahlberg", " Done. ")])
            .Posts.ShouldBeEmpty();

    [Fact]
    public void At_first_contact_two_equal_comments_on_one_portal_need_two_on_the_other() =>
        Plan(defender: [Comment("d1", "alice@contoso.com", "+1"), Comment("d2", "bob@contoso.com", "+1")],
            sentinel: [Comment("s1", "alice@contoso.com", "+1")])
            .Posts.Single().Sources.ShouldBe([new CommentId("d2")]);

    [Fact]
    public void After_first_contact_the_same_words_are_two_comments() =>
        Plan(known: [new(Defender, FromAlice.Id, CommentRole.Carried)],
            defender: [FromAlice, Comment("d2", "alice@contoso.com", "+1")], sentinel: [Comment("s2", "bob@contoso.com", "+1")])
            .Posts.Length.ShouldBe(2);

    [Fact]
    public void A_comment_is_posted_under_the_same_name_however_often_it_is_planned() =>
        Plan(defender: [FromAlice]).Posts.Single().Name.ShouldBe(Plan(defender: [FromAlice]).Posts.Single().Name);

    [Fact]
    public void Sentinel_is_not_shown_markup_nor_remote_images() =>
        Plan(defender: [Comment("d1", "mallory", "<img src=x> ![beacon](https://fabrikam.com/x.png)")]).Posts.Single().Text
            .ShouldSatisfyAllConditions(text => text.ShouldContain("&lt;img"), text => text.ShouldNotContain("!["));

    [Fact]
    public void A_comment_longer_than_a_portal_holds_comes_in_numbered_parts()
    {
        var posts = Plan(defender: [Comment("d1", "alice@contoso.com", new string('x', 70_000))]).Posts;
        posts.Select(post => post.Text.Split('\n')[0]).ShouldAllBe(line => line.EndsWith("/3):", StringComparison.Ordinal));
        posts.ShouldAllBe(post => post.Text.Length <= CommentText.SentinelLimit);
        posts.Select(post => post.Name).Distinct().Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("off")]
    public void Under_hold_and_off_nothing_is_carried(string policy) =>
        CommentPlanner.Plan(new CommentCase(Link, [], [FromAlice], [FromBob]),
            Rules.Comments with { Policy = CommentPlanner.Policies.Single(p => p.Name == policy) }).Posts.ShouldBeEmpty();

    [Fact]
    public void A_comment_without_text_is_carried_as_one_without_text() =>
        Plan(defender: [Comment("d1", "alice@contoso.com", "")]).Posts.Length.ShouldBe(1);

    private static CommentPlan Plan(
        ImmutableArray<KnownComment>? known = null, IReadOnlyList<Comment>? defender = null, IReadOnlyList<Comment>? sentinel = null) =>
        CommentPlanner.Plan(new CommentCase(Link, known ?? [], defender, sentinel), Rules.Comments);

    private static Comment Comment(string id, string author, string text) => new(new CommentId(id), author, Pair.Start, text);
}
