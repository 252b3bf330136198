using System.Collections.Immutable;
using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Reconciliation;

/// <summary>Brings a link's comments before the planner. Sentinel is asked for them only when something tells of news.</summary>
/// <remarks>
/// <code>
/// | comments that nobody has looked at, and                       | then                                            |
/// |---------------------------------------------------------------|-------------------------------------------------|
/// | they are carried                                              | they are read and planned                       |
/// | they are held                                                 | they are read, and wait                         |
/// | they are not carried: configured so, or Microsoft does it     | nobody looks at them: they are still new later  |
/// </code>
/// </remarks>
internal static class Comments
{
    /// <summary>What came of it.</summary>
    internal abstract record Outcome
    {
        private Outcome()
        {
        }

        /// <param name="Link">The link with what is known of its comments now.</param>
        /// <param name="Plan">The comments to be posted, and those for which there is no room.</param>
        /// <param name="IsWhole">Sentinel listed as many comments as it counts: a list may be older than the count.</param>
        public sealed record Planned(Link Link, CommentPlan Plan, bool IsWhole) : Outcome;

        /// <summary>Sentinel has no such incident.</summary>
        public sealed record Missing : Outcome;

        /// <inheritdoc cref="Connectors.Failure"/>
        public sealed record Failed(Failure Failure) : Outcome;
    }

    /// <summary>A live pair has comments that nobody has looked at, and no field waits to be written.</summary>
    public static bool AreDue(SyncConnection connection, Link link, SyncPlan plan) =>
        plan is { State: LinkState.Live, Action: SyncAction.Nothing, LinkHold: null }
        && link is { Defender: not null, Sentinel: not null, HasNewComments: true }
        && connection.RulesNow.CommentPolicy != ConflictPolicy.Off;

    /// <param name="connection">The link's connection.</param>
    /// <param name="link">The link.</param>
    /// <param name="connections">All connections: one Defender incident may have a link in several.</param>
    /// <param name="store">Knows which incidents were merged into this one.</param>
    public static async Task<Outcome> PlanAsync(SyncConnection connection, Link link, ConnectionSet connections, ISyncStore store)
    {
        List<Comment>? sentinel = null;
        var unreadable = 0;
        if (link.HasNewSentinelComments)
        {
            (var read, unreadable, var otherwise) = await ReadAsync(connection.Sentinel, link.SentinelName);
            if (read is null)
            {
                return otherwise!;
            }

            sentinel = read;
        }

        var comments = CaseOf(link, sentinel) with
        {
            OtherLinks = [.. connections.All.Select(other => other.Identity.LinkOfDefender(link.DefenderId!.Value)).Distinct()],
        };
        var plan = CommentPlanner.Plan(comments, connection.RulesNow);
        if (plan.Known.Except(link.Comments).Any(comment => comment.IsForeign))
        {
            var merged = await store.FindMergedAsync(link.DefenderId!.Value, CancellationToken.None);
            plan = CommentPlanner.Plan(comments with { OtherLinks = [.. comments.OtherLinks, .. merged] }, connection.RulesNow);
        }

        var isWhole = sentinel is null || sentinel.Count + unreadable >= link.Sentinel!.CommentCount;
        return new Outcome.Planned(
            link with { Comments = plan.Known, CommentsRead = sentinel?.Count + unreadable ?? link.Sentinel!.CommentCount },
            plan,
            isWhole);
    }

    private static CommentCase CaseOf(Link link, List<Comment>? sentinel)
    {
        var staying = Intents.StayingComments(link).Where(intent => intent.Portal == Portal.Sentinel).ToList();
        return new CommentCase(link.Id, link.Comments, link.Defender!.Comments, sentinel)
        {
            DefenderStamp = link.Defender!.Stamp,
            SentinelCount = link.Sentinel!.CommentCount + staying.Count,
            Announced = staying.SelectMany(intent => intent.Sources, (intent, source) => (Source: source, intent.Name))
                .DistinctBy(carried => carried.Source)
                .ToImmutableDictionary(carried => carried.Source, carried => carried.Name),
            MergedInto = link.MergedInto?.End,
        };
    }

    private static async Task<(List<Comment>? Comments, int Unreadable, Outcome? Otherwise)> ReadAsync(
        IIncidentPortal portal, IncidentId id)
    {
        var comments = new List<Comment>();
        var unreadable = 0;
        FeedContinuation? next = null;
        do
        {
            switch (await portal.ReadCommentsAsync(id, next, CancellationToken.None))
            {
                case CommentsOutcome.Page page:
                    comments.AddRange(page.Comments);
                    unreadable += page.Unreadable;
                    next = page.Next;
                    break;
                case CommentsOutcome.Failed failed:
                    return (null, 0, new Outcome.Failed(failed.Failure));
                default:
                    return (null, 0, new Outcome.Missing());
            }
        }
        while (next is not null);
        return (comments, unreadable, null);
    }
}
