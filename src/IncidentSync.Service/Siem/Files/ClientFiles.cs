using IncidentSync.Service.Siem.Clients;

namespace IncidentSync.Service.Siem.Files;

/// <summary>The files of a client: which there are, and what is in them.</summary>
internal static class ClientFiles
{
    /// <summary>By name; the type of the client decides which.</summary>
    public static IReadOnlyDictionary<string, Func<AccessDetails, string>> Of(SiemClient client)
    {
        var files = new Dictionary<string, Func<AccessDetails, string>>(StringComparer.Ordinal)
        {
            [$"siem-{client.Name}.txt"] = DetailsFile.Text,
        };
        if (client.Type == ClientType.ArcSight)
        {
            files[ConnectorFile.Name] = ConnectorFile.Text;
            files[ParserFile.Name] = _ => ParserFile.Text();
        }

        if (client.Type == ClientType.QRadar)
        {
            files[QRadarFile.Name] = QRadarFile.Text;
        }

        return files;
    }

    /// <summary>Writes them all, and takes away those that it wrote when one cannot be.</summary>
    /// <param name="directory">Made when it is not there.</param>
    /// <param name="details">What is in them.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="IOException">One is there already: nothing is overwritten, and no link is followed.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(string directory, AccessDetails details)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var written = new List<string>();
        try
        {
            foreach (var (name, text) in Of(details.Client))
            {
                await SecretFile.WriteAsync(Path.Combine(directory, name), text(details), written);
            }

            return written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(written);
            throw;
        }
    }

    public static void Remove(IEnumerable<string> written)
    {
        foreach (var path in written)
        {
            File.Delete(path);
        }
    }
}
