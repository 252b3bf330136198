using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>A link that failed rests, longer each time, and says why. One whose call waits for its turn rests and has not failed.</summary>
public static class LinkFailure
{
    private static readonly Backoff Rests = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    private static readonly TimeSpan ParkedRest = TimeSpan.FromMinutes(1);

    /// <summary>The connection is paused or was taken out of the configuration: the link keeps what it waits for.</summary>
    /// <param name="link">The link.</param>
    /// <returns>What the store is given.</returns>
    public static LinkCommit Park(Link link) => new(link, [], "", new NextStep.RestFor(ParkedRest, WakesOnNews: false));

    /// <summary>A portal did not do what it was asked.</summary>
    /// <param name="link">The link.</param>
    /// <param name="failure">Why.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>What the store is given.</returns>
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
    /// <param name="after">How long the portal asked to wait; that is honoured to the letter.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <param name="words">What the journal tells of it; null for the reason.</param>
    /// <param name="obstacle">What a portal has against the link; null when that is not why it failed.</param>
    /// <returns>What the store is given.</returns>
    public static LinkCommit Commit(
        Link link, string reason, TimeSpan? after, SyncRules rules, string? words = null, Obstacle? obstacle = null)
    {
        var failed = link with { Attempts = link.Attempts + 1, LastError = reason, Obstacle = obstacle };
        var rest = after ?? RestAfter(link.Attempts);

        // The journal tells of the first failure and of a new one, not of every attempt.
        var journal = link.LastError == reason
            ? []
            : new JournalEntry[] { new(JournalKind.Error, null, null, null, null, words ?? reason) };
        return new LinkCommit(failed, [.. journal], rules.Version, new NextStep.RestFor(rest, WakesOnNews: after is null));
    }

    // What does not pass by itself.
    private static Obstacle? ObstacleOf(Failure failure) => failure switch
    {
        Failure.Denied denied => new(ObstacleKind.Denied, denied.Code),
        Failure.Refused refused => new(ObstacleKind.Refused, refused.Code),
        _ => null,
    };
}
