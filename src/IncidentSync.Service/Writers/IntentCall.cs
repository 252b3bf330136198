using System.Diagnostics;
using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Writers;

/// <summary>Carries out one intent of a link. It first reads the portal that it writes, and only that one.</summary>
/// <remarks>
/// <code>
/// | intent             | the read before it shows                            | then                                        |
/// |--------------------|-----------------------------------------------------|---------------------------------------------|
/// | may have been sent | the write                                           | settled                                     |
/// | may have been sent | its etag, the second time, and nothing newer is     | the same PUT again                          |
/// |                    | planned                                             |                                             |
/// | may have been sent | anything else                                       | <see cref="Doubt"/>                          |
/// | create the twin    | none                                                | PUT under the link's own name               |
/// | create the twin    | none; but the workspace, which is asked where       | that one is paired, and planned again       |
/// |                    | Microsoft's own sync is on, has its incident        |                                             |
/// | create the twin    | one                                                 | planned again                               |
/// | change             | no such incident: a PUT would make it again         | missing                                     |
/// | change             | an older version than is known                      | the link rests                              |
/// | change             | an etag that a conflict has shown to be gone        | the link rests, until reads show another    |
/// | change             | that what is written or the status moved            | planned again                               |
/// | change             | another version, and the same write got no answer   | planned again, which tells the journal that |
/// |                    | before and was never seen                           | a person may have taken that back           |
/// | change             | anything else                                       | PUT under its etag; PATCH: no guard, the    |
/// |                    |                                                     | window is GET to PATCH                      |
/// | comment            | <see cref="CommentCall"/>                            |                                             |
///
/// | answered 409, and a read after it shows | the code says Conflict | then                                               |
/// |-----------------------------------------|------------------------|----------------------------------------------------|
/// | another version                         | any                    | another change came first: planned again           |
/// | the version that was sent               | yes                    | the read is stale: that version is gone            |
/// | the version that was sent               | no                     | something blocks the write: treated like a 403     |
/// </code>
/// </remarks>
internal sealed class IntentCall(SyncConnection connection, TimeProvider time)
{
    private static readonly Failure NoWorkspace =
        new Failure.RetryLater(null, "Sentinel accepts no new incident: check that the workspace exists");

    private SyncRules Rules => connection.RulesNow;

    private StepTerms Terms => new(Rules, connection.Timing.Late);

    /// <summary>Carries it out.</summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">One of its intents.</param>
    /// <param name="isOutdated">Something newer is known than it was planned from: the writer looks for it and does not resend it.</param>
    /// <param name="deadline">Until when something may be sent.</param>
    public Task<IntentResult> SendAsync(Link link, Intent intent, bool isOutdated, LeaseDeadline deadline) => intent switch
    {
        Intent.Create create => CreateAsync(link, create, deadline),
        Intent.Change { Sent: true } doubtful => LookAsync(link, doubtful, isOutdated, deadline),
        Intent.Change change => ReadAndWriteAsync(link, change, deadline),
        Intent.Comment comment => new CommentCall(connection).SendAsync(link, comment, deadline),
        Intent.Unanswered memory => Task.FromResult(Doubt.Passed(link, memory, Terms)),
        _ => throw new UnreachableException(),
    };

    private Stamp Now => Stamp.Of(time.GetUtcNow());

    private async Task<IntentResult> LookAsync(Link link, Intent.Change doubtful, bool isOutdated, LeaseDeadline deadline) =>
        await connection[doubtful.Portal].GetAsync(link.IdOn(doubtful.Portal)!.Value, deadline.ToRead) switch
        {
            ReadOutcome.Found { Snapshot: var now } when now.Stamp < link[doubtful.Portal]?.Stamp || now.Stamp < doubtful.AnsweredAs =>
                OlderRead(link, now),
            ReadOutcome.Found { Snapshot: var now } when Doubt.IsSentAgain(link, doubtful, now) && !isOutdated =>
                await WriteAsync(link.Observe(now), doubtful, now, deadline),
            ReadOutcome.Found { Snapshot: var now } => Looked(link.Observe(now), doubtful, now, isOutdated),
            ReadOutcome.Failed failed => LinkTransitions.Rest(link, failed.Failure, Rules),
            _ => LinkTransitions.Missing(link.Without(doubtful), doubtful.Portal, Rules),
        };

    // The look itself settles a write that the portal shows. While the write waits for another look, newer changes are planned.
    private IntentResult Looked(Link seen, Intent.Change doubtful, Snapshot now, bool isOutdated)
    {
        var (settled, journal) = UnansweredWrites.Settle(seen, Rules);
        var step = settled.Intents.OfType<Intent.Change>().FirstOrDefault(change => change.Key == doubtful.Key) is { } left
            ? Doubt.NotSeen(settled, left, now, Terms)
            : LinkTransitions.HandBack(settled, Rules, "the portal shows a write that got no answer");
        var looked = step with { Commit = step.Commit with { Journal = [.. journal, .. step.Commit.Journal] } };
        return isOutdated ? looked.AndReplan() : looked;
    }

    private async Task<IntentResult> CreateAsync(Link link, Intent.Create create, LeaseDeadline deadline) =>
        await connection.Sentinel.GetAsync(link.SentinelName, deadline.ToRead) switch
        {
            ReadOutcome.Found found => LinkTransitions.HandBack(link.Observe(found.Snapshot), Rules, "the twin exists"),
            ReadOutcome.NotFound when create is { Sent: true, Looked: false } =>
                Doubt.Wait(link, create, connection.Timing.Late.Settle(Portal.Sentinel), Rules),
            ReadOutcome.NotFound when create.Sent => LinkTransitions.HandBack(link.Without(create), Rules, "the twin was not made"),
            ReadOutcome.NotFound when connection.Native.IsOn => await AskAndMakeAsync(link, create, deadline),
            ReadOutcome.NotFound => await MakeAsync(link, create, deadline),
            ReadOutcome.Failed failed => LinkTransitions.Rest(link, failed.Failure, Rules),
            _ => throw new UnreachableException(),
        };

