using IncidentSync.Core.Links;

namespace IncidentSync.Service.Connections;

/// <summary>The connections of this process, by name.</summary>
internal sealed class ConnectionSet(IReadOnlyCollection<SyncConnection> connections)
{
    private readonly Dictionary<string, SyncConnection> _byName =
        connections.ToDictionary(connection => connection.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, in the order of the configuration.</summary>
    public IReadOnlyCollection<SyncConnection> All => _byName.Values;

    /// <summary>The terms under which any link is claimed: the longest that a connection asks for.</summary>
    public LeaseTerms Terms { get; } = new(
        connections.Select(connection => connection.Timing.Lease).DefaultIfEmpty(TimeSpan.FromMinutes(2)).Max(),
        connections.Select(connection => connection.Timing.Late.Apply).DefaultIfEmpty(TimeSpan.FromMinutes(1)).Max());

    /// <summary>What operators have switched off.</summary>
    public ConnectionSwitches Switches { get; } = new();

    /// <summary>The connection of that name in the mode that holds now; null when it was taken out of the configuration.</summary>
    public SyncConnection? Find(string name) => _byName.GetValueOrDefault(name) is { } found && Switches.IsPaused(found.Name)
        ? found with { Mode = ConnectionMode.Paused }
        : _byName.GetValueOrDefault(name);
}
