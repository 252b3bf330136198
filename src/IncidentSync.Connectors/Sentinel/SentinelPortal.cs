using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>One workspace's incidents, over Azure Resource Manager (Microsoft.SecurityInsights).</summary>
public sealed class SentinelPortal : IIncidentPortal, IDisposable
{
    /// <summary>Rows per page of the feed; Sentinel's default is 50.</summary>
    private const int PageSize = 200;

    /// <summary>The most rows that Sentinel returns, in a page and (by its documented limits) in a list.</summary>
    private const int LargestPage = 1_000;

    private const string Connectors = "dataConnectors";

    /// <summary>Microsoft's own sync gives an incident Defender's creation stamp; portals round stamps.</summary>
    private static readonly TimeSpan CreationTolerance = TimeSpan.FromSeconds(1);

    private static readonly PortalCall ReadCall = new(QuotaKind.ArmReads, IsWrite: false);
    private static readonly PortalCall ReadCommentsCall = new(QuotaKind.CommentReads, IsWrite: false);
    private static readonly PortalCall CommentCall = new(QuotaKind.CommentPuts, IsWrite: true);

    private static readonly Failure NoList =
        new Failure.RetryLater(null, "the list of incidents was not found: check the workspace's name");

    private readonly LinkIdentity _identity;
    private readonly SecurityInsightsClient _client;

    /// <summary>A portal for one workspace.</summary>
    /// <param name="options">The workspace and the credential.</param>
    /// <param name="identity">Distinguishes our own twins from Microsoft's incidents.</param>
    /// <param name="callTimeout">How long one call may take.</param>
    /// <param name="gate">The gate of every request; null admits all.</param>
    public SentinelPortal(SentinelOptions options, LinkIdentity identity, TimeSpan callTimeout, ICallGate? gate = null)
    {
        _identity = identity;
        var cloud = Cloud.Named(options.Cloud) ?? throw new ArgumentException($"There is no cloud '{options.Cloud}'.", nameof(options));
        _client = new SecurityInsightsClient(
            () => options.CreateCredential(callTimeout),
            new Uri(options.ArmEndpoint.Length > 0 ? options.ArmEndpoint : cloud.ArmEndpoint),
            cloud.ArmScope,
            $"/subscriptions/{Uri.EscapeDataString(options.SubscriptionId)}/resourceGroups/{Uri.EscapeDataString(options.ResourceGroup)}"
                + $"/providers/Microsoft.OperationalInsights/workspaces/{Uri.EscapeDataString(options.Workspace)}",
            options.ApiVersion,
            callTimeout,
            gate ?? OpenGate.Instance);
    }

    /// <inheritdoc/>
    public Portal Portal => Portal.Sentinel;

