using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Connectors.Defender;

/// <summary>Reads Graph's evidence (Graph: alertEvidence and its subtypes). A type that is not known has its common members alone.</summary>
internal static class EvidenceReading
{
    private const string TypeMember = "@odata.type";

    public static Evidence Read(JsonElement json)
    {
        var type = json.Text(TypeMember);
        return ReadType(new Evidence(type[(type.LastIndexOf('.') + 1)..], AlertDigest.OfEvidence(json), json)
        {
            Created = json.Stamp("createdDateTime"),
            Verdict = json.Text("verdict"),
            RemediationStatus = json.Text("remediationStatus"),
            DetectionStatus = json.Text("detectionStatus"),
            Roles = Texts(json, "roles"),
            DetailedRoles = Texts(json, "detailedRoles"),
            Tags = Texts(json, "tags"),
            MdeDeviceId = json.Text("mdeDeviceId"),
        });
    }

    private static Evidence ReadType(Evidence evidence)
    {
        var json = evidence.Raw;
        return evidence.Type switch
        {
            "deviceEvidence" => evidence with { Device = Device(json) },
            "fileEvidence" => evidence with { File = File(json.Member("fileDetails")) },
            "fileHashEvidence" => evidence with { File = Hash(json) },
            "processEvidence" => evidence with
            {
                Process = new ProcessDetails(Number(json, "processId"), json.Text("processCommandLine"), json.Stamp("processCreationDateTime")),
                File = File(json.Member("imageFile")),
                Account = Account(json.Member("userAccount")),
            },
            "userEvidence" => evidence with { Account = Account(json.Member("userAccount")) },
            "mailboxEvidence" => evidence with
            {
                Mailbox = json.Text("primaryAddress"), Account = Account(json.Member("userAccount")),
            },
            "mailboxConfigurationEvidence" => evidence with { Mailbox = json.Text("mailboxPrimaryAddress") },
            "ipEvidence" => evidence with { IpAddress = json.Text("ipAddress") },
            "urlEvidence" => evidence with { Url = json.Text("url") },
            "registryKeyEvidence" or "registryValueEvidence" => evidence with
            {
                Registry = new RegistryDetails(
                    json.Text("registryHive"), json.Text("registryKey"), json.Text("registryValueName"), json.Text("registryValue")),
            },
            "analyzedMessageEvidence" => evidence with
            {
                Mail = new MailDetails(
                    json.Text("networkMessageId"), json.Text("subject"), Sender(json), json.Text("recipientEmailAddress")),
            },
            "submissionMailEvidence" => evidence with
            {
                Mail = new MailDetails(json.Text("networkMessageId"), json.Text("subject"), json.Text("sender"), json.Text("recipient")),
            },
            "oauthApplicationEvidence" or "servicePrincipalEvidence" or "cloudApplicationEvidence" => evidence with
            {
                ApplicationId = json.Text("appId"),
                ApplicationName = json.Text("displayName") is { Length: > 0 } name ? name : json.Text("servicePrincipalName"),
            },
            "azureResourceEvidence" => evidence with { ResourceId = json.Text("resourceId") },
            "blobEvidence" => evidence with { ResourceId = json.Text("url") },
            "blobContainerEvidence" => evidence with { ResourceId = json.Text("url") },
            "amazonResourceEvidence" => evidence with { ResourceId = json.Text("amazonResourceId") },
            "googleCloudResourceEvidence" => evidence with { ResourceId = json.Text("fullResourceName") },
            _ => evidence,
        };
    }

    private static DeviceDetails Device(JsonElement json) => new(
        json.Text("deviceDnsName"),
        json.Text("hostName"),
        json.Text("dnsDomain"),
        json.Text("ntDomain"),
        json.Text("azureAdDeviceId"),
        json.Text("rbacGroupName"),
        json.Text("osPlatform"),
        Texts(json, "ipInterfaces"),
        [.. json.Member("loggedOnUsers").Items().Select(user => new Account(user.Text("accountName"), user.Text("domainName"), "", "", ""))]);

    private static FileDetails? File(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new FileDetails(json.Text("fileName"), json.Text("filePath"), json.Text("sha1"), json.Text("sha256"), Number(json, "fileSize"))
        : null;

    private static FileDetails Hash(JsonElement json)
    {
        var (algorithm, value) = (json.Text("algorithm"), json.Text("value"));
        return new FileDetails(
            "", "",
            algorithm.Equals("sha1", StringComparison.OrdinalIgnoreCase) ? value : "",
            algorithm.Equals("sha256", StringComparison.OrdinalIgnoreCase) ? value : "",
            null);
    }

    private static Account? Account(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new Account(
            json.Text("accountName"), json.Text("domainName"), json.Text("userPrincipalName"), json.Text("userSid"),
            json.Text("azureAdUserId"))
        : null;

    private static string Sender(JsonElement json) =>
        json.Member("p1Sender").Text("emailAddress") is { Length: > 0 } sender ? sender : json.Member("p2Sender").Text("emailAddress");

    private static long? Number(JsonElement json, string member) =>
        json.Member(member) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    private static ImmutableArray<string> Texts(JsonElement json, string member) =>
        [.. json.Member(member).Items().Select(item => item.Text()).Where(text => text.Length > 0)];
}
