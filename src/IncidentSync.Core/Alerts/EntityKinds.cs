namespace IncidentSync.Core.Alerts;

/// <summary>
/// Sentinel's kinds of entities (Microsoft Sentinel entity types reference) and Graph's types of evidence that are one. Microsoft publishes
/// no such table; it follows from the properties of both.
/// </summary>
public static class EntityKinds
{
    private static readonly Dictionary<string, string> ByType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["userEvidence"] = "Account",
        ["servicePrincipalEvidence"] = "CloudApplication",
        ["oauthApplicationEvidence"] = "CloudApplication",
        ["cloudApplicationEvidence"] = "CloudApplication",
        ["deviceEvidence"] = "Host",
        ["ipEvidence"] = "Ip",
        ["urlEvidence"] = "Url",
        ["fileEvidence"] = "File",
        ["fileHashEvidence"] = "FileHash",
        ["processEvidence"] = "Process",
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
        ["iotDeviceEvidence"] = "IoTDevice",
        ["nicEvidence"] = "Nic",
    };

    /// <summary>The kind of a type of evidence.</summary>
    /// <param name="type">The type's name, without its namespace.</param>
    /// <returns>Sentinel's word; empty where it has no kind for it.</returns>
    public static string Of(string type) => ByType.GetValueOrDefault(type, "");
}
