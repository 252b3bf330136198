using IncidentSync.Service.Alerts;
using IncidentSync.Simulation;
using IncidentSync.Simulation.Alerts;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>The alert log of the simulation keeps the contract, and fails where it is told to.</summary>
public sealed class InMemoryAlertLogTests : AlertLogContract
{
    private readonly ManualTime _time = new();
    private readonly InMemoryAlertStore _store;

    public InMemoryAlertLogTests() => _store = new InMemoryAlertStore(_time);

    [Theory]
    [InlineData(nameof(InMemorySyncStore.Moment.Before), false)]
    [InlineData(nameof(InMemorySyncStore.Moment.During), false)]
    [InlineData(nameof(InMemorySyncStore.Moment.After), true)]
    public async Task A_transaction_fails_whole(string at, bool isStored)
    {
        _store.At = moment =>
        {
            if ($"{moment}" == at)
            {
                throw new IOException("the connection broke");
            }
        };
        await Should.ThrowAsync<IOException>(_store.TakeBoundAsync());
        (_store.State.Answered > 0).ShouldBe(isStored);
    }

    private protected override Task<IAlertLog> OpenAsync() => AnotherAsync();

    private protected override Task<IAlertLog> AnotherAsync() =>
        Task.FromResult<IAlertLog>(new InMemoryAlertLog(_store, Guid.NewGuid()));

    private protected override Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }

    private protected override async Task<IReadOnlyList<string>> EventsAsync(long sequence) =>
        [.. (await _store.ReadEventsAsync(sequence, 100)).Select(one => Line(one.Sequence, one.Alert.Id, one.Change.Event!))];

    // The clock of this log stands, so that it would answer for no time at all.
    private protected override async Task<(long Until, IReadOnlyList<long> Stamps)> AnswerAsync(long since)
    {
        _time.Advance(TimeSpan.FromTicks(1));
        var until = await _store.TakeBoundAsync();
        return (until, [.. (await _store.ReadDetectionsAsync(since, until, null, 100)).Select(one => one.Ticks)]);
    }

    private protected override Task<long> StepBackAsync(TimeSpan by)
    {
        _time.Advance(-by);
        return Task.FromResult(0L);
    }

    private protected override Task<Worker> ConsumerAsync()
    {
        var worker = Guid.NewGuid();
        return Task.FromResult(new Worker(
            async () => (await _store.TakeAsync("stream", worker))?.Sequence,
            sequence => _store.MoveAsync("stream", worker, sequence)));
    }
}
