using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>
/// A portal of the deterministic simulation: one thread, the simulation's clock, and a seam around every call. It keeps the portal's own
/// JSON and reads and writes it through the connectors' mappings, so the simulation runs them too.
/// </summary>
internal abstract class InMemoryPortal(Portal portal, TimeProvider time) : IIncidentPortal
{
    private readonly List<(DateTimeOffset Due, Action<DateTimeOffset> Apply)> _late = [];
    private InMemoryPortalCall? _engine;

    public Portal Portal => portal;

    /// <summary>The portal's clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Before a call is carried out: a scheduling point, and what goes wrong with it.</summary>
    public Func<InMemoryPortalCall, Task<InMemoryPortalFault?>> OnCall { get; set; } = _ => Task.FromResult<InMemoryPortalFault?>(null);

    /// <summary>After it was carried out, before its answer goes back: a scheduling point.</summary>
    public Func<InMemoryPortalCall, Task> OnAnswer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Microsoft's own sync serves this portal.</summary>
    public bool IsNative { get; set; }

    /// <summary>What the portal makes of a document before it keeps it: trims, line ends, case.</summary>
    public Action<JsonObject> Normalise { get; set; } = _ => { };

    /// <summary>How long after it was made a version shows in lists.</summary>
    public Func<TimeSpan> ListLag { get; set; } = () => TimeSpan.Zero;

    /// <summary>
    /// Told of every version: the engine's call that made it (null: somebody else), what stood before, and what stands now.
    /// </summary>
    public Action<InMemoryPortalCall?, Snapshot?, Snapshot> Saved { get; set; } = (_, _, _) => { };

    /// <summary>How many comments a page has.</summary>
    public int CommentsPage { get; set; } = int.MaxValue;

    protected InMemoryPortalHistory History { get; } = new();

    /// <summary>What changes the portal right now is a call of the engine's.</summary>
    protected bool IsEngine => _engine is not null;

