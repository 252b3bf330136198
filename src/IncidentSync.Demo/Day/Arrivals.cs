using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>Incidents come in waves. The first of a wave lives on; the rest of it will be merged, most of them into the first. Now and then
/// unrelated ones appear in the same instant. The expected sizes make the share of merged incidents what the options ask for.</summary>
internal sealed class Arrivals(Soc soc, Correlation correlation, Lives lives)
{
    private const double TogetherShare = 0.06;
    private const double MeanTogether = TogetherShare * 2;

    // Sources of a wave that has any. The largest target of the measured page had 35.
    private static readonly (Func<Random, int> Value, double Weight)[] Sizes =
    [
        (_ => 1, 0.6), (random => random.Next(2, 5), 0.25), (random => random.Next(5, 12), 0.12), (random => random.Next(20, 37), 0.03),
    ];

    private const double MeanSources = 1 * 0.6 + 3 * 0.25 + 8 * 0.12 + 28 * 0.03;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private int _waves;

    private double MeanSourcesOfAnyWave => soc.Options.MergedShare / (1 - soc.Options.MergedShare) * (1 + MeanTogether);

    private TimeSpan MeanGap => Day * (1 + MeanTogether + MeanSourcesOfAnyWave) / soc.Options.IncidentsPerDay;

    public void Start() => WaitForWave(soc.Stream("waves"));

    private void WaitForWave(Random gaps) => soc.After(gaps.Gap(MeanGap), () =>
    {
        Wave(soc.Stream($"wave/{++_waves}"));
        WaitForWave(gaps);
    });

    private void Wave(Random random)
    {
        for (var strangers = random.Happens(TogetherShare) ? random.Next(1, 4) : 0; strangers > 0; strangers--)
        {
            Alone(random);
        }

        if (random.Happens(MeanSourcesOfAnyWave / MeanSources))
        {
            Together(random, random.Weighted(Sizes.AsSpan())(random));
        }
        else
        {
            Alone(random);
        }
    }

    private void Alone(Random random)
    {
        var draft = Drafts.Draw(random);
        lives.Begin(Open(random, draft, soc.Now), draft, random, TimeSpan.Zero);
    }

    private void Together(Random random, int sources)
    {
        var draft = Drafts.Draw(random).Small();
        var first = Open(random, draft, soc.Now);
        lives.Begin(first, draft, random, Sources(random, draft, sources, new Wave(first.Id)));
    }

    /// <returns>When the last of them will have been merged, from now.</returns>
    private TimeSpan Sources(Random random, Draft draft, int sources, Wave wave)
    {
        var (appears, settled) = (TimeSpan.Zero, TimeSpan.Zero);
        while (sources > 0)
        {
            var together = Math.Min(sources, random.Weighted((1, 0.3), (2, 0.25), (3, 0.25), (4, 0.2)));
            sources -= together;
            appears += random.Happens(0.3) ? TimeSpan.Zero : random.Gap(TimeSpan.FromSeconds(40));
            var delay = Correlation.Delay(random);
            settled = appears + delay > settled ? appears + delay : settled;
            soc.After(appears, () =>
            {
                var now = soc.Now;
                var ids = Enumerable.Range(0, together).Select(_ => Open(random, Drafts.DrawSource(random, draft), now).Id).ToList();
                soc.After(delay, () => correlation.Merge(wave, ids, random));
            });
        }

        return settled;
    }

    private DefenderIncident Open(Random random, Draft draft, DateTimeOffset at)
    {
        var made = Drafts.Open(soc.Defender, random, draft, at);
        soc.Tally.Add(Happening.Incident);
        soc.Tally.Add(Happening.Alert, made.AlertIds.Count);
        return made;
    }
}
