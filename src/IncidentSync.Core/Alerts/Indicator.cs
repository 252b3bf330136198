namespace IncidentSync.Core.Alerts;

/// <summary>What one detection of an alert is about: a file with its process, a process, an address, a URL, or the alert itself.</summary>
/// <remarks>
/// <code>
/// | evidence                                   | key, in lower case                               |
/// |--------------------------------------------|--------------------------------------------------|
/// | file, or process with an image file        | file|device|path\name; without both the SHA-256, |
/// |                                            | without that the SHA-1                           |
/// | process without one                        | process|device|pid|creation                      |
/// | address                                    | ip|address                                       |
/// | URL                                        | url|url                                          |
/// | none of these in the whole alert           | alert                                            |
/// </code>
/// A hash that Graph adds later makes no second detection where a path or a name is known. A process folds into its file.
/// </remarks>
/// <param name="Key">What names it within the alert.</param>
/// <param name="File">The file evidence; null where it has none.</param>
/// <param name="Process">The process evidence; null where it has none.</param>
/// <param name="Other">The address or the URL; null where it is neither.</param>
internal sealed record Indicator(string Key, Evidence? File = null, Evidence? Process = null, Evidence? Other = null)
{
    private const string OfAlert = "alert";

    /// <summary>The evidence that it comes from; null for the alert itself.</summary>
    public Evidence? Evidence => File ?? Process ?? Other;

    /// <summary>The indicators of an alert, in the order of its evidence.</summary>
    public static IReadOnlyList<Indicator> Of(Alert alert)
    {
        var primary = PrimaryDevice.Of(alert)?.MdeDeviceId ?? "";
        var (found, places) = (new List<Indicator>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var indicator in alert.Evidence.Select(evidence => Of(evidence, primary)).OfType<Indicator>())
        {
            if (places.TryAdd(indicator.Key, found.Count))
            {
                found.Add(indicator);
            }
            else
            {
                found[places[indicator.Key]] = found[places[indicator.Key]].With(indicator);
            }
        }

        return found.Count > 0 ? found : [new Indicator(OfAlert)];
    }

    private static Indicator? Of(Evidence evidence, string primary)
    {
        var device = evidence.MdeDeviceId.Length > 0 ? evidence.MdeDeviceId : primary;
        return evidence switch
        {
            { Process: { } process } => FileKey(evidence.File, device) is { } key
                ? new Indicator(key, Process: evidence)
                : new Indicator(Lower($"process|{device}|{process.Id}|{process.Created}"), Process: evidence),
            { Type: "fileEvidence" } => FileKey(evidence.File, device) is { } key ? new Indicator(key, File: evidence) : null,
            { IpAddress.Length: > 0 } => new Indicator(Lower($"ip|{evidence.IpAddress}"), Other: evidence),
            { Url.Length: > 0 } => new Indicator(Lower($"url|{evidence.Url}"), Other: evidence),
            _ => null,
        };
    }

    private static string? FileKey(FileDetails? file, string device) => file switch
    {
        null => null,
        _ when file.Path.Length + file.Name.Length > 0 => Lower($"file|{device}|{file.Path}\\{file.Name}"),
        { Sha256.Length: > 0 } => Lower($"file|{device}|{file.Sha256}"),
        { Sha1.Length: > 0 } => Lower($"file|{device}|{file.Sha1}"),
        _ => null,
    };

    private static string Lower(string key) => key.ToLowerInvariant();

    private Indicator With(Indicator other) => this with { File = File ?? other.File, Process = Process ?? other.Process };
}
