using System.ComponentModel;
using System.Diagnostics;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>One run of a program of the machine, as the given user (null: the service's own).</summary>
internal sealed record Command(string? User, string Program, params string[] Arguments)
{
    // The service's environment holds client secrets, and PG* variables would redirect the tools: only these are handed on.
    private static readonly string[] Inherited = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ"];

    /// <summary>Not inherited: initdb and pg_ctl fail in a directory that their user cannot enter.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>What PostgreSQL's programs work on. A variable, since pg_ctl hands an argument to a shell unquoted.</summary>
    public string? ClusterDirectory { get; init; }

    public static Command Script(string? user, string script, params string[] arguments) =>
        new(user, "/bin/sh", ["-c", script, "sh", .. arguments]);

    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new CommandResult(127, $"{Program}: {e.Message}");
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (User is not null)
        {
            info.UserName = User;
        }

        foreach (var name in info.Environment.Keys.Except(Inherited).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["LC_ALL"] = "C";
        if (ClusterDirectory is not null)
        {
            info.Environment["PGDATA"] = ClusterDirectory;
        }

        return info;
    }
}
