using System.Collections.Frozen;

namespace IncidentSync.Core.Alerts;

/// <summary>Sentinel's kind of entity for a type of evidence. Microsoft publishes no such table: these have the same properties.</summary>
public static class EntityKinds
{
    /// <summary>The type of a device.</summary>
    public const string Device = "deviceEvidence";

    /// <summary>The type of a user.</summary>
    public const string User = "userEvidence";

    /// <summary>The type of a file.</summary>
    public const string File = "fileEvidence";

    /// <summary>The type of a process.</summary>
    public const string Process = "processEvidence";

    /// <summary>The type of an address.</summary>
    public const string Ip = "ipEvidence";

    /// <summary>The type of a URL.</summary>
    public const string Url = "urlEvidence";

    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [User] = "Account",
        [Device] = "Host",
        [Ip] = "Ip",
        [Url] = "Url",
        [File] = "File",
        [Process] = "Process",
        ["fileHashEvidence"] = "FileHash",
        ["servicePrincipalEvidence"] = "CloudApplication",
        ["oauthApplicationEvidence"] = "CloudApplication",
        ["cloudApplicationEvidence"] = "CloudApplication",
        ["registryKeyEvidence"] = "RegistryKey",
        ["registryValueEvidence"] = "RegistryValue",
        ["mailboxEvidence"] = "Mailbox",
        ["mailboxConfigurationEvidence"] = "Mailbox",
        ["analyzedMessageEvidence"] = "MailMessage",
        ["mailClusterEvidence"] = "MailCluster",
        ["submissionMailEvidence"] = "SubmissionMail",
        ["securityGroupEvidence"] = "SecurityGroup",
        ["malwareEvidence"] = "Malware",
        ["dnsEvidence"] = "DnsResolution",
        ["azureResourceEvidence"] = "AzureResource",
        ["blobEvidence"] = "AzureResource",
        ["blobContainerEvidence"] = "AzureResource",
        ["ioTDeviceEvidence"] = "IoTDevice",
        ["nicEvidence"] = "Nic",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind of a type.</summary>
    /// <param name="type"><c>@odata.type</c> behind its last dot.</param>
    /// <returns>Sentinel's word, or empty when it has none for this type.</returns>
    public static string Of(string type) => Kinds.GetValueOrDefault(type, "");
}
