using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>What a page does to the links it touches. Pure, so that both stores do the same.</summary>
public static class PageMerge
{
    /// <summary>A link after the page.</summary>
    /// <param name="Link">The link.</param>
    /// <param name="Changed">Something has to be stored.</param>
    /// <param name="Dirty">It has to be planned.</param>
    public sealed record Merged(Link Link, bool Changed, bool Dirty);

    /// <summary>
    /// Applies a page to the links that hold its incidents or their counterparts. A link that gave up its Sentinel incident's name comes
    /// before the one that has it now.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="known">The links that it may concern.</param>
    /// <returns>The links that are to be written, in that order.</returns>
    public static IReadOnlyCollection<Merged> Apply(PageCommit page, IEnumerable<Link> known)
    {
        var links = known.ToDictionary(link => link.Id, link => new Merged(link, false, false));
        var emptied = new List<Merged>();
        foreach (var snapshot in page.Snapshots)
        {
            var own = Find(links, link => link[snapshot.Portal]?.Id == snapshot.Id || link.IdOn(snapshot.Portal) == snapshot.Id);
            var chosen = Pairing.Choose(page, snapshot, own, OfCounterpart(page, links, snapshot));
            links[chosen.Link.Id] = Merge(page, links.GetValueOrDefault(chosen.Link.Id), chosen.Link, snapshot);
            if (chosen.Displaced is { } displaced)
            {
                links[displaced.Id] = new Merged(displaced, true, true);
            }

            if (chosen.Emptied is { } left)
            {
                emptied.Add(new Merged(left, true, true));
                links[left.Id] = new Merged(left, false, false);
            }
        }

        return [.. emptied, .. links.Values.Where(merged => merged.Changed)];
    }

    // Of a Defender incident the link that has the Sentinel incident of its twin's name; of a Sentinel incident its Defender incident's.
    private static Link? OfCounterpart(PageCommit page, Dictionary<LinkId, Merged> links, Snapshot snapshot) => snapshot.Portal switch
    {
        Portal.Defender when page.Identity.TwinOf(snapshot.Id) is var twin => Find(links, link => link.SentinelName == twin),
        _ => snapshot.PairedIn(page.Identity) is { } id ? Find(links, link => link.DefenderId == id) : null,
    };

    private static Merged Merge(PageCommit page, Merged? stored, Link before, Snapshot snapshot)
    {
        var previous = before[snapshot.Portal];
        var after = before.Observe(snapshot, page.At, page.Overlap);
        if (stored is not null && (ReferenceEquals(after[snapshot.Portal], previous) || previous?.SameAs(snapshot) == true))
        {
            var kept = before with { Older = after.Older };
            return kept.Older == before.Older ? stored : stored with { Link = kept, Changed = true };
        }

        if (previous is not null && before.DefenderId is not null && HiddenChange.IsBehind(before, previous, snapshot))
        {
            after = after with { CommentsRead = Math.Min(after.CommentsRead, 0) - 1 };
        }

        var news = previous is null || !previous.SameFields(snapshot)
            || previous.RedirectedTo != snapshot.RedirectedTo || previous.Counterpart != snapshot.Counterpart
            || before.Missing?.Portal == snapshot.Portal || after.HasNewComments || IsAwaitedByMerge(before, snapshot);
        return new Merged(after, true, news || stored is { Dirty: true });
    }

    // A merge is complete when the count includes our own comments, too. For any other link they are not news.
    private static bool IsAwaitedByMerge(Link before, Snapshot snapshot) =>
        before is { State: LinkState.Live, Defender.RedirectedTo: not null }
            && snapshot.CommentCount != before[snapshot.Portal]?.CommentCount;

    private static Link? Find(Dictionary<LinkId, Merged> links, Func<Link, bool> wanted) =>
        links.Values.Select(merged => merged.Link).FirstOrDefault(wanted);
}
