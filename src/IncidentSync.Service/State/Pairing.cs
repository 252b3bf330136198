using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.State;

/// <summary>Which link an incident belongs to.</summary>
/// <remarks>
/// <code>
/// | the incident                                   | known links                                   | belongs to                        |
/// |------------------------------------------------|-----------------------------------------------|-----------------------------------|
/// | any                                            | one has it                                    | that one                          |
/// | Defender's                                     | none has it                                   | a new link with its twin's name   |
/// | Sentinel's, names its Defender incident        | that one's link has no Sentinel incident yet  | that link, under its own name     |
/// | Sentinel's, names its Defender incident        | that one's link has another Sentinel incident | a new unpaired link: a duplicate  |
/// | Sentinel's, names its Defender incident        | none has that one                             | a new link of the two             |
/// | Sentinel's, names nothing                      | none has it                                   | a new unpaired link               |
/// </code>
/// </remarks>
internal static class Pairing
{
    public static Link Choose(PageCommit page, Snapshot snapshot, Link? own, Link? ofCounterpart) => (snapshot, own, ofCounterpart) switch
    {
        (_, { } known, _) => known,
        ({ Portal: Portal.Defender }, _, _) =>
            Link.New(page.Identity.LinkOfDefender(snapshot.Id), page.Connection, snapshot.Id, page.Identity.TwinOf(snapshot.Id)),
        ({ Counterpart: not null }, _, { Sentinel: null } waiting) => waiting with { SentinelName = snapshot.Id },
        ({ Counterpart: { } defenderId }, _, null) =>
            Link.New(page.Identity.LinkOfDefender(defenderId), page.Connection, defenderId, snapshot.Id),
        _ => Link.New(page.Identity.LinkOfSentinel(snapshot.Id), page.Connection, null, snapshot.Id),
    };
}
