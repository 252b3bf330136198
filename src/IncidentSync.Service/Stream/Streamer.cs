using IncidentSync.Connectors.Ingestion;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Stream;

/// <summary>
/// Sends the events of one connection to one of its two tables, one call at a time. The cursor moves when the rows were taken, so every
/// event is sent at least once; its id is the same every time.
/// </summary>
/// <remarks>
/// <code>
/// | answer               | then                                                                                           |
/// |----------------------|------------------------------------------------------------------------------------------------|
/// | accepted             | the cursor moves                                                                               |
/// | again                | the same bytes again, after 1 s, doubling to 5 minutes                                         |
/// | throttled            | no replica calls the rule before the time is over                                              |
/// | denied               | the same bytes again, after 1 s, doubling to a minute: a person must give the role             |
/// | halve, several rows  | half of the rows, at once                                                                      |
/// | halve, one row       | that row without its raw columns; then it is refused: kept in a list, counted, and passed      |
/// </code>
/// </remarks>
internal sealed class Streamer(
    StreamTarget target,
    StreamPart part,
    StreamStore store,
    EventReader reader,
    StreamHealth health,
    StreamWatch watch,
    Instruments instruments,
    TimeProvider time,
    ILogger<Streamer> log)
{
    private const int MostRows = 1_000;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly Backoff Outage = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    private static readonly Backoff Denial = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    private static readonly Backoff Throttle = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    // What is in doubt is sent again as it was.
    private StreamBatch? _pending;

    // What comes behind the batch, made while that one is on its way.
    private StreamBatch? _ahead;
    private int _rows = MostRows;
    private int _failures;

    /// <summary>Sends what is due.</summary>
    /// <returns>How long to wait before the next run.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await store.TakeAsync(target, part, cancellationToken) is not { } place)
        {
            // Whoever has it knows where it stands.
            (_pending, _ahead) = (null, null);
            health.Forget(part);
            return Idle;
        }

        health.Report(part, place);
        if (_pending is { } before && before.From != place.Cursor)
        {
            // An operator moved the cursor back, or what was pending was purged.
            _pending = null;
        }

        if (place.Wait > TimeSpan.Zero)
        {
            return place.Wait;
        }

        var batch = _pending ?? await NextAsync(place, cancellationToken);
        var linger = batch.IsFull || batch.SaysGap ? TimeSpan.Zero : batch.Oldest + target.Terms.Linger - time.GetUtcNow();
        if (batch.Rows.Count == 0)
        {
            return await PassAsync(place, batch, cancellationToken);
        }

        if (linger > TimeSpan.Zero)
        {
            return linger < Idle ? linger : Idle;
        }

        _pending = batch;
        var left = place.Backlog - (batch.Cursor.Sequence - batch.From.Sequence);
        var ahead = left > 0 && batch.Owed.Count == 0 && _ahead?.From != batch.Cursor
            ? FollowAsync(place with { Cursor = batch.Cursor, Gap = null, Backlog = left }, cancellationToken)
            : null;
        try
        {
            return await SendAsync(batch, cancellationToken);
        }
        finally
        {
            _ahead = ahead is null ? _ahead : await ahead;
        }
    }

    /// <summary>Gives the table back.</summary>
    public Task LeaveAsync() => store.LeaveAsync(target, part);

    private async Task<StreamBatch> NextAsync(StreamPlace place, CancellationToken cancellationToken)
    {
        var ahead = _ahead;
        _ahead = null;
        var owed = await reader.ReadOwedAsync(target, part, cancellationToken);
        return owed.Count > 0 ? Fill(place with { Gap = null }, owed)
            : ahead?.From == place.Cursor && place.Gap is null ? ahead
            : await FollowAsync(place, cancellationToken);
    }

    private async Task<StreamBatch> FollowAsync(StreamPlace place, CancellationToken cancellationToken)
    {
        var events = await reader.ReadAsync(target, place, cancellationToken);
        return Fill(place, watch.Follows(place, events) ? events : []);
    }

    private StreamBatch Fill(StreamPlace place, IReadOnlyList<StreamEvent> events) => new StreamRows(target, part).Fill(
        place, events, new StreamLimits(target.Terms.MaxBatchBytes, _rows), time.GetUtcNow());

    // Events that are not for this table move the cursor alone.
    private async Task<TimeSpan> PassAsync(StreamPlace place, StreamBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Cursor == place.Cursor && batch.Owed.Count == 0 && !batch.SaysGap)
        {
            health.Report(part, StreamHealth.Ok, "", time.GetUtcNow());
            return Idle;
        }

        await store.MoveAsync(target, part, batch, [], cancellationToken);
        return TimeSpan.Zero;
    }

    private async Task<TimeSpan> SendAsync(StreamBatch batch, CancellationToken cancellationToken)
    {
        var id = NameBasedGuid.Of([target.Consumer, StreamStore.PartOf(part), .. batch.Rows.Select(row => $"{row.Id}")]);
        watch.Sends();
        var outcome = await target.Ingestion.SendAsync(target.Terms.StreamOf(part), batch.ToJson(), id, cancellationToken);
        instruments.StreamBatches.Add(1, Tag.Connection(target.Connection), Tag.Result(ResultOf(outcome)));
        switch (outcome)
        {
            case IngestionOutcome.Accepted:
                await MoveAsync(batch, []);
                return TimeSpan.Zero;
            case IngestionOutcome.Halve { Failure: var failure }:
                return await HalveAsync(batch, failure, id);
            case IngestionOutcome.Throttled { After: var after }:
                // On every replica, and whatever becomes of this one.
                await store.RestAsync(target, after ?? Throttle.After(_failures++), CancellationToken.None);
                Tell(StreamHealth.Failing, "HTTP 429: the rule takes no more rows now", id);
                return Idle;
            case IngestionOutcome.Denied { Failure: var failure }:
                Tell(StreamHealth.Denied, $"{failure.Summary}; {StreamHealth.Remedy}", id);
                return Denial.After(_failures++);
            case IngestionOutcome.Again { Failure: var failure }:
                Tell(StreamHealth.Failing, failure.Summary, id);
                return Outage.After(_failures++);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<TimeSpan> HalveAsync(StreamBatch batch, Failure failure, Guid id)
    {
        if (batch.Rows.Count > 1)
        {
            (_pending, _rows) = (null, batch.Rows.Count / 2);
        }
        else if (batch.Rows[0].Bare is { } bare)
        {
            _pending = batch with { Rows = [batch.Rows[0] with { Json = bare(), Bare = null }] };
        }
        else
        {
            log.RowRefused(target.Connection, StreamStore.PartOf(part), batch.Rows[0].AlertId, failure.Summary, id);
            await MoveAsync(batch, [(batch.Rows[0], failure.Words)]);
        }

        return TimeSpan.Zero;
    }

    // After an outside write, so it is not cancelled: the rows stand in the table.
    private async Task MoveAsync(StreamBatch batch, IReadOnlyList<(StreamRow Row, string Reason)> refused)
    {
        await store.MoveAsync(target, part, batch, refused, CancellationToken.None);
        Count("sent", batch.Rows.Count - refused.Count);
        Count("refused", refused.Count);
        Count("cut", batch.Rows.Count(row => row.IsCut));
        (_pending, _rows, _failures) = (null, Math.Min(MostRows, _rows * 2), 0);
        Tell(StreamHealth.Ok, "", null);
    }

    private void Count(string result, int rows)
    {
        if (rows > 0)
        {
            instruments.StreamRows.Add(
                rows, Tag.Connection(target.Connection), Tag.Table(StreamStore.PartOf(part)), Tag.Result(result));
        }
    }

    // Logs the first failure of an outage, and the recovery.
    private void Tell(string state, string error, Guid? batch)
    {
        if (!health.Report(part, state, error, time.GetUtcNow()))
        {
            return;
        }

        if (error.Length > 0)
        {
            log.StreamFailed(target.Connection, StreamStore.PartOf(part), state, error, batch);
        }
        else
        {
            log.StreamRecovered(target.Connection, StreamStore.PartOf(part));
        }
    }

    private static string ResultOf(IngestionOutcome outcome) => outcome switch
    {
        IngestionOutcome.Accepted => "ok",
        IngestionOutcome.Halve => "halved",
        IngestionOutcome.Throttled => "throttled",
        IngestionOutcome.Denied => "denied",
        IngestionOutcome.Again { IsUnknown: true } => "unknown",
        _ => "failed",
    };
}
