using System.Text;

namespace IncidentSync.Service.Siem.Files;

/// <summary>A file with a secret: made, never overwritten, for its owner alone, and never through a link.</summary>
internal static class SecretFile
{
    /// <param name="path">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="written">Is told of the file as soon as it is there.</param>
    public static async Task WriteAsync(string path, string text, List<string> written)
    {
        // O_EXCL: a link that stands there is a file that stands there, wherever it leads.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        written.Add(path);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
