using IncidentSync.Core.Alerts;
using IncidentSync.Service.Alerts;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// The alert log of the simulation: what PostgreSQL does for one source, held to the same contract suite. A transaction is one swap of an
/// immutable state, as the lock of the source's row makes it, so that it can be made to fail at any moment.
/// </summary>
internal sealed class InMemoryAlertStore(TimeProvider time)
{
    private static readonly TimeSpan ConsumerLease = TimeSpan.FromSeconds(90);

    /// <summary>Everything that is stored.</summary>
    public StoredSource State { get; private set; } = StoredSource.Empty;

    /// <inheritdoc cref="InMemorySyncStore.At"/>
    public Action<InMemorySyncStore.Moment> At { get; set; } = _ => { };

    /// <inheritdoc cref="InMemorySyncStore.Pause"/>
    public Func<InMemorySyncStore.Moment, Task> Pause { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called with the state before and after a transaction, at the instant of the commit.</summary>
    public Action<StoredSource, StoredSource> Moved { get; set; } = (_, _) => { };

    /// <summary>Called with every upper bound that is taken, at the instant of the commit.</summary>
    public Action<long> Answered { get; set; } = _ => { };

    /// <summary>A wrong log takes other numbers: as they were before it waited for the lock, and as they are.</summary>
    public Func<AlertNumbers, AlertNumbers, AlertNumbers> Numbers { get; set; } = (_, locked) => locked;

    /// <summary>A wrong log remembers less.</summary>
    public Func<KnownAlert, KnownAlert> Remembered { get; set; } = known => known;

    /// <summary>A wrong answer records another bound.</summary>
    public Func<long, long> Recorded { get; set; } = bound => bound;

    public Task<AlertPlace?> LeaseAsync(Guid reader, TimeSpan lease) => Transact(before =>
    {
        var now = time.GetUtcNow();
        return before.Reader == reader || before.LeaseUntil < now
            ? (before with { Reader = reader, LeaseUntil = now + lease }, before.PlaceAt(now))
            : (before, (AlertPlace?)null);
    });

    public Task LeaveAsync(Guid reader) => Transact(before =>
        before.Reader == reader ? (before with { LeaseUntil = DateTimeOffset.MinValue }, true) : (before, false));

    public async Task<int> StoreAsync(Guid reader, AlertCommit commit)
    {
        var waiting = NumbersNow();
        return await Transact(before =>
        {
            var known = commit.Alerts.Select(alert => alert.Id).Distinct()
                .Where(before.Alerts.ContainsKey).ToDictionary(id => id, id => Remembered(before.Alerts[id]));
            var entries = new AlertEntries(commit, Numbers(waiting, NumbersNow()), known);
            var now = time.GetUtcNow();
            return (before.Keep(reader, now + commit.Lease).With(entries).Move(commit, now), entries.Events.Count);
        });
    }

    /// <summary>Records the upper bound of an answer: now, and never before an earlier one.</summary>
    /// <returns>The tick behind the last that the answer covers.</returns>
    public Task<long> TakeBoundAsync() => Transact(before =>
    {
        var now = Math.Max(time.GetUtcNow().UtcTicks, before.Answered);
        Answered(now);
        return (before with { Answered = Math.Max(before.Answered, Recorded(now)) }, now);
    });

    /// <summary>One page of an answer, oldest first.</summary>
    /// <param name="since">The first tick.</param>
    /// <param name="until">The tick behind the last.</param>
    /// <param name="behind">The last tick that was read; null before the first page.</param>
    /// <param name="rows">The most rows.</param>
    public async Task<IReadOnlyList<DetectionEntry>> ReadDetectionsAsync(long since, long until, long? behind, int rows)
    {
        await Pause(InMemorySyncStore.Moment.Before);
        return
        [
            .. State.Detections.Where(one => one.Ticks >= since && one.Ticks < until && !(one.Ticks <= behind))
                .OrderBy(one => one.Ticks).Take(rows),
        ];
    }

    /// <summary>Takes a consumer for one worker; null while another has it. A new one begins with the first event.</summary>
    public Task<StoredConsumer?> TakeAsync(string consumer, Guid worker) => Transact(before =>
    {
        var now = time.GetUtcNow();
        var place = before.Consumers.GetValueOrDefault(consumer) ?? new StoredConsumer(0, null, DateTimeOffset.MinValue);
        if (place.Worker != worker && place.LeaseUntil >= now)
        {
            return (before, (StoredConsumer?)null);
        }

        var taken = place with { Worker = worker, LeaseUntil = now + ConsumerLease };
        return (before with { Consumers = before.Consumers.SetItem(consumer, taken) }, taken);
    });

    /// <summary>The events behind a cursor, in the order of the log.</summary>
    public async Task<IReadOnlyList<EventEntry>> ReadEventsAsync(long sequence, int most)
    {
        await Pause(InMemorySyncStore.Moment.Before);
        return [.. State.Events.Where(one => one.Sequence > sequence).OrderBy(one => one.Sequence).Take(most)];
    }

    /// <summary>The consumer was given the events up to this one. Nothing moves back, or for a worker that lost it.</summary>
    public Task<bool> MoveAsync(string consumer, Guid worker, long sequence) => Transact(before =>
        before.Consumers.GetValueOrDefault(consumer) is { } place && place.Worker == worker && place.Sequence <= sequence
            ? (before with { Consumers = before.Consumers.SetItem(consumer, place with { Sequence = sequence }) }, true)
            : (before, false));

    private AlertNumbers NumbersNow() => new(State.Sequence, State.Stamped, State.Answered, time.GetUtcNow());

    private async Task<T> Transact<T>(Func<StoredSource, (StoredSource After, T Result)> transaction)
    {
        await Pause(InMemorySyncStore.Moment.Before);
        At(InMemorySyncStore.Moment.Before);
        var before = State;
        var (after, result) = transaction(before);
        At(InMemorySyncStore.Moment.During);
        State = after;
        Moved(before, after);
        At(InMemorySyncStore.Moment.After);
        await Pause(InMemorySyncStore.Moment.After);
        return result;
    }
}

/// <summary>The log as one replica sees it.</summary>
internal sealed class InMemoryAlertLog(InMemoryAlertStore store, Guid reader) : IAlertLog
{
    public Task<AlertPlace?> LeaseAsync(AlertSource source, CancellationToken cancellationToken) =>
        store.LeaseAsync(reader, source.Timing.Lease);

    public Task LeaveAsync(AlertSource source) => store.LeaveAsync(reader);

    public Task<int> StoreAsync(AlertCommit commit, CancellationToken cancellationToken) => store.StoreAsync(reader, commit);
}
