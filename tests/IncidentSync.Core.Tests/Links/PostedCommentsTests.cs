using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What a link knows of its comments when one of ours was posted or refused.</summary>
public sealed class PostedCommentsTests
{
    private static readonly CommentId Source = new("source");
    private static readonly Comment Shown = new(new("copy"), "IncidentSync", Pair.Start, "text");
    private static readonly Intent.Comment Copy = new(Sentinel, "copy", "text", [Source], Sent: true) { Key = "1" };

    /// <summary>Three comments were read; of Defender's two, both wait, and Sentinel has one of the same name.</summary>
    private static readonly Link Waiting = Pair.Synced().Link() with
    {
        Comments =
        [
            new(Defender, Source, CommentRole.Waiting), new(Defender, new("other"), CommentRole.Waiting),
            new(Sentinel, Source, CommentRole.Waiting),
        ],
        CommentsRead = 3,
    };

    [Fact]
    public void What_was_posted_is_carried_and_the_copy_is_ours() => Roles(Waiting.Carried(Copy, Shown)).ShouldBe(
    [
        "Defender source Carried as copy", "Defender other Waiting", "Sentinel source Waiting", "Sentinel copy Ours as source",
    ]);

    [Fact]
    public void Of_a_comment_in_parts_the_source_is_carried_when_the_last_part_is()
    {
        var rest = Waiting with { Intents = [Copy with { Key = "2", Name = "part 2" }] };
        Roles(rest.Carried(Copy, Shown)).ShouldBe(
        [
            "Defender source Waiting", "Defender other Waiting", "Sentinel source Waiting", "Sentinel copy Ours as source",
        ]);
        var unrelated = Waiting with { Intents = [Copy with { Key = "2", Sources = [new("other")] }] };
        Roles(unrelated.Carried(Copy, Shown)).First().ShouldBe("Defender source Carried as copy");
    }

    [Fact]
    public void The_engines_own_comment_is_ours_and_carries_nothing() =>
        Roles(Waiting.Carried(Copy with { Sources = [] }, Shown)).ShouldBe(
        [
            "Defender source Waiting", "Defender other Waiting", "Sentinel source Waiting", "Sentinel copy Ours",
        ]);

    [Fact]
    public void A_copy_that_a_list_has_shown_before_the_answer_came_is_in_the_map_once()
    {
        var listed = Waiting with { Comments = Waiting.Comments.Add(new(Sentinel, Shown.Id, CommentRole.Ours)) };
        var after = listed.Carried(Copy, Shown);
        (after.Comments.Count(comment => comment.Id == Shown.Id), after.CommentsRead).ShouldBe((1, 3));
    }

    [Fact]
    public void A_comment_of_the_same_name_on_the_other_portal_is_another()
    {
        var listed = Waiting with { Comments = [new(Defender, Shown.Id, CommentRole.Waiting), new(Sentinel, Source, CommentRole.Ours)] };
        Roles(listed.Carried(Copy, Shown)).Last().ShouldBe("Sentinel copy Ours as source");
    }

    [Fact]
    public void A_comment_that_was_posted_on_another_incident_is_carried_and_is_none_of_this_ones() =>
        Roles(Waiting.Carried(Copy with { Portal = Defender, Incident = new("43") }, Shown)).ShouldBe(
        [
            "Defender source Waiting", "Defender other Waiting", "Sentinel source Carried as copy",
        ]);

    [Theory]
    [InlineData(Sentinel, 3, 4)]
    [InlineData(Sentinel, 0, 1)]
    [InlineData(Sentinel, -2, -2)]
    [InlineData(Defender, 3, 3)]
    public void Sentinels_count_is_read_one_further_unless_it_is_to_be_read_again(Portal portal, int read, int then) =>
        (Waiting with { CommentsRead = read }).Carried(Copy with { Portal = portal }, Shown).CommentsRead.ShouldBe(then);

    [Fact]
    public void What_was_refused_is_not_tried_again_and_its_other_parts_are_not_sent()
    {
        var second = Copy with { Key = "2" };
        var other = Copy with { Key = "3", Sources = [new("other")] };
        var twin = new Intent.Create([], [], Sent: false) { Key = "4" };
        var after = (Waiting with { Intents = [Copy, second, other, twin] }).Refused(Copy);
        after.Intents.Select(intent => intent.Key).ShouldBe(["3", "4"]);
        Roles(after).ShouldBe(["Defender source Refused", "Defender other Waiting", "Sentinel source Waiting"]);
    }

    private static IEnumerable<string> Roles(Link link) => link.Comments.Select(comment =>
        $"{comment.Home} {comment.Id} {comment.Role}" + (comment.Counterpart is { } other ? $" as {other}" : ""));
}
