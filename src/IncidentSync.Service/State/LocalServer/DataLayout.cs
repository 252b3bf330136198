namespace IncidentSync.Service.State.LocalServer;

/// <summary>
/// The private server's files. All of them are inside one directory that belongs to the server's user alone (mode 0700): who cannot enter
/// it reaches neither the data nor the socket.
/// </summary>
internal sealed class DataLayout(string dataDirectory)
{
    public const string LogName = "server.log";

    public const string InTheMaking = "data.new-";

    public string Root { get; } = Path.Combine(dataDirectory, "postgres");

    public string Cluster => Path.Combine(Root, "data");

    /// <summary>
    /// initdb works here and the result is renamed, so that a killed one never leaves a half-made cluster behind; under the service's
    /// process number, since the initdb of a killed service may still be at work.
    /// </summary>
    public string ClusterInTheMaking => Path.Combine(Root, $"{InTheMaking}{Environment.ProcessId}");

    public string Version => Path.Combine(Cluster, "PG_VERSION");

    public string PostmasterFile => Path.Combine(Cluster, "postmaster.pid");

    public string Log => Path.Combine(Root, LogName);

    public string Lock => Path.Combine(Root, "owner.lock");
}
