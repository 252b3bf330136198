using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Readers;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// I6: a cursor never goes back, and every change that is stamped long enough before it is stored, or in what is still to be read of a
/// backfill.
/// </summary>
internal static class CursorChecks
{
    public static void Check(World world, StoredState before, StoredState after)
    {
        if (ReferenceEquals(before.Cursors, after.Cursors))
        {
            return;
        }

        foreach (var (key, cursor) in after.Cursors)
        {
            if (before.Cursors.TryGetValue(key, out var was) && was == cursor)
            {
                continue;
            }

            if (was > cursor)
            {
                world.History.Violate("I6 cursor", $"{key.Portal}'s cursor went back");
            }

            CheckStored(world, after, key.Portal, cursor);
        }
    }

    // What became visible just before the cursor moved is read with the next overlap.
    private static void CheckStored(World world, StoredState after, Portal portal, Stamp cursor)
    {
        var until = cursor.Back(world.Profile.Overlap + FeedReader.OverlapInterval * 2 + world.Profile.Poll * 2 + world.Profile.Lease * 4);
        var left = after.Listings.Rows.Where(row => row.Key.Portal == portal && row.Key.Kind == ListingKind.Backfill)
            .Select(row => row.Value.Range).ToList();
        foreach (var version in Of(world, portal).StampedUntil(until).Where(version => !world.Deleted.ContainsKey(version.Id)))
        {
            if (!left.Any(range => version.Stamp >= range?.Since && version.Stamp <= range.Until) && !after.Rows.Values.Any(
                row => row.Link[portal] is { } stored && stored.Id == version.Id && stored.Stamp >= version.Stamp))
            {
                world.History.Violate("I6 cursor", $"{portal} {version.Id} of {version.Stamp} was passed over, the cursor is at {cursor}");
            }
        }
    }

    private static InMemoryPortal Of(World world, Portal portal) => portal == Portal.Defender ? world.Defender : world.Sentinel;
}
