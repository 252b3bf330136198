using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>Which link an incident belongs to. A pair that is stored stays one.</summary>
/// <remarks>
/// <see cref="Snapshot.PairedIn"/> says to which Defender incident a Sentinel incident belongs: by the twin's name or Microsoft's id.
/// <code>
/// | the incident                         | known links                            | belongs to                                      |
/// |--------------------------------------|----------------------------------------|-------------------------------------------------|
/// | Defender's, never read before        | its own was claimed by a label, as in  | that link, which has its twin's name now; the   |
/// |                                      | older versions                         | labelled one gets one of its own, a duplicate   |
/// | any                                  | one has it                             | that one                                        |
/// | Defender's                           | none has it                            | a new link with its twin's name                 |
/// | Defender's, its link is new (either) | an unpaired one has its twin           | the new link, twin and all; the other is emptied |
/// | Sentinel's, of a Defender incident   | that one's link has none yet           | that link, under its own name                   |
/// | Sentinel's, of a Defender incident   | the Sentinel incident of that one's    | that link, live again                           |
/// |                                      | link was deleted                       |                                                 |
/// | Microsoft's own                      | its Defender incident's link has the   | that link; our twin gets one of its own,        |
/// |                                      | twin we made                           | superseded                                      |
/// | our twin                             | its Defender incident's link has       | a new link, superseded                          |
/// |                                      | Microsoft's own                        |                                                 |
/// | Sentinel's, of a Defender incident   | that one's link has another            | a new unpaired link: a duplicate                |
/// | Sentinel's, of a Defender incident   | none has that one                      | a new link of the two                           |
/// | Sentinel's, of none                  | none has it                            | a new unpaired link: if labelled, a duplicate   |
/// </code>
/// </remarks>
public static class Pairing
{
    /// <summary>Where an incident belongs.</summary>
    /// <param name="Link">The link.</param>
    /// <param name="Displaced">The link that an incident gets which that one gives away. To be stored after it.</param>
    /// <param name="Emptied">The link that gives it its incident. To be stored before it.</param>
    public sealed record Choice(Link Link, Link? Displaced = null, Link? Emptied = null);

    /// <summary>The link of an incident.</summary>
    /// <param name="page">The page that shows it.</param>
    /// <param name="snapshot">The incident.</param>
    /// <param name="own">The link that has it.</param>
    /// <param name="ofCounterpart">The link that has the twin of a Defender incident, or the Defender incident of a Sentinel one.</param>
    /// <returns>The link, and those that give or get an incident by it.</returns>
    public static Choice Choose(PageCommit page, Snapshot snapshot, Link? own, Link? ofCounterpart) => snapshot.Portal switch
    {
        Portal.Defender => OfDefender(page, snapshot.Id, own, ofCounterpart),
        _ => own is not null ? new(own) : OfSentinel(page, snapshot, ofCounterpart),
    };

    private static Choice OfDefender(PageCommit page, IncidentId id, Link? own, Link? ofTwin)
    {
        var twin = page.Identity.TwinOf(id);
        var isClaimed = own is { Defender: null, Sentinel.IsNative: false } && own.SentinelName != twin;
        if (own is not null && !isClaimed)
        {
            return new(own);
        }

        var choice = own is null
            ? new Choice(Link.New(page.Identity.LinkOfDefender(id), page.Connection, id, twin))
            : new Choice(Moved(own, twin), Displaced(page, own));
        return ofTwin is { DefenderId: null }
            ? choice with { Link = Filled(choice.Link, ofTwin), Emptied = Emptied(ofTwin) }
            : choice;
    }

    private static Choice OfSentinel(PageCommit page, Snapshot snapshot, Link? ofDefender) =>
        (snapshot.PairedIn(page.Identity), ofDefender) switch
        {
            ({ }, { Sentinel: null } waiting) => new(waiting with { SentinelName = snapshot.Id }),
            ({ }, { State: LinkState.Deleted, Missing.Portal: Portal.Sentinel } deleted) => new(Moved(deleted, snapshot.Id)),
            ({ } id, { } pair) when snapshot.IsNative && pair.SentinelName == page.Identity.TwinOf(id) =>
                new(Moved(pair, snapshot.Id), Displaced(page, pair) with { SupersededBy = snapshot.Id }),
            ({ }, { Sentinel.IsNative: true } pair) when !snapshot.IsNative =>
                new(Unpaired(page, snapshot.Id) with { SupersededBy = pair.SentinelName }),
            ({ } id, null) => new(Link.New(page.Identity.LinkOfDefender(id), page.Connection, id, snapshot.Id)),
            _ => new(Unpaired(page, snapshot.Id)),
        };

    private static Link Unpaired(PageCommit page, IncidentId sentinelName) =>
        Link.New(page.Identity.LinkOfSentinel(sentinelName), page.Connection, null, sentinelName);

    private static Link Displaced(PageCommit page, Link link) => Unpaired(page, link.SentinelName) with { Sentinel = link.Sentinel };

    // Another Sentinel incident: the pair begins at first contact. Intents for the old one are not meant for it.
    private static Link Moved(Link link, IncidentId sentinelName) => link with
    {
        State = LinkState.Live,
        SentinelName = sentinelName,
        Sentinel = null,
        Bases = Bases.None,
        Intents = [],
        Missing = null,
    };

    // A twin that was deleted before its link was known is not made again either.
    private static Link Filled(Link link, Link unpaired) => link with
    {
        State = unpaired.State == LinkState.Deleted ? LinkState.Deleted : LinkState.Live,
        Sentinel = unpaired.Sentinel,
        Missing = unpaired.Missing,
    };

    // The row stays because its journal does, under a name that no incident has.
    private static Link Emptied(Link unpaired) => unpaired with
    {
        State = LinkState.Merged,
        SentinelName = new IncidentId(unpaired.Id.ToString()),
        Sentinel = null,
        Missing = null,
    };
}
