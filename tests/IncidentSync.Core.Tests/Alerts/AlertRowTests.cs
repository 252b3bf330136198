using System.Text;
using System.Text.Json;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>The columns of the table of alerts, one by one.</summary>
public sealed class AlertRowTests
{
    private static readonly Alert Whole = Sample.Alert(Sample.Device(), Sample.Ip("203.0.113.7"), Sample.Ip("203.0.113.7")) with
    {
        AssignedTo = "alice@contoso.com",
        InvestigationState = "running",
        RecommendedActions = "Look.",
        LastActivity = Sample.At("2026-11-28T11:55:00Z"),
        Resolved = Sample.At("2026-11-28T11:59:00Z"),
        Raw = Sample.Json("""
            {"categories":["Execution"],"mitreTechniques":["T1059.001"],"systemTags":["Defender Experts"],"customDetails":{"a":1},
            "additionalData":{"b":[2]},"comments":[{"comment":"Hello \ud83d\ude00"}]}
            """),
    };

    [Theory]
    [InlineData("TimeGenerated", "datetime", "\"2026-11-28T12:00:00.1234567Z\"")]
    [InlineData("EventId", "string", "\"00000000-0000-0000-0000-000000000007\"")]
    [InlineData("Kind", "string", "\"changed\"")]
    [InlineData("Connection", "string", "\"contoso\"")]
    [InlineData("DefenderTenantId", "string", "\"b3c1b5fc\"")]
    [InlineData("AlertId", "string", "\"da1_1\"")]
    [InlineData("ProviderAlertId", "string", "\"1_1\"")]
    [InlineData("IncidentId", "string", "\"28282\"")]
    [InlineData("SentinelIncidentName", "string", "\"twin\"")]
    [InlineData("AlertTitle", "string", "\"Suspicious PowerShell command line\"")]
    [InlineData("Description", "string", "\"A suspicious command line was run.\"")]
    [InlineData("Severity", "string", "\"high\"")]
    [InlineData("Status", "string", "\"new\"")]
    [InlineData("Classification", "string", "\"unknown\"")]
    [InlineData("Determination", "string", "\"unknown\"")]
    [InlineData("ServiceSource", "string", "\"microsoftDefenderForEndpoint\"")]
    [InlineData("DetectionSource", "string", "\"microsoftDefenderForEndpoint\"")]
    [InlineData("ProductName", "string", "\"Microsoft Defender for Endpoint\"")]
    [InlineData("DetectorId", "string", "\"7f1c3609-a3ff-40e2-995b-c01770161d68\"")]
    [InlineData("Category", "string", "\"Execution\"")]
    [InlineData("AssignedTo", "string", "\"alice@contoso.com\"")]
    [InlineData("ActorName", "string", "\"BORON\"")]
    [InlineData("ThreatName", "string", "\"HackTool:Win32/Mikatz!dha\"")]
    [InlineData("ThreatFamily", "string", "\"Mikatz\"")]
    [InlineData("InvestigationState", "string", "\"running\"")]
    [InlineData("RecommendedActions", "string", "\"Look.\"")]
    [InlineData("AlertWebUrl", "string", "\"https://security.microsoft.com/alerts/da1_1\"")]
    [InlineData("IncidentWebUrl", "string", "\"https://security.microsoft.com/incidents/28282\"")]
    [InlineData("Categories", "dynamic", """["Execution"]""")]
    [InlineData("MitreTechniques", "dynamic", """["T1059.001"]""")]
    [InlineData("SystemTags", "dynamic", """["Defender Experts"]""")]
    [InlineData("CustomDetails", "dynamic", """{"a":1}""")]
    [InlineData("AdditionalData", "dynamic", """{"b":[2]}""")]
    [InlineData("Comments", "dynamic", """[{"comment":"Hello \uD83D\uDE00"}]""")]
    [InlineData("Entities", "dynamic",
        """[{"kind":"Host","hostName":"pc-1","dnsDomain":"contoso.com"},{"kind":"Ip","address":"203.0.113.7"}]""")]
    [InlineData("CutColumns", "dynamic", "null")]
    [InlineData("CreatedTime", "datetime", "\"2026-11-28T11:58:00Z\"")]
    [InlineData("FirstActivityTime", "datetime", "\"2026-11-28T11:50:00.35743Z\"")]
    [InlineData("LastActivityTime", "datetime", "\"2026-11-28T11:55:00Z\"")]
    [InlineData("LastUpdateTime", "datetime", "\"2026-11-28T12:00:00.1234567Z\"")]
    [InlineData("ResolvedTime", "datetime", "\"2026-11-28T11:59:00Z\"")]
    [InlineData("Sequence", "long", "42")]
    [InlineData("EvidenceCount", "int", "2")]
    [InlineData("SchemaVersion", "int", "1")]
    public void A_column_is_made_as_the_table_says(string column, string type, string json)
    {
        AlertColumns.All.Single(one => one.Name == column).Type.ShouldBe(type);
        Row(Whole).GetProperty(column).GetRawText().ShouldBe(json);
    }

