using System.Globalization;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>
/// What postmaster.pid says of a running server. Its lines: process, data directory, start time in seconds since 1970, port, socket
/// directory, listen address, shared memory key, status (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_*).
/// </summary>
internal sealed record Postmaster(int ProcessId, string ClusterDirectory, long StartedAt, string SocketDirectory, bool IsReady)
{
    /// <summary>null: there is no such file, or it does not name a process (a crash on a full disk leaves it empty).</summary>
    public static Postmaster? Read(DataLayout layout)
    {
        try
        {
            var lines = File.ReadAllLines(layout.PostmasterFile);
            return lines.Length >= 5 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
                ? new Postmaster(
                    process,
                    lines[1],
                    long.TryParse(lines[2], CultureInfo.InvariantCulture, out var started) ? started : 0,
                    lines[4],
                    lines.Length >= 8 && lines[7].Trim() == "ready")
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool IsSameServerAs(Postmaster? other) => other?.ProcessId == ProcessId && other.StartedAt == StartedAt;

    /// <summary>Whether the process lives and is the server of this data, not another program that was given the same number.</summary>
    public bool IsRunning(DataLayout layout)
    {
        var process = new MachineProcess(ProcessId);
        if (!process.IsRunning)
        {
            return false;
        }
        // The server works in its data directory.
        return process.WorkingDirectory is { } directory
            ? directory == layout.Cluster
            : process.Name == "postgres" && ClusterDirectory == layout.Cluster;
    }
}
