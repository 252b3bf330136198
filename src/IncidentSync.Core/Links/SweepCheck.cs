using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>Finds links whose two portals differ without a reason. Pure.</summary>
/// <remarks>
/// <code>
/// | the link                                                              | differs without a reason   |
/// |-----------------------------------------------------------------------|----------------------------|
/// | is not a live pair of which both portals were read                    | no                         |
/// | changed lately: the change is on its way                              | no                         |
/// | waits for a person, a write or a portal                               | no                         |
/// | has a field that is off, that a portal cannot show, or an empty text  | not for that field         |
/// | any other                                                             | when a field does not agree |
/// </code>
/// The store adds what only it knows: a link that waits to be planned, or that a worker holds, has a reason.
/// </remarks>
/// <param name="Rules">The rules of the connection.</param>
/// <param name="SettledBefore">What changed later is on its way.</param>
public sealed record SweepCheck(SyncRules Rules, Stamp SettledBefore)
{
    /// <summary>What a portal's own list of closed incidents has.</summary>
    /// <param name="snapshot">A portal's answer.</param>
    /// <returns>True for an incident that the portal lists as closed.</returns>
    public static bool IsClosed(Snapshot snapshot) => snapshot.Incident[AllFields.Status] is Seen<Status> { Value: Status.Closed };

    /// <summary>Only one list counts a pair: Defender's, unless only Sentinel's incident is open.</summary>
    /// <param name="listing">A list.</param>
    /// <param name="link">A pair of the connection.</param>
    /// <returns>True for one list of all.</returns>
    public static bool IsCountedBy(Listing listing, Link link) => (listing.Portal, listing.Kind) == link switch
    {
        { Defender: { } defender } when !IsClosed(defender) => (Portal.Defender, ListingKind.OpenSweep),
        { Sentinel: { } sentinel } when !IsClosed(sentinel) => (Portal.Sentinel, ListingKind.OpenSweep),
        _ => (Portal.Defender, ListingKind.ClosedSweep),
    };

    /// <summary>The two differ in a field, and nothing known explains it.</summary>
    /// <param name="link">The pair.</param>
    /// <returns>False while something is held, announced, failing, or too new to know.</returns>
    public bool Differs(Link link) =>
        link is { State: LinkState.Live, Missing: null, Hold: null, Held.Count: 0, Intents.IsEmpty: true, Attempts: 0 }
        && link is { Defender: { RedirectedTo: null } defender, Sentinel: { } sentinel }
        && defender.Stamp < SettledBefore && sentinel.Stamp < SettledBefore
        && AllFields.All.Any(field => Differs(field, defender.Incident[field], sentinel.Incident[field]));

    private bool Differs(Field field, Reading defender, Reading sentinel) =>
        Rules.Fields.PolicyOf(field) != ConflictPolicy.Off && !IsNothing(defender) && !IsNothing(sentinel)
        && !field.Agree(defender, sentinel, Rules.Fields);

    // An empty title or description never travels.
    private static bool IsNothing(Reading reading) => reading is Unseen or Seen<string> { Value: "" };
}
