using System.Text;
using System.Text.Json;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>The columns of the table of evidence, one by one.</summary>
public sealed class EvidenceRowTests
{
    private static readonly Evidence Whole = new("processEvidence", Sample.Json(
        """{"roles":["attacked"],"detailedRoles":["Main"],"tags":["VIP"],"x":1}"""))
    {
        Verdict = "malicious",
        RemediationStatus = "blocked",
        DetectionStatus = "prevented",
        Created = Sample.At("2026-11-28T11:57:00Z"),
        MdeDeviceId = Sample.MachineId,
        Process = new() { Id = 4780, CommandLine = "a.exe /x", Created = Sample.At("2026-11-28T11:49:00Z") },
        File = new() { Name = "a.exe", Path = @"C:\Temp", Sha1 = "5f1e", Sha256 = Sample.Hash, Size = 7 },
        Account = new() { Name = "alice", Domain = "CONTOSO", UserPrincipalName = "alice@contoso.com", Sid = "S-1", ObjectId = "o-1" },
        Registry = new() { Hive = "HKEY_LOCAL_MACHINE", Key = "SOFTWARE", ValueName = "Run", ValueData = "a.exe" },
        Mail = new() { NetworkMessageId = "n-1", Subject = "Hello", Sender = "eve@fabrikam.com", Recipient = "bob@contoso.com" },
        Application = new() { Id = "app-1", Name = "Contoso Mail" },
        IpAddress = "203.0.113.7",
        Url = "https://fabrikam.com",
        Mailbox = "bob@contoso.com",
        ResourceId = "/subscriptions/s",
    };

    [Theory]
    [InlineData("TimeGenerated", "datetime", "2026-11-28T12:00:00.1234567Z")]
    [InlineData("LastUpdateTime", "datetime", "2026-11-28T12:00:00.1234567Z")]
    [InlineData("EvidenceTime", "datetime", "2026-11-28T11:57:00Z")]
    [InlineData("ProcessCreationTime", "datetime", "2026-11-28T11:49:00Z")]
    [InlineData("EventId", "string", "00000000-0000-0000-0000-000000000007")]
    [InlineData("Connection", "string", "contoso")]
    [InlineData("DefenderTenantId", "string", "b3c1b5fc")]
    [InlineData("AlertId", "string", "da1_1")]
    [InlineData("IncidentId", "string", "28282")]
    [InlineData("AlertTitle", "string", "Suspicious PowerShell command line")]
    [InlineData("Severity", "string", "high")]
    [InlineData("ServiceSource", "string", "microsoftDefenderForEndpoint")]
    [InlineData("EvidenceType", "string", "processEvidence")]
    [InlineData("EntityKind", "string", "Process")]
    [InlineData("Verdict", "string", "malicious")]
    [InlineData("RemediationStatus", "string", "blocked")]
    [InlineData("DetectionStatus", "string", "prevented")]
    [InlineData("DeviceId", "string", Sample.MachineId)]
    [InlineData("DeviceName", "string", "pc-1.contoso.com")]
    [InlineData("AccountName", "string", "alice")]
    [InlineData("AccountDomain", "string", "CONTOSO")]
    [InlineData("AccountUpn", "string", "alice@contoso.com")]
    [InlineData("AccountSid", "string", "S-1")]
    [InlineData("AccountObjectId", "string", "o-1")]
    [InlineData("IpAddress", "string", "203.0.113.7")]
    [InlineData("Url", "string", "https://fabrikam.com")]
    [InlineData("FileName", "string", "a.exe")]
    [InlineData("FolderPath", "string", @"C:\Temp")]
    [InlineData("Sha1", "string", "5f1e")]
    [InlineData("Sha256", "string", Sample.Hash)]
    [InlineData("ProcessCommandLine", "string", "a.exe /x")]
    [InlineData("RegistryKey", "string", @"HKEY_LOCAL_MACHINE\SOFTWARE")]
    [InlineData("RegistryValueName", "string", "Run")]
    [InlineData("RegistryValueData", "string", "a.exe")]
    [InlineData("NetworkMessageId", "string", "n-1")]
    [InlineData("EmailSubject", "string", "Hello")]
    [InlineData("Sender", "string", "eve@fabrikam.com")]
    [InlineData("Recipient", "string", "bob@contoso.com")]
    [InlineData("Mailbox", "string", "bob@contoso.com")]
    [InlineData("ApplicationId", "string", "app-1")]
    [InlineData("ApplicationName", "string", "Contoso Mail")]
    [InlineData("ResourceId", "string", "/subscriptions/s")]
    [InlineData("Roles", "dynamic", """["attacked"]""")]
    [InlineData("DetailedRoles", "dynamic", """["Main"]""")]
    [InlineData("Tags", "dynamic", """["VIP"]""")]
    [InlineData("Evidence", "dynamic", """{"roles":["attacked"],"detailedRoles":["Main"],"tags":["VIP"],"x":1}""")]
    [InlineData("CutColumns", "dynamic", "")]
    [InlineData("ProcessId", "long", "4780")]
    [InlineData("FileSize", "long", "7")]
    [InlineData("Sequence", "long", "42")]
    [InlineData("SchemaVersion", "int", "1")]
    public void A_column_is_made_as_the_table_says(string column, string type, string value)
    {
        EvidenceColumns.All.Single(one => one.Name == column).Type.ShouldBe(type);
        Row(Whole).GetProperty(column).ToString().ShouldBe(value);
    }

    [Fact]
    public void The_id_is_that_of_the_thing() =>
        Row(Whole).GetProperty("EvidenceId").GetGuid().ShouldBe(AlertIds.EvidenceOf("da1_1", Whole));

    [Fact]
    public void A_row_has_the_columns_of_the_table_in_their_order() =>
        Row(Whole).EnumerateObject().Select(member => member.Name).ShouldBe(EvidenceColumns.All.Select(column => column.Name));

    [Fact]
    public void Evidence_that_Sentinel_has_no_kind_for_has_an_empty_kind_and_all_of_it_raw()
    {
        var row = Row(new Evidence("unheardOfEvidence", Sample.Json("""{"thing":{"deep":[1]}}""")));
        (row.GetProperty("EntityKind").GetString(), row.GetProperty("FileName").ValueKind).ShouldBe(("", JsonValueKind.Null));
        row.GetProperty("Evidence").GetRawText().ShouldBe("""{"thing":{"deep":[1]}}""");
    }

    [Fact]
    public void A_refused_row_is_made_again_without_its_raw_column()
    {
        var row = Sample.Json(Encoding.UTF8.GetString(new EvidenceRow(Event(Whole), Whole).ToJsonWithoutRaw()));
        row.GetProperty("Evidence").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("CutColumns").GetRawText().ShouldBe("""["Evidence"]""");
        row.GetProperty("Roles").GetArrayLength().ShouldBe(1);
    }

    private static AlertRow Event(params Evidence[] evidence) => new(
        "contoso", "b3c1b5fc", new Guid("00000000-0000-0000-0000-000000000007"), EventKinds.New, 42, "", Sample.Alert([.. evidence]));

    private static JsonElement Row(Evidence evidence) =>
        Sample.Json(Encoding.UTF8.GetString(new EvidenceRow(Event(Sample.Device(), evidence), evidence).ToJson()));
}
