using IncidentSync.Core.Incidents;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>Sentinel's words for the shared vocabulary.</summary>
internal static class SentinelWords
{
    public static Reading Status(string word) => word.ToLowerInvariant() switch
    {
        "new" => new Seen<Status>(Core.Incidents.Status.New),
        "active" => new Seen<Status>(Core.Incidents.Status.Active),
        "closed" => new Seen<Status>(Core.Incidents.Status.Closed),
        _ => new Unknown(word),
    };

    public static string Status(Status status) => status switch
    {
        Core.Incidents.Status.New => "New",
        Core.Incidents.Status.Active => "Active",
        Core.Incidents.Status.Closed => "Closed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Sentinel has no such status."),
    };

    public static Reading Severity(string word) =>
        Enum.TryParse<Severity>(word, ignoreCase: true, out var severity) && !char.IsDigit(word[0]) ? new Seen<Severity>(severity) : new Unknown(word);

    public static Reading Verdict(string classification, string reason, string comment) =>
        classification.Length == 0 ? Reading.Unseen
        : Enum.TryParse<Classification>(classification, ignoreCase: true, out var known) && !char.IsDigit(classification[0])
            ? new Seen<Verdict>(new Verdict(known, reason, comment))
            : new Unknown(classification);
}
