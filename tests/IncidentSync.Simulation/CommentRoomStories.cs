using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>What becomes of comments when Sentinel has no room for more.</summary>
public sealed class CommentRoomStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld _world = new();

    public CommentRoomStories()
    {
        _world.Defender.Create(Id);
        _world.Settle();
    }

    [Fact]
    public void An_incident_with_many_comments_gets_the_last_ones_in_a_digest()
    {
        Say(1, 120);
        _world.Settle();
        _world.Sentinel.Comments(Name).Count.ShouldBeLessThanOrEqualTo(91);
        ShouldStandOnce(1, 120);
        _world.Store.Find(Sample.LinkOf("1"))!.Comments.ShouldAllBe(comment => comment.Role != CommentRole.Waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_comment_that_was_announced_when_the_room_ran_out_stands_once(bool sent)
    {
        Say(1, 1);
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Comment, () => sent ? new InMemoryPortalFault.AnswerLost() : Busy);
        Work();
        foreach (var number in Enumerable.Range(1, 90))
        {
            _world.Sentinel.AddComment(Name, "enrichment@contoso.com", $"enriched-{number}", $"Looked up address {number}.");
        }

        Say(2, 1);
        _world.Settle();
        ShouldStandOnce(1, 2);
    }

    [Fact]
    public void A_digest_that_comes_late_takes_nothing_from_the_newer_one()
    {
        foreach (var number in Enumerable.Range(1, 90))
        {
            _world.Sentinel.AddComment(Name, "enrichment@contoso.com", $"enriched-{number}", $"Looked up address {number}.");
        }

        Say(1, 1);
        _world.Settle();
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Comment, () => new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(50)));
        Say(2, 1);
        Work();
        Say(3, 1);
        foreach (var _ in Enumerable.Range(0, 15))
        {
            Work();
        }

        ShouldStandOnce(1, 3);
        _world.Settle();
        ShouldStandOnce(1, 3);
    }

    private static InMemoryPortalFault Busy => new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "HTTP 503"));

    private void Work()
    {
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        _world.Read(Portal.Defender);
        _world.Remind();
        while (_world.Deliver())
        {
        }
    }

    private void Say(int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count))
        {
            _world.Defender.AddComment(Id, "alice@contoso.com", "", $"words {number:000}");
        }
    }

    private void ShouldStandOnce(int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count))
        {
            _world.Sentinel.Comments(Name)
                .Count(comment => comment.Text.Contains($"words {number:000}", StringComparison.Ordinal)).ShouldBe(1);
        }
    }
}
