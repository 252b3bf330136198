using System.Collections.Immutable;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence;

/// <summary>Who did what to which incident, as far as it happened: the edit log, looked up instead of searched.</summary>
internal sealed class History
{
    private readonly ILookup<(Portal Portal, string Scope, string Id), Edit> _edits;
    private readonly ImmutableHashSet<Actor> _apps;

    public History(World world)
    {
        _apps = [.. world.Tenants.SelectMany(tenant => tenant.Apps).Select(app => Actor.App(app.DisplayName))];
        _edits = world.Edits.After().ToLookup(edit => (edit.Portal, edit.Scope, edit.IncidentId.ToUpperInvariant()));
    }

    public IEnumerable<Edit> Of(DefenderPortal portal, string id) =>
        _edits[(Portal.Defender, portal.Tenant.Id.ToString(), id.ToUpperInvariant())];

    public IEnumerable<Edit> Of(SentinelPortal portal, string name) =>
        _edits[(Portal.Sentinel, portal.Workspace.Name, name.ToUpperInvariant())];

    /// <summary>Incidents of a workspace that were deleted there, last deletion of each.</summary>
    public IEnumerable<Edit> DeletionsIn(SentinelPortal portal) => _edits
        .Where(group => group.Key.Portal == Portal.Sentinel && group.Key.Scope == portal.Workspace.Name)
        .Select(group => group.LastOrDefault(edit => edit.Field == "deleted"))
        .OfType<Edit>();

    /// <summary>Whether it was the app that keeps the portals the same.</summary>
    public bool IsApps(Edit edit) => _apps.Contains(edit.Actor);

    public Edit? CreationOf(SentinelPortal portal, string name) => Of(portal, name).LastOrDefault(edit => edit.Field == Change.Created);
}
