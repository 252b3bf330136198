namespace IncidentSync.Service.Tests.Faults;

/// <summary>How much is broken: seconds by default, minutes with <c>INCIDENTSYNC_PROOF=large</c>.</summary>
internal static class Length
{
    public static bool IsLong { get; } =
        string.Equals(Environment.GetEnvironmentVariable("INCIDENTSYNC_PROOF"), "large", StringComparison.OrdinalIgnoreCase);
}
