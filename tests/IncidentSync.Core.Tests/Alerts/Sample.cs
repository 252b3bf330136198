using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>An alert of Defender for Endpoint about one device, and the evidence that tests put into it.</summary>
internal static class Sample
{
    public const string MachineId = "73e7e2de709dff64ef64b1d0c30e67fab63279db";

    public const string Hash = "0ff6f2c94bc7e2833a5f7e16de1622e5dba70396f31c7d5f56381870317e8c46";

    public static Stamp At(string time) => Stamp.Of(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    public static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    public static Alert Alert(params ImmutableArray<Evidence> evidence) =>
        new("da1_1", At("2026-11-28T12:00:00.1234567Z"), At("2026-11-28T11:58:00Z"), Json("{}"))
        {
            ProviderAlertId = "1_1",
            IncidentId = "28282",
            TenantId = "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c",
            Title = "Suspicious PowerShell command line",
            Description = "A suspicious command line was run.",
            Severity = "high",
            Status = "new",
            Classification = "unknown",
            Determination = "unknown",
            ServiceSource = "microsoftDefenderForEndpoint",
            DetectionSource = "microsoftDefenderForEndpoint",
            ProductName = "Microsoft Defender for Endpoint",
            DetectorId = "7f1c3609-a3ff-40e2-995b-c01770161d68",
            Category = "Execution",
            ActorName = "BORON",
            ThreatName = "HackTool:Win32/Mikatz!dha",
            ThreatFamily = "Mikatz",
            AlertWebUrl = "https://security.microsoft.com/alerts/da1_1",
            IncidentWebUrl = "https://security.microsoft.com/incidents/28282",
            FirstActivity = At("2026-11-28T11:50:00.35743Z"),
            Evidence = evidence,
        };

    public static Evidence Device(string id = MachineId, string dnsName = "pc-1.contoso.com", params ImmutableArray<string> roles) =>
        Of(EntityKinds.Device, id) with
        {
            MdeDeviceId = id,
            DetailedRoles = roles,
            Device = new DeviceDetails { DnsName = dnsName },
        };

    public static Evidence File(string name, string path = @"C:\Temp", string sha256 = Hash, string device = MachineId) =>
        Of(EntityKinds.File, name, path, sha256, device) with
        {
            MdeDeviceId = device,
            File = new FileDetails { Name = name, Path = path, Sha256 = sha256 },
        };

    public static Evidence Process(string name, string commandLine = "", long id = 4780, string user = "alice", string path = @"C:\Temp") =>
        Of(EntityKinds.Process, name, commandLine, id, user) with
        {
            MdeDeviceId = MachineId,
            Process = new ProcessDetails { Id = id, CommandLine = commandLine, Created = At("2026-11-28T11:49:00Z") },
            File = name.Length == 0 ? null : new FileDetails { Name = name, Path = path, Sha256 = Hash },
            Account = new AccountDetails { Name = user, Domain = "CONTOSO" },
        };

    public static Evidence Ip(string address) => Of(EntityKinds.Ip, address) with { IpAddress = address };

    public static Evidence Url(string url) => Of(EntityKinds.Url, url) with { Url = url };

    public static Evidence User(string name, string domain = "CONTOSO") =>
        Of(EntityKinds.User, name, domain) with { Account = new AccountDetails { Name = name, Domain = domain } };

    /// <summary>Evidence that is told from other evidence by these words.</summary>
    public static Evidence Of(string type, params object[] words) => new(type, JsonSerializer.SerializeToElement(new { type, words }));
}
