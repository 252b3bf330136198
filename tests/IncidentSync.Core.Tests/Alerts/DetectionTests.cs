using System.Text.Json;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>The 50 members of a detection, one by one.</summary>
public sealed class DetectionTests
{
    private static readonly string[] Order =
    [
        "AlertTime", "ComputerDnsName", "AlertTitle", "Category", "Severity", "AlertId", "Actor", "LinkToWDATP", "IocName", "IocValue",
        "CreatorIocName", "CreatorIocValue", "Sha1", "FileName", "FilePath", "IpAddress", "Url", "IoaDefinitionId", "UserName", "AlertPart",
        "FullId", "LastProcessedTimeUtc", "ThreatCategory", "ThreatFamily", "ThreatName", "RemediationAction", "RemediationIsSuccess",
        "Source", "Md5", "Sha256", "WasExecutingWhileDetected", "UserDomain", "LogOnUsers", "MachineDomain", "MachineName",
        "InternalIPv4List", "InternalIPv6List", "FileHash", "DeviceID", "MachineGroup", "Description", "DeviceCreatedMachineTags",
        "CloudCreatedMachineTags", "CommandLine", "IncidentLinkToWDATP", "ReportID", "LinkToMTP", "IncidentLinkToMTP", "ExternalId",
        "IocUniqueId",
    ];

    private static readonly Evidence Laptop = Sample.Device() with
    {
        Tags = ["VIP", "Finance"],
        Device = new DeviceDetails
        {
            DnsName = "pc-1.contoso.com",
            RbacGroupName = "Clients",
            IpInterfaces = ["10.0.0.4", "fe80::1", "192.168.1.4", "::1"],
            LoggedOnUsers = [new() { Name = "alice", Domain = "CONTOSO" }, new() { Name = "bob" }],
        },
    };

    private static readonly Evidence Ran = Sample.Process("a.exe", "a.exe /x") with
    {
        DetectionStatus = "detected",
        RemediationStatus = "remediated",
        File = new FileDetails { Name = "a.exe", Path = @"C:\Temp", Sha1 = "5F1E", Sha256 = Sample.Hash },
    };

    [Fact]
    public void The_members_stand_in_the_order_of_the_old_API() =>
        One(Ran).EnumerateObject().Select(member => member.Name).ShouldBe(Order);

    [Theory]
    [InlineData("AlertTime", "2026-11-28T11:50:00.35743Z")]
    [InlineData("ComputerDnsName", "pc-1.contoso.com")]
    [InlineData("AlertTitle", "Suspicious PowerShell command line")]
    [InlineData("Category", "Execution")]
    [InlineData("Severity", "High")]
    [InlineData("AlertId", "da1_1")]
    [InlineData("Actor", "BORON")]
    [InlineData("LinkToWDATP", "https://security.microsoft.com/alerts/da1_1")]
    [InlineData("IocName", "")]
    [InlineData("IocValue", "")]
    [InlineData("CreatorIocName", "")]
    [InlineData("CreatorIocValue", "")]
    [InlineData("Sha1", "5F1E")]
    [InlineData("FileName", "a.exe")]
    [InlineData("FilePath", @"C:\Temp")]
    [InlineData("IpAddress", "")]
    [InlineData("Url", "")]
    [InlineData("IoaDefinitionId", "7f1c3609-a3ff-40e2-995b-c01770161d68")]
    [InlineData("UserName", "alice")]
    [InlineData("AlertPart", 3)]
    [InlineData("FullId", "da1_1:oA62-19ylrqz1rdl3F0jGpzPR9LUjayJ5cqFjD_AWfk=")]
    [InlineData("LastProcessedTimeUtc", "2026-11-28T12:00:11.5Z")]
    [InlineData("ThreatCategory", "HackTool")]
    [InlineData("ThreatFamily", "Mikatz")]
    [InlineData("ThreatName", "HackTool:Win32/Mikatz!dha")]
    [InlineData("RemediationAction", "remediated")]
    [InlineData("RemediationIsSuccess", true)]
    [InlineData("Source", "EDR")]
    [InlineData("Md5", "")]
    [InlineData("Sha256", Sample.Hash)]
    [InlineData("WasExecutingWhileDetected", true)]
    [InlineData("UserDomain", "CONTOSO")]
    [InlineData("LogOnUsers", @"CONTOSO\alice; bob")]
    [InlineData("MachineDomain", "contoso.com")]
    [InlineData("MachineName", "pc-1")]
    [InlineData("InternalIPv4List", "10.0.0.4, 192.168.1.4")]
    [InlineData("InternalIPv6List", "fe80::1, ::1")]
    [InlineData("FileHash", "5F1E")]
    [InlineData("DeviceID", Sample.MachineId)]
    [InlineData("MachineGroup", "Clients")]
    [InlineData("Description", "A suspicious command line was run.")]
    [InlineData("DeviceCreatedMachineTags", "VIP, Finance")]
    [InlineData("CloudCreatedMachineTags", "VIP, Finance")]
    [InlineData("CommandLine", "a.exe /x")]
    [InlineData("IncidentLinkToWDATP", "https://security.microsoft.com/incidents/28282")]
    [InlineData("ReportID", 211823647)]
    [InlineData("LinkToMTP", "https://security.microsoft.com/alerts/da1_1")]
    [InlineData("IncidentLinkToMTP", "https://security.microsoft.com/incidents/28282")]
    [InlineData("ExternalId", "60BFFCF1391F578D8D90884C03E68673F973A6BA")]
    [InlineData("IocUniqueId", "oA62-19ylrqz1rdl3F0jGpzPR9LUjayJ5cqFjD_AWfk=")]
    public void A_member_is_made_as_the_table_says(string member, object value) =>
        One(Ran).GetProperty(member).GetRawText().ShouldBe(JsonSerializer.Serialize(value, Plain));

