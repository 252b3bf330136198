using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>What Sentinel calls a piece of evidence.</summary>
public sealed class EntityKindsTests
{
    [Theory]
    [InlineData("userEvidence", "Account")]
    [InlineData("deviceEvidence", "Host")]
    [InlineData("ipEvidence", "Ip")]
    [InlineData("urlEvidence", "Url")]
    [InlineData("fileEvidence", "File")]
    [InlineData("fileHashEvidence", "FileHash")]
    [InlineData("processEvidence", "Process")]
    [InlineData("servicePrincipalEvidence", "CloudApplication")]
    [InlineData("oauthApplicationEvidence", "CloudApplication")]
    [InlineData("cloudApplicationEvidence", "CloudApplication")]
    [InlineData("registryKeyEvidence", "RegistryKey")]
    [InlineData("registryValueEvidence", "RegistryValue")]
    [InlineData("mailboxEvidence", "Mailbox")]
    [InlineData("mailboxConfigurationEvidence", "Mailbox")]
    [InlineData("analyzedMessageEvidence", "MailMessage")]
    [InlineData("mailClusterEvidence", "MailCluster")]
    [InlineData("submissionMailEvidence", "SubmissionMail")]
    [InlineData("securityGroupEvidence", "SecurityGroup")]
    [InlineData("malwareEvidence", "Malware")]
    [InlineData("dnsEvidence", "DnsResolution")]
    [InlineData("azureResourceEvidence", "AzureResource")]
    [InlineData("blobEvidence", "AzureResource")]
    [InlineData("blobContainerEvidence", "AzureResource")]
    [InlineData("ioTDeviceEvidence", "IoTDevice")]
    [InlineData("nicEvidence", "Nic")]
    [InlineData("kubernetesPodEvidence", "")]
    [InlineData("unheardOfEvidence", "")]
    [InlineData("", "")]
    public void A_type_of_evidence_has_Sentinels_word_or_none(string type, string kind) => EntityKinds.Of(type).ShouldBe(kind);
}
