using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>What came of reading one window of a feed, or a part of it.</summary>
internal abstract record WindowRun
{
    private WindowRun()
    {
    }

    /// <summary>It was read to its end, and what is not is left to a backfill: the cursor has moved.</summary>
    public sealed record Whole(FeedRun.Read Read) : WindowRun;

    /// <summary>It holds more than is read at once. What was read is stored, and the cursor is where it was.</summary>
    /// <param name="Read">What was read of it.</param>
    /// <param name="Present">The portal's clock when it was begun.</param>
    public sealed record Full(FeedRun.Read Read, Stamp Present) : WindowRun;

    /// <summary>The cursor is where it was.</summary>
    public sealed record Failed(Failure Failure) : WindowRun;
}
