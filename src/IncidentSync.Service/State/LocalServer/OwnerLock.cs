namespace IncidentSync.Service.State.LocalServer;

/// <summary>
/// Held by the one service that starts and stops the server, for as long as it lives. The kernel gives it up when the process dies, however
/// it dies (.NET takes flock for FileShare.None), so the next start becomes the owner of what it adopts.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    private readonly FileStream _file;

    private OwnerLock(FileStream file) => _file = file;

    /// <returns>null: another service holds it.</returns>
    public static OwnerLock? TryTake(DataLayout layout)
    {
        try
        {
            return new OwnerLock(new FileStream(layout.Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
