namespace IncidentSync.Service.State.LocalServer;

/// <summary>
/// Which user the server's programs run as. PostgreSQL refuses root, so a service that runs as root takes another user for them.
/// </summary>
/// <remarks>
/// <code>
/// service runs as   postgres folder belongs to   server runs as
/// a normal user     anyone                       that normal user
/// root              root                         postgres, else nobody; the folder becomes theirs
/// root              one of those two             that user
/// root              anybody else                 nobody: what stands there may be anybody's server
/// </code>
/// </remarks>
internal static class ServerUser
{
    private static readonly string[] Preferred = ["postgres", "nobody"];

    /// <returns>null: the service's own user.</returns>
    public static async Task<string?> ChooseAsync(DataLayout layout, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var owner = await OwnerOfAsync(layout.Root, cancellationToken);
        var ours = Preferred.Contains(owner);
        if (!ours && owner != "root")
        {
            throw new LocalPostgresException(
                $"{layout.Root} belongs to {owner}, and a service that runs as root uses no database of another user. Start the service as "
                + $"that user, or, if you know what is in it, give it to root (chown -R root: {layout.Root}).");
        }

        var user = ours ? owner : await FirstPreferredAsync(cancellationToken);

        // A cluster that root restored from a copy is handed over too. Only then: whoever owns the folder could otherwise plant hard links.
        if (!ours || (Directory.Exists(layout.Cluster) && await OwnerOfAsync(layout.Cluster, cancellationToken) == "root"))
        {
            var handedOver = await new Command(null, "chown", "-R", user + ":", layout.Root).RunAsync(cancellationToken);
            if (!handedOver.Succeeded)
            {
                throw new LocalPostgresException(
                    $"{layout.Root} could not be given to the user {user}, whom PostgreSQL runs as because it refuses root: "
                    + $"{handedOver.FirstLine}. Start the service as a normal user, or set Store:DataDirectory to a local directory.");
            }
        }

        return user;
    }

    public static async Task<string> OwnerOfAsync(string path, CancellationToken cancellationToken)
    {
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
        return (await new Command(null, "stat", [.. format, path]).RunAsync(cancellationToken)).FirstLine;
    }

    private static async Task<string> FirstPreferredAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Preferred)
        {
            if (await IsUserAsync(name, cancellationToken))
            {
                return name;
            }
        }

        throw new LocalPostgresException(
            "The service runs as root, PostgreSQL refuses to, and this machine has neither a user postgres nor a user nobody. Start the "
            + "service as a normal user, or make one: useradd --system postgres.");
    }

    // stat prints UNKNOWN for a number without a name, as after a restore from another machine.
    private static async Task<bool> IsUserAsync(string name, CancellationToken cancellationToken) =>
        (await new Command(null, "id", "-u", name).RunAsync(cancellationToken)).Succeeded;
}
