namespace IncidentSync.Service.State.LocalServer;

/// <summary>Where the private server lives and how long starting and stopping it may take.</summary>
internal sealed record LocalPostgresOptions
{
    /// <summary>The setting <c>Store:DataDirectory</c>; made if missing. The server uses only its <c>postgres</c> folder.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Folders searched for initdb, postgres and pg_ctl; the first that has all three serves new data.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = PostgresInstallation.UsualFolders();

    /// <summary>How long to wait for a server that is starting, by this service or by another one. Default 60 seconds.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a fast shutdown may take before an immediate one, which only costs a recovery. Default 20 seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether a commit survives the loss of power. Default true; only tests turn it off, for speed.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Connections that the server takes. Default 200: one service needs far fewer.</summary>
    public int MaxConnections { get; init; } = 200;
}
