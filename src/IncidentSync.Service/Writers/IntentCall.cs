using IncidentSync.Connectors;
using IncidentSync.Core.Incidents;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Writers;

/// <summary>Carries out the first intent of a link with as few calls as its portal allows.</summary>
/// <remarks>
/// <code>
/// | intent             | before it is sent                                   | guard of the write                |
/// |--------------------|-----------------------------------------------------|-----------------------------------|
/// | may have been sent | GET, store what is seen or not, hand back           |                                   |
/// | answered, not seen | GET soon; not seen: GET again when it had the time  |                                   |
/// | create the twin    | GET: found means hand back                          | the name is the link's own        |
/// | change in Sentinel | nothing, if it was seen within Overlap              | the etag of the snapshot          |
/// | change in Sentinel | else GET, for a PUT would make a deleted one again: | the etag of the GET               |
/// |                    | what is written or the status moved: hand back      |                                   |
/// | change in Defender | GET: older than known: rest                         |                                   |
/// | change in Defender | GET: what is written or the status moved: hand back | none; the window is GET to PATCH  |
/// | comment            | <see cref="CommentCall"/>                            |                                   |
/// </code>
/// </remarks>
internal sealed class IntentCall(SyncConnection connection, TimeProvider time)
{
    private static readonly Failure NoWorkspace =
        new Failure.RetryLater(null, "Sentinel does not take a new incident: is the workspace there?");

    public Task<WriteStep> SendAsync(Link link, LeaseDeadline deadline) => link.Intents[0] switch
    {
        Intent.Create create => CreateAsync(link, create, deadline),
        Intent.Change { Sent: true } doubtful => LookAsync(link, doubtful, "a doubtful write was looked up", deadline),
        Intent.Change change when change.Portal == Portal.Defender || WasSeenLongAgo(link.Sentinel!) =>
            GetAndWriteAsync(link, change, deadline),
        Intent.Change change => WriteAsync(link, change, link.Sentinel!, deadline),
        Intent.Comment comment => new CommentCall(connection).SendAsync(link, comment, deadline),
        _ => throw new InvalidOperationException("Every intent is named above."),
    };

    private Stamp Now => Stamp.Of(time.GetUtcNow());

    private bool WasSeenLongAgo(Snapshot snapshot) => snapshot.Stamp.After(connection.Timing.Overlap(snapshot.Portal)) < Now;

    private async Task<WriteStep> LookAsync(Link link, Intent.Change doubtful, string why, LeaseDeadline deadline) =>
        await connection[doubtful.Portal].GetAsync(IdOf(link, doubtful.Portal), deadline.ToRead) switch
        {
            ReadOutcome.Found { Snapshot: var now } when now.Stamp < doubtful.AnsweredAs => OlderRead(link, now),
            ReadOutcome.Found { Snapshot: var now } when doubtful is { AnsweredAs: not null, Looked: false } && !doubtful.IsShownBy(now) =>
                Settlement.NotSeenYet(link.Observe(now), doubtful, connection),
            ReadOutcome.Found found => Settlement.HandBack(link.Observe(found.Snapshot), connection.RulesNow, why, contested: true),
            ReadOutcome.Failed failed => Settlement.Rest(link, failed.Failure, connection),
            _ => Settlement.Missing(link, doubtful.Portal, connection.RulesNow),
        };

    private async Task<WriteStep> CreateAsync(Link link, Intent.Create create, LeaseDeadline deadline) =>
        await connection.Sentinel.GetAsync(link.SentinelName, deadline.ToRead) switch
        {
            ReadOutcome.Found found => Settlement.HandBack(link.Observe(found.Snapshot), connection.RulesNow, "the twin exists"),
            ReadOutcome.NotFound when create.Sent => Settlement.HandBack(link, connection.RulesNow, "the twin was not made"),
            ReadOutcome.NotFound => Answered(link, await connection.Sentinel.WriteAsync(TwinOf(link, create), deadline.ToWrite), null),
            ReadOutcome.Failed failed => Settlement.Rest(link, failed.Failure, connection),
            _ => throw new InvalidOperationException("Every outcome is named above."),
        };

    private static IncidentWrite TwinOf(Link link, Intent.Create create) => new(link.SentinelName, null, create.Fields, create.Labels);

    private async Task<WriteStep> GetAndWriteAsync(Link link, Intent.Change change, LeaseDeadline deadline) =>
        await connection[change.Portal].GetAsync(IdOf(link, change.Portal), deadline.ToRead) switch
        {
            ReadOutcome.Found { Snapshot: var now } when now.Stamp < link[change.Portal]?.Stamp => OlderRead(link, now),
            ReadOutcome.Found { Snapshot: var now } when Settlement.MovedOn(link[change.Portal], now, change) =>
                Settlement.HandBack(link.Observe(now), connection.RulesNow, $"{change.Portal} moved on", contested: true),
            ReadOutcome.Found { Snapshot: var now } => await WriteAsync(link.Observe(now), change, now, deadline),
            ReadOutcome.Failed failed => Settlement.Rest(link, failed.Failure, connection),
            _ => Settlement.Missing(link, change.Portal, connection.RulesNow),
        };

    private WriteStep OlderRead(Link link, Snapshot older)
    {
        var seen = link.Observe(older, Now, connection.Timing.Overlap(older.Portal));
        if (!ReferenceEquals(seen[older.Portal], link[older.Portal]))
        {
            return Settlement.HandBack(seen, connection.RulesNow, $"{older.Portal} has set its clock back", contested: true);
        }

        var lag = new Failure.RetryLater(null, $"{older.Portal} answers with an older version than it has shown");
        return Settlement.Rest(seen, lag, connection);
    }

    private async Task<WriteStep> WriteAsync(Link link, Intent.Change change, Snapshot expected, LeaseDeadline deadline)
    {
        var write = new IncidentWrite(expected.Id, expected, change.Fields, change.Labels);
        var outcome = await connection[change.Portal].WriteAsync(write, deadline.ToWrite);
        return outcome is WriteOutcome.Stale
            ? await LookAsync(link, change, "another change came first", deadline)
            : Answered(link, outcome, expected);
    }

    private WriteStep Answered(Link link, WriteOutcome outcome, Snapshot? expected) => outcome switch
    {
        WriteOutcome.Applied applied => Settlement.Applied(link, applied.Snapshot, expected, connection),
        WriteOutcome.Failed failed => Settlement.Doubt(link, failed.Failure, connection),
        WriteOutcome.NotFound when link.Intents[0] is Intent.Create => Settlement.Rest(link, NoWorkspace, connection),
        WriteOutcome.NotFound => Settlement.Missing(link, link.Intents[0].Portal, connection.RulesNow),
        _ => Settlement.HandBack(link, connection.RulesNow, "another change came first", contested: true),
    };

    private static IncidentId IdOf(Link link, Portal portal) => portal == Portal.Defender ? link.DefenderId!.Value : link.SentinelName;
}
