using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <content>What to do about its comments.</content>
public sealed partial record Link
{
    /// <summary>There are comments that were not read yet, or whose hold an operator has ended.</summary>
    public bool HasNewComments => HasNewSentinelComments || HasNewDefenderComments
        || (CommentHold is HoldReason.ForeignMarkers && !AreCommentsHeld);

    /// <summary>Like <see cref="HasNewComments"/>, but without our own in Sentinel that its count does not include yet.</summary>
    public bool HasUnreadComments => HasNewDefenderComments || Sentinel?.CommentCount > CommentsRead || Forgotten(Portal.Sentinel);

    /// <summary>
    /// Sentinel must be asked for its comments. Its count is a hint; the names show which are new. If Defender shows a comment that is not
    /// in the map and does not show one that is, it may be the same under another name: its copy shows that.
    /// </summary>
    public bool HasNewSentinelComments =>
        (Sentinel is { } sentinel && (sentinel.CommentCount != CommentsRead || (NewInDefender.Any() && GoneFromDefender.Any())))
        || Forgotten(Portal.Sentinel);

    private bool HasNewDefenderComments => NewInDefender.Any() || Forgotten(Portal.Defender);

    private IEnumerable<CommentId> NewInDefender => (Defender?.Comments ?? []).Select(comment => comment.Id).Except(Known(Portal.Defender));

    private IEnumerable<CommentId> GoneFromDefender =>
        Known(Portal.Defender).Except((Defender?.Comments ?? []).Select(comment => comment.Id));

    /// <summary>
    /// The comments that stay announced when a plan is made anew. The engine's own comment is dropped with a twin that we surely did not
    /// make: either both are announced again, or the twin existed before and has the comment.
    /// </summary>
    public IEnumerable<Intent.Comment> AnnouncedComments =>
        Intents.OfType<Intent.Comment>().Where(comment => !(comment.Sources.IsEmpty && IsSurelyNotOurs));

    private bool AreCommentsHeld => CommentPlanner.AreHeld(Comments);

    private IEnumerable<(CommentId Source, string Copy)> AnnouncedInSentinel => Intents.OfType<Intent.Comment>()
        .Where(intent => intent is { Portal: Portal.Sentinel, Sources.Length: 1 }).Select(intent => (intent.Sources[0], intent.Text));

    private IEnumerable<CommentId> Known(Portal home) => Comments.Where(comment => comment.Home == home).Select(comment => comment.Id);

    // The twin: Microsoft's own, not made yet, or made before anything was announced.
    private bool IsSurelyNotOurs => Sentinel is { IsNative: true }
        || (Sentinel is not { CommentCount: 0 } && Intents.Any(intent => intent is Intent.Create { Sent: false }));

    private bool WaitForSentinelsRest(Portal home) => home == Portal.Defender && CommentHold is HoldReason.TooManyComments;

    // The comment waits to be carried but is not announced: the connection only observed when it was read.
    private bool Forgotten(Portal home) => !AreCommentsHeld && !WaitForSentinelsRest(home) && Comments.Any(comment =>
        comment.Home == home && comment.Role == CommentRole.Waiting
        && !Intents.Any(intent => intent is Intent.Comment post && post.Sources.Contains(comment.Id)));
}
