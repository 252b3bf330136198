using System.Diagnostics;
using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Staging;

namespace IncidentSync.Demo.Runs;

/// <summary>Waits for the service to have done something, as seen in the portals, and gives up after a while.</summary>
internal static class Wait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than a poll of the service at its default settings.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    /// <summary>Until the portals hold the same and nothing has been written for a while.</summary>
    /// <param name="stage">The portals and the service.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <param name="forgotten">The service lost its database after this edit.</param>
    /// <returns>The last look; it does not hold when patience ended first.</returns>
    public static async Task<ConvergenceReport> UntilSameAsync(
        DemoStage stage, TimeSpan patience, CancellationToken cancel, long forgotten = 0)
    {
        var report = ConvergenceCheck.Of(stage.World, forgotten);
        var (writes, since) = (CallTally.Of(stage.World).Writes, Stopwatch.GetTimestamp());
        await ForAsync(stage, patience, cancel, () =>
        {
            report = ConvergenceCheck.Of(stage.World, forgotten);
            var now = CallTally.Of(stage.World).Writes;
            if (now != writes || !report.Holds)
            {
                (writes, since) = (now, Stopwatch.GetTimestamp());
            }

            return Stopwatch.GetElapsedTime(since) >= Quiet;
        });
        return report;
    }

    /// <summary>Until both portals were polled so often, so that whatever the service wants to write it has begun to write.</summary>
    /// <returns>False when patience ended first.</returns>
    public static Task<bool> ForPollsAsync(DemoStage stage, int polls, TimeSpan patience, CancellationToken cancel)
    {
        var before = CallTally.Of(stage.World);
        return ForAsync(stage, patience, cancel, () => (CallTally.Of(stage.World) - before).Polls >= polls);
    }

    public static Task<bool> ForAsync(DemoStage stage, TimeSpan patience, CancellationToken cancel, Func<bool> condition) =>
        ForAsync(stage, patience, cancel, () => Task.FromResult(condition()));

    public static async Task<bool> ForAsync(DemoStage stage, TimeSpan patience, CancellationToken cancel, Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < patience)
        {
            if (await condition())
            {
                return true;
            }

            stage.MustRun();
            await Task.Delay(Interval, cancel);
        }

        return await condition();
    }
}
