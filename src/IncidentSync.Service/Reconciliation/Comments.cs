using System.Collections.Immutable;
using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
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
///
/// | Sentinel's list                                               | then                                            |
/// |---------------------------------------------------------------|-------------------------------------------------|
/// | has as many as it counts, or more                             | all of it was read                              |
/// | has fewer                                                     | it may be older than the count: read again soon |
/// | goes on beyond what is read                                   | what was read is planned, Defender's wait; read |
/// |                                                               | again when the count has changed                |
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
        public sealed record Planned(Link Link, CommentPlan Plan, bool IsWhole) : Outcome
        {
            /// <summary>How many comments of Sentinel were read.</summary>
            public int Read { get; init; }
        }

        /// <summary>Sentinel has no such incident.</summary>
        public sealed record Missing : Outcome;

        /// <inheritdoc cref="Core.Links.Failure"/>
        public sealed record Failed(Failure Failure) : Outcome;
    }

    /// <summary>A live pair has comments that nobody has looked at, and no field waits to be written.</summary>
    public static bool AreDue(SyncConnection connection, Link link, SyncPlan plan) =>
        plan is { State: LinkState.Live, Action: SyncAction.Nothing, LinkHold: null }
        && link is { Defender: not null, Sentinel: not null, HasNewComments: true }
        && connection.RulesNow.Comments.Policy != ConflictPolicy.Off;

    /// <param name="connection">The link's connection.</param>
    /// <param name="link">The link.</param>
    /// <param name="connections">All connections: one Defender incident may have a link in several.</param>
    /// <param name="store">Knows which incidents were merged into this one.</param>
    /// <param name="cancellationToken">The process is told to stop: nothing has been decided yet.</param>
    public static async Task<Outcome> PlanAsync(
        SyncConnection connection, Link link, ConnectionSet connections, ISyncStore store, CancellationToken cancellationToken)
    {
        var wasCut = link.CommentHold is HoldReason.TooManyComments;
        var (sentinel, unreadable, isCut) = ((List<Comment>?)null, 0, wasCut);
        if (link.HasNewSentinelComments)
        {
            (sentinel, unreadable, isCut, var otherwise) = await ReadAsync(
                connection.Sentinel, link.SentinelName, connection.Lists, cancellationToken);
            if (sentinel is null)
            {
                return otherwise!;
            }
        }

        var comments = CaseOf(link, sentinel) with
        {
            IsCut = isCut,
            WasCut = wasCut,
            OtherLinks = [.. connections.All.Select(
                other => new OtherLink(other.Identity.LinkOfDefender(link.DefenderId!.Value), other.Rules.Comments.Marker))],
        };
        var plan = CommentPlanner.Plan(comments, connection.RulesNow.Comments);
        if (plan.Known.Except(link.Comments).Any(comment => comment.IsForeign))
        {
            // Of whichever connection.
            var merged = from id in await store.FindMergedAsync(link.DefenderId!.Value, CancellationToken.None)
                         from other in connections.All
                         select new OtherLink(id, other.Rules.Comments.Marker);
            plan = CommentPlanner.Plan(comments with { OtherLinks = [.. comments.OtherLinks, .. merged] }, connection.RulesNow.Comments);
        }

        // Of a list that goes on the count alone tells when to look again.
        var count = link.Sentinel!.CommentCount;
        return new Outcome.Planned(
            link with { Comments = plan.Known, CommentsRead = sentinel is null || isCut ? count : sentinel.Count + unreadable },
            plan,
            IsWhole: sentinel is null || isCut || sentinel.Count + unreadable >= count)
        {
            Read = sentinel?.Count ?? 0,
        };
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

    // As far as is read, how many of it could not be understood, and whether there is more.
    private static async Task<(List<Comment>? Comments, int Unreadable, bool IsCut, Outcome? Otherwise)> ReadAsync(
        IIncidentPortal portal, IncidentId id, ListLimits limits, CancellationToken cancellationToken)
    {
        var (comments, unreadable, meter) = (new List<Comment>(), 0, new PageMeter(limits.OfComments));
        FeedContinuation? next = null;
        while (true)
        {
            switch (await portal.ReadCommentsAsync(id, next, cancellationToken))
            {
                case CommentsOutcome.Page page:
                    comments.AddRange(page.Comments);
                    unreadable += page.Unreadable;
                    next = page.Next;
                    switch (meter.After(next, page.Bytes))
                    {
                        case PageVerdict.Whole:
                            return (comments, unreadable, false, null);
                        case PageVerdict.Full:
                            return (comments, unreadable, true, null);
                        case PageVerdict.Circles:
                            return (null, 0, false, new Outcome.Failed(PageMeter.Circle));
                    }

                    break;
                case CommentsOutcome.Failed failed:
                    return (null, 0, false, new Outcome.Failed(failed.Failure));
                default:
                    return (null, 0, false, new Outcome.Missing());
            }
        }
    }
}
