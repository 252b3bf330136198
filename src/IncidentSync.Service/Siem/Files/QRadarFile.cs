namespace IncidentSync.Service.Siem.Files;

/// <summary>QRadar takes the names of regions and no address, so it is reached by syslog, or asks Graph by itself.</summary>
internal static class QRadarFile
{
    public const string Name = "qradar.txt";

    public static string Text(AccessDetails details) =>
        $"""
        QRadar cannot be pointed at {details.DetectionsUrl}: its protocol takes the name of a region only. There are two ways.

        1. Detections as LEEF over syslog, from a destination of IncidentSync (Siem:Destinations, Format Leef)
           Log Source Type: a custom one (Universal LEEF)
           Protocol Configuration: TLS Syslog, or Syslog
           Log Source Identifier: the destination's HostName, or the name of the machine that IncidentSync runs on
           Vendor, Product: Microsoft, Microsoft Defender ATP
           Event ID: Category; LEEF category: cat
           Maximum TCP syslog payload: 4096, or the destination's MaxBytes

        2. Alerts by IBM's own protocol, past IncidentSync
           Log Source Type: Microsoft 365 Defender
           Protocol Configuration: Microsoft Graph Security API
           Tenant ID: {string.Join(" or ", details.Client.Tenants)}
           Client ID, Client Secret: of an app registration with the permission SecurityAlert.Read.All
           API: Alerts V2

        """;
}
