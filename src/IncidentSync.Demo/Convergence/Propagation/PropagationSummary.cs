using System.Collections.Immutable;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Convergence.Propagation;

/// <summary>How edits travelled in one direction.</summary>
/// <param name="New">New incidents that got their twin; Defender to Sentinel only.</param>
/// <param name="Edits">Edits of a field that were carried.</param>
/// <param name="LeftOut">The edits that have no time to measure, counted by what became of them.</param>
internal sealed record PropagationSummary(
    Portal From, TravelTimes New, TravelTimes Edits, ImmutableSortedDictionary<Fate, int> LeftOut)
{
    public static ImmutableArray<PropagationSummary> Of(IReadOnlyCollection<TracedEdit> edits) =>
        [Of(edits, Portal.Defender), Of(edits, Portal.Sentinel)];

    private static PropagationSummary Of(IReadOnlyCollection<TracedEdit> edits, Portal from)
    {
        var here = edits.Where(edit => edit.From == from).ToLookup(edit => edit.Field == Change.Created);
        return new PropagationSummary(
            from,
            TravelTimes.Of(here[true]),
            TravelTimes.Of(here[false]),
            here[false].Where(edit => edit.Fate != Fate.Carried).GroupBy(edit => edit.Fate)
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count()));
    }
}
