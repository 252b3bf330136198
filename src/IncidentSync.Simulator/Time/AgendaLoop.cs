namespace IncidentSync.Simulator.Time;

/// <summary>Lets the agenda happen as the simulator's clock runs, for as long as the host does.</summary>
internal sealed class AgendaLoop : IAsyncDisposable
{
    // Short, because a change of speed or a jump of the clock does not wake it.
    private static readonly TimeSpan longestNap = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan shortestNap = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    public AgendaLoop(Agenda agenda, SimulatorClock clock, ILogger log) => running = RunAsync(agenda, clock, log, stopping.Token);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
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
            return longestNap;
        }

        var wait = (next - clock.GetUtcNow()) / clock.Speed;
        return wait < shortestNap ? shortestNap : wait > longestNap ? longestNap : wait;
    }
}
