using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>What becomes of comments that are edited, that have no room, or whose incident was merged.</summary>
public sealed class CommentLifeTests
{
    private static readonly LinkId Link = new(new Guid("11111111-2222-5333-8444-555555555555"));
    private static readonly SyncRules Rules = SyncRules.Default with
    {
        Comments = CommentRules.Default with { Marker = new(new MarkerKey("1", [.. Enumerable.Range(0, 32).Select(i => (byte)i)])) },
    };
    private static readonly Comment FromBob = Comment("s1", "bob@contoso.com", "Blocked the sender.");
    private static readonly Comment Edited = FromBob with
    {
        Text = "Blocked the domain.", EditedAt = Pair.Start.After(TimeSpan.FromHours(1)),
    };

    [Fact]
    public void New_words_of_a_comment_that_was_carried_follow_as_a_comment_of_their_own() =>
        Plan(Carried(FromBob), sentinel: [Edited]).Posts.Single().Text
            .ShouldStartWith("bob@contoso.com in Sentinel, edited 2026-01-22 13:00:00 UTC:\nBlocked the domain.");

    [Fact]
    public void An_edit_is_carried_once()
    {
        var known = AsCarried(Plan(Carried(FromBob), sentinel: [Edited]));
        Plan(known, sentinel: [Edited]).Posts.ShouldBeEmpty();
        Plan(known, sentinel: [Edited with { Text = "Blocked the sender once more." }]).Posts.Length.ShouldBe(1);
    }

    [Fact]
    public void White_space_and_entities_that_a_portal_changes_are_no_edit() =>
        Plan(Carried(FromBob), sentinel: [FromBob with { Text = " Blocked  the\r\nsender. " }]).Posts.ShouldBeEmpty();

    [Fact]
    public void A_comment_that_waits_is_carried_as_it_reads_now_and_not_twice()
    {
        var waiting = Plan([], sentinel: [FromBob]).Known;
        Plan(waiting, sentinel: [Edited]).Posts.Single().Text.ShouldContain("Blocked the domain.");
    }

    [Fact]
    public void A_persons_edit_of_our_copy_is_not_answered()
    {
        var copy = Comment("c1", "IncidentSync", Plan([], defender: [Comment("d1", "alice@contoso.com", "Hello.")]).Posts.Single().Text);
        var known = Plan([], defender: [], sentinel: [copy]).Known;
        Plan(known, sentinel: [copy with { Text = "vandalized" }]).Posts.ShouldBeEmpty();
    }

    [Fact]
    public void Comments_for_which_Sentinel_has_no_room_come_in_one_digest()
    {
        var posts = Plan([], Many(5), sentinelCount: 88).Posts;
        posts.Length.ShouldBe(3);
        posts[^1].ShouldSatisfyAllConditions(
            digest => digest.Sources.Length.ShouldBe(3),
            digest => digest.Text.ShouldContain("words 3"),
            digest => digest.Text.ShouldContain("words 5"));
    }

    [Fact]
    public void The_digest_grows_under_the_same_name()
    {
        var first = Plan([], Many(2), sentinelCount: 90);
        var second = Plan(AsCarried(first), Many(3), sentinelCount: 91).Posts.Single();
        second.Name.ShouldBe(first.Posts.Single().Name);
        second.Sources.ShouldBe([new CommentId("d3")]);
        second.Text.ShouldSatisfyAllConditions(text => text.ShouldContain("words 1"), text => text.ShouldContain("words 3"));
    }

    [Theory]
    [InlineData(0, "digest")]
    [InlineData(90, "a copy")]
    public void What_may_have_been_sent_is_planned_as_it_was(int sentinelCount, string sentAs)
    {
        var (digest, copy) = (Plan([], Many(1), sentinelCount: 90).Posts.Single().Name, Plan([], Many(1)).Posts.Single().Name);
        var sent = sentAs == "digest" ? digest : copy;
        var announced = new CommentCase(Link, [], Many(1), []) { SentinelCount = sentinelCount, Announced = Announced(sent) };
        CommentPlanner.Plan(announced, Rules.Comments).Posts.Single().Name.ShouldBe(sent);
    }

    [Fact]
    public void What_does_not_fit_in_the_digest_is_refused_once_and_told()
    {
        var large = Comment("d9", "alice@contoso.com", new string('x', 29_950));
        var plan = Plan([], [large, .. Many(1)], sentinelCount: 90);
        plan.NoRoom.ShouldBe([large.Id]);
        plan.Posts.Single().Sources.ShouldBe([new CommentId("d1")]);
        Plan(AsCarried(plan), [large, .. Many(1)], sentinelCount: 91)
            .ShouldSatisfyAllConditions(again => again.Posts.ShouldBeEmpty(), again => again.NoRoom.ShouldBeEmpty());
    }

    [Fact]
    public void A_digest_that_stands_in_Sentinel_says_what_was_carried_when_the_map_is_lost()
    {
        var digest = Plan([], Many(2), sentinelCount: 90).Posts.Single();
        Plan([], Many(2), [Comment(digest.Name, "IncidentSync", digest.Text)], sentinelCount: 91).Posts.ShouldBeEmpty();
    }

    [Fact]
    public void A_comment_of_Sentinel_goes_where_the_Defender_incident_was_merged() =>
        CommentPlanner.Plan(new CommentCase(Link, [], [], [FromBob]) { MergedInto = new IncidentId("17") }, Rules.Comments).Posts.Single()
            .Incident
            .ShouldBe(new IncidentId("17"));

    [Fact]
    public void What_we_carried_to_the_target_of_a_merge_is_carried_on_to_its_twin()
    {
        var copy = CommentPlanner.Plan(new CommentCase(Link, [], [], [FromBob]) { MergedInto = new IncidentId("17") }, Rules.Comments)
            .Posts.Single().Text;
        var target = new LinkId(new Guid("99999999-2222-5333-8444-555555555555"));
        CommentPlanner.Plan(new CommentCase(target, [], [Comment("d1", "API-App:IncidentSync", copy)], []), Rules.Comments).Posts.Single()
            .Text
            .ShouldContain("Blocked the sender.");
    }

    private static CommentPlan Plan(
        ImmutableArray<KnownComment> known, IReadOnlyList<Comment>? defender = null,
        IReadOnlyList<Comment>? sentinel = null, int sentinelCount = 0) =>
        CommentPlanner.Plan(new CommentCase(Link, known, defender, sentinel) { SentinelCount = sentinelCount }, Rules.Comments);

    private static ImmutableDictionary<CommentId, string> Announced(string name) =>
        ImmutableDictionary<CommentId, string>.Empty.Add(new CommentId("d1"), name);

    private static ImmutableArray<KnownComment> Carried(Comment comment) => AsCarried(Plan([], sentinel: [comment]));

    // As if everything that was planned had been posted.
    private static ImmutableArray<KnownComment> AsCarried(CommentPlan plan) =>
    [
        .. plan.Known.Select(known =>
            plan.Posts.FirstOrDefault(post => post.Target != known.Home && post.Sources.Contains(known.Id)) is { } post
            ? known with { Role = CommentRole.Carried, Counterpart = new CommentId(post.Name) }
            : known),
    ];

    private static IReadOnlyList<Comment> Many(int count) =>
        [.. Enumerable.Range(1, count).Select(number => Comment($"d{number}", "alice@contoso.com", $"words {number}"))];

    private static Comment Comment(string id, string author, string text) => new(new CommentId(id), author, Pair.Start, text);
}
