using IncidentSync.Service.Loops;
using IncidentSync.Service.State;
using IncidentSync.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace IncidentSync.Service.Tests.Loops;

/// <summary>The runner of all loops.</summary>
public sealed class LoopTests : IDisposable
{
    private static readonly Exception Bug = new InvalidOperationException("a bug");
    private static readonly Exception Away = new NpgsqlException("no connection");

    private readonly LogCapture _log = new();
    private readonly LoggerFactory _logs;

    public LoopTests() => _logs = new LoggerFactory([_log]);

    [Fact]
    public async Task A_loop_that_breaks_goes_on_and_logs_the_first_failure_and_the_recovery()
    {
        (await RunAsync(null, Bug, Bug, null, null)).ShouldBe(["broke", "The loop works again"]);
        (await RunAsync(Bug, null, Bug, null)).ShouldBe(["broke", "The loop works again", "broke", "The loop works again"]);
    }

    [Fact]
    public async Task A_database_that_is_away_is_no_failure_of_the_loop() =>
        (await RunAsync(Away, Away, null)).ShouldHaveSingleItem().ShouldStartWith("The database is away");

    [Fact]
    public async Task A_failure_is_told_to_the_loop_with_what_is_away()
    {
        var loop = await EndAsync(Bug, Away, null);
        loop.Failures.ShouldBe([false, true]);
    }

    [Fact]
    public async Task A_loop_that_is_told_to_stop_in_the_middle_of_its_work_stops_without_a_word()
    {
        using var loop = new Scripted([], Store(), _logs.CreateLogger<LoopTests>());
        await loop.StartAsync(TestContext.Current.CancellationToken);
        await loop.Ended.WaitAsync(TestContext.Current.CancellationToken);
        await loop.StopAsync(TestContext.Current.CancellationToken);
        _log.Lines.ShouldBeEmpty();
        loop.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    public void Dispose() => _logs.Dispose();

    private StoreHealth Store() => new(_logs.CreateLogger<StoreHealth>());

    private async Task<IEnumerable<string>> RunAsync(params Exception?[] script)
    {
        var before = _log.Lines.Count;
        await EndAsync(script);
        return _log.Lines.Skip(before).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim());
    }

    private async Task<Scripted> EndAsync(params Exception?[] script)
    {
        using var loop = new Scripted(script, Store(), _logs.CreateLogger<LoopTests>());
        await loop.StartAsync(TestContext.Current.CancellationToken);
        await loop.Ended.WaitAsync(TestContext.Current.CancellationToken);
        await loop.StopAsync(TestContext.Current.CancellationToken);
        return loop;
    }

    /// <summary>Throws what the script says, works where it says nothing, and waits for the end when it is through.</summary>
    private sealed class Scripted(IReadOnlyList<Exception?> script, StoreHealth store, ILogger<LoopTests> log)
        : Loop("The loop", store, TimeProvider.System, log)
    {
        private readonly TaskCompletionSource _ended = new();
        private int _next;

        public Task Ended => _ended.Task;

        public List<bool> Failures { get; } = [];

        protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
        {
            if (_next == script.Count)
            {
                _ended.SetResult();
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }

            return script[_next++] is { } exception ? throw exception : TimeSpan.Zero;
        }

        protected override void LogBroken(Exception exception) => log.LogError("broke");

        protected override TimeSpan AfterFailure(bool isStoreAway)
        {
            Failures.Add(isStoreAway);
            return TimeSpan.Zero;
        }
    }
}
