using System.Collections.Immutable;
using System.Text.Json;
using Azure.Core;
using IncidentSync.Connectors.Http;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Ingestion;

/// <summary>A data collection rule, as Azure Resource Manager shows it.</summary>
/// <param name="ImmutableId">Its immutable id.</param>
/// <param name="Streams">The columns that each of its streams declares; what is not declared is dropped without a word.</param>
public sealed record CollectionRule(string ImmutableId, ImmutableDictionary<string, ImmutableArray<string>> Streams);

/// <summary>Reads data collection rules, for <c>check</c>.</summary>
public sealed class CollectionRules : IDisposable
{
    // The first version that shows the immutable id.
    private const string ApiVersion = "2023-03-11";

    private readonly AzurePipeline _pipeline;
    private readonly string _endpoint;
    private readonly TimeSpan _callTimeout;

    /// <summary>The rules that an app can read.</summary>
    /// <param name="sentinel">The app, and where Azure Resource Manager is.</param>
    /// <param name="callTimeout">How long one call may take.</param>
    public CollectionRules(SentinelOptions sentinel, TimeSpan callTimeout)
    {
        var cloud = Cloud.Named(sentinel.Cloud) ?? throw new ArgumentException($"There is no cloud '{sentinel.Cloud}'.", nameof(sentinel));
        var endpoint = new Uri(sentinel.ArmEndpoint.Length > 0 ? sentinel.ArmEndpoint : cloud.ArmEndpoint);
        (_endpoint, _callTimeout) = (endpoint.AbsoluteUri.TrimEnd('/'), callTimeout);
        _pipeline = new AzurePipeline(() => sentinel.CreateCredential(callTimeout), endpoint, cloud.ArmScope, callTimeout);
    }

    /// <summary>Reads one rule.</summary>
    /// <param name="resourceId">Its ARM id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rule; else why it cannot be read.</returns>
    public async Task<(CollectionRule? Rule, string Problem)> ReadAsync(string resourceId, CancellationToken cancellationToken)
    {
        var address = new Uri($"{_endpoint}{resourceId}?api-version={ApiVersion}");
        var answer = await Call.SendAsync(
            CallKind.Read, _callTimeout,
            token => _pipeline.SendOnceAsync(CallKind.Read, RequestMethod.Get, address, null, [], token), cancellationToken);
        return answer switch
        {
            Answer.Ok ok => (Of(ok.Body.Member("properties")), ""),
            Answer.NotFound => (null, "it does not exist"),
            Answer.Failed { Failure: Failure.Denied denied } => (null, $"{denied.Summary}: the app needs Reader on the rule"),
            Answer.Failed failed => (null, failed.Failure.Summary),
            _ => (null, $"HTTP {answer.Status}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _pipeline.Dispose();

    private static CollectionRule Of(JsonElement properties)
    {
        var streams = properties.Member("streamDeclarations");
        return new(
            properties.Text("immutableId"),
            (streams.ValueKind == JsonValueKind.Object ? streams.EnumerateObject().ToList() : []).ToImmutableDictionary(
                stream => stream.Name,
                stream => stream.Value.Member("columns").Items().Select(column => column.Text("name")).ToImmutableArray()));
    }
}
