namespace IncidentSync.Service.Hosting;

/// <summary>Whether the database answered when it was last asked, once a second.</summary>
internal sealed class StoreHealth
{
    private volatile bool _reachable = true;

    public bool Reachable
    {
        get => _reachable;
        set => _reachable = value;
    }
}
