using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>Another deployment, with another marker key, carries comments between the same two portals.</summary>
public sealed class ForeignMarkerStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly LinkId Link = Sample.LinkOf("1");
    private readonly SmallWorld _world = new();
    private ImmutableArray<KnownComment> _knownToOther = [];
    private int _posted;

    public ForeignMarkerStories()
    {
        _world.Defender.Create(Id);
        _world.Defender.Create(new("2"));
        _world.Settle();
    }

    [Fact]
    public void The_comments_of_the_link_are_held_before_they_multiply_and_its_fields_and_other_links_go_on()
    {
        Contest();
        _world.Store.Find(Link)!.CommentHold.ShouldBe(HoldReason.ForeignMarkers);
        var count = _world.Defender.Comments(Id).Count + _world.Sentinel.Comments(Name).Count;
        Contest();
        (_world.Defender.Comments(Id).Count + _world.Sentinel.Comments(Name).Count).ShouldBeLessThanOrEqualTo(count + 3);
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        _world.Defender.AddComment(new("2"), "alice@contoso.com", "", "Elsewhere.");
        _world.Settle();
        _world.Sentinel.Find(Name)!.Incident[AllFields.Severity].ShouldBe(new Seen<Severity>(Severity.High));
        _world.Sentinel.Comments(SmallWorld.TwinOf(new("2"))).ShouldContain(comment => comment.Text.Contains("Elsewhere."));
        Told(JournalKind.Held).ShouldBe(1);
    }

    [Fact]
    public void An_operator_frees_them_and_what_waited_is_carried()
    {
        Contest();
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "waits", "Is anybody there?");
        _world.Settle();
        _world.Defender.Comments(Id).ShouldNotContain(comment => comment.Text.Contains("Is anybody there?"));
        _world.Store.ReleaseComments(Link);
        _world.Settle();
        _world.Defender.Comments(Id).ShouldContain(comment => comment.Text.Contains("Is anybody there?"));
        (_world.Store.Find(Link)!.CommentHold, Told(JournalKind.Freed)).ShouldBe((null, 1));
    }

    [Fact]
    public void Many_comments_that_come_with_a_merge_are_ours()
    {
        _world.Defender.Redirect(Id, into: new("2"));
        foreach (var number in Enumerable.Range(1, 9))
        {
            _world.Sentinel.AddComment(Name, "bob@contoso.com", $"note-{number}", $"Said after the merge, {number}.");
        }

        _world.Settle();
        _world.Settle();
        _world.Sentinel.Comments(SmallWorld.TwinOf(new("2"))).Count(comment => comment.Text.Contains("Said after the merge")).ShouldBe(9);
        _world.Store.Find(Sample.LinkOf("2"))!.CommentHold.ShouldBeNull();
    }

    // Three comments a side, and each deployment carries what it takes for a person's.
    private void Contest()
    {
        foreach (var number in Enumerable.Range(++_posted, 3))
        {
            _world.Sentinel.AddComment(Name, "bob@contoso.com", $"note-{number}", $"Said in Sentinel, {number}.");
        }

        for (var round = 0; round < 6; round++)
        {
            _world.Settle();
            CarryForOther();
        }

        _world.Settle();
    }

    private void CarryForOther()
    {
        var marker = new MarkerKeys(new MarkerKey("1", [1, .. new byte[31]]));
        var rules = SyncRules.Default with { Comments = CommentRules.Default with { Marker = marker } };
        var comments = new CommentCase(Link, _knownToOther, _world.Defender.Comments(Id), _world.Sentinel.Comments(Name));
        var plan = CommentPlanner.Plan(comments, rules.Comments);
        _knownToOther = [.. plan.Known.Select(known => known with { Role = CommentRole.Carried, IsForeign = false })];
        foreach (var post in plan.Posts)
        {
            InMemoryPortal portal = post.Target == Portal.Defender ? _world.Defender : _world.Sentinel;
            portal.AddComment(post.Target == Portal.Defender ? Id : Name, "Other", post.Name, post.Text);
        }
    }

    private int Told(JournalKind kind) =>
        _world.Store.JournalOf(Link).Count(row => row.Kind == kind && row.Reason == nameof(HoldReason.ForeignMarkers));
}
