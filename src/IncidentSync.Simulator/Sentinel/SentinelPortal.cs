using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>The incidents of one workspace. Whatever an app, a person, automation or native sync does to one passes through here and is in
/// the edit log afterwards.</summary>
internal sealed class SentinelPortal
{
    private static readonly Actor Service = Actor.Automation("Azure Sentinel");
    private readonly IncidentStore _store;
    private readonly SentinelComments _comments;
    private readonly SentinelEvidence _evidence;

    public SentinelPortal(Workspace workspace, Tenant tenant, SimulatorClock clock, EditLog edits, int seed)
    {
        (Workspace, Tenant, _store) = (workspace, tenant, new IncidentStore(workspace, tenant, clock, edits, seed));
        (_comments, _evidence) = (new SentinelComments(_store), new SentinelEvidence(workspace, _store));
    }

    public Workspace Workspace { get; }

    public Tenant Tenant { get; }

    public SentinelIncident? Find(string name, DateTimeOffset? asOf = null) => Locked(() => _store.Versions.Read(name, asOf));

    public SentinelIncident? FindPrevious(string name) => Locked(() => _store.Versions.Previous(name));

    /// <summary>The incident as it was when it was last deleted; null when it never was.</summary>
    public SentinelIncident? FindDeleted(string name) => Locked(() => _store.Versions.Deleted(name));

    public IReadOnlyList<SentinelIncident> Incidents(DateTimeOffset? asOf = null) => Locked(() => _store.Versions.List(asOf).ToList());

    /// <summary>
    /// Whether an app of the tenant made it, as the one that keeps the portals the same: not a person, a playbook or Microsoft.
    /// </summary>
    public bool IsMadeByApp(SentinelIncident incident) => Tenant.Apps.Any(app => Actor.App(app.DisplayName) == incident.MadeBy);

    public SentinelAlert? FindAlert(string systemAlertId) => Locked(() => _evidence.Find(systemAlertId));

    /// <summary>A new incident, as an analytics rule, native sync or a person makes one, stamped now unless the shape sets its
    /// stamps.</summary>
    public SentinelIncident Create(Func<SentinelIncident, SentinelIncident>? shape = null, Actor? by = null, string? name = null) =>
        Locked(() => _store.Make(name ?? Guid.NewGuid().ToString(), by ?? Service, shape ?? (made => made)));

    /// <summary>Changes an incident whatever its etag is, and stamps it, also when nothing differs.</summary>
    /// <param name="name">Which.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="stamp">Its lastModifiedTimeUtc, where that is not now.</param>
    /// <exception cref="KeyNotFoundException">There is no such incident.</exception>
    public SentinelIncident Edit(
        string name, Actor by, Func<SentinelIncident, SentinelIncident> change, DateTimeOffset? stamp = null) => Locked(() =>
        {
            var before = _store.Versions.Latest(name) ?? throw new KeyNotFoundException($"Sentinel incident {name} does not exist.");
            return _store.Apply(before, by, change, stamp);
        });

    /// <summary>Creates or changes an incident; with an etag only while that is the current one.</summary>
    public PutResult Put(string name, string? etag, Actor by, Func<SentinelIncident, SentinelIncident> change) =>
        Locked<PutResult>(() => _store.Versions.Latest(name) is not { } before ? new PutResult.Created(_store.Make(name, by, change))
            : etag is not null && etag != before.Etag ? new PutResult.Stale()
            : new PutResult.Updated(_store.Apply(before, by, change)));

    /// <returns>False when there was nothing to delete.</returns>
    public bool Delete(string name, Actor by) => Locked(() => _store.Delete(name, by));

    /// <exception cref="KeyNotFoundException">There is no such incident.</exception>
    public SentinelIncident Comment(string name, Actor by, string message, string? commentName = null) =>
        Locked(() => _comments.Add(name, by, message, commentName));

    public PutResult PutComment(string name, string commentName, string? etag, Actor by, string message) =>
        Locked(() => _comments.Put(name, commentName, etag, by, message));

    /// <returns>False when there was nothing to delete.</returns>
    public bool DeleteComment(string name, string commentName, Actor by) => Locked(() => _comments.Delete(name, commentName, by));

    /// <summary>An alert appears in the workspace, and in an incident when one is named.</summary>
    public SentinelAlert AddAlert(string? incidentName = null, Func<SentinelAlert, SentinelAlert>? shape = null) =>
        Locked(() => _evidence.Add(incidentName, shape, Service));

    /// <summary>Ties an alert or a bookmark to an incident.</summary>
    public PutResult PutRelation(string name, string relationName, string relatedResourceId, Actor by) =>
        Locked(() => _evidence.PutRelation(name, relationName, relatedResourceId, by));

    /// <returns>False when there was nothing to delete.</returns>
    public bool DeleteRelation(string name, string relationName, Actor by) =>
        Locked(() => _evidence.DeleteRelation(name, relationName, by));

    private T Locked<T>(Func<T> act)
    {
        lock (_store.Gate)
        {
            return act();
        }
    }
}
