using System.Collections.Immutable;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>The products of an invented company and how often they raise alerts.</summary>
internal static class Catalogue
{
    private static readonly ImmutableArray<(Product Value, double Weight)> Products =
    [
        (new Product("microsoftDefenderForEndpoint", "microsoftDefenderForEndpoint", "Microsoft Defender for Endpoint", "da", "endpoint",
        [
            new("Suspicious PowerShell command line", "Execution", "T1059.001"),
            new("'Wacatac' malware was prevented", "Malware", "T1204.002"),
            new("Suspicious scheduled task", "Persistence", "T1053.005"),
            new("Possible credential dumping from LSASS", "CredentialAccess", "T1003.001"),
            new("Anomalous use of certutil", "DefenseEvasion", "T1105"),
            new("Suspicious remote session", "LateralMovement", "T1021.001"),
        ]), 0.34),
        (new Product("microsoftDefenderForOffice365", "microsoftDefenderForOffice365", "Microsoft Defender for Office 365", "fa", "mailbox",
        [
            new("Email reported by user as malware or phish", "InitialAccess", "T1566"),
            new("Email messages containing malicious URL removed after delivery", "InitialAccess", "T1566.002"),
            new("A potentially malicious URL click was detected", "InitialAccess", "T1204.001"),
        ]), 0.26),
        (new Product("azureAdIdentityProtection", "azureAdIdentityProtection", "Microsoft Entra ID Protection", "ad", "user",
        [
            new("Unfamiliar sign-in properties", "InitialAccess", "T1078"),
            new("Atypical travel", "InitialAccess", "T1078.004"),
            new("Password spray", "CredentialAccess", "T1110.003"),
        ]), 0.14),
        (new Product("microsoftDefenderForCloudApps", "microsoftDefenderForCloudApps", "Microsoft Defender for Cloud Apps", "ca", "app",
        [
            new("Mass download", "Exfiltration", "T1567"),
            new("Suspicious OAuth app file download activities", "Exfiltration", "T1530"),
        ]), 0.08),
        (new Product("microsoftDefenderForIdentity", "microsoftDefenderForIdentity", "Microsoft Defender for Identity", "aa", "user",
        [
            new("Suspected DCSync attack (replication of directory services)", "CredentialAccess", "T1003.006"),
            new("Honeytoken activity", "Discovery", "T1087.002"),
        ]), 0.06),
        (new Product("microsoftSentinel", "scheduledAlerts", "Microsoft Sentinel", "sn", "user",
        [
            new("Sign-in from a new country after many failures", "CredentialAccess", "T1110"),
            new("Fabrikam firewall: beaconing to a rare address", "CommandAndControl", "T1071"),
        ]), 0.07),
        (new Product("dataLossPrevention", "microsoftDataLossPrevention", "Microsoft Data Loss Prevention", "dl", "user",
        [
            new("DLP policy (Contoso customer numbers) matched for email", "Exfiltration", "T1048"),
        ]), 0.05),
        (new Product("microsoft365Defender", "microsoft365Defender", "Microsoft Defender XDR", "ra", "user",
        [
            new("Possible human-operated attack in progress", "LateralMovement", "T1021"),
        ]), 0.02),
        (new Product("microsoftAppGovernance", "appGovernanceDetection", "App Governance", "ma", "app",
        [
            new("App with unused permissions reads many mailboxes", "Collection", "T1114.002"),
        ]), 0.02),
        (new Product("microsoftDefenderForCloud", "microsoftDefenderForCloud", "Microsoft Defender for Cloud", "dc", "endpoint",
        [
            new("Crypto mining on a virtual machine", "Impact", "T1496"),
        ]), 0.02),
        (new Product("microsoftInsiderRiskManagement", "microsoftInsiderRiskManagement", "Microsoft Purview Insider Risk Management", "ir",
        "user",
        [
            new("Insider risk policy (Contoso leavers) matched", "Exfiltration", "T1567"),
        ]), 0.01),
        (new Product("microsoftThreatIntelligence", "microsoftThreatIntelligence", "Microsoft Threat Intelligence", "ti", "endpoint",
        [
            new("Connection to an address of a known actor", "CommandAndControl", "T1071.001"),
        ]), 0.01),
        (new Product("microsoftSecurityForAI", "microsoftSecurityForAI", "Microsoft Security for AI", "ai", "app",
        [
            new("Jailbreak attempt on an assistant", "InitialAccess", "T1190"),
        ]), 0.01),

        // A source that no version of the API defines yet.
        (new Product("microsoftDefenderForQuantum", "microsoftDefenderForQuantum", "Microsoft Defender for Quantum", "qu", "endpoint",
        [
            new("Unexpected entanglement", "Discovery", "T1082"),
        ]), 0.01),
    ];

    public static Product Draw(Random random) => random.Weighted(Products.AsSpan());
}
