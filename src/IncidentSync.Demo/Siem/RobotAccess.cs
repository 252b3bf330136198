using IncidentSync.Demo.Staging;

namespace IncidentSync.Demo.Siem;

/// <summary>What an agent of a SIEM is given by whoever runs the service.</summary>
/// <param name="TokenPath">Where it renews its token.</param>
/// <param name="Resource">What it says that it wants one for.</param>
internal sealed record RobotAccess(string TokenPath, string Resource, string ClientId, string Secret, string RefreshToken)
{
    public const string Name = "robot";

    /// <summary>Makes a client that sees all connections, by the service's own verbs.</summary>
    public static async Task<RobotAccess> EnableAsync(DemoStage stage, CancellationToken cancel)
    {
        var connections = string.Join(',', stage.World.Sentinels.Select(sentinel => sentinel.Tenant.Name));
        var enabled = Lines(await stage.AskServiceAsync(
            ["siem", "enable", "--client", Name, "--type", "Generic", "--connection", connections], cancel));
        var tokens = Lines(await stage.AskServiceAsync(["siem", "token", "--client", Name], cancel));
        return new RobotAccess(
            new Uri(enabled["Authorization server URL"]).AbsolutePath, enabled["Resource"], enabled["Client ID"], enabled["Client secret"],
            tokens["Refresh token"]);
    }

    // Some stand there once for each tenant: the first will do.
    private static Dictionary<string, string> Lines(string shown) => shown.Split('\n')
        .Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair[1].Trim());
}
