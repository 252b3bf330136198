using IncidentSync.Demo.Convergence.Fields;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Propagation;

/// <summary>Everything that happened to one pair, on both portals, in order; follows each edit to its end.</summary>
/// <remarks>
/// What ends the wait of an edit of a field, at the first later change of the pair for which a row holds:
/// <code>
/// | later change                                    | fate      |
/// |-------------------------------------------------|-----------|
/// | of the field, on either portal, not by the app  | overtaken |
/// | the Defender incident is merged away            | overtaken |
/// | of the field, on the same portal, by the app    | overruled (unless the field is a set) |
/// | after which both portals hold the same          | carried   |
/// | after which the field is held                   | held      |
/// | none                                            | waiting   |
/// </code>
/// </remarks>
internal sealed class PairHistory(
    DefenderPortal defender, SentinelPortal sentinel, EditLog log, string defenderId, string sentinelName, List<Change> changes)
{
    /// <summary>The fate of every original edit with a number above <paramref name="after"/>.</summary>
    public IEnumerable<TracedEdit> Trace(long after)
    {
        for (var index = 0; index < changes.Count; index++)
        {
            var change = changes[index];
            if (change.First.Number <= after || !change.IsOriginal)
            {
                continue;
            }

            if (change.Portal == Portal.Defender && change.Others.Contains(Change.Created))
            {
                yield return TraceCreation(index);
            }

            foreach (var field in change.Fields)
            {
                yield return Trace(index, field);
            }
        }
    }

    private TracedEdit TraceCreation(int index)
    {
        var twin = changes.Skip(index + 1).FirstOrDefault(change => change.Portal == Portal.Sentinel);
        return twin is null ? Ended(index, Change.Created, Fate.Waiting) : Ended(index, Change.Created, Fate.Carried, twin);
    }

    private TracedEdit Trace(int index, SyncedField field)
    {
        if (IsMergedAway(index))
        {
            return Ended(index, field.Name, Fate.Needless);
        }

        switch (At(index) is { } then ? field.Compare(then) : null)
        {
            case FieldComparison.Equal:
            case FieldComparison.NotShown when !ComesWithClose(index):
                return Ended(index, field.Name, Fate.Needless);
            case FieldComparison.Held:
                return Ended(index, field.Name, Fate.Held);
        }

        for (var later = index + 1; later < changes.Count; later++)
        {
            var change = changes[later];
            if (change.Fields.Contains(field) && change.IsOriginal)
            {
                return Ended(index, field.Name, Fate.Overtaken);
            }

            if (change.Fields.Contains(field) && change.IsSynced && change.Portal == changes[index].Portal && !field.IsSet)
            {
                return Ended(index, field.Name, Fate.Overruled);
            }

            if (IsMergedAway(later))
            {
                return Ended(index, field.Name, Fate.Overtaken);
            }

            if (At(later) is not { } pair)
            {
                continue;
            }

            switch (field.Compare(pair))
            {
                case FieldComparison.Equal:
                    return Ended(index, field.Name, Fate.Carried, change);
                case FieldComparison.Held:
                    return Ended(index, field.Name, Fate.Held);
            }
        }

        return Ended(index, field.Name, Fate.Waiting);
    }

    // A verdict in Defender is shown in Sentinel once the close has travelled.
    private bool ComesWithClose(int index) => changes[index].Portal == Portal.Defender && At(index)?.Defender.Status == "resolved";

    private bool IsMergedAway(int index) => defender.Find(defenderId, changes[index].First.At) is { IsRedirected: true };

    private TracedEdit Ended(int index, string field, Fate fate, Change? there = null) =>
        new(changes[index].Portal, defenderId, field, fate, there is null ? default : there.First.RealAt - changes[index].First.RealAt);

    // Null while the twin does not exist.
    private Pair? At(int index)
    {
        var at = changes[index].First.At;
        return sentinel.Find(sentinelName, at) is { } twin && twin.CreatedTimeUtc <= at && defender.Find(defenderId, at) is { } incident
            ? new Pair(incident, twin, log, changes[index].Last)
            : null;
    }
}
