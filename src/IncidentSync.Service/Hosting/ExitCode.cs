namespace IncidentSync.Service.Hosting;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    /// <summary>The service was stopped, or the command succeeded.</summary>
    public const int Stopped = 0;

    /// <summary>Any error without its own code.</summary>
    public const int Failed = 1;

    /// <summary>The configuration is wrong; nothing was started.</summary>
    public const int Configuration = 2;

    /// <summary>No database could be started or reached.</summary>
    public const int Database = 3;
}
