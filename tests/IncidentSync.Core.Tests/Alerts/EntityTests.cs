using System.Text;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>What an alert is about, in Sentinel's words.</summary>
public sealed class EntityTests
{
    [Fact]
    public void A_device_is_a_host() => Entities(Sample.Device("m1", "pc-1.contoso.com"))
        .ShouldBe("""[{"kind":"Host","hostName":"pc-1","dnsDomain":"contoso.com"}]""");

    [Fact]
    public void A_user_is_an_account_with_every_name_that_is_known() =>
        Entities(Sample.Of("userEvidence") with { Account = new() { UserPrincipalName = "alice@contoso.com", ObjectId = "o", Sid = "S" } })
            .ShouldBe("""[{"kind":"Account","accountName":"alice","upnSuffix":"contoso.com","aadUserId":"o","sid":"S"}]""");

    [Fact]
    public void A_process_tells_of_its_image_its_hash_and_its_account_too() => Entities(Sample.Process("a.exe", "a.exe /x")).ShouldBe(
        """[{"kind":"Process","processId":"4780","commandLine":"a.exe /x","creationTimeUtc":"2026-11-28T11:49:00Z"},"""
        + """{"kind":"File","fileName":"a.exe","directory":"C:\\Temp"},{"kind":"Account","accountName":"alice","ntDomain":"CONTOSO"},"""
        + $$"""{"kind":"FileHash","algorithm":"SHA256","hashValue":"{{Sample.Hash}}"}]""");

    [Fact]
    public void A_hash_alone_is_one() => Entities(Sample.Of("fileHashEvidence") with { File = new() { Sha1 = "5f1e" } })
        .ShouldBe("""[{"kind":"FileHash","algorithm":"SHA1","hashValue":"5f1e"}]""");

    [Fact]
    public void Other_kinds_have_their_names() => Entities(
        Sample.Url("https://fabrikam.com"),
        Sample.Of("registryKeyEvidence") with { Registry = new() { Hive = "HKLM", Key = "RUN" } },
        Sample.Of("registryValueEvidence") with { Registry = new() { Hive = "HKLM", Key = "RUN", ValueName = "x", ValueData = "y" } },
        Sample.Of("mailboxEvidence") with { Mailbox = "bob@contoso.com" },
        Sample.Of("analyzedMessageEvidence") with { Mail = new() { NetworkMessageId = "n-1", Subject = "Hi" } },
        Sample.Of("oauthApplicationEvidence") with { Application = new() { Id = "app-1", Name = "Contoso Mail" } },
        Sample.Of("azureResourceEvidence") with { ResourceId = "/subscriptions/s" },
        new Evidence("malwareEvidence", Sample.Json("""{"name":"Mikatz","category":"HackTool"}""")),
        new Evidence("dnsEvidence", Sample.Json("""{"domainName":"fabrikam.com"}"""))).ShouldBe(
        """[{"kind":"Url","url":"https://fabrikam.com"},{"kind":"RegistryKey","hive":"HKLM","key":"RUN"},"""
        + """{"kind":"RegistryValue","key":"HKLM\\RUN","valueName":"x","valueData":"y"},"""
        + """{"kind":"Mailbox","mailboxPrimaryAddress":"bob@contoso.com"},{"kind":"MailMessage","networkMessageId":"n-1","subject":"Hi"},"""
        + """{"kind":"CloudApplication","appId":"app-1","appName":"Contoso Mail"},"""
        + """{"kind":"AzureResource","resourceId":"/subscriptions/s"},{"kind":"Malware","malwareName":"Mikatz","category":"HackTool"},"""
        + """{"kind":"DnsResolution","domainName":"fabrikam.com"}]""");

    [Fact]
    public void What_is_told_of_twice_stands_there_once_and_what_has_no_kind_or_no_name_not_at_all() =>
        Entities(Sample.Ip("203.0.113.7"), Sample.Of("ipEvidence", "again") with { IpAddress = "203.0.113.7" }, Sample.Ip(""),
            Sample.Of("aiAgentEvidence")).ShouldBe("""[{"kind":"Ip","address":"203.0.113.7"}]""");

    private static string Entities(params Evidence[] evidence)
    {
        var row = new AlertRow("", "", Guid.Empty, EventKinds.New, 1, "", Sample.Alert([.. evidence]));
        return Sample.Json(Encoding.UTF8.GetString(row.ToJson())).GetProperty("Entities").GetRawText();
    }
}
