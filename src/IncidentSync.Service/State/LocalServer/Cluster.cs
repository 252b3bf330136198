using System.Globalization;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>The data on disk: which version made it, and making it.</summary>
internal static class Cluster
{
    public const string Superuser = "incidentsync";

    /// <returns>null: there is no data yet.</returns>
    public static int? MajorOf(DataLayout layout)
    {
        if (File.Exists(layout.Version))
        {
            return int.TryParse(File.ReadAllText(layout.Version).Trim(), CultureInfo.InvariantCulture, out var major)
                ? major
                : throw Foreign(layout, "has a PG_VERSION that names no version this service can use");
        }

        if (Directory.Exists(layout.Cluster) && Directory.EnumerateFileSystemEntries(layout.Cluster).Any())
        {
            throw Foreign(layout, "holds files, but no PG_VERSION, so it is not a PostgreSQL data directory");
        }

        return null;
    }

    public static async Task MakeAsync(
        ServerDirectory directory, PostgresInstallation installation, bool durable, CancellationToken cancellationToken)
    {
        var layout = directory.Layout;
        foreach (var halfMade in Directory.GetDirectories(layout.Root, DataLayout.InTheMaking + "*"))
        {
            Directory.Delete(halfMade, recursive: true);
        }

        if (Directory.Exists(layout.Cluster))
        {
            Directory.Delete(layout.Cluster);
        }

        // Trust on the socket: the 0700 directory around it is the one lock, and nothing listens on a network.
        List<string> arguments =
        [
            "--username=" + Superuser, "--encoding=UTF8", "--locale=C", "--data-checksums",
            "--auth-local=trust", "--auth-host=reject", "--no-instructions",
        ];
        if (!durable)
        {
            arguments.Add("--no-sync");
        }

        var made = await new Command(directory.User, installation.InitDb, [.. arguments])
        {
            WorkingDirectory = layout.Root,
            ClusterDirectory = layout.ClusterInTheMaking,
        }.RunAsync(cancellationToken);
        if (!made.Succeeded)
        {
            throw new LocalPostgresException(
                $"A new PostgreSQL data directory could not be made in {layout.Cluster}. {installation.InitDb} said:\n{made.LastLines()}");
        }

        Directory.Move(layout.ClusterInTheMaking, layout.Cluster);
    }

    private static LocalPostgresException Foreign(DataLayout layout, string what) => new(
        $"{layout.Cluster} {what}. Move it away, or set Store:DataDirectory to an empty directory.");
}
