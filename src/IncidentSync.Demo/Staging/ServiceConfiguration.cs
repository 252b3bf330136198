using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Staging;

/// <summary>The service's configuration file: a connection for each workspace, the admin API open to the demo, and the defaults
/// except where they make the demo wait.</summary>
internal static class ServiceConfiguration
{
    // The key is kept outside the database, so that the loss of the database can be survived.
    private static readonly byte[] MarkerKey = RandomNumberGenerator.GetBytes(32);

    public static void Write(string path, SimulatorHost portals, (string Setting, string Value) store, DemoOptions options)
    {
        var connections = portals.World.Sentinels.Select(JsonNode (sentinel) => Connection(portals, sentinel, options.NativeGrace));
        var document = new JsonObject
        {
            ["IncidentSync"] = new JsonObject
            {
                ["Store"] = new JsonObject { [store.Setting] = store.Value },
                ["Marker"] = new JsonObject { ["KeyId"] = "demo", ["Key"] = Convert.ToBase64String(MarkerKey) },
                ["Quota"] = options.Puts is null ? Unmetered() : new JsonObject(),
                ["Admin"] = new JsonObject
                {
                    ["Authority"] = portals.Authority.AbsoluteUri,
                    ["Audience"] = Onlooker.Audience,
                    ["AllowedTenants"] = new JsonArray(Contoso.Tenant.Id.ToString()),
                },
                ["Connections"] = new JsonArray([.. connections]),
            },
        };
        var access = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, access);
        file.Write(document.ToJsonString(new() { WriteIndented = true }));
    }

    private static JsonObject Connection(SimulatorHost portals, SentinelPortal sentinel, TimeSpan nativeGrace) => new()
    {
        ["Name"] = sentinel.Tenant.Name,
        ["Defender"] = Defender(portals, sentinel.Tenant),
        ["Sentinel"] = Sentinel(portals, sentinel.Tenant, sentinel.Workspace),

        ["Alerts"] = Alerts(),
        ["Stream"] = Stream(portals, sentinel.Workspace),

        // A day's closings come within minutes here.
        ["Brake"] = new JsonObject { ["AtLeast"] = 1000 },
        ["Timing"] = new JsonObject
        {
            ["CallTimeout"] = "00:00:10",
            ["LateApply"] = "00:00:05",
            ["Lease"] = "00:00:30",
            ["NativeGrace"] = nativeGrace.ToString("c"),
        },
    };

    // The portals' incidents are of the last days.
    private static JsonObject Alerts() => new()
    {
        ["PollInterval"] = "00:00:02",
        ["IdlePollInterval"] = "00:00:02",
        ["Overlap"] = "00:00:05",
        ["Backfill"] = "30.00:00:00",
    };

    private static JsonObject Stream(SimulatorHost portals, Workspace workspace) => new()
    {
        ["Endpoint"] = portals.IngestionEndpoint.AbsoluteUri,
        ["RuleId"] = CollectionRule.DefaultId(workspace),
        ["Linger"] = "00:00:01",
        ["CommentInterval"] = "00:00:05",
    };

    private static JsonObject Defender(SimulatorHost portals, Tenant tenant)
    {
        var side = Side(portals, tenant);
        side["GraphEndpoint"] = portals.GraphEndpoint.AbsoluteUri;
        return side;
    }

    private static JsonObject Sentinel(SimulatorHost portals, Tenant tenant, Workspace workspace)
    {
        var side = Side(portals, tenant);
        side["SubscriptionId"] = workspace.SubscriptionId.ToString();
        side["ResourceGroup"] = workspace.ResourceGroup;
        side["Workspace"] = workspace.Name;
        side["ArmEndpoint"] = portals.ArmEndpoint.AbsoluteUri;
        return side;
    }

    // Where the demo's portals refuse nothing: a day that passes in minutes needs more calls than the published limits.
    private static JsonObject Unmetered() => new()
    {
        ["GraphPerMinute"] = 0,
        ["ArmReadsPerTenSeconds"] = 0,
        ["IncidentPutsPerFiveMinutes"] = 0,
        ["CommentPutsPerFiveMinutes"] = 0,
        ["CommentReadsPerFiveMinutes"] = 0,
    };

    private static JsonObject Side(SimulatorHost portals, Tenant tenant) => new()
    {
        ["TenantId"] = tenant.Id.ToString(),
        ["ClientId"] = Contoso.App.ClientId.ToString(),
        ["Credential"] = new JsonObject { ["Kind"] = "ClientSecret", ["ClientSecret"] = Contoso.Secret },
        ["AuthorityHost"] = portals.Authority.AbsoluteUri,

        // The portals show a change at once here.
        ["Overlap"] = "00:00:05",
    };
}
