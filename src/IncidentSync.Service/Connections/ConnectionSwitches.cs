namespace IncidentSync.Service.Connections;

/// <summary>Which connections an operator has paused, as the store said when it was last asked, once a second.</summary>
internal sealed class ConnectionSwitches
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CancellationTokenSource> _switches = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An operator has paused it; what the configuration says is another matter.</summary>
    public bool IsPaused(string connection) => WhenPaused(connection).IsCancellationRequested;

    /// <summary>Cancelled as soon as the connection is paused. After it was resumed there is a new one.</summary>
    public CancellationToken WhenPaused(string connection)
    {
        lock (_gate)
        {
            return SwitchOf(connection).Token;
        }
    }

    /// <summary>These are paused and no others.</summary>
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

        // Outside: what waits for the token runs here.
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
