namespace IncidentSync.Service.Configuration;

/// <summary>
/// How the alerts of the connection's tenant are read. They are read only while something wants them: a stream, a SIEM client, or a filter
/// by source. Connections that share a tenant, an app and an endpoint share one feed, with the shortest of their intervals and the longest
/// of their other times.
/// </summary>
public sealed class AlertsOptions
{
    /// <summary>How often changes are asked for.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often while nothing changes.</summary>
    public TimeSpan IdlePollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How late a change may become visible in the list after its stamp.</summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far back the first start reads, and where a new stream begins.</summary>
    public TimeSpan Backfill { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long events and detections are kept. What a consumer has not been given by then is lost to it, and said so.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>The stream of alerts and their evidence to two tables of the workspace, through the Logs Ingestion API.</summary>
public sealed class StreamOptions
{
    /// <summary>Auto, On or Off. Auto: on where Endpoint and RuleId are given and Microsoft's own sync does not serve the pair.</summary>
    public string Mode { get; set; } = "Auto";

    /// <summary>The https origin of the rule or of the data collection endpoint.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The immutable id of the data collection rule (dcr-...).</summary>
    public string RuleId { get; set; } = "";

    /// <summary>The ARM id of the rule; optional, for <c>check</c>, which compares its columns.</summary>
    public string RuleResourceId { get; set; } = "";

    /// <summary>The rule's stream of alerts.</summary>
    public string AlertStream { get; set; } = "Custom-DefenderAlerts";

    /// <summary>The rule's stream of evidence.</summary>
    public string EvidenceStream { get; set; } = "Custom-DefenderAlertEvidence";

    /// <summary>The service sources whose alerts are streamed, ignoring case; <c>*</c> is all but microsoftSentinel.</summary>
    public List<string> Sources { get; set; } = [];

    /// <summary>Stream every version of an alert, not the first alone.</summary>
    public bool Updates { get; set; } = true;

    /// <summary>How long a batch that is not full waits for more.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes of JSON in one call; the service takes 1 MB.</summary>
    public int MaxBatchBytes { get; set; } = 950_000;

    /// <summary>Keep one comment with the alerts and their entities at each twin.</summary>
    public bool Comment { get; set; } = true;

    /// <summary>The shortest time between two versions of that comment.</summary>
    public TimeSpan CommentInterval { get; set; } = TimeSpan.FromMinutes(5);
}
