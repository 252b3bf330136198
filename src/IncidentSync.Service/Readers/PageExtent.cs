using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>What a window needs to know of one page of it.</summary>
/// <param name="Stamps">The stamps of its rows.</param>
/// <param name="IsLast">No page follows.</param>
/// <param name="Left">The stamps that are still unread; null where none are, or where that is unknown.</param>
/// <param name="ServerTime">The portal's clock when it answered.</param>
internal sealed record PageExtent(IReadOnlyList<Stamp> Stamps, bool IsLast, FeedRange? Left, DateTimeOffset? ServerTime)
{
    public static PageExtent Of(FeedPage page) =>
        new([.. page.Incidents.Select(snapshot => snapshot.Stamp)], page.Next is null, page.Left, page.ServerTime);
}
