using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Microsoft.Kiota.Abstractions;

namespace IncidentSync.Connectors.Defender;

/// <summary>Defender XDR's incidents, over Microsoft Graph v1.0 <c>security/incidents</c>.</summary>
public sealed class DefenderPortal : IIncidentPortal, IDisposable
{
    // Most reads of one incident prepare a write, and are useless if the write finds no quota left, so reads yield.
    private static readonly PortalCall GetCall = new(QuotaKind.GraphCalls, IsWrite: false) { Yields = true };
    private static readonly PortalCall WriteCall = new(QuotaKind.GraphCalls, IsWrite: true);

    private readonly GraphClient _graph;

    /// <summary>A portal for one tenant.</summary>
    /// <param name="options">The tenant and the credential.</param>
    /// <param name="callTimeout">How long one call may take.</param>
    /// <param name="gate">The gate of every request; null admits all.</param>
    public DefenderPortal(DefenderOptions options, TimeSpan callTimeout, ICallGate? gate = null) =>
        _graph = GraphClient.Of(options, callTimeout, gate);

    /// <inheritdoc/>
    public Portal Portal => Portal.Defender;

    /// <inheritdoc/>
    public async Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var window = DefenderWindow.From(request.Continuation);
        var filter = DefenderWindow.Filter(request, window);
        var list = _graph.Builders.Security.Incidents.ToGetRequestInformation(configuration =>
        {
            configuration.QueryParameters.Filter = filter;
            configuration.QueryParameters.Top = DefenderWindow.PageSize;
            configuration.QueryParameters.Skip = window?.Skip;
        });
        var call = new PortalCall(QuotaKind.GraphLists, IsWrite: false) { IsFeed = request.IsFeed, Yields = request.IsBulk };
        return await _graph.SendAsync(call, list, cancellationToken) switch
        {
            Answer.Ok ok => ReadPage(ok, request, window),
            Answer.Failed failed => new FeedOutcome.Failed(failed.Failure),
            _ => new FeedOutcome.Failed(new Failure.RetryLater(null, "the list of incidents was not found")),
        };
    }

    /// <inheritdoc/>
    public async Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken)
    {
        var request = _graph.Builders.Security.Incidents[id.Value].ToGetRequestInformation();
        return await _graph.SendAsync(GetCall with { Resource = id.Value }, request, cancellationToken) switch
        {
            Answer.Ok ok when DefenderReading.Read(ok.Body).Snapshot is { } snapshot => new ReadOutcome.Found(snapshot),
            Answer.Ok => new ReadOutcome.Failed(new Failure.RetryLater(null, "the answer is not an incident")),
            Answer.NotFound => new ReadOutcome.NotFound(),
            Answer.Failed failed => new ReadOutcome.Failed(failed.Failure),
            _ => new ReadOutcome.Failed(new Failure.RetryLater(null, "a read was answered with a conflict")),
        };
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken)
    {
        var request = _graph.Builders.Security.Incidents[write.Id.Value].ToPatchRequestInformation(new());
        GraphClient.SetJson(request, DefenderWriting.Patch(write).ToJsonString());
        return await _graph.SendAsync(WriteCall with { Resource = write.Id.Value }, request, cancellationToken) switch
        {
            Answer.Ok ok when DefenderReading.Read(ok.Body).Snapshot is { } snapshot => new WriteOutcome.Applied(snapshot),
            Answer.Ok => new WriteOutcome.Failed(new Failure.Unknown("the answer is not an incident")),
            Answer.NotFound => new WriteOutcome.NotFound(),
            Answer.Conflict conflict => new WriteOutcome.Stale(conflict.Refusal, conflict.IsSaid),
            Answer.Failed failed => new WriteOutcome.Failed(failed.Failure),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken) =>
        Task.FromResult<NativeOutcome>(new NativeOutcome.Told(false));

    /// <inheritdoc/>
    public Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOutcome>(new ReadOutcome.NotFound());

    /// <summary>Defender returns the comments with the incident, so this reads the incident.</summary>
    public async Task<CommentsOutcome> ReadCommentsAsync(
        IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken) =>
        await GetAsync(id, cancellationToken) switch
        {
            ReadOutcome.Found found => new CommentsOutcome.Page(found.Snapshot.Comments, null),
            ReadOutcome.Failed failed => new CommentsOutcome.Failed(failed.Failure),
            _ => new CommentsOutcome.NotFound(),
        };

    /// <inheritdoc/>
    public async Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken) =>
        await GetAsync(id, cancellationToken) switch
        {
            ReadOutcome.Found { Snapshot.Comments: var there } when there.FirstOrDefault(other => other.Id == comment) is { } found =>
                new CommentOutcome.Posted(found),
            ReadOutcome.Failed failed => new CommentOutcome.Failed(failed.Failure),
            _ => new CommentOutcome.NotFound(),
        };

    /// <inheritdoc/>
    public async Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken)
    {
        // The SDK has no builder for an incident's comments.
        var request = new RequestInformation(Method.POST, "{+baseurl}/security/incidents/{id}/comments", _graph.BasePath());
        request.PathParameters["id"] = post.IncidentId.Value;
        GraphClient.SetJson(
            request, new JsonObject { ["@odata.type"] = "microsoft.graph.security.alertComment", ["comment"] = post.Text }.ToJsonString());
        return await _graph.SendAsync(WriteCall with { Resource = post.IncidentId.Value }, request, cancellationToken) switch
        {
            Answer.Ok ok => Posted(ok, post),
            Answer.NotFound => new CommentOutcome.NotFound(),
            Answer.Conflict conflict => new CommentOutcome.Stale(conflict.Refusal, conflict.IsSaid),
            Answer.Failed failed => new CommentOutcome.Failed(failed.Failure),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    // The answer is the whole list; the newest entry with our text is the one we made.
    private static CommentOutcome Posted(Answer.Ok ok, CommentPost post) =>
        DefenderComments.Read(ok.Body.Member("value"))
            .LastOrDefault(comment => CommentText.Canonical(comment.Text) == CommentText.Canonical(post.Text)) is { } posted
            ? new CommentOutcome.Posted(posted)
            : new CommentOutcome.Failed(new Failure.Unknown("the answer does not show the comment"));

    private static FeedOutcome ReadPage(Answer.Ok ok, FeedRequest request, DefenderWindow? window)
    {
        if (ok.Body.Member("value") is not { ValueKind: JsonValueKind.Array } value)
        {
            return new FeedOutcome.Failed(new Failure.RetryLater(null, "the answer is not a list"));
        }

        var rows = value.EnumerateArray().ToList();
        if (window is not null && (rows.Count == 0 || !window.Continues(rows[0])))
        {
            return new FeedOutcome.Drifted();
        }

        if (window is not null && rows.Count > 1 && window.Continues(rows[^1]))
        {
            return new FeedOutcome.Failed(new Failure.RetryLater(null, "a page of the list ends with the row it begins with"));
        }

        var read = rows.Select(DefenderReading.Read).ToList();
        var incidents = read.Where(row => row.Snapshot is not null).Select(row => row.Snapshot!).ToList();
        var full = rows.Count >= DefenderWindow.PageSize;
        if (full && incidents.Count == 0)
        {
            return new FeedOutcome.Failed(new Failure.RetryLater(null, "no incident of a whole page could be read"));
        }

        return new FeedOutcome.Page(new FeedPage(
            incidents,
            [.. read.Where(row => row.Unreadable is not null).Select(row => row.Unreadable!)],
            full ? DefenderWindow.After(window, window?.Until ?? incidents.Max(row => row.Stamp), rows).ToContinuation() : null,
            ok.ServerTime)
        {
            Bytes = ok.Bytes,
            Left = full ? DefenderWindow.Left(request.Since, [.. incidents.Select(row => row.Stamp)]) : null,
        });
    }
}
