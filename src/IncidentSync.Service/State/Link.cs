using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Service.State;

/// <summary>All that is known of one pair. The stages make a new one; the store writes what differs.</summary>
/// <param name="Id">The link.</param>
/// <param name="Connection">The connection it belongs to, and to no other.</param>
/// <param name="DefenderId">Defender's incident; null for an incident that exists in Sentinel alone.</param>
/// <param name="SentinelName">Sentinel's incident: the one that was found, or the name the twin will have.</param>
/// <param name="State">Where the link stands in its life.</param>
/// <param name="Defender">What Defender last said, or null.</param>
/// <param name="Sentinel">What Sentinel last said, or null.</param>
/// <param name="Bases">What each portal held when they last agreed.</param>
/// <param name="Held">The fields that wait, and why.</param>
/// <param name="Unwritable">The values a portal refused or did not keep.</param>
/// <param name="Intents">The writes that are announced and not yet settled, in the order they are sent.</param>
/// <param name="Attempts">How often in a row the link failed.</param>
/// <param name="LastError">What failed last, without values; empty when nothing did.</param>
internal sealed record Link(
    LinkId Id,
    string Connection,
    IncidentId? DefenderId,
    IncidentId SentinelName,
    LinkState State,
    Snapshot? Defender,
    Snapshot? Sentinel,
    Bases Bases,
    ImmutableDictionary<Field, HoldReason> Held,
    ImmutableArray<UnwritableValue> Unwritable,
    ImmutableArray<Intent> Intents,
    int Attempts,
    string LastError)
{
    /// <summary>Every comment that was seen or written.</summary>
    public ImmutableArray<KnownComment> Comments { get; init; } = [];

    /// <summary>How many comments Sentinel had when they were last read.</summary>
    public int CommentsRead { get; init; }

    /// <summary>There are comments that nobody has looked at.</summary>
    public bool HasNewComments => HasNewSentinelComments
        || (Defender is { } defender && defender.Comments.Length != Comments.Count(comment => comment.Home == Portal.Defender))
        || Forgotten(Portal.Defender);

    /// <summary>Sentinel must be asked for its comments.</summary>
    public bool HasNewSentinelComments => (Sentinel is { } sentinel && sentinel.CommentCount != CommentsRead) || Forgotten(Portal.Sentinel);

    /// <summary>A link of which nothing has been read yet.</summary>
    public static Link New(LinkId id, string connection, IncidentId? defenderId, IncidentId sentinelName) => new(
        id,
        connection,
        defenderId,
        sentinelName,
        defenderId is null ? LinkState.Unpaired : LinkState.Live,
        null,
        null,
        Bases.None,
        ImmutableDictionary<Field, HoldReason>.Empty,
        [],
        [],
        0,
        "");

    /// <summary>The snapshot of a portal.</summary>
    public Snapshot? this[Portal portal] => portal == Portal.Defender ? Defender : Sentinel;

    /// <summary>What the planner looks at.</summary>
    public SyncState ToSyncState() => new(State, DefenderId, Defender, Sentinel, Bases, Unwritable);

    /// <summary>
    /// The link after a portal said something. An answer that is older than what is known changes nothing: portals serve stale reads.
    /// </summary>
    public Link Observe(Snapshot snapshot)
    {
        if (this[snapshot.Portal] is { } known && snapshot.Stamp < known.Stamp)
        {
            return this;
        }

        var seen = snapshot.Portal == Portal.Defender ? this with { Defender = snapshot } : this with { Sentinel = snapshot };
        return seen with { Bases = Bases.Observe(snapshot) };
    }

    // It waits to be carried and nothing is announced: the connection only observed when it was seen.
    private bool Forgotten(Portal home) => Comments.Any(comment =>
        comment.Home == home && comment.Role == CommentRole.Waiting && !Intents.Any(intent => intent is Intent.Comment { Source: { } source } && source == comment.Id));
}
