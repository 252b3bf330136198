using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Reconciliation;

/// <summary>Brings a link's comments before the planner. Sentinel is asked for them only when their number moved.</summary>
internal static class Comments
{
    /// <summary>What came of it.</summary>
    internal abstract record Outcome
    {
        private Outcome()
        {
        }

        /// <param name="Link">The link with what is known of its comments now.</param>
        /// <param name="Posts">The comments to be posted.</param>
        public sealed record Planned(Link Link, IReadOnlyList<PlannedComment> Posts) : Outcome;

        /// <inheritdoc cref="Connectors.Failure"/>
        public sealed record Failed(Failure Failure) : Outcome;
    }

    /// <summary>A live pair has comments that nobody has looked at, and no field waits to be written.</summary>
    public static bool AreDue(Link link, SyncPlan plan) =>
        plan is { State: LinkState.Live, Action: SyncAction.Nothing } && link is { Defender.RedirectedTo: null, Sentinel: not null } && link.HasNewComments;

    public static async Task<Outcome> PlanAsync(SyncConnection connection, Link link)
    {
        List<Comment>? sentinel = null;
        if (link.HasNewSentinelComments && connection.RulesNow.CommentPolicy != ConflictPolicy.Off)
        {
            var (read, failure) = await ReadAsync(connection.Sentinel, link.SentinelName);
            if (read is null)
            {
                return new Outcome.Failed(failure!);
            }

            sentinel = read;
        }

        var plan = CommentPlanner.Plan(link.Id, link.Comments, link.Defender!.Comments, sentinel, connection.RulesNow);
        return new Outcome.Planned(link with { Comments = plan.Known, CommentsRead = link.Sentinel!.CommentCount }, plan.Posts);
    }

    private static async Task<(List<Comment>? Comments, Failure? Failure)> ReadAsync(IIncidentPortal portal, IncidentId id)
    {
        var comments = new List<Comment>();
        FeedContinuation? next = null;
        do
        {
            switch (await portal.ReadCommentsAsync(id, next, CancellationToken.None))
            {
                case CommentsOutcome.Page page:
                    comments.AddRange(page.Comments);
                    next = page.Next;
                    break;
                case CommentsOutcome.Failed failed:
                    return (null, failed.Failure);
                default:
                    return (null, new Failure.RetryLater(null, $"{portal.Portal} has no such incident"));
            }
        }
        while (next is not null);
        return (comments, null);
    }
}
