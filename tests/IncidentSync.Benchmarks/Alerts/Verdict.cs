using System.Globalization;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>What came of a contest: the ratio is the bare loop's time by ours, round by round.</summary>
/// <param name="What">What was compared.</param>
/// <param name="Target">The least that the ratio may be.</param>
/// <param name="Rounds">What both took.</param>
internal sealed record Verdict(string What, double Target, IReadOnlyList<(TimeSpan Ours, TimeSpan Bare)> Rounds)
{
    public const string Head = "| what | ours, s | bare, s | ratio (least - most) | target | met |\n|---|---|---|---|---|---|";

    private List<double> Ratios { get; } = [.. Rounds.Select(round => round.Bare / round.Ours).Order()];

    public bool IsMet => Median(Ratios) >= Target;

    public override string ToString()
    {
        var (ours, bare) = (Seconds(round => round.Ours), Seconds(round => round.Bare));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {What} | {ours:0.00} | {bare:0.00} | {Median(Ratios):0.00} ({Ratios[0]:0.00} - {Ratios[^1]:0.00}) | >= {Target} | ")
            + (IsMet ? "yes |" : "NO |");
    }

    private double Seconds(Func<(TimeSpan Ours, TimeSpan Bare), TimeSpan> side) =>
        Median(Rounds.Select(round => side(round).TotalSeconds));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
