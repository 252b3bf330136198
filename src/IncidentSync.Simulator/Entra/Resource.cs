using System.Collections.Immutable;

namespace IncidentSync.Simulator.Entra;

/// <summary>What a token is for. The portals' audiences exist once per cloud (Microsoft's page "national cloud deployments").</summary>
internal static class Resource
{
    public static readonly ImmutableArray<string> Graph =
    [
        "https://graph.microsoft.com", "https://graph.microsoft.us", "https://dod-graph.microsoft.us",
        "00000003-0000-0000-c000-000000000000",
    ];

    public static readonly ImmutableArray<string> Arm =
        ["https://management.azure.com", "https://management.core.windows.net", "https://management.usgovcloudapi.net"];

    public static readonly ImmutableArray<string> Monitor = ["https://monitor.azure.com", "https://monitor.azure.us"];

    /// <summary>The audience of a scope of the form <c>{resource}/.default</c>; null for any other scope. ARM's scope has two slashes,
    /// because its audience ends in one.</summary>
    public static string? OfScope(string? scope)
    {
        const string suffix = "/.default";
        var first = scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(part => part.EndsWith(suffix, StringComparison.Ordinal));
        return first?.Length > suffix.Length ? first[..^suffix.Length] : null;
    }

    public static bool IsGraph(string? audience) => Holds(Graph, audience);

    public static bool IsArm(string? audience) => Holds(Arm, audience);

    /// <summary>For the Logs Ingestion API.</summary>
    public static bool IsMonitor(string? audience) => Holds(Monitor, audience);

    private static bool Holds(ImmutableArray<string> audiences, string? audience) =>
        audience is not null && audiences.Contains(audience.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
}
