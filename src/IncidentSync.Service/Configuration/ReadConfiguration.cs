namespace IncidentSync.Service.Configuration;

/// <summary>A configuration as it was read, and what is to be said of it.</summary>
/// <param name="Configuration">All of it: the file, then the environment. Empty when the file could not be read.</param>
/// <param name="Options">The service's own section.</param>
/// <param name="Errors">What is wrong; nothing is started while there is any.</param>
/// <param name="Exposures">What is open, and said at start and by <c>check</c>.</param>
internal sealed record ReadConfiguration(
    IConfiguration Configuration, IncidentSyncOptions Options, IReadOnlyList<string> Errors, IReadOnlyList<Exposure> Exposures)
{
    /// <summary>Options that were not read from anywhere, in the environment of this process.</summary>
    public static ReadConfiguration Of(IncidentSyncOptions options) =>
        new(new ConfigurationBuilder().AddEnvironmentVariables().Build(), options, [], []);

    public static ReadConfiguration Unreadable(string error) =>
        new(new ConfigurationBuilder().Build(), new IncidentSyncOptions(), [error], []);
}
