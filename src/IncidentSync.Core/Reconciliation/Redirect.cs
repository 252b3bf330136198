using System.Collections.Immutable;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>
/// Defender merged an incident into another: its Sentinel incident is closed with a word of where the work went on. What it already says
/// of itself (a verdict) is kept, and the merged Defender incident is not written.
/// </summary>
public static class Redirect
{
    /// <summary>
    /// The label that Microsoft's own sync puts on the source of a merge (Alert correlation and incident merging in the Microsoft Defender
    /// portal), and so do we.
    /// </summary>
    public const string Label = "Redirected";

    /// <summary>Closes the Sentinel incident, or finds it closed and rests. A status that is not known is not written over.</summary>
    /// <param name="state">The link.</param>
    /// <param name="sentinel">Its Sentinel incident.</param>
    /// <param name="target">The Defender incident into which Defender merged it.</param>
    /// <returns>The closing write, or the link at rest as merged.</returns>
    public static SyncPlan Plan(SyncState state, Snapshot sentinel, IncidentId target)
    {
        if (sentinel.Incident[Fields.Status] is Seen<Status> { Value: Status.Closed })
        {
            return new(LinkState.Merged, new SyncAction.Nothing(), [], state.Bases);
        }

        if (sentinel.Incident[Fields.Status] is Unknown unknown)
        {
            return new(
                LinkState.Live,
                new SyncAction.Nothing(),
                [new Held(Fields.Status, HoldReason.UnknownValue, state.Defender!.Incident[Fields.Status], unknown)],
                state.Bases);
        }

        var closing = new Verdict(Classification.Undetermined, "", $"Merged into Defender incident {target}");
        return new(
            LinkState.Live,
            new SyncAction.Write(
                [
                    new(Portal.Sentinel, Fields.Status, new Seen<Status>(Status.Closed)),
                    new(Portal.Sentinel, Fields.Verdict, new Seen<Verdict>(closing)),
                ],
                [Label]),
            [],
            state.Bases);
    }
}
