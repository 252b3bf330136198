using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>Each kind of evidence shows what it has, and one that nobody knows stays whole.</summary>
public sealed class EvidenceReadingTests
{
    /// <summary>One piece of each kind.</summary>
    public const string Every = """
        [{"@odata.type":"#microsoft.graph.security.deviceEvidence","createdDateTime":"2026-11-27T12:19:27.7211305Z","verdict":"suspicious",
        "remediationStatus":"none","mdeDeviceId":"73e7","azureAdDeviceId":"9c0f","deviceDnsName":"pc-1.contoso.com","hostName":"pc-1",
        "dnsDomain":"contoso.com","ntDomain":"CONTOSO","osPlatform":"Windows11","rbacGroupName":"Clients","ipInterfaces":["10.0.0.4","::1"],
        "loggedOnUsers":[{"accountName":"alice","domainName":"CONTOSO"}],
        "roles":["compromised"],"detailedRoles":["PrimaryDevice"],"tags":["VIP"]},
        {"@odata.type":"#microsoft.graph.security.fileEvidence","detectionStatus":"prevented","mdeDeviceId":"73e7",
        "fileDetails":{"sha1":"5f1e","sha256":"8963","fileName":"a.exe","filePath":"C:\\Temp","fileSize":6136392}},
        {"@odata.type":"#microsoft.graph.security.processEvidence","processId":4780,"processCommandLine":"a.exe /x",
        "processCreationDateTime":"2026-11-27T12:00:00Z","mdeDeviceId":"73e7","imageFile":{"fileName":"a.exe","fileSize":"7"},
        "userAccount":{"accountName":"alice","domainName":"CONTOSO",
        "userSid":"S-1","azureAdUserId":"o-1","userPrincipalName":"alice@contoso.com"}},
        {"@odata.type":"#microsoft.graph.security.userEvidence","userAccount":{"accountName":"bob"}},
        {"@odata.type":"#microsoft.graph.security.ipEvidence","ipAddress":"203.0.113.7"},
        {"@odata.type":"#microsoft.graph.security.urlEvidence","url":"https://fabrikam.com/x"},
        {"@odata.type":"#microsoft.graph.security.registryValueEvidence","registryHive":"HKEY_LOCAL_MACHINE","registryKey":"SOFTWARE\\Run",
        "registryValueName":"x","registryValue":"a.exe","registryValueType":"string"},
        {"@odata.type":"#microsoft.graph.security.analyzedMessageEvidence","networkMessageId":"n-1","subject":"Hello",
        "p1Sender":{"emailAddress":"envelope@fabrikam.com"},"p2Sender":{"emailAddress":"eve@fabrikam.com"},
        "recipientEmailAddress":"bob@contoso.com"},
        {"@odata.type":"#microsoft.graph.security.submissionMailEvidence","networkMessageId":"n-2","sender":"eve@fabrikam.com",
        "recipient":"bob@contoso.com"},
        {"@odata.type":"#microsoft.graph.security.mailboxEvidence","primaryAddress":"bob@contoso.com","userAccount":{"accountName":"bob"}},
        {"@odata.type":"#microsoft.graph.security.cloudApplicationEvidence","appId":11161,"displayName":"Contoso Mail"},
        {"@odata.type":"#microsoft.graph.security.servicePrincipalEvidence","appId":"app-2","servicePrincipalName":"Contoso Sync"},
        {"@odata.type":"#microsoft.graph.security.azureResourceEvidence","resourceId":"/subscriptions/s"},
        {"@odata.type":"#microsoft.graph.security.fileHashEvidence","algorithm":"sha256","value":"8963"},
        {"@odata.type":"#microsoft.graph.security.unheardOfEvidence","mdeDeviceId":"73e7","thing":{"deep":[1]}}]
        """;

    private static readonly IReadOnlyList<Evidence> Read = Pieces(Every);

    [Fact]
    public void A_device_has_its_names_addresses_and_users()
    {
        var (evidence, device) = (Read[0], Read[0].Device.ShouldNotBeNull());
        (evidence.Kind, evidence.MdeDeviceId).ShouldBe(("Host", "73e7"));
        (evidence.Verdict, evidence.RemediationStatus).ShouldBe(("suspicious", "none"));
        (evidence.Roles[0], evidence.DetailedRoles[0], evidence.Tags[0]).ShouldBe(("compromised", "PrimaryDevice", "VIP"));
        evidence.Created.ToString().ShouldBe("2026-11-27T12:19:27.7211305Z");
        (device.DnsName, device.HostName).ShouldBe(("pc-1.contoso.com", "pc-1"));
        (device.DnsDomain, device.NtDomain).ShouldBe(("contoso.com", "CONTOSO"));
        (device.AzureAdDeviceId, device.RbacGroupName, device.OsPlatform).ShouldBe(("9c0f", "Clients", "Windows11"));
        device.IpInterfaces.ShouldBe(["10.0.0.4", "::1"]);
        device.LoggedOnUsers.Single().FullName.ShouldBe(@"CONTOSO\alice");
    }

