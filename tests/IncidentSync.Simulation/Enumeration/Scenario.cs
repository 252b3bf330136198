using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Checking;

namespace IncidentSync.Simulation.Enumeration;

/// <summary>A small story that is told again and again, with one crash at another point each time.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Tell">Makes it happen.</param>
internal sealed record Scenario(string Name, Action<Stage> Tell)
{
    public const string StaleComment = "a comment while Defender shows everything late";

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("a twin is created", stage => stage.Create()),
        new("an edit travels each way", stage => stage.Pair().Defender(PortalWords.Title).Pass().Sentinel(PortalWords.Description).Pass()),
        new("a close with a verdict in Defender", stage => stage.Pair().Defender("close").Pass()),
        new("a close with a verdict in Sentinel", stage => stage.Pair().Sentinel("close").Pass()),
        new("a conflict", stage => stage.Pair().Defender(PortalWords.Title).Sentinel(PortalWords.Title).Sentinel(PortalWords.Owner).Pass()),
        new("comments each way", stage => stage.Pair().Comment(Portal.Defender).Comment(Portal.Sentinel).Pass()),
        new(StaleComment, stage => stage.Pair().Stale().Comment(Portal.Sentinel).Pass()),
        new("a comment and an edit at once", stage => stage.Pair().Defender(PortalWords.Title).Comment(Portal.Sentinel).Pass()),
        new("a merge", stage => stage.Pair().Sentinel(PortalWords.Title).Merge().Pass()),
        new("another change comes before a PUT", stage => stage.Pair()
            .Before(Portal.Sentinel, then => then.Sentinel(PortalWords.Description))
            .Defender(PortalWords.Title).Pass()),
        new("another change comes before a PATCH", stage => stage.Pair()
            .Before(Portal.Defender, then => then.Defender(PortalWords.Description))
            .Sentinel(PortalWords.Title).Pass()),
        new("an answer is lost", stage => stage.Pair().Meet(new InMemoryPortalFault.AnswerLost())
            .Defender(PortalWords.Owner).Sentinel(PortalWords.Title).Pass().Pass()),
        new("a write takes effect late", stage => stage.Pair().Meet(new InMemoryPortalFault.AppliedLate(Stage.Pace.LateApply * 0.9))
            .Sentinel(PortalWords.Owner).Pass().Pass()),
        new("a write never arrives", stage => stage.Pair()
            .Meet(new InMemoryPortalFault.Refused(new Failure.Unknown("the connection broke")))
            .Sentinel(PortalWords.Owner).Pass().Pass()),
        new("tags each way", stage => stage.Pair().Defender("tag").Sentinel("tag").Pass().Defender("untag").Sentinel("tag").Pass()),
        new("first contact", stage => stage.Meeting().Pass()),
        new("a reopening", stage => stage.Pair().Sentinel("close").Pass().Defender("reopen").Pass()),
        new("an owner that cannot be mapped", stage => stage.Pair().UnknownOwner().Pass().Sentinel(PortalWords.Owner).Pass()),
    ];

    public static Scenario Named(string name) => All.Single(scenario => scenario.Name == name);

    public override string ToString() => Name;
}
