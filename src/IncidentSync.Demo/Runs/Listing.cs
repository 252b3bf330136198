using System.Collections.Immutable;
using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Outcomes;
using IncidentSync.Demo.Processes;
using IncidentSync.Demo.Staging;

namespace IncidentSync.Demo.Runs;

/// <summary>Whether the service knows of what the portals cannot show: it lists a deleted twin as deleted and a duplicate as a
/// conflict.</summary>
internal static class Listing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // The service takes so many reads a minute of one caller, and each look is at least two.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Waits until all are listed, or patience ends.</summary>
    /// <returns>By what happened to the incidents.</returns>
    public static async Task<ImmutableDictionary<string, Outcome>> OfAsync(
        DemoStage stage, ConvergenceReport report, CancellationToken cancel)
    {
        var deleted = report.Findings.OfType<Finding.TwinDeleted>().ToList();
        var duplicates = report.Findings.OfType<Finding.DuplicateLeftAlone>().ToList();
        var outcomes = ImmutableDictionary<string, Outcome>.Empty;
        var (unanswered, looked) = ("", false);
        await Wait.ForAsync(stage, Patience, cancel, async () =>
        {
            await Task.Delay(looked ? Pause : TimeSpan.Zero, cancel);
            looked = true;
            ImmutableHashSet<string> listed, held;
            try
            {
                (listed, held) = (await Onlooker.DeletedAsync(stage, cancel), await Onlooker.DuplicatesAsync(stage, cancel));
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // The service was killed and is being restarted.
                unanswered = exception.Message;
                return false;
            }

            outcomes = outcomes
                .SetItem(OutcomeList.DeletedTwins, new("  and listed by the service as deleted", deleted.Count,
                    [.. deleted.Where(found => !listed.Contains(found.DefenderId))
                        .Select(found => $"{found.Words}, but not listed as deleted")]))
                .SetItem(OutcomeList.Duplicates, new("  and listed by the service as a conflict", duplicates.Count,
                    [.. duplicates.Where(found => !held.Contains(found.SentinelName))
                        .Select(found => $"{found.Words}, but not as a conflict")]));
            return outcomes.Values.All(outcome => outcome.Wrong.IsEmpty);
        });
        return outcomes.IsEmpty ? throw new DemoStopped($"The service's admin API does not answer: {unanswered}") : outcomes;
    }
}
