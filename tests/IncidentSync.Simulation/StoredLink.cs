using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Service.State;

namespace IncidentSync.Simulation;

/// <summary>A link as an <see cref="InMemorySyncStore"/> holds it, with its place in the queue.</summary>
internal sealed record StoredLink(
    Link Link, long DirtySequence, long DoneSequence, DateTimeOffset NotBefore, long Token, DateTimeOffset? LeaseUntil)
{
    /// <summary>The rest ends when a portal says something new.</summary>
    public bool WakesOnNews { get; init; }

    /// <summary>Until when nothing is done about what is announced, by its key.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Due { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    public bool Dirty => DirtySequence > DoneSequence;

    /// <summary>A stage has something to do.</summary>
    public bool Waits => Dirty || !Link.Intents.IsEmpty;

    /// <summary>The link, with how long what is announced still rests.</summary>
    public Link LinkAt(DateTimeOffset now) => Link with
    {
        Intents = [.. Link.Intents.Select(intent => intent with { Rest = RestOf(intent.Key, now) })],
    };

    /// <summary>It is to be planned again.</summary>
    public StoredLink Marked(DateTimeOffset now) => this with
    {
        DirtySequence = DirtySequence + 1,
        NotBefore = WakesOnNews || NotBefore < now ? now : NotBefore,
    };

    /// <summary>Its worker never released it.</summary>
    public StoredLink Abandoned(DateTimeOffset notBefore) => this with
    {
        Link = Link with { Intents = [.. Link.Intents.Select(intent => intent with { Sent = true })] },
        Token = Token + 1,
        LeaseUntil = null,
        NotBefore = notBefore,
    };

    /// <summary>Its worker left this behind.</summary>
    public StoredLink After(Claim claim, LinkCommit commit, DateTimeOffset now)
    {
        var after = this with
        {
            Link = Written(claim.Link, commit.Link),
            Due = DueAfter(claim.Link, commit.Link, now),
            DirtySequence = DirtySequence + (commit.Next.MarksDirty ? 1 : 0),
            DoneSequence = commit.Next is NextStep.Done ? Math.Max(DoneSequence, claim.DirtySequence) : DoneSequence,
            LeaseUntil = commit.Next.KeepsLease ? now + claim.Lease : null,
            WakesOnNews = commit.Next.EndsOnNews,
        };
        var rest = after.Dirty || commit.Next.Rest > commit.IntentsRest ? commit.Next.Rest : commit.IntentsRest;
        return after with { NotBefore = now + rest };
    }

    // A rest that the worker left as it was counts from when it began.
    private ImmutableDictionary<string, DateTimeOffset> DueAfter(Link before, Link after, DateTimeOffset now) =>
        after.Intents.ToImmutableDictionary(intent => intent.Key, intent =>
            before.Intents.FirstOrDefault(was => was.Key == intent.Key)?.Rest == intent.Rest
                ? Due.GetValueOrDefault(intent.Key, now)
                : now + intent.Rest);

    private TimeSpan RestOf(string key, DateTimeOffset now) =>
        Due.GetValueOrDefault(key, now) is var due && due > now ? due - now : TimeSpan.Zero;

    // Only what the worker changed: a page may have told more of the link meanwhile.
    private Link Written(Link before, Link after) => Link with
    {
        State = after.State == before.State ? Link.State : after.State,
        Held = after.Held,
        Hold = after.Hold,
        CommentHold = after.CommentHold,
        Missing = after.Missing == before.Missing ? Link.Missing : after.Missing,
        MergedInto = after.MergedInto,
        Recent = after.Recent,
        Resolutions = Link.Resolutions.RemoveRange(before.Resolutions.Keys.Except(after.Resolutions.Keys)),
        Older = after.Older == before.Older ? Link.Older : after.Older,
        Observed = after.Observed,
        Unwritable = after.Unwritable,
        Attempts = after.Attempts,
        LastError = after.LastError,
        Obstacle = after.Obstacle,
        Intents = [.. after.Intents.Select(intent => WithNotes(before, intent))],
        GoneVersion = after.GoneVersion == before.GoneVersion ? Link.GoneVersion : after.GoneVersion,
        Comments = WithComments(after.Comments.Except(before.Comments)),
        CommentsRead = Link.CommentsRead == before.CommentsRead ? after.CommentsRead : Link.CommentsRead,
        Defender = Newer(before.Defender, after.Defender, Link.Defender),
        Sentinel = Newer(before.Sentinel, after.Sentinel, Link.Sentinel),
        Bases = new Bases(
            Link.Bases.ByField.SetItems(after.Bases.ByField.Where(pair => !ReferenceEquals(pair.Value, before.Bases[pair.Key])))),
    };

    // What a page has noted of a write since the worker read it stays, whatever the worker makes of the write.
    private Intent WithNotes(Link before, Intent intent) =>
        Find(Link, intent) is { } stored && Find(before, intent) is { } read && IntentJson.OfShown(stored) != IntentJson.OfShown(read)
            ? IntentJson.WithShown(intent, IntentJson.OfShown(stored))
            : intent;

    private static Intent? Find(Link link, Intent intent) => link.Intents.FirstOrDefault(known => known.Key == intent.Key);

    private ImmutableArray<KnownComment> WithComments(IEnumerable<KnownComment> written) =>
        written.Aggregate(
            Link.Comments, (known, comment) => known.RemoveAll(old => old.Home == comment.Home && old.Id == comment.Id).Add(comment));

    private static Snapshot? Newer(Snapshot? before, Snapshot? after, Snapshot? stored) =>
        after is null || ReferenceEquals(after, before) || (stored?.Id == after.Id && stored.Stamp > after.Stamp && !after.SteppedBack)
            ? stored
            : after;
}
