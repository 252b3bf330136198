using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>Everything known of one pair. The stages make a new one; the store writes the differences.</summary>
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
public sealed partial record Link(
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
    /// <summary>The obstacle in a portal behind <see cref="LastError"/>; null when there is none.</summary>
    public Obstacle? Obstacle { get; init; }

    /// <summary>Every comment that was seen or written.</summary>
    public ImmutableArray<KnownComment> Comments { get; init; } = [];

    /// <summary>
    /// How many comments Sentinel had when they were last read. Negative when one may have been edited since, and lower each time, because
    /// a worker that reads them in between has not seen the later edit.
    /// </summary>
    public int CommentsRead { get; init; }

    /// <summary>Why the whole link waits for a person; null when it does not.</summary>
    public HoldReason? Hold { get; init; }

    /// <summary>Why the link's comments wait for a person, while its fields go on; null when they do not.</summary>
    public HoldReason? CommentHold { get; init; }

    /// <summary>A portal answered that it has no such incident; null while none does.</summary>
    public MissingIncident? Missing { get; init; }

    /// <summary>Where the redirects of the Defender incident end; null until they were followed.</summary>
    public MergeTarget? MergedInto { get; init; }

    /// <summary>Microsoft's own incident that has replaced this Sentinel incident, a twin that we made; null otherwise.</summary>
    public IncidentId? SupersededBy { get; init; }

    /// <summary>Recent writes, oldest first.</summary>
    public ImmutableArray<RecentWrite> Recent { get; init; } = [];

    /// <summary>What operators decided, by field.</summary>
    public ImmutableDictionary<Field, Resolution> Resolutions { get; init; } = ImmutableDictionary<Field, Resolution>.Empty;

    /// <summary>
    /// The etag of Sentinel's incident that a conflict has shown to be gone although reads still show it: nothing is sent under it again.
    /// Empty when there is none.
    /// </summary>
    public string GoneVersion { get; init; } = "";

    /// <summary>Consecutive reads that were older than the snapshot.</summary>
    public OlderReads? Older { get; init; }

    /// <summary>In Observe: names what would be written, so that it is journaled once; empty when nothing would.</summary>
    public string Observed { get; init; } = "";

    /// <summary>
    /// Writes whose outcome is not known yet, and values that may take effect late: no plan replaces them.
    /// </summary>
    public IEnumerable<Intent> OpenWrites =>
        Intents.Where(intent => intent is Intent.Create { Sent: true } or Intent.Change { Sent: true } or Intent.Unanswered);

    /// <summary>
    /// This same write got no answer before and was never shown: the portal may have applied it, and a person may have reverted it.
    /// </summary>
    /// <param name="write">The write.</param>
    /// <returns>True while the call is remembered.</returns>
    public bool IsInDoubt(FieldWrite write) => Open.Any(open => open.IsInDoubt && open.Write.IsSameAs(write));

    /// <summary>
    /// The next intent to carry out; null when there is none, or all of them wait. A twin's comments wait for the twin, and the parts of a
    /// comment for one another.
    /// </summary>
    public Intent? NextIntent => Intents.FirstOrDefault(intent => intent.IsDue && !WaitsBehind(intent));

    /// <summary>There are announced field writes that were not sent yet.</summary>
    public bool HasUnsentWrites => Intents.Any(intent => intent is Intent.Create { Sent: false } or Intent.Change { Sent: false });

    /// <summary>The same link without failures.</summary>
    /// <returns>The link without its failures.</returns>
    public Link Well() => this with { Attempts = 0, LastError = "", Obstacle = null };

    /// <summary>The same link without one of the announced writes.</summary>
    /// <param name="intent">One of its intents, known by its key.</param>
    /// <returns>The link without it.</returns>
    public Link Without(Intent intent) => this with { Intents = Intents.RemoveAll(other => other.Key == intent.Key) };

    /// <summary>The same link with one of the announced writes as it stands now.</summary>
    /// <param name="now">One of its intents, known by its key.</param>
    /// <returns>The link with that intent as it is given.</returns>
    public Link With(Intent now) => this with { Intents = [.. Intents.Select(intent => intent.Key == now.Key ? now : intent)] };

    /// <summary>A link of which nothing has been read yet.</summary>
    /// <param name="id">The link's id.</param>
    /// <param name="connection">The connection it belongs to.</param>
    /// <param name="defenderId">Defender's incident; null for one that exists in Sentinel alone.</param>
    /// <param name="sentinelName">Sentinel's incident, or the name its twin will have.</param>
    /// <returns>Live, or unpaired without an incident of Defender.</returns>
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

    /// <summary>The id of the link's incident on a portal.</summary>
    /// <param name="portal">The portal.</param>
    /// <returns>Null when Defender has none.</returns>
    public IncidentId? IdOn(Portal portal) => portal == Portal.Defender ? DefenderId : SentinelName;

    /// <summary>The snapshot of a portal.</summary>
    public Snapshot? this[Portal portal] => portal == Portal.Defender ? Defender : Sentinel;

    /// <summary>
    /// The link with a portal's newer snapshot. An answer older than the known one changes nothing: portals serve stale reads.
    /// </summary>
    /// <param name="snapshot">What was read.</param>
    /// <returns>The same object when it is older than what is known.</returns>
    public Link Observe(Snapshot snapshot) =>
        this[snapshot.Portal] is { } known && snapshot.Stamp < known.Stamp && known.Id == snapshot.Id && !snapshot.SteppedBack
            ? this
            : Accept(snapshot);

    /// <summary>The same, counting older reads: a portal that keeps returning them has set its clock back.</summary>
    /// <param name="snapshot">What was read.</param>
    /// <param name="now">When, by the service's clock.</param>
    /// <param name="overlap">How late a change may become visible on that portal.</param>
    /// <returns>The link with what was read, or with the older read counted.</returns>
    public Link Observe(Snapshot snapshot, Stamp now, TimeSpan overlap)
    {
        var seen = Observe(snapshot);
        if (!ReferenceEquals(seen, this))
        {
            return seen;
        }

        var older = OlderReads.Count(Older, snapshot, now);
        return older.IsSettled(now, overlap) ? Accept(snapshot with { SteppedBack = true }) : this with { Older = older };
    }

    private Link Accept(Snapshot snapshot)
    {
        var seen = snapshot.Portal == Portal.Defender ? this with { Defender = Named(snapshot) } : this with { Sentinel = snapshot };
        return seen with
        {
            Bases = Bases.Observe(snapshot),
            Missing = Missing?.Portal == snapshot.Portal ? null : Missing,
            State = State == LinkState.Deleted && Missing?.Portal == snapshot.Portal ? LinkState.Live : State,
            Older = Older?.Portal == snapshot.Portal ? null : Older,
            GoneVersion = snapshot.Portal == Portal.Sentinel && snapshot.Version != GoneVersion ? "" : GoneVersion,
            Intents = Noted(snapshot),
        };
    }

    // The worker that holds the link settles by this, even while the call is under way.
    private ImmutableArray<Intent> Noted(Snapshot snapshot) => Intents.Any(intent => intent is Intent.Change or Intent.Unanswered)
        ? [.. Intents.Select(intent => intent switch
        {
            Intent.Change change => change.Note(snapshot),
            Intent.Unanswered memory => (this[snapshot.Portal] is { } before ? memory.Note(before) : memory).Note(snapshot),
            _ => intent,
        })]
        : Intents;

    private bool WaitsBehind(Intent intent) => intent is Intent.Comment comment
        && ((comment.Portal == Portal.Sentinel && Intents.Any(other => other is Intent.Create { IsDue: false }))
            || Intents.TakeWhile(other => !ReferenceEquals(other, comment)).OfType<Intent.Comment>()
                .Any(other => !other.IsDue && other.Shares(comment)));

    // Defender's comments under the names that they already have here.
    private Snapshot Named(Snapshot snapshot)
    {
        var before = Defender?.Id == snapshot.Id ? Defender.Comments : [];
        return snapshot with
        {
            Comments = CommentNames.Keep(snapshot.Comments, snapshot.Stamp, before, [.. AnnouncedInSentinel], Known(Portal.Defender)),
        };
    }
}
