using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>
/// The part of a feed's window that is read next, once the whole of it held more than is read at once. Pure. Both ends are inclusive: what
/// stands on an edge is read twice, and nothing between two parts is left out.
/// </summary>
/// <remarks>
/// <code>
/// | a part                                         | then                                                            |
/// |------------------------------------------------|-----------------------------------------------------------------|
/// | is full, and spans more than one stamp         | its earlier half is read first                                  |
/// | is full, of one stamp older than the cursor    | it was read before, or is the backfill's: it is passed          |
/// | is full, of any other one stamp                | there is nothing to cut: the feed fails and says at which stamp |
/// | is whole, and ends before the present          | the next begins where it ended, and spans twice as much         |
/// | is whole, and has no end                       | the window is read                                              |
/// </code>
/// </remarks>
/// <param name="Since">The earliest stamp of the part.</param>
/// <param name="Until">The latest; null where the part has no end.</param>
internal sealed record WindowCut(Stamp Since, Stamp? Until)
{
    /// <summary>The earlier half; null when one stamp is left.</summary>
    /// <param name="present">What the portal's clock showed: the end of a part that has none.</param>
    public WindowCut? Half(Stamp present)
    {
        var span = (Until ?? present).Ticks - Since.Ticks;
        return span > 0 ? this with { Until = new Stamp(Since.Ticks + (span / 2)) } : null;
    }

    /// <summary>What is read after one stamp that the cursor has passed already; null when it has not.</summary>
    public WindowCut? Passed(Stamp? cursor, Stamp present) => Since < cursor ? Next(present) : null;

    /// <summary>What is read after this part was read whole; null when nothing is.</summary>
    /// <param name="present">What the portal's clock showed when the window was begun.</param>
    public WindowCut? Next(Stamp present)
    {
        if (Until is not { } until)
        {
            return null;
        }

        // One stamp alone is passed: it was read whole.
        var since = Math.Max(until.Ticks, Since.Ticks + 1);
        var end = since + Math.Max(1, 2 * (until.Ticks - Since.Ticks));
        return new WindowCut(new Stamp(since), end < present.Ticks ? new Stamp(end) : null);
    }
}
