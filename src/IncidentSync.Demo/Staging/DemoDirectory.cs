namespace IncidentSync.Demo.Staging;

/// <summary>A directory for one run of the demo: certificates, configuration, the service's database and its log. Gone when the demo went
/// well.</summary>
internal sealed class DemoDirectory : IDisposable
{
    public DemoDirectory()
    {
        Root = Directory.CreateTempSubdirectory("incidentsync-demo-").FullName;

        // PostgreSQL refuses root: a service that runs as root starts it as another user, who has to pass through here.
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Root, File.GetUnixFileMode(Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public string Root { get; }

    public string Certificates => Path.Combine(Root, "certificates");

    /// <summary>Kept when something went wrong, so that the log can be read.</summary>
    public bool Keep { get; set; }

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose()
    {
        if (Keep)
        {
            return;
        }

        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A leftover in the temporary directory does no harm.
        }
    }
}
