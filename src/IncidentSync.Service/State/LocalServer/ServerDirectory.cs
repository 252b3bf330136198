namespace IncidentSync.Service.State.LocalServer;

/// <summary>The directory of a private server, made and checked: its files, its socket directory, and the user it belongs to.</summary>
internal sealed record ServerDirectory(DataLayout Layout, string Socket, string? User)
{
    // Names the first directory on the way that the server's user cannot enter.
    private const string FindClosed = "for d do test -x \"$d\" || { echo \"$d\"; exit 1; }; done";

    // Run as the server's user: chmod succeeds only for an owner, so a directory that another user put there first is refused. A copied
    // cluster may have a wider mode, with which PostgreSQL does not start.
    private const string Prepare =
        """
        umask 077
        if test -L "$2"; then echo "$2 is a link"; exit 1; fi
        mkdir -p "$1" "$2" && chmod 700 "$1" "$2" && : >> "$3" && : >> "$4" || exit 1
        if test -d "$5"; then chmod 700 "$5"; fi
        """;

    public static async Task<ServerDirectory> PrepareAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var layout = new DataLayout(await MakeAsync(Path.GetFullPath(dataDirectory), cancellationToken));
        try
        {
            Directory.CreateDirectory(layout.Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(layout.Root, e.Message, e);
        }

        var user = await ServerUser.ChooseAsync(layout, cancellationToken);
        var closed = await Command.Script(user, FindClosed, [.. WayTo(layout.Root)]).RunAsync(cancellationToken);
        if (!closed.Succeeded)
        {
            throw Closed(layout, closed.FirstLine, user);
        }

        var directory = new ServerDirectory(layout, SocketDirectory.For(layout), user);
        await directory.MakeFilesAsync(cancellationToken);
        return directory;
    }

    public async Task MakeFilesAsync(CancellationToken cancellationToken)
    {
        var made = await Command.Script(User, Prepare, Layout.Root, Socket, Layout.Log, Layout.Lock, Layout.Cluster)
            .RunAsync(cancellationToken);
        if (made.Succeeded)
        {
            return;
        }

        var owner = await ServerUser.OwnerOfAsync(Layout.Root, cancellationToken);
        throw Unusable(Layout.Root, $"{made.FirstLine} (it belongs to {owner})", user: User);
    }

    /// <summary>A directory beside the data is not left behind in the temporary one.</summary>
    public void RemoveSocketDirectory()
    {
        if (SocketDirectory.IsInside(Layout, Socket))
        {
            return;
        }

        try
        {
            Directory.Delete(Socket);
        }
        catch (IOException)
        {
            // Something else is in it, or it is gone already. It is empty, private and found again by the next start.
        }
    }

    /// <returns>The directory's one true path: adoption compares paths, and a link may lead here.</returns>
    private static async Task<string> MakeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path);
                // Whatever root's umask says, the server's user must get through. What is inside is closed by its own mode.
                if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e.Message, e);
        }

        var real = await Command.Script(null, "cd -P \"$1\" && pwd -P", path).RunAsync(cancellationToken);
        return real.Succeeded ? real.Output : throw Unusable(path, real.FirstLine);
    }

    private static List<string> WayTo(string path)
    {
        var way = new List<string>();
        for (var step = path; step is not null; step = Path.GetDirectoryName(step))
        {
            way.Insert(0, step);
        }

        return way;
    }

    private static LocalPostgresException Closed(DataLayout layout, string closed, string? user) => new(
        user is null
            ? $"The private PostgreSQL server cannot use {layout.Root}: the user {Environment.UserName} may not enter {closed}. Set "
              + "Store:DataDirectory to a directory of this user, or give it this one (chown -R)."
            : $"The private PostgreSQL server cannot use {layout.Root}: the service runs as root, PostgreSQL refuses to and runs as the "
              + $"user {user}, who may not enter {closed}. Set Store:DataDirectory to a directory that {user} can reach (such as one under "
              + $"/var/lib), allow it (chmod o+x {closed}), or start the service as a normal user.");

    private static LocalPostgresException Unusable(string path, string why, Exception? inner = null, string? user = null) => new(
        $"The private PostgreSQL server cannot use {path} as the user {user ?? Environment.UserName}: {why.TrimEnd('.')}. Set "
        + "Store:DataDirectory to a directory that this user can write, or give it this one (chown -R).", inner);
}
