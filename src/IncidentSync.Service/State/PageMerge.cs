using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.State;

/// <summary>What a page does to the links it touches. Pure, so that both stores do the same.</summary>
internal static class PageMerge
{
    /// <summary>A link after the page.</summary>
    /// <param name="Link">The link.</param>
    /// <param name="Changed">Something has to be stored.</param>
    /// <param name="Dirty">It has to be planned.</param>
    internal sealed record Merged(Link Link, bool Changed, bool Dirty);

    /// <summary>Applies a page to the links that hold its incidents or their counterparts.</summary>
    public static IReadOnlyCollection<Merged> Apply(PageCommit page, IEnumerable<Link> known)
    {
        var links = known.ToDictionary(link => link.Id, link => new Merged(link, false, false));
        foreach (var snapshot in page.Snapshots)
        {
            var own = Find(links, link => link[snapshot.Portal]?.Id == snapshot.Id || NameOf(link, snapshot.Portal) == snapshot.Id);
            var ofCounterpart = snapshot.Counterpart is { } id ? Find(links, link => link.DefenderId == id) : null;
            var before = Pairing.Choose(page, snapshot, own, ofCounterpart);
            links[before.Id] = Merge(links.GetValueOrDefault(before.Id), before, snapshot);
        }

        return [.. links.Values.Where(merged => merged.Changed)];
    }

    private static Merged Merge(Merged? stored, Link before, Snapshot snapshot)
    {
        var after = before.Observe(snapshot);
        var previous = before[snapshot.Portal];
        var same = ReferenceEquals(after, before) || (previous is not null && previous.SameAs(snapshot) && stored is not null);
        var news = !same && (previous is null || !previous.SameFields(snapshot)
            || previous.RedirectedTo != snapshot.RedirectedTo || previous.Counterpart != snapshot.Counterpart
            || after.HasNewComments);
        return new Merged(same ? before : after, !same || stored is { Changed: true }, news || stored is { Dirty: true });
    }

    private static IncidentId? NameOf(Link link, Portal portal) => portal == Portal.Defender ? link.DefenderId : link.SentinelName;

    private static Link? Find(Dictionary<LinkId, Merged> links, Func<Link, bool> wanted) =>
        links.Values.Select(merged => merged.Link).FirstOrDefault(wanted);
}
