using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// A thing as Sentinel names it: its kind, and the properties that Sentinel's entity of this kind has. A piece of evidence may tell of
/// several.
/// </summary>
internal sealed record Entity(string Kind, ImmutableArray<(string Name, string Value)> Properties)
{
    /// <summary>The entities of an alert as a JSON list, each once; null when there are none.</summary>
    public static JsonElement? Json(Alert alert)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entities = alert.DistinctEvidence.SelectMany(Of).Select(entity => entity.Written())
            .Where(entity => seen.Add(entity.GetRawText())).ToList();
        return entities.Count == 0 ? null : JsonSerializer.SerializeToElement(entities);
    }

    /// <summary>The entities that a piece of evidence tells of, without those of which it tells nothing.</summary>
    public static IEnumerable<Entity> Of(Evidence evidence)
    {
        var itself = (evidence.Kind, evidence) switch
        {
            ("Account", { Account: { } account }) => Account(account),
            ("Host", { Device: { } device }) => Host(device),
            ("Ip", _) => Known("Ip", ("address", evidence.IpAddress)),
            ("Url", _) => Known("Url", ("url", evidence.Url)),
            ("File", { File: { } file }) => File(file),
            ("Process", { Process: { } process }) => Process(process),
            ("RegistryKey", { Registry: { } registry }) => Known("RegistryKey", ("hive", registry.Hive), ("key", registry.Key)),
            ("RegistryValue", { Registry: { } registry }) =>
                Known("RegistryValue", ("key", registry.FullKey), ("valueName", registry.ValueName), ("valueData", registry.ValueData)),
            ("Mailbox", _) => Known("Mailbox", ("mailboxPrimaryAddress", evidence.Mailbox)),
            ("MailMessage" or "SubmissionMail", { Mail: { } mail }) => Mail(evidence.Kind, mail),
            ("CloudApplication", { Application: { } application }) =>
                Known("CloudApplication", ("appId", application.Id), ("appName", application.Name)),
            ("AzureResource", _) => Known("AzureResource", ("resourceId", Or(evidence.ResourceId, evidence.Url))),
            ("Malware", _) => Known("Malware", ("malwareName", Raw(evidence, "name")), ("category", Raw(evidence, "category"))),
            ("SecurityGroup", _) =>
                Known("SecurityGroup", ("objectGuid", Raw(evidence, "securityGroupId")), ("displayName", Raw(evidence, "displayName"))),
            ("DnsResolution", _) => Known("DnsResolution", ("domainName", Raw(evidence, "domainName"))),
            ("MailCluster", _) => Known("MailCluster", ("query", Raw(evidence, "query"))),
            ("IoTDevice", _) => Known("IoTDevice", ("deviceId", Raw(evidence, "deviceId")), ("deviceName", Raw(evidence, "deviceName"))),
            ("Nic", _) => Known("Nic", ("macAddress", Raw(evidence, "macAddress"))),
            _ => Known("", []),
        };
        var beside = evidence.Type == EntityKinds.Process
            ? new[] { evidence.File is { } image ? File(image) : null, evidence.Account is { } user ? Account(user) : null }
            : [];
        return beside.Prepend(itself).Concat(Hashes(evidence.File)).OfType<Entity>().Where(entity => entity.Properties.Length > 0);
    }

    private static Entity Account(AccountDetails account)
    {
        var (name, suffix) = account.UserPrincipalName.Split('@', 2) is [var before, var behind] ? (before, behind) : ("", "");
        return Known("Account", ("accountName", Or(account.Name, name)), ("ntDomain", account.Domain), ("upnSuffix", suffix),
            ("aadUserId", account.ObjectId), ("sid", account.Sid));
    }

    private static Entity Host(DeviceDetails device) => Known("Host", ("hostName", device.MachineName), ("dnsDomain", device.MachineDomain),
        ("ntDomain", device.NtDomain), ("aadDeviceId", device.AzureAdDeviceId));

    private static Entity File(FileDetails file) => Known("File", ("fileName", file.Name), ("directory", file.Directory));

    private static Entity Process(ProcessDetails process) => Known("Process",
        ("processId", process.Id?.ToString(CultureInfo.InvariantCulture) ?? ""), ("commandLine", process.CommandLine),
        ("creationTimeUtc", process.Created?.ToString() ?? ""));

    private static Entity Mail(string kind, MailDetails mail) => Known(kind, ("networkMessageId", mail.NetworkMessageId),
        ("sender", mail.Sender), ("recipient", mail.Recipient), ("subject", mail.Subject));

    private static IEnumerable<Entity> Hashes(FileDetails? file) => file is null ? [] :
    [
        .. file.Sha1.Length > 0 ? [Known("FileHash", ("algorithm", "SHA1"), ("hashValue", file.Sha1))] : Array.Empty<Entity>(),
        .. file.Sha256.Length > 0 ? [Known("FileHash", ("algorithm", "SHA256"), ("hashValue", file.Sha256))] : Array.Empty<Entity>(),
    ];

    private static Entity Known(string kind, params ReadOnlySpan<(string Name, string Value)> properties) =>
        new(kind, [.. properties.ToArray().Where(property => property.Value.Length > 0)]);

    private static string Raw(Evidence evidence, string member) =>
        evidence.Raw.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Or(string text, string other) => text.Length > 0 ? text : other;

    private JsonElement Written() => JsonSerializer.SerializeToElement(
        Properties.Prepend(("kind", Kind)).ToDictionary(property => property.Item1, property => property.Item2));
}
