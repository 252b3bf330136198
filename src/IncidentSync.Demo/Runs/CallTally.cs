using System.Collections.Immutable;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Runs;

/// <summary>How many calls that change something, and how many polls, the portals have seen so far.</summary>
internal readonly record struct CallTally(long DefenderWrites, long SentinelWrites, long DefenderPolls, long SentinelPolls)
{
    private static readonly ImmutableArray<string> Changing =
    [
        Operations.IncidentsPatch, Operations.IncidentsPut, Operations.IncidentsDelete, Operations.IncidentsMerge, Operations.CommentsAdd,
        Operations.CommentsPut, Operations.CommentsDelete, Operations.RelationsPut, Operations.RelationsDelete, Operations.AlertsPatch,
    ];

    public long Writes => DefenderWrites + SentinelWrites;

    /// <summary>Polls of the portal that was polled less.</summary>
    public long Polls => Math.Min(DefenderPolls, SentinelPolls);

    public static CallTally Of(World world) => new(
        Changing.Sum(operation => world.Calls.Total(Portal.Defender, operation)),
        Changing.Sum(operation => world.Calls.Total(Portal.Sentinel, operation)),
        world.Calls.Total(Portal.Defender, Operations.IncidentsList),
        world.Calls.Total(Portal.Sentinel, Operations.IncidentsList));

    public static CallTally operator -(CallTally left, CallTally right) => new(
        left.DefenderWrites - right.DefenderWrites,
        left.SentinelWrites - right.SentinelWrites,
        left.DefenderPolls - right.DefenderPolls,
        left.SentinelPolls - right.SentinelPolls);
}