    [Fact]
    public void What_is_absent_is_an_empty_text_or_null()
    {
        var bare = new Alert("da2", Sample.At("2026-11-28T12:00:00Z"), Sample.At("2026-11-28T11:58:00Z"), Sample.Json("{}"));
        var json = Sample.Json(Projection.Of(bare, new HashSet<string>(), 0).Single().ToJson(Sample.At("2026-11-28T12:00:11Z")));
        json.EnumerateObject().Where(member => member.Value.ToString().Length > 0).Select(member => member.Name).ShouldBe(
            ["AlertTime", "AlertId", "AlertPart", "FullId", "LastProcessedTimeUtc", "ReportID", "ExternalId", "IocUniqueId"]);
        json.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null).Select(member => member.Name)
            .ShouldBe(["RemediationIsSuccess", "WasExecutingWhileDetected"]);
        json.GetProperty("AlertTime").GetString().ShouldBe("2026-11-28T11:58:00Z");
    }

    [Theory]
    [InlineData("remediated", "remediated", "true")]
    [InlineData("prevented", "prevented", "true")]
    [InlineData("blocked", "blocked", "true")]
    [InlineData("active", "active", "false")]
    [InlineData("declined", "declined", "false")]
    [InlineData("unremediated", "unremediated", "false")]
    [InlineData("notFound", "notFound", "false")]
    [InlineData("pendingApproval", "pendingApproval", "null")]
    [InlineData("none", "", "null")]
    [InlineData("", "", "null")]
    public void Whether_a_remediation_succeeded_is_said_where_it_is_known(string status, string action, string isSuccess)
    {
        var json = One(Ran with { RemediationStatus = status });
        json.GetProperty("RemediationAction").GetString().ShouldBe(action);
        json.GetProperty("RemediationIsSuccess").GetRawText().ShouldBe(isSuccess);
    }

    [Theory]
    [InlineData("detected", "true")]
    [InlineData("blocked", "true")]
    [InlineData("prevented", "false")]
    [InlineData("", "null")]
    public void Whether_it_ran_is_told_by_the_process(string status, string wasExecuting) =>
        One(Ran with { DetectionStatus = status }).GetProperty("WasExecutingWhileDetected").GetRawText().ShouldBe(wasExecuting);

    [Fact]
    public void A_file_alone_does_not_tell_whether_it_ran() =>
        One(Sample.File("a.exe") with { DetectionStatus = "detected" }).GetProperty("WasExecutingWhileDetected").GetRawText()
            .ShouldBe("null");

    [Theory]
    [InlineData("antivirus", "Antivirus")]
    [InlineData("microsoftDefenderForEndpoint", "EDR")]
    [InlineData("customTi", "CustomerTI")]
    [InlineData("customDetection", "customDetection")]
    [InlineData("", "")]
    public void The_source_has_the_word_of_the_old_API_where_there_was_one(string detectionSource, string source) =>
        Of(Sample.Alert(Ran) with { DetectionSource = detectionSource }).GetProperty("Source").GetString().ShouldBe(source);

    [Theory]
    [InlineData("Mikatz", "")]
    [InlineData("HackTool:Win32/a:b", "HackTool")]
    public void The_category_of_a_threat_stands_before_its_colon(string threat, string category) =>
        Of(Sample.Alert(Ran) with { ThreatName = threat }).GetProperty("ThreatCategory").GetString().ShouldBe(category);

    [Fact]
    public void Names_of_a_newer_tenant_come_before_those_that_are_split_from_the_DNS_name()
    {
        var json = One(Ran, Laptop with { Device = new() { DnsName = "a.b.c", HostName = "host", DnsDomain = "domain" } });
        (json.GetProperty("MachineName").GetString(), json.GetProperty("MachineDomain").GetString()).ShouldBe(("host", "domain"));
        json.GetProperty("ComputerDnsName").GetString().ShouldBe("a.b.c");
    }

    [Fact]
    public void The_device_is_the_one_that_the_evidence_names_and_else_the_primary_one()
    {
        var (other, primary) = (Sample.Device("m2", "pc-2.contoso.com"), Sample.Device("m3", "pc-3.contoso.com", "PrimaryDevice"));
        One(Sample.File("a.exe", device: "m2"), primary, other).GetProperty("ComputerDnsName").GetString().ShouldBe("pc-2.contoso.com");
        One(Sample.Ip("203.0.113.7"), other, primary).GetProperty("ComputerDnsName").GetString().ShouldBe("pc-3.contoso.com");
        One(Sample.File("a.exe", device: "m9"), other, primary).GetProperty("DeviceID").GetString().ShouldBe("m3");
    }

    [Fact]
    public void Without_a_process_the_user_is_the_first_of_the_alert()
    {
        var json = One(Sample.File("a.exe"), Sample.User("bob", "FABRIKAM"), Sample.User("eve"));
        (json.GetProperty("UserName").GetString(), json.GetProperty("UserDomain").GetString()).ShouldBe(("bob", "FABRIKAM"));
    }

    [Theory]
    [InlineData(@"C:\Temp", "a.exe", @"C:\Temp")]
    [InlineData(@"C:\Temp\A.exe", "a.exe", @"C:\Temp")]
    [InlineData("/tmp/a.exe", "a.exe", "/tmp")]
    [InlineData(@"C:\Temp\ba.exe", "a.exe", @"C:\Temp\ba.exe")]
    [InlineData(@"C:\", "a.exe", @"C:\")]
    public void A_path_is_the_directory_alone(string path, string name, string directory) =>
        One(Sample.File(name, path)).GetProperty("FilePath").GetString().ShouldBe(directory);

    [Fact]
    public void An_address_and_a_URL_have_their_own_members()
    {
        One(Sample.Ip("203.0.113.7")).GetProperty("IpAddress").GetString().ShouldBe("203.0.113.7");
        One(Sample.Url("https://fabrikam.com/?a=<b>&c")).GetProperty("Url").GetString().ShouldBe("https://fabrikam.com/?a=<b>&c");
    }

    [Fact]
    public void The_SHA_256_is_the_hash_of_a_file_that_has_no_SHA_1() =>
        One(Sample.File("a.exe")).GetProperty("FileHash").GetString().ShouldBe(Sample.Hash);

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static JsonElement One(Evidence indicator, params Evidence[] beside) =>
        Of(Sample.Alert([indicator, .. beside.Length == 0 ? [Laptop] : beside]));

    private static JsonElement Of(Alert alert) =>
        Sample.Json(Projection.Of(alert, new HashSet<string>(), 3)[0].ToJson(Sample.At("2026-11-28T12:00:11.5Z")));
}