    [Fact]
    public void A_row_has_the_columns_of_the_table_in_their_order() =>
        Row(Whole).EnumerateObject().Select(member => member.Name).ShouldBe(AlertColumns.All.Select(column => column.Name));

    [Fact]
    public void There_are_44_columns_and_52_of_evidence() => (AlertColumns.All.Length, EvidenceColumns.All.Length).ShouldBe((44, 52));

    [Fact]
    public void What_is_absent_is_null_but_for_the_name_of_a_twin_that_there_is_not()
    {
        var row = Json(Of(new Alert("da2", Whole.Updated, Whole.Created, Sample.Json("{}")), twin: "").ToJson());
        row.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => member.Name).ShouldBe([
            "TimeGenerated", "EventId", "Kind", "Connection", "DefenderTenantId", "AlertId", "SentinelIncidentName", "CreatedTime",
            "LastUpdateTime", "Sequence", "EvidenceCount", "SchemaVersion"]);
        row.GetProperty("SentinelIncidentName").GetString().ShouldBe("");
    }

    [Fact]
    public void The_same_row_gives_the_same_bytes() => Of(Whole).ToJson().ShouldBe(Of(Whole).ToJson());

    [Fact]
    public void A_refused_row_is_made_again_without_its_raw_columns()
    {
        var row = Json(Of(Whole).ToJsonWithoutRaw());
        string[] raw = ["CustomDetails", "AdditionalData", "Comments", "Entities"];
        raw.ShouldAllBe(name => row.GetProperty(name).ValueKind == JsonValueKind.Null);
        row.GetProperty("CutColumns").EnumerateArray().Select(name => name.GetString()).ShouldBe(raw);
        row.GetProperty("Categories").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public void A_gap_says_what_was_lost_and_is_no_alert()
    {
        var row = Json(AlertRow.Gap("contoso", "b3c1b5fc", 12, 40, Whole.Updated).ToJson());
        (row.GetProperty("Kind").GetString(), row.GetProperty("AlertId").ValueKind).ShouldBe(("gap", JsonValueKind.Null));
        row.GetProperty("AdditionalData").GetRawText().ShouldBe("""{"firstSequence":12,"lastSequence":40}""");
        row.GetProperty("Description").GetString().ShouldBe("The events 12 to 40 were purged before this stream had sent them.");
        row.GetProperty("EventId").GetGuid().ShouldBe(AlertIds.GapOf("b3c1b5fc", 12, 40));
    }

    [Fact]
    public void No_name_of_a_column_is_reserved_or_too_long()
    {
        string[] reserved = ["id", "Title", "Type", "TenantId", "UniqueId", "_ResourceId", "_SubscriptionId", "_ItemId", "_IsBillable"];
        AlertColumns.All.Concat(EvidenceColumns.All).Where(column =>
            column.Name.Length > 45 || reserved.Contains(column.Name, StringComparer.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    private static AlertRow Of(Alert alert, string twin = "twin") =>
        new("contoso", "b3c1b5fc", new Guid("00000000-0000-0000-0000-000000000007"), EventKinds.Changed, 42, twin, alert);

    private static JsonElement Row(Alert alert) => Json(Of(alert).ToJson());

    private static JsonElement Json(byte[] bytes) => Sample.Json(Encoding.UTF8.GetString(bytes));
}
