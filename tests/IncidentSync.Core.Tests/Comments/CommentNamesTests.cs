using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>The rows of the table above <see cref="CommentNames"/>, in its order, and what a copy says of one called otherwise.</summary>
public sealed class CommentNamesTests
{
    private static readonly LinkId Link = new(new Guid("11111111-2222-5333-8444-555555555555"));
    private static readonly Stamp Now = Pair.Start.After(TimeSpan.FromDays(1));
    private static readonly Comment Said = new(default, "alice@contoso.com", Pair.Start, "I look at it.");
    private static readonly Comment Timeless = Said with { At = null };

    [Fact]
    public void A_known_name_stays() => Names(Named(Said), before: Named(Said)).ShouldBe(Named(Said).Select(comment => comment.Id));

    [Theory]
    [InlineData("alice@contoso.com", "alice@contoso.com")]
    [InlineData("API-App:Sync", "Sync")]
    [InlineData("Sync", "API-App:Sync")]
    [InlineData("David", "")]
    public void A_name_that_an_earlier_version_gave_is_known_by_any_spelling_of_its_author(string shown, string then) =>
        Names(Named(Said with { Author = shown }), known: [Old(then, Pair.Start)]).ShouldBe([Old(then, Pair.Start)]);

    [Fact]
    public void One_without_a_time_is_known_by_the_stamp_that_stood_for_it() =>
        Names(Named(Timeless), known: [Old("alice@contoso.com", Now)]).ShouldBe([Old("alice@contoso.com", Now)]);

    [Fact]
    public void A_renamed_author_is_known_by_what_was_shown_before() =>
        Names(Named(Said with { Author = "Alice Smith" }), before: [Said with { Id = new("old") }]).ShouldBe([new("old")]);

    [Fact]
    public void Of_equal_words_the_one_of_the_same_time_comes_first()
    {
        var later = Said with { At = Now };
        Names(Named(Said, later), before: [later with { Id = new("later") }, Said with { Id = new("first") }])
            .ShouldBe([new("first"), new("later")]);
    }

    [Fact]
    public void A_moving_time_is_known_by_its_words() =>
        Names(Named(Timeless, Timeless), before: [Said with { Id = new("a") }, Said with { Id = new("b"), At = Now }])
            .ShouldBe([new("a"), new("b")]);

    [Theory]
    [InlineData("alice in Defender:\nI look at it.", true)]
    [InlineData("\nI look at it.", true)]
    [InlineData("alice in Defender (2/2):\nI look at it.", false)]
    [InlineData("I look at it.", false)]
    public void A_copy_says_what_stands_below_its_first_line_and_a_later_part_says_nothing(string copy, bool isKnown) =>
        (Names(Named(Timeless), announced: (new("old"), copy)).Single() == new CommentId("old")).ShouldBe(isKnown);

    [Fact]
    public void What_is_announced_keeps_the_name_of_its_source() =>
        Names(Named(Timeless with { Text = "a < ![b" }), announced: (new("old"), "alice in Defender:\na &lt; !\u200B[b\n"))
            .ShouldBe([new("old")]);

