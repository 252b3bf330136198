namespace IncidentSync.Core.Tests.Properties;

/// <summary>A new seed each run, so that every run tries something else; <c>INCIDENTSYNC_SEED</c> repeats one.</summary>
internal static class Seeds
{
    private static readonly int First =
        int.TryParse(Environment.GetEnvironmentVariable("INCIDENTSYNC_SEED"), out var given)
            ? given
            : Random.Shared.Next(1, 1_000_000) * 10;

    public static int New() => First;
}
