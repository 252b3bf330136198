using System.Diagnostics;

namespace IncidentSync.Demo.Processes;

/// <summary>
/// How the service is started: its assembly on this machine's .NET, or its image as a hardened cluster starts it, by what
/// <c>deploy/image/build</c> left.
/// </summary>
internal sealed class ServiceProgram
{
    /// <summary>The image's user and group.</summary>
    private const int User = 1654;

    private readonly string[] _command;
    private readonly bool _isImage;

    private ServiceProgram(string[] command, bool isImage) => (_command, _isImage) = (command, isImage);

    public static ServiceProgram OfAssembly(string path) => new(["dotnet", path], isImage: false);

    /// <param name="folder">What was built.</param>
    /// <param name="seen">The one folder of this machine that it sees, and cannot write to.</param>
    public static ServiceProgram OfImage(string folder, string seen) =>
        new(["bash", Path.Combine(folder, "start"), folder, "--mount", $"{seen}:{seen}", "--"], isImage: true);

    public ProcessStartInfo With(params IEnumerable<string> arguments) => new(_command[0], [.. _command.Skip(1), .. arguments]);

    /// <summary>The image's user may read this file, or pass through this folder: nobody else is let in.</summary>
    public async Task LetInAsync(string path, CancellationToken cancel)
    {
        if (!_isImage)
        {
            return;
        }

        using var process = Process.Start("chgrp", [$"{User}", path]);
        await process.WaitForExitAsync(cancel);
        if (!OperatingSystem.IsWindows())
        {
            var more = Directory.Exists(path) ? UnixFileMode.GroupExecute : UnixFileMode.GroupRead;
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | more);
        }
    }
}