    [Fact]
    public void A_file_has_its_name_and_hashes()
    {
        var file = Read[1].File;
        file.ShouldBe(new FileDetails { Name = "a.exe", Path = @"C:\Temp", Sha1 = "5f1e", Sha256 = "8963", Size = 6136392 });
        (Read[1].Type, Read[1].DetectionStatus).ShouldBe(("fileEvidence", "prevented"));
        Read[13].File.ShouldBe(new FileDetails { Sha256 = "8963" });
    }

    [Fact]
    public void A_process_has_its_command_line_image_and_account()
    {
        var (evidence, account) = (Read[2], Read[2].Account.ShouldNotBeNull());
        (evidence.Process!.Id, evidence.Process.CommandLine).ShouldBe((4780L, "a.exe /x"));
        (evidence.Process.Created.ToString(), evidence.File!.Name, evidence.File.Size).ShouldBe(("2026-11-27T12:00:00Z", "a.exe", 7L));
        (account.Name, account.Domain, account.Sid).ShouldBe(("alice", "CONTOSO", "S-1"));
        (account.ObjectId, account.UserPrincipalName).ShouldBe(("o-1", "alice@contoso.com"));
    }

    [Fact]
    public void An_account_an_address_a_URL_and_a_resource_have_their_name() =>
        (Read[3].Account!.Name, Read[4].IpAddress, Read[5].Url, Read[12].ResourceId)
            .ShouldBe(("bob", "203.0.113.7", "https://fabrikam.com/x", "/subscriptions/s"));

    [Fact]
    public void A_registry_value_has_its_key_name_and_data() =>
        (Read[6].Registry!.FullKey, Read[6].Registry!.ValueName, Read[6].Registry!.ValueData)
            .ShouldBe((@"HKEY_LOCAL_MACHINE\SOFTWARE\Run", "x", "a.exe"));

    [Fact]
    public void A_mail_has_the_sender_that_it_shows()
    {
        Read[7].Mail.ShouldBe(new MailDetails
        {
            NetworkMessageId = "n-1", Subject = "Hello", Sender = "eve@fabrikam.com", Recipient = "bob@contoso.com",
        });
        Read[8].Mail.ShouldBe(new MailDetails { NetworkMessageId = "n-2", Sender = "eve@fabrikam.com", Recipient = "bob@contoso.com" });
        (Read[9].Mailbox, Read[9].Account!.Name).ShouldBe(("bob@contoso.com", "bob"));
    }

    [Fact]
    public void An_application_has_its_id_whether_a_number_or_a_text()
    {
        Read[10].Application.ShouldBe(new ApplicationDetails { Id = "11161", Name = "Contoso Mail" });
        Read[11].Application.ShouldBe(new ApplicationDetails { Id = "app-2", Name = "Contoso Sync" });
    }

    [Fact]
    public void A_type_that_nobody_knows_stays_whole()
    {
        (Read[14].Type, Read[14].Kind, Read[14].MdeDeviceId).ShouldBe(("unheardOfEvidence", "", "73e7"));
        Read[14].Raw.GetProperty("thing").GetProperty("deep")[0].GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("[5]", 1)]
    [InlineData("""["x"]""", 1)]
    [InlineData("[null]", 0)]
    [InlineData("7", 0)]
    [InlineData("""[{"@odata.type":7,"fileDetails":[],"userAccount":"x","loggedOnUsers":5,"processId":1.5,"tags":{"a":1}}]""", 1)]
    public void Evidence_that_is_no_evidence_is_kept_and_nothing_fails(string list, int pieces) => Pieces(list).Count.ShouldBe(pieces);

    private static IReadOnlyList<Evidence> Pieces(string evidence) => AlertReading.Read(JsonSerializer.Deserialize<JsonElement>(
        $$"""{"id":"da1","lastUpdateDateTime":"2026-11-28T12:00:00Z","evidence":{{evidence}}}""")).Alert!.Evidence;
}
