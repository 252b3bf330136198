using IncidentSync.Connectors;

namespace IncidentSync.Service.Alerts;

/// <summary>One Defender tenant whose alerts are read, seen by one app: for every connection that shares it.</summary>
/// <param name="Name">The tenant, the app and the endpoint; the ids of its events are derived from it.</param>
/// <param name="Portal">Its alerts.</param>
/// <param name="Connections">The names of the connections that share it.</param>
/// <param name="Timing">How it is read.</param>
internal sealed record AlertSource(string Name, IAlertPortal Portal, IReadOnlyList<string> Connections, AlertTiming Timing)
{
    /// <summary>The tenant, as metrics name the source.</summary>
    public string Tenant { get; } = Name.Split('/')[0];
}

/// <summary>How a source is read: of all its connections the shortest poll, and the longest of the other times.</summary>
/// <param name="Poll">How often changes are asked for.</param>
/// <param name="IdlePoll">How often while nothing changes.</param>
/// <param name="Overlap">How late a change may become visible.</param>
/// <param name="Backfill">How far back the first start reads.</param>
/// <param name="Retention">How long events and detections are kept.</param>
internal sealed record AlertTiming(TimeSpan Poll, TimeSpan IdlePoll, TimeSpan Overlap, TimeSpan Backfill, TimeSpan Retention)
{
    /// <summary>How long one replica reads the source alone.</summary>
    public TimeSpan Lease => 3 * (Poll > IdlePoll ? Poll : IdlePoll);
}
