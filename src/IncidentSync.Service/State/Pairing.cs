using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Service.State;

/// <summary>Which link an incident belongs to.</summary>
/// <remarks>
/// <code>
/// | the incident                               | known links                            | belongs to                                |
/// |--------------------------------------------|----------------------------------------|-------------------------------------------|
/// | any                                        | one has it                             | that one                                  |
/// | Defender's                                 | none has it                            | a new link with its twin's name           |
/// | Sentinel's, names its Defender incident    | that one's link has none yet           | that link, under its own name             |
/// | Sentinel's, names its Defender incident    | the Sentinel incident of that one's    | that link, live again                     |
/// |                                            | link was deleted                       |                                           |
/// | Microsoft's own, names its Defender        | that one's link has the twin we made   | that link; our twin gets one of its own,  |
/// | incident                                   |                                        | superseded                                |
/// | our twin, names its Defender incident      | that one's link has Microsoft's own    | a new link, superseded                    |
/// | our twin, names its Defender incident      | that one's link has somebody else's    | that link; the other gets one of its own, |
/// |                                            |                                        | a duplicate                               |
/// | Sentinel's, names its Defender incident    | that one's link has another            | a new unpaired link: a duplicate          |
/// | Sentinel's, names its Defender incident    | none has that one                      | a new link of the two                     |
/// | Sentinel's, names nothing                  | none has it                            | a new unpaired link                       |
/// </code>
/// </remarks>
internal static class Pairing
{
    /// <summary>The link, and one that gives its Sentinel incident away and must be stored too.</summary>
    public static (Link Link, Link? Displaced) Choose(PageCommit page, Snapshot snapshot, Link? own, Link? ofCounterpart)
    {
        if (own is not null)
        {
            return (own, null);
        }

        if (snapshot.Portal == Portal.Defender)
        {
            var id = page.Identity.LinkOfDefender(snapshot.Id);
            return (Link.New(id, page.Connection, snapshot.Id, page.Identity.TwinOf(snapshot.Id)), null);
        }

        return (snapshot.Counterpart, ofCounterpart) switch
        {
            ({ }, { Sentinel: null } waiting) => (waiting with { SentinelName = snapshot.Id }, null),
            ({ }, { State: LinkState.Deleted, Missing.Portal: Portal.Sentinel } deleted) => (Moved(deleted, snapshot.Id), null),
            ({ } named, { } pair) when snapshot.IsNative && pair.SentinelName == page.Identity.TwinOf(named) =>
                (Moved(pair, snapshot.Id), Unpaired(page, pair.SentinelName) with { Sentinel = pair.Sentinel, SupersededBy = snapshot.Id }),
            ({ } named, { } pair) when snapshot.Id == page.Identity.TwinOf(named) && pair.Sentinel.IsNative =>
                (Unpaired(page, snapshot.Id) with { SupersededBy = pair.SentinelName }, null),
            ({ } named, { } pair) when snapshot.Id == page.Identity.TwinOf(named) =>
                (Moved(pair, snapshot.Id), Unpaired(page, pair.SentinelName) with { Sentinel = pair.Sentinel }),
            ({ } named, null) => (Link.New(page.Identity.LinkOfDefender(named), page.Connection, named, snapshot.Id), null),
            _ => (Unpaired(page, snapshot.Id), null),
        };
    }

    private static Link Unpaired(PageCommit page, IncidentId sentinelName) =>
        Link.New(page.Identity.LinkOfSentinel(sentinelName), page.Connection, null, sentinelName);

    // Another Sentinel incident: the two begin at first contact. What is announced for the old one is not meant for it.
    private static Link Moved(Link link, IncidentId sentinelName) => link with
    {
        State = LinkState.Live,
        SentinelName = sentinelName,
        Sentinel = null,
        Bases = Bases.None,
        Intents = [],
        Missing = null,
    };
}
