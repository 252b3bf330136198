using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Defender;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>The alerts that are measured: of about 6 KB on the wire, with a device, a process and a file each.</summary>
internal static class AlertSample
{
    private const int PerIncident = 4;

    /// <summary>Adds so many, the newest one a minute old and one a second before it.</summary>
    public static void Fill(DefenderPortal portal, int number, DateTimeOffset now)
    {
        var incident = "";
        for (var index = 0; index < number; index++)
        {
            if (index % PerIncident == 0)
            {
                incident = portal.Create().Id;
            }

            var at = now - TimeSpan.FromMinutes(1) - TimeSpan.FromSeconds(number - index);
            portal.AddAlert(incident, Shaped(index, at));
        }
    }

    /// <summary>What is in such an alert.</summary>
    public static Func<DefenderAlert, DefenderAlert> Shaped(int index, DateTimeOffset? at) => alert => alert with
    {
        Title = $"Suspicious PowerShell command line on one endpoint ({index % 20})",
        Description = Text("A process started PowerShell with an encoded command that reached for an address nobody has seen.", 900),
        RecommendedActions = Text("Isolate the device. Collect an investigation package. Reset what the user signed in with.", 1_300),
        ThreatFamilyName = "Contoso",
        ActorDisplayName = "Fabrikam Typhoon",
        MitreTechniques = ["T1059.001", "T1027", "T1564.003"],
        AssignedTo = "alice@contoso.com",
        CreatedDateTime = at ?? alert.CreatedDateTime,
        LastUpdateDateTime = at ?? alert.LastUpdateDateTime,
        FirstActivityDateTime = (at ?? alert.CreatedDateTime) - TimeSpan.FromMinutes(3),
        LastActivityDateTime = (at ?? alert.CreatedDateTime) - TimeSpan.FromMinutes(2),
        Evidence = Evidence(index, at ?? alert.CreatedDateTime),
    };

    private static ImmutableList<JsonObject> Evidence(int index, DateTimeOffset at)
    {
        var (device, moment) = ($"ws-{index % 500:d4}.contoso.com", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        return
        [
            Piece("deviceEvidence", moment, "PrimaryDevice", $$"""
                "mdeDeviceId": "{{index % 500:x40}}", "deviceDnsName": "{{device}}", "hostName": "ws-{{index % 500:d4}}",
                "osPlatform": "Windows11", "osBuild": 26100, "version": "24H2", "healthStatus": "active", "riskScore": "high",
                "rbacGroupId": {{index % 7}}, "rbacGroupName": "Group {{index % 7}}", "onboardingStatus": "onboarded",
                "defenderAvStatus": "updated", "ipInterfaces": ["192.168.1.4", "fe80::1"], "loggedOnUsers": [
                    { "accountName": "carol", "domainName": "CONTOSO" }]
                """),
            Piece("processEvidence", moment, "Attacked", $$"""
                "processId": {{4_000 + index}}, "parentProcessId": 812, "mdeDeviceId": "{{index % 500:x40}}", "detectionStatus": "detected",
                "processCommandLine": "powershell.exe -NoProfile -EncodedCommand {{new string((char)('A' + (index % 26)), 700)}}",
                "processCreationDateTime": "{{moment}}", "parentProcessCreationDateTime": "{{moment}}",
                "imageFile": { "fileName": "powershell.exe", "filePath": "C:\\Windows\\System32\\WindowsPowerShell\\v1.0",
                    "sha1": "{{index:x40}}", "sha256": "{{index:x64}}", "fileSize": 450560, "filePublisher": "Contoso" },
                "userAccount": { "accountName": "carol", "domainName": "CONTOSO", "userPrincipalName": "carol@contoso.com" }
                """),
            Piece("fileEvidence", moment, "", $$"""
                "mdeDeviceId": "{{index % 500:x40}}", "detectionStatus": "prevented",
                "fileDetails": { "fileName": "invoice-{{index}}.js", "filePath": "C:\\Users\\carol\\Downloads", "sha1": "{{index + 1:x40}}",
                    "sha256": "{{index + 1:x64}}", "fileSize": 20480 }
                """),
        ];
    }

    private static JsonObject Piece(string type, string moment, string role, string members) => JsonNode.Parse(
        $$"""
        { "@odata.type": "#microsoft.graph.security.{{type}}", "createdDateTime": "{{moment}}", "verdict": "suspicious",
          "remediationStatus": "none", "remediationStatusDetails": null, "roles": [], "tags": [],
          "detailedRoles": [{{(role.Length > 0 ? $"\"{role}\"" : "")}}], {{members}} }
        """)!.AsObject();

    private static string Text(string sentence, int length) =>
        string.Concat(Enumerable.Repeat(sentence + " ", 1 + (length / sentence.Length)))[..length];
}
