using System.Collections.Immutable;

namespace IncidentSync.Core.Alerts;

/// <summary>A thing of an alert that a detection is made of: the evidence that tells of it, under the key that names it.</summary>
/// <remarks>
/// The key decides what is the same detection for ever, so it never changes. A file is named by its place where one is known: a hash that
/// Graph adds later makes no second detection.
/// <code>
/// | evidence                                                | key, in lower case          |
/// |---------------------------------------------------------|-----------------------------|
/// | file, or process with an image, whose place is known    | file|device|directory\name  |
/// |   only SHA-256 known                                    | file|device|sha256          |
/// |   only SHA-1 known                                      | file|device|sha1            |
/// | process without any of these                            | process|device|id|start     |
/// | address                                                 | ip|address                  |
/// | URL                                                     | url|url                     |
/// | anything else                                           | none                        |
/// | none of an alert's evidence has a key                   | alert                       |
/// </code>
/// The device is the one that the evidence names, else the primary one.
/// </remarks>
internal sealed record Indicator(string Key, ImmutableArray<Evidence> Parts)
{
    /// <summary>It stands for the alert as a whole.</summary>
    public bool IsWhole => Parts.IsEmpty;

    /// <summary>All of an alert, in the order in which they first appear.</summary>
    public static IEnumerable<Indicator> Of(Alert alert)
    {
        var primary = PrimaryDevice.Of(alert)?.MdeDeviceId ?? "";
        var found = alert.Evidence.Select(evidence => (Key: KeyOf(evidence, primary), Evidence: evidence))
            .Where(one => one.Key.Length > 0)
            .GroupBy(one => one.Key, one => one.Evidence, StringComparer.Ordinal)
            .Select(thing => new Indicator(thing.Key, [.. thing])).ToList();
        return found.Count > 0 ? found : [new Indicator("alert", [])];
    }

    private static string KeyOf(Evidence evidence, string primary)
    {
        var device = evidence.MdeDeviceId.Length > 0 ? evidence.MdeDeviceId : primary;
        var key = evidence.Type switch
        {
            EntityKinds.File => FileKey(evidence.File, device),
            EntityKinds.Process => FileKey(evidence.File, device) is { Length: > 0 } file ? file : ProcessKey(evidence.Process, device),
            EntityKinds.Ip when evidence.IpAddress.Length > 0 => $"ip|{evidence.IpAddress}",
            EntityKinds.Url when evidence.Url.Length > 0 => $"url|{evidence.Url}",
            _ => "",
        };
        return key.ToLowerInvariant();
    }

    private static string FileKey(FileDetails? file, string device) => file switch
    {
        null => "",
        { Directory.Length: > 0 } or { Name.Length: > 0 } => $@"file|{device}|{file.Directory}\{file.Name}",
        { Hash.Length: > 0 } => $"file|{device}|{file.Hash}",
        _ => "",
    };

    private static string ProcessKey(ProcessDetails? process, string device) => $"process|{device}|{process?.Id}|{process?.Created}";
}
