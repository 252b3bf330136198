using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>What becomes of a pair, and of what was said on it, when Defender merges its incident into another.</summary>
public sealed class MergeStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly IncidentId Other = new("2");
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Status> Closed = new(Status.Closed);
    private readonly SmallWorld _world = new();

    public MergeStories()
    {
        _world.Defender.Create(Id);
        _world.Defender.Create(Other);
    }

    [Fact]
    public void A_merge_closes_the_twin_and_leaves_the_merged_incident_alone()
    {
        _world.Settle();
        var merged = _world.Defender.Redirect(Id, Other);
        _world.Settle();
        var twin = _world.Sentinel.Find(Name)!;
        (Link().State, twin.Incident[AllFields.Status], ClosingComment(twin))
            .ShouldBe((LinkState.Merged, Closed, "Merged into Defender incident 2"));
        _world.Defender.Find(Id)!.Stamp.ShouldBe(merged.Stamp);
    }

    [Fact]
    public void A_chain_of_merges_is_followed_to_its_end()
    {
        var last = new IncidentId("3");
        _world.Defender.Create(last);
        _world.Settle();
        _world.Defender.Redirect(Other, last);
        _world.Defender.Redirect(Id, Other);
        _world.Settle();
        ClosingComment(_world.Sentinel.Find(Name)!).ShouldBe("Merged into Defender incident 3");
    }

    [Fact]
    public void Merges_in_a_circle_are_held()
    {
        _world.Settle();
        _world.Defender.Redirect(Other, Id);
        _world.Defender.Redirect(Id, Other);
        _world.Settle();
        (Link().Hold, Link().State, IsClosed(_world.Sentinel.Find(Name)!)).ShouldBe((HoldReason.RedirectCircle, LinkState.Live, false));
    }

    [Fact]
    public void A_merge_into_an_incident_that_cannot_be_found_names_what_is_known()
    {
        _world.Settle();
        _world.Defender.Redirect(Id, new IncidentId("404"));
        _world.Settle();
        ClosingComment(_world.Sentinel.Find(Name)!).ShouldBe("Merged into Defender incident 404");
    }

    [Fact]
    public void What_was_about_to_be_written_to_an_incident_that_is_merged_is_dropped()
    {
        _world.Settle();
        _world.Sentinel.Set(Name, AllFields.Severity, High);
        _world.Read(Portal.Sentinel);
        _world.Deliver();
        _world.Defender.Redirect(Id, Other);
        _world.Settle();
        _world.Defender.Find(Id)!.Incident[AllFields.Severity].ShouldNotBe(High);
        (Link().State, _world.Defender.Find(Other)!.Incident[AllFields.Severity])
            .ShouldBe((LinkState.Merged, new Seen<Severity>(Severity.Medium)));
    }

    [Fact]
    public void A_comment_that_only_the_twin_had_goes_where_the_work_went_on_and_to_its_twin_once()
    {
        _world.Settle();
        Say();
        _world.Defender.Redirect(Id, Other);
        _world.Settle();
        _world.Settle();
        Link().State.ShouldBe(LinkState.Merged);
        Telling(_world.Defender.Comments(Id)).ShouldBe(0);
        Telling(_world.Defender.Comments(Other)).ShouldBe(1);
        Telling(_world.Sentinel.Comments(SmallWorld.TwinOf(Other))).ShouldBe(1);
    }

    [Fact]
    public void A_comment_that_was_about_to_be_posted_when_its_incident_was_merged_goes_to_the_target()
    {
        _world.Settle();
        Say();
        _world.Read(Portal.Sentinel);
        _world.Deliver();
        Link().Intents.ShouldHaveSingleItem();
        _world.Defender.Redirect(Id, Other);
        _world.Settle();
        _world.Settle();
        (Telling(_world.Defender.Comments(Id)), Telling(_world.Defender.Comments(Other))).ShouldBe((0, 1));
    }

    [Fact]
    public void A_comment_that_was_carried_before_the_merge_is_not_carried_to_the_target()
    {
        _world.Settle();
        Say();
        _world.Settle();
        _world.Defender.Redirect(Id, Other);
        _world.Settle();
        (Telling(_world.Defender.Comments(Id)), Telling(_world.Defender.Comments(Other))).ShouldBe((1, 0));
    }

    [Fact]
    public void A_comment_for_a_target_that_is_merged_itself_goes_further()
    {
        var last = new IncidentId("3");
        _world.Defender.Create(last);
        _world.Settle();
        Say();
        _world.Defender.Redirect(Id, Other);
        _world.Fault = call => call is { Portal: Portal.Defender, Operation: InMemoryPortalOperation.Get } && call.Id == Other
            && IsClosed(_world.Sentinel.Find(Name)!)
            && _world.Defender.Find(Other)!.RedirectedTo is null && _world.Defender.Redirect(Other, last) is null
            ? new InMemoryPortalFault.AnswerLost()
            : null;
        _world.Settle();
        Telling(_world.Defender.Comments(last)).ShouldBe(1);
    }

    [Fact]
    public void What_was_carried_to_a_target_that_is_merged_later_is_not_carried_again_when_the_database_is_lost()
    {
        var last = new IncidentId("3");
        _world.Defender.Create(last);
        _world.Settle();
        Say();
        _world.Defender.Redirect(Id, Other);
        _world.Settle();
        _world.Defender.Redirect(Other, last);
        _world.Settle();
        _world.LoseDatabase();
        _world.Settle();
        _world.Settle();
        (Telling(_world.Defender.Comments(Other)), Telling(_world.Defender.Comments(last))).ShouldBe((1, 0));
    }

    private void Say() => _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the sender.");

    private Link Link() => _world.Store.Find(Sample.LinkOf("1"))!;

    private static bool IsClosed(Snapshot twin) => twin.Incident[AllFields.Status].Equals(Closed);

    private static string ClosingComment(Snapshot twin) => ((Seen<Verdict>)twin.Incident[AllFields.Verdict]).Value.Comment;

    private static int Telling(IEnumerable<Comment> comments) => comments.Count(comment => comment.Text.Contains("Blocked the sender."));
}
