namespace IncidentSync.Service.Hosting;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>It was stopped, or everything is well.</summary>
    public const int Stopped = 0;

    /// <summary>Anything that has no code of its own.</summary>
    public const int Failed = 1;

    /// <summary>The configuration is wrong; nothing was started.</summary>
    public const int Configuration = 2;

    /// <summary>No database could be started or reached.</summary>
    public const int Database = 3;
}
