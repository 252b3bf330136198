using System.Diagnostics;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>A process number as the machine sees it now. A dead one keeps its number until its parent reaps it.</summary>
internal readonly record struct MachineProcess(int Id)
{
    /// <summary>What PostgreSQL checks before it takes over a dead server's file; true for a dead process that was not reaped.</summary>
    public bool IsNumberTaken => Name is not null;

    // In a container whose first process reaps nobody's children, a dead server stays in the table for good.
    public bool IsRunning => IsNumberTaken && StateOf(Id) is not ('Z' or 'X');

    /// <summary>null: there is no such process.</summary>
    public string? Name
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(Id);
                return process.ProcessName;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>null: not to be had, as on macOS, or for a container's root without CAP_SYS_PTRACE.</summary>
    public string? WorkingDirectory
    {
        get
        {
            try
            {
                return new DirectoryInfo($"/proc/{Id}/cwd").LinkTarget;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    // proc(5): the letter after the name, which is in brackets and may itself hold any sign.
    private static char? StateOf(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[line.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
