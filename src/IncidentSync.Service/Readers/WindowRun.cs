using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>The result of reading one window of a feed, or a part of it.</summary>
internal abstract record WindowRun
{
    private WindowRun()
    {
    }

    /// <summary>The window was read to its end or its rest left to a backfill: the cursor has moved.</summary>
    public sealed record Whole(FeedRun.Read Read) : WindowRun;

    /// <summary>The window holds more than is read at once. What was read is stored; the cursor has not moved.</summary>
    /// <param name="Read">What was read of it.</param>
    /// <param name="Present">The portal's clock when it was begun.</param>
    public sealed record Full(FeedRun.Read Read, Stamp Present) : WindowRun;

    /// <summary>The read failed; the cursor has not moved.</summary>
    public sealed record Failed(Failure Failure) : WindowRun;
}
