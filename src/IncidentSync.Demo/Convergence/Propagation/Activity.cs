using System.Collections.Immutable;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence.Propagation;

/// <summary>How often one field was changed on one portal. Fields that are not synced appear under the portal's own names.</summary>
internal readonly record struct FieldCount(Portal Portal, string Field, int Count);

/// <summary>How often one operation of one portal was called, whatever the answer.</summary>
internal readonly record struct OperationCount(Portal Portal, string Operation, long Calls);

/// <summary>Who did how much, and how fast it travelled.</summary>
/// <param name="Changed">By persons, playbooks and the portals' own automation.</param>
/// <param name="Written">By the app that keeps the portals the same.</param>
internal sealed record Activity(
    ImmutableArray<FieldCount> Changed,
    ImmutableArray<FieldCount> Written,
    ImmutableArray<OperationCount> Calls,
    ImmutableArray<PropagationSummary> Propagation)
{
    public static Activity Of(World world, long after = 0)
    {
        var changes = Change.In(world, world.Edits.After(after)).ToList();
        return new Activity(
            Count(changes.Where(change => change.IsOriginal)),
            Count(changes.Where(change => change.IsSynced)),
            [.. world.Calls.Counts()
                .GroupBy(count => (count.Portal, count.Operation))
                .Select(group => new OperationCount(group.Key.Portal, group.Key.Operation, group.Sum(count => count.Calls)))],
            PropagationSummary.Of(PropagationTrace.Of(world, after)));
    }

    private static ImmutableArray<FieldCount> Count(IEnumerable<Change> changes) =>
    [
        .. changes
            .SelectMany(change => change.FieldNames, (change, field) => (change.Portal, Field: field))
            .GroupBy(changed => changed)
            .Select(group => new FieldCount(group.Key.Portal, group.Key.Field, group.Count()))
            .OrderBy(count => count.Portal).ThenByDescending(count => count.Count).ThenBy(count => count.Field, StringComparer.Ordinal),
    ];
}
