using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>Every recent version of every incident of one portal, so that a replica can lag.</summary>
internal sealed class InMemoryPortalHistory
{
    private const int Kept = 256;

    private readonly Dictionary<IncidentId, List<Version>> _versions = [];

    public Snapshot? Latest(IncidentId id) => _versions.TryGetValue(id, out var versions) ? versions[^1].Snapshot : null;

    /// <summary>The version before the latest one, or the latest when there is no other.</summary>
    public Snapshot Previous(IncidentId id) => _versions[id] is [.., { Snapshot: { } before }, _] ? before : Latest(id)!;

    /// <summary>What a replica that stopped then says; null asks one that is up to date.</summary>
    public Snapshot? Find(IncidentId id, DateTimeOffset? asOf) =>
        asOf is null ? Latest(id) : _versions.GetValueOrDefault(id)?.FindLast(version => version.At <= asOf)?.Snapshot;

    /// <inheritdoc cref="Find"/>
    public IEnumerable<Snapshot> All(DateTimeOffset? asOf) => _versions.Keys.Select(id => Find(id, asOf)).OfType<Snapshot>();

    /// <summary>What lists show then: of each incident the newest version that had become visible.</summary>
    public IEnumerable<Snapshot> Listed(DateTimeOffset then) =>
        _versions.Values.Select(versions => versions.FindLast(version => version.ListedAt <= then)?.Snapshot).OfType<Snapshot>();

    /// <summary>Of each incident the newest version that is not stamped later.</summary>
    public IEnumerable<Snapshot> StampedUntil(Stamp stamp) =>
        _versions.Values.Select(versions => versions.FindLast(version => version.Snapshot?.Stamp <= stamp)?.Snapshot).OfType<Snapshot>();

    /// <param name="id">The incident.</param>
    /// <param name="at">When the version was made.</param>
    /// <param name="snapshot">The version; null says that the incident was deleted.</param>
    /// <param name="listedAt">When it shows in lists.</param>
    public void Add(IncidentId id, DateTimeOffset at, Snapshot? snapshot, DateTimeOffset listedAt)
    {
        var versions = _versions.TryGetValue(id, out var known) ? known : _versions[id] = [];
        versions.Add(new(at, snapshot, listedAt));
        if (versions.Count > Kept)
        {
            versions.RemoveAt(0);
        }
    }

    private sealed record Version(DateTimeOffset At, Snapshot? Snapshot, DateTimeOffset ListedAt);
}
