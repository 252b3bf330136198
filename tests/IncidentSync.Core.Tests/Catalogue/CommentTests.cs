using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Catalogue;

/// <summary>Comments that look alike, and comments that look like nothing.</summary>
public sealed class CommentTests
{
    private static readonly LinkId Link = new(new Guid("11111111-2222-5333-8444-555555555555"));

    [Fact]
    public void The_same_words_twice_by_one_person_in_one_second_are_two_comments() =>
        Posts(Portal.Defender, Comment("d.1", "+1"), Comment("d.2", "+1")).Select(post => post.Name).Distinct().Count().ShouldBe(2);

    [Fact]
    public void Both_of_two_equal_comments_are_known_by_their_copies()
    {
        Comment[] said = [Comment("s1", "+1"), Comment("s2", "+1")];
        var copies = Posts(Portal.Sentinel, said).Select((post, at) => Comment($"d{at}", post.Text)).ToArray();
        var plan = Plan(copies, said);
        plan.Posts.ShouldBeEmpty();
        plan.Known.Count(known => known.Role == CommentRole.Carried).ShouldBe(2);
    }

    [Fact]
    public void Markdown_that_loads_an_image_is_shown_as_text_in_Sentinel() =>
        Posts(Portal.Defender, Comment("d1", "![](https://fabrikam.com/x.png)")).Single().Text
            .ShouldContain("!&#91;](https://fabrikam.com/x.png)");

    [Fact]
    public void What_Sentinel_holds_as_text_is_not_encoded_for_Defender() =>
        Posts(Portal.Sentinel, Comment("s1", "a < b && ![c]")).Single().Text.ShouldContain("\na < b && ![c]\n");

    [Fact]
    public void A_comment_is_never_parted_within_a_visible_character()
    {
        const string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
        var posts = Posts(Portal.Sentinel, Comment("s1", string.Concat(Enumerable.Repeat(family, 5_000))));
        posts.Length.ShouldBe(2);
        posts.Select(post => post.Text.Split('\n')[1]).ShouldAllBe(text => text.Length % family.Length == 0);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_comment_is_signed_and_known_again()
    {
        var post = Posts(Portal.Sentinel, Comment("s1", "half \ud83d")).Single();
        var stored = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(post.Text));
        MarkerKey.None.Verify(Link, stored).ShouldNotBeNull();
    }

    private static PlannedComment[] Posts(Portal home, params Comment[] said) =>
        [.. (home == Portal.Defender ? Plan(said, null) : Plan(null, said)).Posts];

    private static CommentPlan Plan(Comment[]? defender, Comment[]? sentinel) =>
        CommentPlanner.Plan(new CommentCase(Link, [], defender, sentinel), SyncRules.Default.Comments);

    private static Comment Comment(string id, string text) => new(new CommentId(id), "alice@contoso.com", Pair.Start, text);
}
