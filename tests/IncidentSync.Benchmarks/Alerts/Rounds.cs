using System.Diagnostics;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>
/// Runs both sides of a contest by turns, and whoever was first in one round is second in the next: what else the machine does comes to
/// both. The first round only warms up.
/// </summary>
internal static class Rounds
{
    public static async Task<Verdict> RunAsync(IContest contest, int rounds)
    {
        var measured = new List<(TimeSpan Ours, TimeSpan Bare)>();
        for (var round = 0; round <= rounds; round++)
        {
            var isOursFirst = round % 2 == 0;
            var first = await TimeAsync(contest, isOursFirst ? contest.OursAsync : contest.BareAsync);
            var second = await TimeAsync(contest, isOursFirst ? contest.BareAsync : contest.OursAsync);
            if (first.Moved != second.Moved)
            {
                throw new InvalidOperationException($"{contest.What}: one side moved {first.Moved}, the other {second.Moved}.");
            }

            if (round > 0)
            {
                measured.Add(isOursFirst ? (first.Took, second.Took) : (second.Took, first.Took));
            }
        }

        return new Verdict(contest.What, contest.Target, measured);
    }

    private static async Task<(TimeSpan Took, long Moved)> TimeAsync(IContest contest, Func<Task<long>> side)
    {
        await contest.RewindAsync();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var moved = await side();
        return (watch.Elapsed, moved);
    }
}
