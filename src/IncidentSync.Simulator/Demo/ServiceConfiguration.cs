using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Demo;

/// <summary>The service's configuration file: one connection between the first tenant and its workspace, and the defaults.</summary>
internal static class ServiceConfiguration
{
    private const string Connection = "contoso";

    // Kept outside the database, as whoever wants to survive the loss of it has to.
    private static readonly byte[] markerKey = RandomNumberGenerator.GetBytes(32);

    public static void Write(string path, SimulatorHost portals, string dataDirectory)
    {
        var workspace = portals.World.Sentinel().Workspace;
        var document = new JsonObject
        {
            ["IncidentSync"] = new JsonObject
            {
                ["Store"] = new JsonObject { ["DataDirectory"] = dataDirectory },
                ["Marker"] = new JsonObject { ["KeyId"] = "demo", ["Key"] = Convert.ToBase64String(markerKey) },
                ["Quota"] = Unmetered(),
                ["Connections"] = new JsonArray(new JsonObject
                {
                    ["Name"] = Connection,
                    ["Defender"] = Defender(portals),
                    ["Sentinel"] = Sentinel(portals, workspace),
                }),
            },
        };
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(document.ToJsonString(new() { WriteIndented = true }));
    }

    private static JsonObject Defender(SimulatorHost portals)
    {
        var side = SignIn(portals);
        side["GraphEndpoint"] = portals.GraphEndpoint.AbsoluteUri;
        return side;
    }

    private static JsonObject Sentinel(SimulatorHost portals, Workspace workspace)
    {
        var side = SignIn(portals);
        side["SubscriptionId"] = workspace.SubscriptionId.ToString();
        side["ResourceGroup"] = workspace.ResourceGroup;
        side["Workspace"] = workspace.Name;
        side["ArmEndpoint"] = portals.ArmEndpoint.AbsoluteUri;
        return side;
    }

    // The demo's portals refuse nothing, and a day that passes in minutes needs more calls than the published limits.
    private static JsonObject Unmetered() => new()
    {
        ["GraphPerMinute"] = 0,
        ["ArmReadsPerTenSeconds"] = 0,
        ["IncidentPutsPerFiveMinutes"] = 0,
        ["CommentPutsPerFiveMinutes"] = 0,
        ["CommentReadsPerFiveMinutes"] = 0,
    };

    private static JsonObject SignIn(SimulatorHost portals) => new()
    {
        ["TenantId"] = Contoso.Tenant.Id.ToString(),
        ["ClientId"] = Contoso.App.ClientId.ToString(),
        ["Credential"] = new JsonObject { ["Kind"] = "ClientSecret", ["ClientSecret"] = Contoso.Secret },
        ["AuthorityHost"] = portals.Authority.AbsoluteUri,
    };
}