    [Theory]
    [InlineData("![x](y) & [z](javascript:w)")]
    [InlineData("a\u202Eb\vc\0\u0085 d")]
    [InlineData("e\u202E\u0301")]
    public void A_copy_that_an_earlier_version_announced_says_what_its_source_says(string written)
    {
        var copy = $"<alice> in Defender:\n{WebUtility.HtmlEncode(written).Replace("![", "!\u200B[")}\n";
        Names(Named(Timeless with { Text = written }), announced: (new("old"), copy)).ShouldBe([new("old")]);
    }

    [Fact]
    public void Equal_comments_of_which_one_is_known_are_two()
    {
        var two = Named(Said, Said);
        Names(two, before: [Said with { Id = new("old") }]).ShouldBe([new("old"), two[1].Id]);
        Names(two, before: [Said with { Id = new("old") }, two[1]]).ShouldBe([new("old"), two[1].Id]);
    }

    [Fact]
    public void Nobody_is_given_a_name_that_another_has() =>
        Names(Named(Said, Said with { Text = "More." }), before: [.. Named(Said)]).Distinct().Count().ShouldBe(2);

    [Theory]
    [InlineData("alice@contoso.com", "API-App:alice@contoso.com", 0, "I look at it.")]
    [InlineData("", "David", 0, "I look at it.")]
    [InlineData("Alice Ahlberg", "Alice Smith", 0, "caf\u00E9 &amp; ![x]")]
    [InlineData("Alice Ahlberg", "Alice Smith", 3, "moved on")]
    public void A_copy_made_under_an_earlier_name_says_that_its_source_was_carried(string then, string author, int hours, string text)
    {
        var old = new Comment(new CommentId("old"), then, Pair.Start.After(TimeSpan.FromHours(hours)), text);
        var now = Named(new Comment(default, author, Pair.Start, text));
        Plan(now, CopyOf(old with { Id = Old(then, old.At!.Value, text) })).Posts.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_comment_is_known_by_the_first_part_of_its_copy()
    {
        var text = string.Concat(Enumerable.Range(0, 9_000).Select(number => $"<{number}> "));
        Plan(Named(Said with { Text = text }), CopyOf(Said with { Id = new("moved"), Text = text })).Posts.ShouldBeEmpty();
    }

    [Fact]
    public void One_copy_stands_for_one_comment_of_its_words() =>
        Plan(Named(Said, Said with { At = Now }), CopyOf(Said with { Id = new("moved") })).Posts.Length.ShouldBe(1);

    [Fact]
    public void The_copy_of_a_comment_that_is_shown_stands_for_no_other_of_its_words()
    {
        var shown = Named(Said, Said with { At = Now });
        var known = new KnownComment(Portal.Defender, shown[0].Id, CommentRole.Carried);
        Plan(shown, CopyOf(shown[0]), known).Posts.Single().Sources.ShouldBe([shown[1].Id]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_copy_that_a_person_edited_neither_the_source_is_carried_again_nor_the_edit(bool isOfAnEarlierVersion)
    {
        var shown = Named(Said);
        var then = isOfAnEarlierVersion ? shown[0] with { Id = Old("API-App:alice@contoso.com", Pair.Start) } : shown[0];
        Plan(shown, CopyOf(then).Select(copy => copy with { Text = "vandalized" })).Posts.ShouldBeEmpty();
    }

    [Fact]
    public void A_digest_is_known_by_the_words_in_it_once_for_each_that_says_them()
    {
        Comment[] then = [.. Named(Said with { Author = "Alice Ahlberg" }, Said with { At = Now, Text = "caf\u00E9 <b>" })];
        var digest = CommentPlanner.Plan(new CommentCase(Link, [], then, []) { SentinelCount = 90 }, SyncRules.Default.Comments)
            .Posts.Single();
        var now = Named(Said with { Author = "Alice Smith" }, then[1] with { At = null }, Said with { At = Now });
        Plan(now, [new Comment(new CommentId(digest.Name), "app", Now, digest.Text)]).Posts.Single().Sources.ShouldBe([now[2].Id]);
    }

    [Fact]
    public void The_first_line_of_a_copy_leaves_out_a_time_that_nobody_knows() =>
        CommentPlanner.Plan(new CommentCase(Link, [], Named(Timeless), null), SyncRules.Default.Comments).Posts.Single().Text
            .ShouldStartWith("alice@contoso.com in Defender:\nI look at it.\n");

    private static CommentPlan Plan(
        IReadOnlyList<Comment> defender, IEnumerable<Comment> sentinel, params ImmutableArray<KnownComment> known) =>
        CommentPlanner.Plan(new CommentCase(Link, known, defender, [.. sentinel]) { DefenderStamp = Now }, SyncRules.Default.Comments);

    private static IEnumerable<Comment> CopyOf(Comment source) =>
        CommentPlanner.Plan(new CommentCase(Link, [], [source], []), SyncRules.Default.Comments).Posts
            .Select(post => new Comment(new CommentId(post.Name), "app", Now, post.Text));

    private static ImmutableArray<Comment> Named(params Comment[] shown) => CommentNames.Of(shown);

    private static CommentId[] Names(
        ImmutableArray<Comment> shown,
        ImmutableArray<Comment>? before = null,
        CommentId[]? known = null,
        params (CommentId Source, string Copy)[] announced) =>
        [.. CommentNames.Keep(shown, Now, before ?? [], announced, known ?? []).Select(comment => comment.Id)];

    // The formula of the versions before.
    private static CommentId Old(string author, Stamp at, string text = "I look at it.")
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{author}\n{at.Ticks}\n{text}");
        return new CommentId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..32] + ".1");
    }
}
