using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Day;

/// <summary>Defender finds out that incidents belong together, some minutes after they were made, rarely days after.</summary>
internal sealed class Correlation(Soc soc, Analysts analysts)
{
    private const double LateShare = 0.03;
    private const double ByPersonShare = 0.05;
    private const double RemarkShare = 0.15;
    private const double Sigma = 0.44;

    private static readonly TimeSpan Median = TimeSpan.FromSeconds(190);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1.6);
    private static readonly TimeSpan FirstLate = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Most = TimeSpan.FromHours(51);

    /// <summary>From creation to redirect: median 192 s, p90 364 s, between 1.6 s and 51 h in the measured page.</summary>
    public static TimeSpan Delay(Random random)
    {
        if (random.Happens(LateShare))
        {
            return random.Between(FirstLate, Most);
        }

        var drawn = random.Around(Median, Sigma);
        return drawn < Least ? Least : drawn;
    }

    public void Merge(Wave wave, IReadOnlyList<string> sources, Random random)
    {
        var by = random.Happens(ByPersonShare) ? soc.OnDuty(random) : Actor.IncidentMerging;
        if (random.Happens(RemarkShare))
        {
            Remark(random.Pick(sources), random);
        }

        var comment = by.Kind == ActorKind.Person ? "Same campaign." : null;
        switch (soc.Defender.Merge([wave.Target, .. sources], by, comment))
        {
            case MergeResult.Merged merged:
                wave.Target = merged.TargetIncidentId;
                soc.Tally.Add(Happening.Merged, sources.Count);
                break;

            // An analyst took or closed one of them first. They stay apart and are worked on like any other.
            case MergeResult.Refused:
                soc.Tally.Add(Happening.MergeRefused, sources.Count);
                foreach (var source in sources)
                {
                    analysts.Triage(() => soc.Desks(source), random, TimeSpan.Zero);
                }

                break;
        }
    }

    // Somebody writes in Sentinel what Defender has not seen when it merges the incident away.
    private void Remark(string source, Random random)
    {
        if (soc.Desks(source) is not [_, var desk, ..])
        {
            return;
        }

        desk.Comment(soc.OnDuty(random), Wording.Comment(random), random.NextGuid());
        soc.Tally.Add(Happening.Commented);
    }
}
