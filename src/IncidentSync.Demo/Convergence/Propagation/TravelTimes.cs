namespace IncidentSync.Demo.Convergence.Propagation;

/// <summary>How long carried edits took, in real time. A percentile is the time of the edit at that rank; null without edits.</summary>
internal sealed record TravelTimes(int Count, TimeSpan? P50, TimeSpan? P95, TimeSpan? Longest)
{
    public static TravelTimes Of(IEnumerable<TracedEdit> edits)
    {
        var took = edits.Where(edit => edit.Fate == Fate.Carried).Select(edit => edit.Took).Order().ToList();
        return new TravelTimes(took.Count, Rank(took, 0.5), Rank(took, 0.95), Rank(took, 1));
    }

    private static TimeSpan? Rank(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
