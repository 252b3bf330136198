using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>The incidents of one workspace in their recent versions. Whatever changes one is stamped, gets an etag, and is in the edit log
/// afterwards. Its portal holds <see cref="Gate"/> around everything.</summary>
internal sealed class IncidentStore(Workspace workspace, Tenant tenant, SimulatorClock clock, EditLog edits, int seed)
{
    private readonly SentinelDirectory _directory = new(tenant);
    private readonly EtagSequence _etags = new(new Random(seed));
    private readonly Versions<SentinelIncident> _versions = new();
    private int _lastNumber;

    public Lock Gate { get; } = new();

    public Versions<SentinelIncident> Versions => _versions;

    public DateTimeOffset Now => clock.GetUtcNow();

    public string NextEtag() => _etags.Next(Now);

    public SentinelAuthor AuthorOf(Actor by) => _directory.AuthorOf(by);

    public SentinelIncident Make(string name, Actor by, Func<SentinelIncident, SentinelIncident> shape)
    {
        var now = Now;
        var made = new SentinelIncident(name, ++_lastNumber) { CreatedTimeUtc = now, LastModifiedTimeUtc = now, MadeBy = by };
        var shaped = _directory.Complete(shape(made)) with { Etag = _etags.Next(now) };
        _versions.Add(name, now, shaped);
        Write(by, name, [new FieldChange("created", null, shaped.Title)]);
        return shaped;
    }

    /// <summary>Changes an incident, and stamps it, also when nothing differs.</summary>
    /// <param name="before">The incident as it is.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="stamp">Its lastModifiedTimeUtc, where that is not now.</param>
    public SentinelIncident Apply(
        SentinelIncident before, Actor by, Func<SentinelIncident, SentinelIncident> change, DateTimeOffset? stamp = null)
    {
        var changed = _directory.Complete(change(before));
        var now = Now;
        var after = changed with { LastModifiedTimeUtc = stamp ?? now, Etag = _etags.Next(now) };
        _versions.Add(before.Name, now, after);
        Write(by, before.Name, SentinelChanges.Between(before, after));
        return after;
    }

    /// <returns>False when there was nothing to delete.</returns>
    public bool Delete(string name, Actor by)
    {
        if (_versions.Latest(name) is not { } before)
        {
            return false;
        }

        _versions.Add(name, Now, null);
        Write(by, before.Name, [new FieldChange("deleted", before.Title, null)]);
        return true;
    }

    private void Write(Actor by, string name, IEnumerable<FieldChange> changes) =>
        edits.Append(by, Portal.Sentinel, workspace.Name, name, changes);
}
