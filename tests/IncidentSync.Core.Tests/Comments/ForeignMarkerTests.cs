using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>Comments that end in a marker which no key of ours made.</summary>
public sealed class ForeignMarkerTests
{
    private static readonly LinkId Link = new(new Guid("11111111-2222-5333-8444-555555555555"));
    private static readonly LinkId OtherLink = new(new Guid("99999999-2222-5333-8444-555555555555"));
    private static readonly MarkerKey Ours = new("1", new byte[32]);
    private static readonly MarkerKey Theirs = new("1", [1, .. new byte[31]]);
    private static readonly SyncRules Rules = SyncRules.Default with { Comments = CommentRules.Default with { Marker = new(Ours) } };

    [Fact]
    public void Five_are_quotations_and_are_carried() => Plan(Copies(5, Theirs)).ShouldSatisfyAllConditions(
        plan => plan.IsHeld.ShouldBeFalse(),
        plan => plan.Posts.Length.ShouldBe(5));

    [Fact]
    public void With_the_sixth_nothing_of_the_link_is_carried_and_all_of_it_waits()
    {
        var plan = Plan([.. Copies(6, Theirs), Comment("own", "Hello.")]);
        (plan.IsHeld, plan.Posts.Length, plan.Known.Count(known => known.Role == CommentRole.Waiting)).ShouldBe((true, 0, 7));
    }

    [Fact]
    public void They_count_though_they_come_one_by_one()
    {
        var known = ImmutableArray<KnownComment>.Empty;
        foreach (var count in Enumerable.Range(1, 6))
        {
            known = Plan(Copies(count, Theirs), known).Known;
        }

        CommentPlanner.AreHeld(known).ShouldBeTrue();
    }

    [Fact]
    public void Those_that_an_operator_accepted_do_not_count_and_five_more_do_not_hold()
    {
        ImmutableArray<KnownComment> accepted = [.. Plan(Copies(6, Theirs)).Known.Select(known => known with { IsForeign = false })];
        Plan(Copies(11, Theirs), accepted).Posts.Length.ShouldBe(11);
        Plan(Copies(12, Theirs), accepted).IsHeld.ShouldBeTrue();
    }

    [Fact]
    public void Copies_of_another_link_of_ours_are_not_foreign()
    {
        var copies = Copies(7, Ours, OtherLink);
        Plan(copies).IsHeld.ShouldBeTrue();
        CommentPlanner.Plan(new CommentCase(Link, [], copies, []) { OtherLinks = [new(OtherLink, Rules.Comments.Marker)] }, Rules.Comments)
            .Posts.Length.ShouldBe(7);
    }

    [Fact]
    public void Our_own_copies_are_not_foreign() =>
        Plan(Copies(7, Ours)).Known.ShouldAllBe(known => known.Role == CommentRole.Ours && !known.IsForeign);

    private static CommentPlan Plan(Comment[] defender, params ImmutableArray<KnownComment> known) =>
        CommentPlanner.Plan(new CommentCase(Link, known, defender, []), Rules.Comments);

    private static Comment[] Copies(int count, MarkerKey key, LinkId? link = null) =>
    [
        .. Enumerable.Range(1, count).Select(number => Comment($"d{number}",
            key.Sign(link ?? Link, MarkerKey.Origin(Portal.Sentinel, new CommentId($"s{number}#0")), $"words {number}"))),
    ];

    private static Comment Comment(string id, string text) => new(new CommentId(id), "somebody", Pair.Start, text);
}
