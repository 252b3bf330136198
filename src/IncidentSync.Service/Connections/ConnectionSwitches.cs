namespace IncidentSync.Service.Connections;

/// <summary>Which connections an operator has paused, as of the last query of the store, once a second.</summary>
internal sealed class ConnectionSwitches
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CancellationTokenSource> _switches = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An operator has paused the connection, whatever its configured mode.</summary>
    public bool IsPaused(string connection) => WhenPaused(connection).IsCancellationRequested;

    /// <summary>A token that is cancelled when the connection is paused. After a resume there is a new one.</summary>
    public CancellationToken WhenPaused(string connection)
    {
        lock (_gate)
        {
            return SwitchOf(connection).Token;
        }
    }

    /// <summary>Sets which connections are paused; all others are not.</summary>
    public void Set(IReadOnlyCollection<string> paused)
    {
        List<CancellationTokenSource> turnedOff;
        lock (_gate)
        {
            foreach (var (name, known) in _switches.ToList())
            {
                if (known.IsCancellationRequested && !paused.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    _switches.Remove(name);
                }
            }

            turnedOff = [.. paused.Select(SwitchOf)];
        }

        // Outside the lock: the callbacks of the token run here.
        turnedOff.ForEach(off => off.Cancel());
    }

    private CancellationTokenSource SwitchOf(string connection)
    {
        if (!_switches.TryGetValue(connection, out var found))
        {
            _switches[connection] = found = new CancellationTokenSource();
        }

        return found;
    }
}