    public Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken) => RunAsync<FeedOutcome>(
        new(portal, InMemoryPortalOperation.List, null),
        (now, asOf) => Page(request, History.Listed(asOf ?? now), now),
        failure => new FeedOutcome.Failed(failure),
        cancellationToken);

    public Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) => RunAsync<ReadOutcome>(
        new(portal, InMemoryPortalOperation.Get, id),
        (_, asOf) => History.Find(id, asOf) is { } found ? new ReadOutcome.Found(found) : new ReadOutcome.NotFound(),
        failure => new ReadOutcome.Failed(failure),
        cancellationToken);

    public Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken) => RunAsync(
        new(portal, InMemoryPortalOperation.Write, write.Id) { Write = write },
        (now, _) => Apply(write, now),
        failure => new WriteOutcome.Failed(failure),
        cancellationToken,
        (fault, now) => fault switch
        {
            InMemoryPortalFault.AnswersPrevious => Apply(write, now) is var answer and not WriteOutcome.Applied
                ? answer
                : new WriteOutcome.Applied(History.Previous(write.Id)),
            InMemoryPortalFault.Ignored => Apply(write with { Fields = [] }, now),
            InMemoryPortalFault.Conflicts conflicts => new WriteOutcome.Stale(conflicts.Refusal, conflicts.IsSaid),
            _ => null,
        });

    public Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken) => RunAsync<NativeOutcome>(
        new(portal, InMemoryPortalOperation.Native, null),
        (_, _) => new NativeOutcome.Told(IsNative),
        failure => new NativeOutcome.Failed(failure),
        cancellationToken);

    public Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken) =>
        RunAsync<ReadOutcome>(
            new(portal, InMemoryPortalOperation.FindNative, null),
            (now, asOf) => History.Listed(asOf ?? now)
                    .FirstOrDefault(row => row.IsNative && row.Counterpart == defenderId && row.CreatedAt == createdAt) is { } found
                ? new ReadOutcome.Found(found)
                : new ReadOutcome.NotFound(),
            failure => new ReadOutcome.Failed(failure),
            cancellationToken);

    public Task<CommentsOutcome> ReadCommentsAsync(IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken) =>
        RunAsync<CommentsOutcome>(
            new(portal, InMemoryPortalOperation.Comments, id),
            (_, asOf) => History.Find(id, asOf) is { } found
                ? PageOf([.. CommentsOf(found).Where(comment => asOf is not { } then || comment.At <= Stamp.Of(then))], continuation)
                : new CommentsOutcome.NotFound(),
            failure => new CommentsOutcome.Failed(failure),
            cancellationToken);

    private CommentsOutcome.Page PageOf(IReadOnlyList<Comment> comments, FeedContinuation? continuation)
    {
        var skip = continuation is null ? 0 : int.Parse(continuation.Value, CultureInfo.InvariantCulture);
        var next = comments.Count - skip > CommentsPage
            ? new FeedContinuation((skip + CommentsPage).ToString(CultureInfo.InvariantCulture))
            : null;
        return new CommentsOutcome.Page([.. comments.Skip(skip).Take(CommentsPage)], next);
    }

    public Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken) =>
        RunAsync<CommentOutcome>(
            new(portal, InMemoryPortalOperation.GetComment, id),
            (_, asOf) => History.Find(id, asOf) is { } found && CommentsOf(found).FirstOrDefault(
                    other => other.Id == comment && (asOf is not { } then || other.At <= Stamp.Of(then))) is { } there
                ? new CommentOutcome.Posted(there)
                : new CommentOutcome.NotFound(),
            failure => new CommentOutcome.Failed(failure),
            cancellationToken);

    public Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken) => RunAsync<CommentOutcome>(
        new(portal, InMemoryPortalOperation.Comment, post.IncidentId) { Post = post },
        (now, _) => Append(post, "IncidentSync", now),
        failure => new CommentOutcome.Failed(failure),
        cancellationToken,
        (fault, _) => fault is InMemoryPortalFault.Conflicts conflicts
            ? new CommentOutcome.Stale(conflicts.Refusal, conflicts.IsSaid)
            : null);

    /// <summary>What the portal holds now, or null.</summary>
    public Snapshot? Find(IncidentId id)
    {
        ApplyDue();
        return History.Latest(id);
    }

    /// <summary>Of each incident the newest version that is not stamped later.</summary>
    public IEnumerable<Snapshot> StampedUntil(Stamp stamp) => History.StampedUntil(stamp);

    /// <summary>Every incident.</summary>
    public IReadOnlyList<Snapshot> All()
    {
        ApplyDue();
        return [.. History.All(null)];
    }

    /// <summary>A new incident.</summary>
    public Snapshot Create(IncidentId id, Action<JsonObject>? shape = null)
    {
        ApplyDue();
        var document = NewDocument(id, time.GetUtcNow());
        shape?.Invoke(document);
        return Save(id, document, time.GetUtcNow());
    }

    /// <summary>An incident as the portal's document says it, with the stamp that it says.</summary>
    public Snapshot Restore(JsonObject document)
    {
        var snapshot = Read(JsonSerializer.SerializeToElement(document));
        History.Add(snapshot.Id, snapshot.Stamp.Moment, snapshot, snapshot.Stamp.Moment);
        return snapshot;
    }

    /// <summary>Somebody changes an incident in the portal's own words; it is stamped also when nothing differs.</summary>
    public Snapshot Edit(IncidentId id, Action<JsonObject> change)
    {
        var document = Document(Find(id)!);
        change(document);
        return Save(id, document, time.GetUtcNow());
    }

    /// <summary>Somebody changes one field.</summary>
    public Snapshot Set(IncidentId id, Field field, Reading value) =>
        Save(id, Written(new IncidentWrite(id, Find(id), [new FieldWrite(portal, field, value)], [])), time.GetUtcNow());

    /// <summary>Somebody comments.</summary>
    public void AddComment(IncidentId id, string author, string name, string text)
    {
        ApplyDue();
        Append(new CommentPost(id, name, text), author, time.GetUtcNow());
    }

    /// <summary>The comments, oldest first.</summary>
    public IReadOnlyList<Comment> Comments(IncidentId id) => CommentsOf(Find(id)!);

    protected abstract IReadOnlyList<Comment> CommentsOf(Snapshot incident);

    protected abstract JsonObject NewDocument(IncidentId id, DateTimeOffset now);

    protected abstract FeedOutcome Page(FeedRequest request, IEnumerable<Snapshot> incidents, DateTimeOffset now);

    protected abstract WriteOutcome Apply(IncidentWrite write, DateTimeOffset now);

    protected abstract CommentOutcome Append(CommentPost post, string author, DateTimeOffset now);

    /// <summary>The incident's document after a write that the portal lets through.</summary>
    protected abstract JsonObject Written(IncidentWrite write);

    /// <summary>Gives a document what the portal gives it at every change.</summary>
    protected abstract void Sign(JsonObject document, DateTimeOffset now);

    protected abstract Snapshot Read(JsonElement document);

    protected Snapshot Save(IncidentId id, JsonObject document, DateTimeOffset now)
    {
        Normalise(document);
        Sign(document, now);
        var snapshot = Read(JsonSerializer.SerializeToElement(document));
        var before = History.Latest(id);
        History.Add(id, now, snapshot, now + ListLag());
        Saved(_engine, before, snapshot);
        return snapshot;
    }

    /// <summary>Merged into another is closed: Defender lists it so.</summary>
    protected static bool IsIn(FeedScope scope, Snapshot row) => scope switch
    {
        FeedScope.All => true,
        FeedScope.Closed => row.RedirectedTo is not null || row.Incident[AllFields.Status] is Seen<Status> { Value: Status.Closed },
        _ => !IsIn(FeedScope.Closed, row),
    };

    protected static JsonObject Document(Snapshot snapshot) => JsonNode.Parse(snapshot.Raw)!.AsObject();

    private async Task<TOutcome> RunAsync<TOutcome>(
        InMemoryPortalCall call,
        Func<DateTimeOffset, DateTimeOffset?, TOutcome> carryOut,
        Func<Failure, TOutcome> fail,
        CancellationToken cancellationToken,
        Func<InMemoryPortalFault, DateTimeOffset, TOutcome?>? instead = null)
        where TOutcome : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        call = call with { GivenUp = cancellationToken };
        var fault = await OnCall(call);
        ApplyDue();
        var now = time.GetUtcNow();
        var lost = fail(call.Writes ? new Failure.Unknown("the connection broke") : new Failure.RetryLater(null, "the connection broke"));
        TOutcome answer;
        switch (fault)
        {
            case InMemoryPortalFault.Refused refused:
                answer = fail(refused.Failure);
                break;
            case InMemoryPortalFault.AppliedLate late:
                _late.Add((now + late.By, due => CarryOut(due, null)));
                answer = lost;
                break;
            case InMemoryPortalFault.AnswerLost:
                CarryOut(now, null);
                answer = lost;
                break;
            case InMemoryPortalFault.Lagging lagging:
                answer = CarryOut(now, now - lagging.By);
                break;
            default:
                _engine = call;
                answer = (fault is null ? null : instead?.Invoke(fault, now)) ?? CarryOut(now, null);
                _engine = null;
                break;
        }

        await OnAnswer(call);
        cancellationToken.ThrowIfCancellationRequested();
        return answer;

        TOutcome CarryOut(DateTimeOffset at, DateTimeOffset? asOf)
        {
            _engine = call;
            var outcome = carryOut(at, asOf);
            _engine = null;
            return outcome;
        }
    }

    // What was delayed took effect when it was due, whenever somebody looks.
    private void ApplyDue()
    {
        foreach (var late in _late.Where(late => late.Due <= time.GetUtcNow()).OrderBy(late => late.Due).ToList())
        {
            _late.Remove(late);
            late.Apply(late.Due);
        }
    }
}