    // Microsoft's own incident may have appeared behind the feed's cursor.
    private async Task<IntentResult> AskAndMakeAsync(Link link, Intent.Create create, LeaseDeadline deadline) =>
        await connection.Sentinel.FindNativeAsync(link.DefenderId!.Value, link.Defender!.CreatedAt, deadline.ToRead) switch
        {
            ReadOutcome.Found found =>
                LinkTransitions.HandBack(link, Rules, "Microsoft's own incident exists") with { Found = found.Snapshot },
            ReadOutcome.NotFound => await MakeAsync(link, create, deadline),
            ReadOutcome.Failed failed => LinkTransitions.Rest(link, failed.Failure, Rules),
            _ => throw new UnreachableException(),
        };

    private async Task<IntentResult> MakeAsync(Link link, Intent.Create create, LeaseDeadline deadline)
    {
        var twin = new IncidentWrite(link.SentinelName, null, create.Fields, create.Labels);
        return await connection.Sentinel.WriteAsync(twin, deadline.ToWrite) switch
        {
            WriteOutcome.Applied applied => AppliedWrite.Of(link, create, applied.Snapshot, null, Rules),
            WriteOutcome.Failed failed => LinkTransitions.Failed(link, create, failed.Failure, Terms),
            WriteOutcome.Stale stale => await connection.Sentinel.GetAsync(link.SentinelName, deadline.ToRead) switch
            {
                ReadOutcome.Found found =>
                    LinkTransitions.HandBack(link.Observe(found.Snapshot), Rules, "the twin exists", contested: true),
                _ => LinkTransitions.Rest(link, stale.Refusal, Rules),
            },
            _ => LinkTransitions.Rest(link, NoWorkspace, Rules),
        };
    }

    private async Task<IntentResult> ReadAndWriteAsync(Link link, Intent.Change change, LeaseDeadline deadline) =>
        await connection[change.Portal].GetAsync(link.IdOn(change.Portal)!.Value, deadline.ToRead) switch
        {
            ReadOutcome.Found { Snapshot: var now } when now.Stamp < link[change.Portal]?.Stamp => OlderRead(link, now),
            ReadOutcome.Found { Snapshot: var now } when Replanning.MovedOn(link, now, change) =>
                LinkTransitions.HandBack(link.Observe(now), Rules, $"{change.Portal} moved on", contested: true),
            ReadOutcome.Found { Snapshot: { Portal: Portal.Sentinel } now } when now.Version == link.GoneVersion =>
                Lags(link, Portal.Sentinel),
            ReadOutcome.Found { Snapshot: var now } => await WriteAsync(link.Observe(now), change, now, deadline),
            ReadOutcome.Failed failed => LinkTransitions.Rest(link, failed.Failure, Rules),
            _ => LinkTransitions.Missing(link, change.Portal, Rules),
        };

    private IntentResult OlderRead(Link link, Snapshot older)
    {
        var seen = link.Observe(older, Now, connection.Timing.Late.Overlap(older.Portal));
        return ReferenceEquals(seen[older.Portal], link[older.Portal])
            ? Lags(seen, older.Portal)
            : LinkTransitions.HandBack(seen, Rules, $"{older.Portal} has set its clock back", contested: true);
    }

    private IntentResult Lags(Link link, Portal portal) =>
        LinkTransitions.Rest(link, new Failure.RetryLater(null, $"{portal} returned an older version than it had shown"), Rules);

    private async Task<IntentResult> WriteAsync(Link link, Intent.Change change, Snapshot expected, LeaseDeadline deadline)
    {
        var write = new IncidentWrite(expected.Id, expected, change.Fields, change.Labels);
        return await connection[change.Portal].WriteAsync(write, deadline.ToWrite) switch
        {
            WriteOutcome.Applied applied => AppliedWrite.Of(link, change, applied.Snapshot, expected, Rules),
            WriteOutcome.Failed failed =>
                LinkTransitions.Failed(
                    link, change with { Version = expected.Version, Over = expected.Stamp }, failed.Failure, Terms),
            WriteOutcome.Stale stale => await ConflictAsync(link, change, expected, stale, deadline),
            _ => LinkTransitions.Missing(link, change.Portal, Rules),
        };
    }

    private async Task<IntentResult> ConflictAsync(
        Link link, Intent.Change change, Snapshot expected, WriteOutcome.Stale stale, LeaseDeadline deadline)
    {
        var gone = stale.IsSaid && change.Portal == Portal.Sentinel ? link with { GoneVersion = expected.Version } : link;
        return await connection[change.Portal].GetAsync(link.IdOn(change.Portal)!.Value, deadline.ToRead) switch
        {
            ReadOutcome.Found { Snapshot: var now } when now.Stamp < link[change.Portal]?.Stamp => OlderRead(gone, now),
            ReadOutcome.Found { Snapshot: var now } when now.Version != expected.Version || now.Stamp > expected.Stamp =>
                LinkTransitions.HandBack(link.Observe(now), Rules, "another change came first", contested: true),
            ReadOutcome.Found when stale.IsSaid => Lags(gone, change.Portal),
            ReadOutcome.Found => LinkTransitions.Rest(link, stale.Refusal, Rules),
            ReadOutcome.Failed failed => LinkTransitions.Rest(gone, failed.Failure, Rules),
            _ => LinkTransitions.Missing(link, change.Portal, Rules),
        };
    }
}
