using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>The api-versions that answer: all that look like one. Public clients use versions from 2020-01-01 on (msticpy), previews among
/// them (@azure/arm-securityinsight 2022-09-01-preview), and the service answers them.</summary>
internal static partial class ApiVersions
{
    /// <summary>Those that a refusal names.</summary>
    public static readonly ImmutableArray<string> Known =
    [
        "2025-10-01-preview", "2025-09-01", "2025-06-01", "2025-03-01", "2024-09-01", "2024-03-01", "2023-11-01", "2023-02-01",
        "2022-11-01", "2022-08-01", "2021-10-01", "2021-09-01-preview", "2021-04-01",
    ];

    public static bool IsAnswered(string version) => Form().IsMatch(version);

    [GeneratedRegex(@"\A20[0-9]{2}-[0-9]{2}-[0-9]{2}(-preview)?\z")]
    private static partial Regex Form();
}
