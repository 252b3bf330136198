using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Connectors.Defender;

/// <summary>
/// Reads the evidence of an alert. A part is read wherever its members stand, so that a type nobody knows yet shows what it has in common
/// with the known ones.
/// </summary>
internal static class EvidenceReading
{
    /// <summary>Every piece, in order; what is not even an object stays raw.</summary>
    public static ImmutableArray<Evidence> Read(JsonElement list) =>
        [.. list.Items().Where(item => item.ValueKind != JsonValueKind.Null).Select(One)];

    private static Evidence One(JsonElement json)
    {
        var type = TypeOf(json.Text("@odata.type"));
        return new Evidence(type, json)
        {
            Verdict = json.Text("verdict"),
            RemediationStatus = json.Text("remediationStatus"),
            DetectionStatus = json.Text("detectionStatus"),
            Roles = json.Texts("roles"),
            DetailedRoles = json.Texts("detailedRoles"),
            Tags = json.Texts("tags"),
            Created = json.Stamp("createdDateTime"),
            MdeDeviceId = json.Text("mdeDeviceId"),
            Device = type == EntityKinds.Device ? Device(json) : null,
            File = File(json.Member("fileDetails")) ?? File(json.Member("imageFile")) ?? FileHash(json),
            Process = type == EntityKinds.Process || Number(json, "processId") is not null ? Process(json) : null,
            Account = Account(json.Member("userAccount")),
            Registry = Registry(json),
            Mail = Mail(json),
            Application = Application(json),
            IpAddress = json.Text("ipAddress"),
            Url = json.Text("url"),
            Mailbox = json.Text("primaryAddress"),
            ResourceId = First(json.Text("resourceId"), json.Text("amazonResourceId"), json.Text("fullResourceName")),
        };
    }

    private static string TypeOf(string name) => name[(name.LastIndexOf('.') + 1)..].TrimStart('#');

    private static DeviceDetails Device(JsonElement json) => new()
    {
        DnsName = json.Text("deviceDnsName"),
        HostName = json.Text("hostName"),
        DnsDomain = json.Text("dnsDomain"),
        NtDomain = json.Text("ntDomain"),
        AzureAdDeviceId = json.Text("azureAdDeviceId"),
        RbacGroupName = json.Text("rbacGroupName"),
        OsPlatform = json.Text("osPlatform"),
        IpInterfaces = json.Texts("ipInterfaces"),
        LoggedOnUsers = [.. json.Member("loggedOnUsers").Items().Select(Account).OfType<AccountDetails>()],
    };

    private static FileDetails? File(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null : new()
    {
        Name = json.Text("fileName"),
        Path = json.Text("filePath"),
        Sha1 = json.Text("sha1"),
        Sha256 = json.Text("sha256"),
        Size = Number(json, "fileSize"),
    };

    // fileHashEvidence has a hash and nothing else.
    private static FileDetails? FileHash(JsonElement json) => json.Text("algorithm").ToUpperInvariant() switch
    {
        "SHA1" => new() { Sha1 = json.Text("value") },
        "SHA256" => new() { Sha256 = json.Text("value") },
        _ => null,
    };

    private static ProcessDetails Process(JsonElement json) => new()
    {
        Id = Number(json, "processId"),
        CommandLine = json.Text("processCommandLine"),
        Created = json.Stamp("processCreationDateTime"),
    };

    private static AccountDetails? Account(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null : new()
    {
        Name = json.Text("accountName"),
        Domain = json.Text("domainName"),
        UserPrincipalName = json.Text("userPrincipalName"),
        Sid = json.Text("userSid"),
        ObjectId = json.Text("azureAdUserId"),
    };

    private static RegistryDetails? Registry(JsonElement json) => json.Text("registryKey") + json.Text("registryHive") == "" ? null : new()
    {
        Hive = json.Text("registryHive"),
        Key = json.Text("registryKey"),
        ValueName = json.Text("registryValueName"),
        ValueData = json.Text("registryValue"),
    };

    // A submitted mail names its sender in one text, an analyzed one in two objects: the sender shown, and that of the envelope.
    private static MailDetails? Mail(JsonElement json) => json.Text("networkMessageId") == "" ? null : new()
    {
        NetworkMessageId = json.Text("networkMessageId"),
        Subject = json.Text("subject"),
        Sender = First(json.Member("p2Sender").Text("emailAddress"), json.Member("p1Sender").Text("emailAddress"), json.Text("sender")),
        Recipient = First(json.Text("recipientEmailAddress"), json.Text("recipient")),
    };

    private static ApplicationDetails? Application(JsonElement json) => json.Text("appId") == "" ? null : new()
    {
        Id = json.Text("appId"),
        Name = First(json.Text("displayName"), json.Text("servicePrincipalName")),
    };

    private static long? Number(JsonElement json, string member) =>
        long.TryParse(json.Text(member), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }
}
