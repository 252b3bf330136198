using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Fields;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence;

/// <summary>Everything one hand did to one incident at once, by synced field.</summary>
/// <param name="Last">The number of its last edit.</param>
/// <param name="IsSynced">The hand was an app that calls the APIs: the one that keeps the portals the same.</param>
/// <param name="Fields">The synced fields that changed; several parts of one count once.</param>
/// <param name="Others">The parts of the incident that changed beside them, in the words of the edit log.</param>
internal sealed record Change(Edit First, long Last, bool IsSynced, ImmutableArray<SyncedField> Fields, ImmutableArray<string> Others)
{
    public const string Created = "created";

    public Portal Portal => First.Portal;

    public IEnumerable<string> FieldNames => Fields.Select(synced => synced.Name).Concat(Others);

    /// <summary>A person's, a playbook's, or a portal's own automation's: what is to travel.</summary>
    public bool IsOriginal => !IsSynced && First.Actor.Kind != ActorKind.NativeSync;

    public static IEnumerable<Change> In(World world, IEnumerable<Edit> edits)
    {
        var apps = world.Tenants.SelectMany(tenant => tenant.Apps).Select(app => Actor.App(app.DisplayName)).ToHashSet();
        return edits.GroupBy(edit => edit.Change).Select(group => Of([.. group], apps));
    }

    private static Change Of(List<Edit> edits, HashSet<Actor> apps) => new(
        edits[0],
        edits[^1].Number,
        apps.Contains(edits[0].Actor),
        [.. edits.Select(edit => SyncedFields.Find(edit.Portal, edit.Field)).OfType<SyncedField>().Distinct()],
        [.. edits.Where(edit => SyncedFields.Find(edit.Portal, edit.Field) is null).Select(edit => edit.Field).Distinct()]);
}
