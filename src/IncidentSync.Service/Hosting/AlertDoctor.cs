using System.Text;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Ingestion;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Stream;

namespace IncidentSync.Service.Hosting;

/// <summary>What <c>check</c> asks of the alerts of a connection and of the way into its tables. No row is written.</summary>
internal static class AlertDoctor
{
    /// <summary>What is wrong with reading the tenant's alerts; null when nothing is.</summary>
    public static async Task<string?> AlertsAsync(ConnectionOptions connection, CancellationToken cancellationToken)
    {
        using var alerts = new DefenderAlerts(connection.Defender, connection.Timing.CallTimeout);
        var since = Stamp.Of(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
        return await alerts.ReadAlertsAsync(new AlertRequest(since, null, null, 1), cancellationToken) switch
        {
            AlertOutcome.Failed { Failure: Failure.Denied denied } => PortalDoctor.SignInProblem(denied)
                ?? $"access denied ({denied.Reason}): the app needs SecurityAlert.Read.All (application), with consent",
            AlertOutcome.Failed failed => PortalDoctor.Problem(failed.Failure),
            AlertOutcome.TooMuch tooMuch => tooMuch.Failure.Summary,
            _ => null,
        };
    }

    /// <summary>
    /// What is wrong with the way into the tables; null when nothing is. A batch without a row shows whether there is a token, a rule, a
    /// stream and the role.
    /// </summary>
    public static async Task<string?> StreamAsync(ConnectionOptions connection, CancellationToken cancellationToken)
    {
        var (stream, sentinel) = (connection.Stream, connection.Sentinel);
        using var ingestion = new LogsIngestion(
            IngestionOptions.Of(sentinel.Cloud, stream.Endpoint, stream.RuleId), sentinel, connection.Timing.CallTimeout);
        foreach (var name in new[] { stream.AlertStream, stream.EvidenceStream })
        {
            switch (await ingestion.SendAsync(name, Encoding.UTF8.GetBytes("[]"), Guid.NewGuid(), cancellationToken))
            {
                case IngestionOutcome.Denied { Failure: var failure }:
                    return failure is Failure.Denied denied && PortalDoctor.SignInProblem(denied) is { } signIn
                        ? signIn : $"{name}: {failure.Summary}; {StreamHealth.Remedy}";
                case IngestionOutcome.Again { Failure: var failure }:
                    return $"{name}: {failure.Summary}: check the address and the network";
            }
        }

        return null;
    }

    /// <summary>What is wrong with the rule that <c>RuleResourceId</c> names; null when nothing is, or when it names none.</summary>
    public static async Task<string?> RuleAsync(ConnectionOptions connection, CancellationToken cancellationToken)
    {
        var stream = connection.Stream;
        if (stream.RuleResourceId.Length == 0)
        {
            return null;
        }

        using var rules = new CollectionRules(connection.Sentinel, connection.Timing.CallTimeout);
        var (rule, problem) = await rules.ReadAsync(stream.RuleResourceId, cancellationToken);
        if (rule is null)
        {
            return $"the rule cannot be read: {problem}";
        }

        return rule.ImmutableId != stream.RuleId
            ? $"RuleResourceId names another rule than RuleId: its immutable id is {rule.ImmutableId}"
            : Missing(rule, stream.AlertStream, AlertColumns.All) ?? Missing(rule, stream.EvidenceStream, EvidenceColumns.All);
    }

    /// <summary>A warning where rows, and the token that sends them, would go to another domain than the cloud's.</summary>
    public static string? WarningOf(ConnectionOptions connection) =>
        StreamSetup.IsOn(connection) && IngestionOptions.IsForeign(connection.Sentinel.Cloud, connection.Stream.Endpoint)
            ? $"the endpoint {new Uri(connection.Stream.Endpoint).Host} is outside the ingestion domain of the cloud, and a token goes "
                + "there"
            : null;

    private static string? Missing(CollectionRule rule, string stream, IEnumerable<Column> columns)
    {
        if (!rule.Streams.TryGetValue(stream, out var declared))
        {
            return $"the rule has no stream {stream}: deploy deploy/azure/stream.json";
        }

        var missing = columns.Select(column => column.Name).Except(declared, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? null
            : $"{stream} does not declare {string.Join(", ", missing)}, which are dropped without a word: "
                + "deploy deploy/azure/stream.json again";
    }
}
