using IncidentSync.Demo.Desks;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Day;

/// <summary>The people: one picks an incident up in either portal, works on it, closes it, and now and then somebody opens it
/// again.</summary>
internal sealed class Analysts(Soc soc, Work work, Machines machines)
{
    private const double InSentinelShare = 0.45;
    private const double NeverClosedShare = 0.08;
    private const double ReopenedShare = 0.06;

    /// <param name="desks">The desks at which the incident can be worked on, asked anew each time; none when it is gone.</param>
    /// <param name="random">The incident's stream.</param>
    /// <param name="after">How long to leave it alone.</param>
    public void Triage(Func<IReadOnlyList<IDesk>> desks, Random random, TimeSpan after) =>
        soc.After(after + random.Around(TimeSpan.FromMinutes(14), 0.8), () =>
        {
            if (Open(desks, random) is not { } desk)
            {
                return;
            }

            var analyst = soc.OnDuty(random);
            desk.Take(analyst);
            soc.Tally.Add(Happening.PickedUp);
            WorkAndClose(desks, random, analyst);
        });

    private void WorkAndClose(Func<IReadOnlyList<IDesk>> desks, Random random, Actor analyst)
    {
        var closes = random.Around(TimeSpan.FromMinutes(50), 0.9);
        for (var steps = random.Weighted((0, 0.15), (1, 0.3), (2, 0.3), (4, 0.2), (7, 0.05)); steps > 0; steps--)
        {
            soc.After(closes * random.NextDouble(), () =>
            {
                if (Open(desks, random) is { } desk)
                {
                    work.Do(desk, desks().FirstOrDefault(other => other.Portal != desk.Portal), analyst, random);
                }
            });
        }

        if (!random.Happens(NeverClosedShare))
        {
            soc.After(closes, () => Close(desks, random, analyst));
        }
    }

    private void Close(Func<IReadOnlyList<IDesk>> desks, Random random, Actor analyst)
    {
        if (Open(desks, random) is not { } desk)
        {
            return;
        }

        desk.Close(analyst, Closing.Draw(random));
        soc.Tally.Add(Happening.Closed);
        if (desks().FirstOrDefault(there => there.Portal == Portal.Defender) is { } inDefender)
        {
            machines.UpdateAlertsLate(inDefender.IncidentId, random);
        }

        if (random.Happens(ReopenedShare))
        {
            soc.After(random.Between(TimeSpan.FromMinutes(10), TimeSpan.FromHours(8)), () => Reopen(desks, random));
        }
    }

    private void Reopen(Func<IReadOnlyList<IDesk>> desks, Random random)
    {
        if (Choose(desks, random) is not { Status: CaseStatus.Closed } desk)
        {
            return;
        }

        var analyst = soc.OnDuty(random);
        desk.SetStatus(analyst, random.Happens(0.7) ? CaseStatus.Active : CaseStatus.New);
        soc.Tally.Add(Happening.Reopened);
        WorkAndClose(desks, random, analyst);
    }

    private static IDesk? Open(Func<IReadOnlyList<IDesk>> desks, Random random) =>
        Choose(desks, random) is { Status: CaseStatus.New or CaseStatus.Active } desk ? desk : null;

    // The first is Defender's, where there is one.
    private static IDesk? Choose(Func<IReadOnlyList<IDesk>> desks, Random random)
    {
        var there = desks();
        return there.Count < 2 || !random.Happens(InSentinelShare) ? there.FirstOrDefault() : there[random.Next(1, there.Count)];
    }
}
