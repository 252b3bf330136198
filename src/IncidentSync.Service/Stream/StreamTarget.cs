using IncidentSync.Connectors.Ingestion;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Stream;

/// <summary>The stream of one connection.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="TenantId">The Defender tenant.</param>
/// <param name="Source">The source whose alerts are streamed.</param>
/// <param name="Ingestion">Where the rows go.</param>
/// <param name="Terms">What is streamed.</param>
internal sealed record StreamTarget(
    string Connection, string TenantId, string Source, LogsIngestion Ingestion, StreamTerms Terms)
{
    /// <summary>The name of its cursors; a destination of the same name is another consumer.</summary>
    public string Consumer { get; } = ConsumerOf(Connection);

    /// <summary>The name of the cursors of a connection's stream.</summary>
    public static string ConsumerOf(string connection) => $"stream/{connection}";

    /// <summary>
    /// The connection writes, and Microsoft's own sync does not give the workspace its alerts. While it is not known whether that sync is
    /// on, nothing is sent: what stands in the workspace twice is paid for twice, and a comment would be carried to Defender.
    /// </summary>
    public bool IsOn(ConnectionSet connections) =>
        connections.Find(Connection) is { Mode: ConnectionMode.Sync } found
        && (!Terms.IsAuto || found.Native is { IsOn: false, IsUnknown: false });
}

/// <summary>What a connection streams.</summary>
/// <param name="AlertStream">The rule's stream of alerts.</param>
/// <param name="EvidenceStream">The rule's stream of evidence.</param>
/// <param name="Sources">Which service sources.</param>
/// <param name="Updates">Every version of an alert, not the first alone.</param>
/// <param name="Linger">How long a batch that is not full waits.</param>
/// <param name="MaxBatchBytes">The most bytes of a batch.</param>
/// <param name="Backfill">Where a new stream begins, before now.</param>
/// <param name="IsFiltered">The connection has a filter: alerts of linked incidents alone.</param>
/// <param name="IsAuto">The stream is off while Microsoft's own sync serves the pair.</param>
/// <param name="Comments">Keep one comment with the alerts at each twin.</param>
/// <param name="CommentInterval">The shortest time between two versions of it.</param>
internal sealed record StreamTerms(
    string AlertStream,
    string EvidenceStream,
    SourceFilter Sources,
    bool Updates,
    TimeSpan Linger,
    int MaxBatchBytes,
    TimeSpan Backfill,
    bool IsFiltered,
    bool IsAuto,
    bool Comments,
    TimeSpan CommentInterval)
{
    /// <summary>The rule's stream of a table.</summary>
    public string StreamOf(StreamPart part) => part == StreamPart.Alerts ? AlertStream : EvidenceStream;
}

/// <summary>One of the two tables.</summary>
internal enum StreamPart
{
    /// <summary>DefenderAlerts_CL, a row an event.</summary>
    Alerts,

    /// <summary>DefenderAlertEvidence_CL, a row for each piece of evidence that an event brought.</summary>
    Evidence,
}
