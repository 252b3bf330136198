using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>A link that failed rests, longer each time, and keeps the reason. One that waits for its turn has not failed.</summary>
public static class LinkFailure
{
    private static readonly Backoff Rests = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    private static readonly TimeSpan ParkedRest = TimeSpan.FromMinutes(1);

    /// <summary>The connection is paused or was removed from the configuration: the link keeps its state and rests.</summary>
    /// <param name="link">The link.</param>
    /// <returns>The commit for the store.</returns>
    public static LinkCommit Park(Link link) => new(link, [], "", new NextStep.RestFor(ParkedRest, WakesOnNews: false));

    /// <summary>A call to a portal failed.</summary>
    /// <param name="link">The link.</param>
    /// <param name="failure">Why.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>The commit for the store.</returns>
    public static LinkCommit Commit(Link link, Failure failure, SyncRules rules) =>
        failure is Failure.RetryLater { IsTurn: true, After: { } turn }
        ? new LinkCommit(link, [], rules.Version, new NextStep.RestFor(turn, WakesOnNews: true))
        : Commit(link, failure.Summary, (failure as Failure.RetryLater)?.After, rules, failure.Words, ObstacleOf(failure));

    /// <summary>How long a link rests after this many failures in a row.</summary>
    /// <param name="failures">How many came before.</param>
    /// <returns>The rest.</returns>
    public static TimeSpan RestAfter(int failures) => Rests.After(failures);

    /// <summary>The link could not go on.</summary>
    /// <param name="link">The link.</param>
    /// <param name="reason">What happened, without values.</param>
    /// <param name="after">How long the portal asked to wait; exactly that is kept.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <param name="words">The journal's text; null for the reason.</param>
    /// <param name="obstacle">The obstacle in a portal; null when that is not why the link failed.</param>
    /// <returns>The commit for the store.</returns>
    public static LinkCommit Commit(
        Link link, string reason, TimeSpan? after, SyncRules rules, string? words = null, Obstacle? obstacle = null)
    {
        var failed = link with { Attempts = link.Attempts + 1, LastError = reason, Obstacle = obstacle };
        var rest = after ?? RestAfter(link.Attempts);

        // The journal gets the first failure and each new one, not every attempt.
        var journal = link.LastError == reason
            ? []
            : new JournalEntry[] { new(JournalKind.Error, null, null, null, null, words ?? reason) };
        return new LinkCommit(failed, [.. journal], rules.Version, new NextStep.RestFor(rest, WakesOnNews: after is null));
    }

    // Failures that do not pass by themselves.
    private static Obstacle? ObstacleOf(Failure failure) => failure switch
    {
        Failure.Denied denied => new(ObstacleKind.Denied, denied.Code),
        Failure.Refused refused => new(ObstacleKind.Refused, refused.Code),
        _ => null,
    };
}
