using System.Globalization;
using System.Text;

namespace IncidentSync.Service.Siem.Files;

/// <summary>Which member of a detection becomes which field of ArcSight: Microsoft's published table, with a label for every custom field.</summary>
internal static class ParserFile
{
    public const string Name = "WDATP-connector.jsonparser.properties";

    // The member, the event's field, and how its value is made when it is not the text itself.
    private static readonly (string Member, string Field, string Value)[] Map =
    [
        ("AlertTitle", "name", ""),
        ("Severity", "deviceSeverity", ""),
        ("Category", "deviceEventCategory", ""),
        ("Source", "sourceServiceName", ""),
        ("MachineName", "sourceHostName", ""),
        ("FileName", "fileName", ""),
        ("FilePath", "filePath", ""),
        ("UserDomain", "sourceNtDomain", ""),
        ("UserName", "sourceUserName", ""),
        ("Sha1", "fileHash", ""),
        ("Sha256", "deviceCustomString6", ""),
        ("Md5", "deviceCustomString5", ""),
        ("ThreatName", "deviceCustomString1", ""),
        ("IpAddress", "sourceAddress", "__regexTokenAsAddress(IpAddress,\"(.*)\")"),
        ("Url", "requestUrl", ""),
        ("RemediationIsSuccess", "deviceCustomNumber2", "__safeToLong(__simpleMap(RemediationIsSuccess,\"true=1\",\"false=0\"))"),
        ("WasExecutingWhileDetected", "deviceCustomNumber1", "__safeToLong(__simpleMap(WasExecutingWhileDetected,\"true=1\",\"false=0\"))"),
        ("AlertId", "externalId", ""),
        ("LinkToWDATP", "flexString1", ""),
        ("AlertTime", "deviceReceiptTime", "__parseMultipleTimeStamp(AlertTime,\"yyyy-MM-dd'T'HH\\:mm\\:ss.SSS\",\"yyyy-MM-dd'T'HH\\:mm\\:ss\")"),
        ("MachineDomain", "sourceDnsDomain", ""),
        ("Actor", "deviceCustomString4", ""),
        ("LogOnUsers", "sourceUserId", ""),
        ("FullId", "deviceCustomString2", ""),
        ("CommandLine", "deviceCustomString3", ""),
        ("ComputerDnsName", "deviceHostName", ""),
        ("DeviceID", "deviceExternalId", ""),
        ("Description", "message", ""),
        ("RemediationAction", "deviceAction", ""),
        ("IncidentLinkToMTP", "flexString2", ""),
    ];

    public static string Text()
    {
        var text = new StringBuilder("# The syntax of this file is unverified: it was written from Microsoft's field table, without a connector at hand.\n");
        text.Append(CultureInfo.InvariantCulture, $"trigger.node.location=/\ntoken.count={Map.Length}\n");
        foreach (var (index, (member, _, _)) in Map.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"token[{index}].name={member}\n");
            text.Append(CultureInfo.InvariantCulture, $"token[{index}].location={member}\ntoken[{index}].type=String\n");
        }

        text.Append("\nevent.deviceVendor=__getVendor(\"Microsoft\")\n");
        text.Append("event.deviceProduct=__stringConstant(\"Microsoft Defender ATP\")\nevent.deviceVersion=__stringConstant(\"2.0\")\n");
        foreach (var (member, field, value) in Map)
        {
            text.Append(CultureInfo.InvariantCulture, $"event.{field}={(value.Length > 0 ? value : member)}\n");
            if (field.StartsWith("deviceCustom", StringComparison.Ordinal) || field.StartsWith("flex", StringComparison.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"event.{field}Label=__stringConstant(\"{member}\")\n");
            }
        }

        text.Append("\nseverity.map.low.if.deviceSeverity=Informational,Low\nseverity.map.medium.if.deviceSeverity=Medium\n");
        return text.Append("severity.map.high.if.deviceSeverity=High\n").ToString();
    }
}
