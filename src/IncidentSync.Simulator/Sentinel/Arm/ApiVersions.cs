using System.Collections.Immutable;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>The api-versions that have incidents and still answer.</summary>
internal static class ApiVersions
{
    public static readonly ImmutableArray<string> Known =
    [
        "2025-10-01-preview", "2025-09-01", "2025-06-01", "2025-03-01", "2024-09-01", "2024-03-01", "2023-11-01", "2023-02-01",
        "2022-11-01", "2022-08-01", "2021-10-01", "2021-09-01-preview", "2021-04-01",
    ];
}