    /// <inheritdoc/>
    public async Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var address = _client.Address(["incidents"], Query(request));
        return await _client.GetAsync(ReadCall with { IsFeed = request.IsFeed, Yields = request.IsBulk }, address, cancellationToken) switch
        {
            Answer.Ok ok => ReadPage(ok, request, address!),
            Answer.Failed failed => new FeedOutcome.Failed(failed.Failure),
            _ => new FeedOutcome.Failed(NoList),
        };
    }

    /// <inheritdoc/>
    public async Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) =>
        await _client.GetAsync(
            ReadCall with { Resource = id.Value }, _client.Address(["incidents", id.Value]), cancellationToken) switch
        {
            Answer.Ok ok when SentinelReading.Read(ok.Body, _identity).Snapshot is { } snapshot => new ReadOutcome.Found(snapshot),
            Answer.Ok => new ReadOutcome.Failed(new Failure.RetryLater(null, "the answer is not an incident")),
            Answer.NotFound => new ReadOutcome.NotFound(),
            Answer.Failed failed => new ReadOutcome.Failed(failed.Failure),
            _ => new ReadOutcome.Failed(new Failure.RetryLater(null, "a read was answered with a conflict")),
        };

    /// <inheritdoc/>
    public async Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken)
    {
        // Most twins are made in the first hour, by the hundred; edits must not wait for them.
        var call = new PortalCall(QuotaKind.IncidentPuts, IsWrite: true) { Yields = write.Expected is null, Resource = write.Id.Value };
        var body = SentinelWriting.Put(write).ToJsonString();
        return await _client.PutAsync(call, _client.Address(["incidents", write.Id.Value]), body, cancellationToken) switch
        {
            Answer.Ok ok when SentinelReading.Read(ok.Body, _identity).Snapshot is { } snapshot => new WriteOutcome.Applied(snapshot),
            Answer.Ok => new WriteOutcome.Failed(new Failure.Unknown("the answer is not an incident")),
            Answer.NotFound => new WriteOutcome.NotFound(),
            Answer.Conflict conflict => new WriteOutcome.Stale(conflict.Refusal, conflict.IsSaid),
            Answer.Failed failed => new WriteOutcome.Failed(failed.Failure),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken) =>
        await _client.GetAsync(
            ReadCall with { Resource = Connectors }, _client.Address([Connectors]), cancellationToken) switch
        {
            Answer.Ok ok => new NativeOutcome.Told(ok.Body.Member("value").Items().Any(CarriesIncidents)),
            Answer.Failed failed => new NativeOutcome.Failed(failed.Failure),
            _ => new NativeOutcome.Failed(new Failure.RetryLater(null, "the list of data connectors was not found")),
        };

    /// <inheritdoc/>
    public async Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken)
    {
        var address = _client.Address(
            ["incidents"],
            ("$filter", $"properties/createdTimeUtc ge {createdAt.Back(CreationTolerance)}"
                + $" and properties/createdTimeUtc le {createdAt.After(CreationTolerance)}"),
            ("$top", LargestPage.ToString(CultureInfo.InvariantCulture)));
        return await _client.GetAsync(ReadCall with { Yields = true }, address, cancellationToken) switch
        {
            Answer.Ok ok => SentinelNative.Find(ok.Body, defenderId, _identity),
            Answer.Failed failed => new ReadOutcome.Failed(failed.Failure),
            _ => new ReadOutcome.Failed(NoList),
        };
    }

    /// <inheritdoc/>
    public async Task<CommentsOutcome> ReadCommentsAsync(IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken)
    {
        (string, string)[] query = [("$orderby", "properties/createdTimeUtc asc"), ("$top", "100"), .. Token(continuation)];
        var address = _client.Address(["incidents", id.Value, "comments"], query);
        return await _client.GetAsync(ReadCommentsCall with { Resource = id.Value }, address, cancellationToken) switch
        {
            Answer.Ok ok => SentinelComments.Read(ok, continuation, address!),
            Answer.NotFound => new CommentsOutcome.NotFound(),
            Answer.Failed failed => new CommentsOutcome.Failed(failed.Failure),
            _ => new CommentsOutcome.Failed(new Failure.RetryLater(null, "a read was answered with a conflict")),
        };
    }

    /// <inheritdoc/>
    public async Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken)
    {
        var address = _client.Address(["incidents", id.Value, "comments", comment.Value]);
        return Commented(await _client.GetAsync(ReadCommentsCall with { Resource = id.Value }, address, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["properties"] = new JsonObject { ["message"] = post.Text } };
        if (post.Version.Length > 0)
        {
            body["etag"] = post.Version;
        }

        var address = _client.Address(["incidents", post.IncidentId.Value, "comments", post.Name]);
        var call = CommentCall with { Resource = post.IncidentId.Value, Yields = post.Yields };
        return Commented(await _client.PutAsync(call, address, body.ToJsonString(), cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static CommentOutcome Commented(Answer answer) => answer switch
    {
        Answer.Ok ok when SentinelComments.ReadOne(ok.Body) is { } comment => new CommentOutcome.Posted(comment),
        Answer.Ok => new CommentOutcome.Failed(new Failure.Unknown("the answer is not a comment")),
        Answer.NotFound => new CommentOutcome.NotFound(),
        Answer.Conflict conflict => new CommentOutcome.Stale(conflict.Refusal, conflict.IsSaid),
        Answer.Failed failed => new CommentOutcome.Failed(failed.Failure),
        _ => throw new UnreachableException(),
    };

    private static bool CarriesIncidents(JsonElement connector) =>
        string.Equals(connector.Text("kind"), "MicrosoftThreatProtection", StringComparison.OrdinalIgnoreCase)
        && string.Equals(
            connector.Member("properties").Member("dataTypes").Member("incidents").Text("state"), "enabled",
            StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, string Value)> Token(FeedContinuation? continuation) =>
        continuation is null ? [] : [("$skipToken", continuation.Value)];

    // Oldest first: an incident that changes while pages are read moves to the end and comes twice, but none is left out.
    private static IEnumerable<(string Name, string Value)> Query(FeedRequest request)
    {
        yield return ("$filter", $"properties/lastModifiedTimeUtc ge {request.Since}"
            + (request.Until is { } until ? $" and properties/lastModifiedTimeUtc le {until}" : "")
            + request.Scope switch
            {
                FeedScope.Open => " and properties/status ne 'Closed'",
                FeedScope.Closed => " and properties/status eq 'Closed'",
                _ => "",
            });
        yield return ("$orderby", "properties/lastModifiedTimeUtc asc");
        yield return ("$top", (request.IsBulk ? LargestPage : PageSize).ToString(CultureInfo.InvariantCulture));
        foreach (var token in Token(request.Continuation))
        {
            yield return token;
        }
    }

    private FeedOutcome ReadPage(Answer.Ok ok, FeedRequest request, Uri asked)
    {
        if (ok.Body.Member("value") is not { ValueKind: JsonValueKind.Array } value)
        {
            return new FeedOutcome.Failed(new Failure.RetryLater(null, "the answer is not a list"));
        }

        var (token, problem) = NextLink.Of(ok.Body, request.Continuation, asked);
        if (problem is not null)
        {
            return new FeedOutcome.Failed(new Failure.RetryLater(null, problem));
        }

        var rows = value.EnumerateArray().Select(row => SentinelReading.Read(row, _identity)).ToList();
        var incidents = rows.Where(row => row.Snapshot is not null).Select(row => row.Snapshot!).ToList();
        return new FeedOutcome.Page(new FeedPage(
            incidents,
            [.. rows.Where(row => row.Unreadable is not null).Select(row => row.Unreadable!)],
            token,
            ok.ServerTime)
        {
            Bytes = ok.Bytes,
            Left = token is not null || rows.Count >= LargestPage ? LeftOf(request, incidents) : null,
        });
    }

    // The stamps after a page that is in order. A list that ends with its thousandth row may have been cut there.
    private static FeedRange? LeftOf(FeedRequest request, List<Snapshot> page) =>
        page.Count > 0 && page.Zip(page.Skip(1)).All(pair => pair.First.Stamp <= pair.Second.Stamp)
            ? new FeedRange(page[^1].Stamp, request.Until)
            : null;
}
