using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>Ids follow from what they name.</summary>
public sealed class AlertIdsTests
{
    private static readonly Stamp Version = Sample.At("2026-11-28T12:00:00.1234567Z");

    [Fact]
    public void The_id_of_an_event_is_the_same_for_ever() =>
        AlertIds.EventOf("b3c1b5fc", "da1_1", Version, "00ff").ShouldBe(new Guid("c048b2d0-1f2c-56ac-bb53-b1522429a546"));

    [Fact]
    public void The_source_the_alert_the_version_and_the_digest_tell_events_apart() => new[]
    {
        AlertIds.EventOf("b3c1b5fc", "da1_1", Version, "00ff"),
        AlertIds.EventOf("other", "da1_1", Version, "00ff"),
        AlertIds.EventOf("b3c1b5fc", "da1_2", Version, "00ff"),
        AlertIds.EventOf("b3c1b5fc", "da1_1", new Stamp(Version.Ticks + 1), "00ff"),
        AlertIds.EventOf("b3c1b5fc", "da1_1", Version, "00fe"),
    }.ShouldBeUnique();

    [Theory]
    [MemberData(nameof(Things))]
    public void A_new_verdict_of_the_same_thing_is_no_new_thing(Evidence thing)
    {
        var later = new Evidence(thing.Type, Sample.Json("""{"verdict":"malicious"}"""));
        var told = thing with { Verdict = "malicious", RemediationStatus = "remediated", Created = Version };
        AlertIds.EvidenceOf("da1_1", told).ShouldBe(AlertIds.EvidenceOf("da1_1", thing));
        AlertIds.EvidenceOf("da1_1", later).ShouldNotBe(AlertIds.EvidenceOf("da1_1", thing));
    }

    [Fact]
    public void Each_thing_of_an_alert_has_an_id_of_its_own() =>
        Things.Select(thing => AlertIds.EvidenceOf("da1_1", thing.Data))
            .Concat(Things.Select(thing => AlertIds.EvidenceOf("da1_2", thing.Data))).ShouldBeUnique();

    [Fact]
    public void What_has_no_name_is_named_by_all_of_it()
    {
        var (one, other) = (Sample.Of("aiAgentEvidence", "a"), Sample.Of("aiAgentEvidence", "b"));
        AlertIds.EvidenceOf("da1_1", one).ShouldBe(AlertIds.EvidenceOf("da1_1", Sample.Of("aiAgentEvidence", "a")));
        AlertIds.EvidenceOf("da1_1", one).ShouldNotBe(AlertIds.EvidenceOf("da1_1", other));
    }

    [Fact]
    public void A_process_without_its_start_is_not_the_process_that_had_its_number_before()
    {
        var (one, other) = (Sample.Process("", "one"), Sample.Process("", "other"));
        var ids = new[] { one, other }.Select(process => process with { Process = process.Process! with { Created = null } })
            .Select(process => AlertIds.EvidenceOf("da1_1", process));
        ids.ShouldBeUnique();
    }

    public static TheoryData<Evidence> Things =>
    [
        Sample.Device("m1"), Sample.Device("m2"), Sample.Device("", "pc-1.contoso.com"), Sample.Device("", "pc-2.contoso.com"),
        Sample.File("a.exe"), Sample.File("A.exe"), Sample.File("a.exe", @"D:\"), Sample.File("a.exe", sha256: "00"),
        Sample.File("a.exe", device: "m2"),
        Sample.Process("a.exe"), Sample.Process("", id: 5), Sample.Ip("203.0.113.7"), Sample.Ip("203.0.113.8"),
        Sample.Url("https://contoso.com/a/b"), Sample.Url("https://contoso.com/a/B"),
        Sample.User("alice"), Sample.User("alice", "FABRIKAM"),
        Sample.Of("userEvidence") with { Account = new AccountDetails { ObjectId = "o-1" } },
        Sample.Of("userEvidence") with { Account = new AccountDetails { Sid = "S-1-5-18" } },
        Sample.Of("userEvidence") with { Account = new AccountDetails { UserPrincipalName = "alice@contoso.com" } },
        Sample.Of("registryKeyEvidence") with { Registry = new RegistryDetails { Hive = "HKLM", Key = "SOFTWARE" } },
        Sample.Of("registryValueEvidence") with { Registry = new RegistryDetails { Hive = "HKLM", Key = "SOFTWARE", ValueName = "Run" } },
        Sample.Of("analyzedMessageEvidence") with { Mail = new MailDetails { NetworkMessageId = "n-1", Recipient = "bob@contoso.com" } },
        Sample.Of("analyzedMessageEvidence") with { Mail = new MailDetails { NetworkMessageId = "n-1", Recipient = "eve@contoso.com" } },
        Sample.Of("mailboxEvidence") with { Mailbox = "bob@contoso.com", Account = new AccountDetails { Name = "bob" } },
        Sample.Of("oauthApplicationEvidence") with { Application = new ApplicationDetails { Id = "app-1" } },
        Sample.Of("azureResourceEvidence") with { ResourceId = "/subscriptions/s/resourceGroups/g" },
    ];
}
