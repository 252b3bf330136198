using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>
/// The part of a feed's window that the reader reads next, once the whole window held more than it reads at once. Pure. Both ends are
/// inclusive: a row on an edge is read twice, and none between two parts is left out.
/// </summary>
/// <remarks>
/// <code>
/// | a part                                         | then                                                            |
/// |------------------------------------------------|-----------------------------------------------------------------|
/// | is full, and spans more than one stamp         | its earlier half is read first                                  |
/// | is full, of one stamp older than the cursor    | skipped: it was read before, or a backfill reads it             |
/// | is full, of any other one stamp                | it cannot be cut: the feed fails and reports the stamp          |
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

    /// <summary>The part after a stamp that the cursor has already passed; null when it has not.</summary>
    public WindowCut? Passed(Stamp? cursor, Stamp present) => Since < cursor ? Next(present) : null;

    /// <summary>The part after this one was read whole; null when none is left.</summary>
    /// <param name="present">What the portal's clock showed when the window was begun.</param>
    public WindowCut? Next(Stamp present)
    {
        if (Until is not { } until)
        {
            return null;
        }

        // A part of one stamp that was read whole is passed.
        var since = Math.Max(until.Ticks, Since.Ticks + 1);
        var end = since + Math.Max(1, 2 * (until.Ticks - Since.Ticks));
        return new WindowCut(new Stamp(since), end < present.Ticks ? new Stamp(end) : null);
    }
}
