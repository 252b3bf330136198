namespace IncidentSync.Simulator.Time;

/// <summary>Lets the agenda happen as the simulator's clock runs, for as long as the host does.</summary>
internal sealed class AgendaLoop : IAsyncDisposable
{
    // Short, because a change of speed or a jump of the clock does not wake it.
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public AgendaLoop(Agenda agenda, SimulatorClock clock, ILogger log) => _running = RunAsync(agenda, clock, log, _stopping.Token);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static async Task RunAsync(Agenda agenda, SimulatorClock clock, ILogger log, CancellationToken cancel)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                agenda.RunDue();
            }
            catch (Exception exception)
            {
                AgendaLines.Failed(log, exception);
            }

            await Task.Delay(Nap(agenda, clock), clock.Real, cancel);
        }
    }

    private static TimeSpan Nap(Agenda agenda, SimulatorClock clock)
    {
        if (agenda.Next is not { } next)
        {
            return LongestNap;
        }

        var wait = (next - clock.GetUtcNow()) / clock.Speed;
        return wait < ShortestNap ? ShortestNap : wait > LongestNap ? LongestNap : wait;
    }
}
