using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>Sentinel's words for the shared vocabulary.</summary>
internal static class SentinelWords
{
    public static Reading Status(string word) => word.ToLowerInvariant() switch
    {
        "new" => new Seen<Status>(Core.Values.Status.New),
        "active" => new Seen<Status>(Core.Values.Status.Active),
        "closed" => new Seen<Status>(Core.Values.Status.Closed),
        _ => new Unknown(word),
    };

    public static string Status(Status status) => status switch
    {
        Core.Values.Status.New => "New",
        Core.Values.Status.Active => "Active",
        Core.Values.Status.Closed => "Closed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Sentinel has no such status."),
    };

    public static Reading Severity(string word) => Named<Severity>(word) is { } severity ? new Seen<Severity>(severity) : new Unknown(word);

    public static Reading Verdict(string classification, string reason, string comment) =>
        classification.Length == 0 ? Reading.Unseen
        : Named<Classification>(classification) is { } known ? new Seen<Verdict>(new Verdict(known, reason, comment))
        : new Unknown(classification);

    // Enum.TryParse takes numbers and lists too ("Low, High" is their sum).
    private static T? Named<T>(string word)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(word, ignoreCase: true) : null;
}
